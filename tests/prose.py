"""Find sentences that are too long, and words that have a plainer one, in docs and in code.

`python tests/prose.py FILE...` prints what it finds; `python tests/prose.py --take` writes
the numbers of each file to `tests/prose.txt`, which `test_prose.py` compares with.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LEFT = ROOT / "tests/prose.txt"
LONGEST = 30

WORDS = {
    r"\btold\b|(?<!cannot )\btells?\b(?! apart)": "report, say, name",
    r"\bheld\b": "checked, compared, read",
    r"\bsaid\b": "stated, reported",
    r"\bstands?\b(?! for\b)": "is",
    r"\bdue\b(?! to\b)": "expected",
    r"\bbesides\b": "also",
    r"(?<!because )(?<!instead )(?<!regardless )(?<!out )\bof it\b": "its",
    r"\bformer\b": "previous",
    r"\bnor\b": "not, or",
    r"\banew\b": "again",
    r"\bwhatever\b": "say which cases",
    r"(?<!there )\b(?:is|are|was|were) no (?!longer\b|more\b|less\b|worse\b|better\b)": "is not",
    r"^No (?:[\w'-]+ ){1,6}(?:is|are) ": "None of, or: X is not",
    r"(?<!there )\b(?:is|are) (?-i:none)\b": "does not exist, is missing",
    r"\bit is as if\b": "say what happens",
}
"""A pattern and what to write in its place. One idea a sentence, said positively (STYLE)."""

_NO_VERBS = frozenset(
    re.findall(
        r"\w+",
        """
        a about after all an and any are as at before beside both by can columns does each every
        everything faults for from has have how if in is it its may most no none nothing of on
        one only others rows several that the these they this those to two was were what when
        where whether which who whole whose why with without
        """,
    )
)
"""First words that make a docstring a noun or a question; D401 finds the wrong forms of verbs."""

_CODE = re.compile(r"`[^`\n]*(?:\n[^`\n]*)?`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)", re.DOTALL)
_PARTS = re.compile(r"\n\s*\n|\n\s*(?=[-*] )|\n(?=[^\n]*\S {3,}\S)")
"""What parts paragraphs: blank lines, items, and lines in columns."""
_END = re.compile(r"(?<=[.?!])[)\"'*]*\s+")


class Hit(NamedTuple):
    """Where a sentence is, the sentence, and what is wrong with it."""

    line: int
    sentence: str
    because: str


_WORDS_OF_FILES = {"cannot be told", "not held"}
"""Words that people may type in rule files and returns."""


def hits(text: str, line: int) -> Iterator[Hit]:
    """Yield what is wrong with each sentence of a paragraph."""
    if text in _WORDS_OF_FILES:
        return
    text = re.sub(r"AMOUNT .*?cannot be told", "AMOUNT", text)
    plain = _LINK.sub(r"\1", _CODE.sub("CODE", text.strip()))
    plain = re.sub(r"CODE(?:(?:,| and| or|, and|, or) CODE)+", "CODE", " ".join(plain.split()))
    for sentence in _END.split(plain):
        count = len(re.findall(r"[\w'’%£/.,:-]*\w[\w'’%]*", sentence))
        if count > LONGEST:
            yield Hit(line, sentence, f"{count} words")
        for pattern, instead in WORDS.items():
            if re.search(pattern, sentence, re.IGNORECASE):
                yield Hit(line, sentence, f"/{pattern}/: {instead}")


def words_per_sentence(text: str) -> float:
    """Return the average of a document's sentences, those that end like one."""
    sentences = [
        sentence
        for _, part in paragraphs(text)
        for sentence in _END.split(_CODE.sub("CODE", _LINK.sub(r"\1", part)).strip())
        if sentence.endswith((".", "?", ":"))
    ]
    return sum(len(sentence.split()) for sentence in sentences) / max(1, len(sentences))


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each paragraph, item, heading and table cell of a Markdown text."""
    text = re.sub(r"^(```|~~~).*?^\1", _blank, text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"<!--.*?-->", _blank, text, flags=re.DOTALL)
    begun, lines = 0, []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        starts = re.match(r"\s*(?:[-*+] |\d+\. |#+ |\|)", line)
        if (starts or not line.strip()) and lines:
            yield begun, "\n".join(lines)
            lines = []
        if line.lstrip().startswith("|"):
            yield from (
                (number, cell) for cell in re.split(r"(?<!\\)\|", line) if cell.strip(" -:")
            )
        elif line.strip():
            begun = begun if lines else number
            lines.append(re.sub(r"^\s*(?:[-*+]|\d+\.|#+) ", "", line))


def _blank(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def texts(code: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each docstring, and of each literal that is (part of) a sentence."""
    tree = ast.parse(code)
    pieces = {
        part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                str(v.value) if isinstance(v, ast.Constant) else "X" for v in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in pieces:
            text = node.value
        else:
            continue
        if _is_prose(text):
            yield from ((node.lineno, part) for part in _PARTS.split(text))


def schema_texts(node: object, key: str = "") -> Iterator[tuple[int, str]]:
    """Yield each text for people in a JSON Schema; the line is not known (0)."""
    if isinstance(node, dict):
        for name, value in node.items():
            is_for_people = name in {"description", "errorMessage", "say"} or key == "errorMessage"
            if isinstance(value, str) and is_for_people:
                yield 0, value
            yield from schema_texts(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from schema_texts(value)


def nouns_for_functions(code: str) -> Iterator[Hit]:
    """Yield each docstring of a function that begins without a verb; properties may be nouns."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef) and (text := ast.get_docstring(node)):
            first = re.split(r"[\s,:]", text, maxsplit=1)[0].casefold()
            is_property = any("property" in ast.unparse(one) for one in node.decorator_list)
            if not is_property and (first in _NO_VERBS or not first.isalpha()):
                yield Hit(node.lineno, text.split("\n")[0], "begin with a verb (Return ...)")


def _is_prose(text: str) -> bool:
    words = re.findall(r"(?<![\w-])[A-Za-z][a-z']+(?![\w(-])", text)
    return (
        len(words) >= 2
        and " " in text
        and not re.search(r"[{;]\s|<\w+|SELECT|CASE|\)\?|\\[dsw]", text)
    )


def found_in(file: Path) -> list[Hit]:
    """Return what is wrong in a document or module."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        parts = schema_texts(json.loads(text))
    else:
        parts = texts(text) if file.suffix == ".py" else paragraphs(text)
    found = [hit for line, part in parts for hit in hits(part, line)]
    return [*found, *nouns_for_functions(text)] if file.suffix == ".py" else found


def files() -> list[Path]:
    """Return every document and module, pages that are generated left out."""
    made = re.compile(r"docs/(?:rules|reference)/")
    docs = [file for file in (ROOT / "docs").rglob("*.md") if not made.search(file.as_posix())]
    code = [*(ROOT / "checker").rglob("*.py"), *(ROOT / "checker").rglob("*.schema.json")]
    return sorted([*ROOT.glob("*.md"), *docs, *ROOT.glob("examples/*/README.md"), *code])


@cache
def counts() -> dict[str, int]:
    """Return how many hits each file has, files without one left out."""
    found = {file.relative_to(ROOT).as_posix(): len(found_in(file)) for file in files()}
    return {name: count for name, count in found.items() if count}


def left() -> dict[str, int]:
    """Return how many hits each file may still have."""
    lines = LEFT.read_text(encoding="utf-8").splitlines()
    return {name: int(count) for count, name in (line.split() for line in lines)}


if __name__ == "__main__":
    if sys.argv[1:] == ["--take"]:
        taken = "".join(f"{count:4} {name}\n" for name, count in counts().items())
        LEFT.write_text(taken, encoding="utf-8")
    for name in sys.argv[1:]:
        if name != "--take":
            for hit in found_in(Path(name)):
                sys.stdout.write(f"{name}:{hit.line}: {hit.because}\n    {hit.sentence}\n")
