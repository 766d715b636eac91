"""Build the documentation site into a folder, and tell every link in it that leads nowhere.

    python .ci/site.py FOLDER [PEELCHECK.HTML]

The pages are those in docs/, with the rule reference as the rule pack says it now, and the
changelog. The menu has a page for each rule. A link out of docs/ becomes the path of a file in the
repository, which the site does not hold. With peelcheck.html, the site has it as a page to try.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from peelcheck import Rulebook, load_rules
from peelcheck.policy.explain import explain
from peelcheck.reports.layout import Page

ROOT = Path(__file__).resolve().parents[1]
_LINK = re.compile(r"\[([^\]]*)\]\(((?!https?:)[^)#]*)(#[^)]*)?\)")


def build(folder: Path, page_to_try: Path | None = None) -> list[str]:
    """Build the site; what is wrong with it is told, one link a line."""
    with tempfile.TemporaryDirectory(prefix="peelcheck-site-") as name:
        work = Path(name)
        rulebook = load_rules()
        config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        (work / "mkdocs.yml").write_text(with_each_rule(config, rulebook), encoding="utf-8")
        shutil.copytree(ROOT / "docs", work / "docs")
        changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").replace("](docs/", "](")
        (work / "docs" / "changelog.md").write_text(changelog, encoding="utf-8")
        (work / "docs" / "rules.md").write_text(rule_reference(rulebook), encoding="utf-8")
        if page_to_try:
            shutil.copyfile(page_to_try, work / "docs" / TO_TRY)
            for file, add in ((work / "mkdocs.yml", in_menu), (work / "docs/browser.md", in_page)):
                file.write_text(add(file.read_text(encoding="utf-8")), encoding="utf-8")
        for page in (work / "docs").rglob("*.md"):
            text = page.read_text(encoding="utf-8")
            page.write_text(_kept_inside(text, page, work / "docs"), encoding="utf-8")
        command = [sys.executable, "-m", "zensical", "build", "--strict"]
        run = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        if run.returncode:
            return [run.stdout, run.stderr.strip().rpartition("\n")[2]]
        shutil.copytree(work / "site", folder, dirs_exist_ok=True)
    return list(broken_links(folder))


TO_TRY = "peelcheck.html"
_MENU_LINE = "      - Use peelcheck.html: browser.md\n"
_FIRST_PART = "## What it does\n"


def in_menu(config: str) -> str:
    """Return the configuration with peelcheck.html in its menu."""
    return config.replace(_MENU_LINE, f"{_MENU_LINE}      - Try it with examples: {TO_TRY}\n")


def in_page(text: str) -> str:
    """Return docs/browser.md with a link to the page itself."""
    link = f"[Try it here, with examples]({TO_TRY}). What you open stays on your computer.\n"
    return text.replace(_FIRST_PART, f"{link}\n{_FIRST_PART}")


_ALL_RULES = "      - All rules: rules/README.md\n"


def with_each_rule(config: str, rulebook: Rulebook) -> str:
    """Return the configuration with a line in its menu for each rule and each register."""
    rules = sorted(rulebook.rules.values(), key=lambda rule: rule.short.lower())
    lines = [f'      - "{rule.short}": rules/standards/{rule.id}.md\n' for rule in rules]
    lines += [
        f"      - AFIs of {name}: rules/afis/{name}.md\n" for name in sorted(rulebook.registers)
    ]
    return config.replace(_ALL_RULES, _ALL_RULES + "".join(lines))


def rule_reference(rulebook: Rulebook) -> str:
    """Every rule, figure and table, as `peelcheck explain` has them."""
    parts = ["# Rules, figures and tables", "", "As `peelcheck explain NAME` has them.", ""]
    tables = [f"table/{name}" for name in rulebook.tables]
    dictionary = rulebook.dictionary
    kinds = {"Rules": rulebook.rules, "Figures": dictionary.figures, "Tables": tables}
    for title, names in kinds.items():
        parts += [f"## {title}", ""]
        for name in sorted(names):
            parts += [
                f"### {name}",
                "",
                "```text",
                explain(name, rulebook, Page()).rstrip(),
                "```",
                "",
            ]
    return "\n".join(parts)


def _kept_inside(text: str, page: Path, docs: Path) -> str:
    """The page with links to what the site does not hold written out as paths."""

    def told(match: re.Match[str]) -> str:
        words, link = match[1], match[2]
        to = (page.parent / link).resolve() if link else page
        if not link or to.is_relative_to(docs.resolve()):
            return match[0]
        path = to.relative_to(docs.resolve().parent).as_posix()
        return f"`{path}`" if words.strip("`") == path else f"{words} (`{path}`)"

    return _LINK.sub(told, text)


class _Page(HTMLParser):
    """The links and the anchors of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Take down what leads somewhere, and what may be led to."""
        found = dict(attrs)
        self.links += [found[name] or "" for name in ("href", "src") if found.get(name)]
        self.anchors |= {found[name] or "" for name in ("id", "name") if name in found}


def broken_links(folder: Path) -> Iterator[str]:
    """Every link within the site whose page or anchor is not there."""
    pages = {path.resolve(): _read(path) for path in folder.rglob("*.html")}
    for path, page in sorted(pages.items()):
        if path.name == "404.html":  # its links are absolute, for any address that is not there
            continue
        for link in dict.fromkeys(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            to = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            to = to / "index.html" if to.is_dir() else to
            lost = not to.is_file() or (
                to in pages and parts.fragment and unquote(parts.fragment) not in pages[to].anchors
            )
            if lost:
                yield f"{path.relative_to(folder.resolve())}: {link} leads nowhere"


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


if __name__ == "__main__":
    wrong = build(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    print("\n".join(wrong) or f"The site is in {sys.argv[1]}.")
    sys.exit(1 if wrong else 0)
