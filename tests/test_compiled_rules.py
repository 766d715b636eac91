"""The shipped rules as a wheel brings them: equal to those read, and dropped by any change."""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, clean_environment
from peelcheck.model.amounts import Interval
from peelcheck.pipeline.compiled_rules import PACKAGE, compiled_rulebook, hash_of_sources
from peelcheck.pipeline.tried_packs import load_packs

COMPILE = ROOT / "packaging/compile_rules.py"
NORFOLK = str(ROOT / "examples/norfolk-2024/data.yaml")
TABLES = str(ROOT / "examples/tables/data.yaml")
RULES_MODULE, TABLES_MODULE = "pipeline/shipped_rules.py", "pipeline/shipped_tables.py"
HASHES = "pipeline/shipped_rules.sha256"
READER = "peelcheck.reading.rulebook"
RULE = "rules/standards/101-abandonment.yaml"


def python(*args: str, site: Path = PACKAGE.parent, **more: str) -> str:
    """Run Python with the package in `site`, and return what it prints."""
    run = subprocess.run(
        [sys.executable, *args], cwd=ROOT, check=False, capture_output=True, text=True, timeout=100,
        env={**clean_environment(), "PYTHONPATH": os.fspath(site), **more},
    )  # fmt: skip
    assert run.returncode in (0, 1), run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a wheel brings it, with its rules, compiled."""
    package = tmp_path_factory.mktemp("site") / "peelcheck"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rules", package / "rules")
    python(str(COMPILE), str(package / "pipeline"))
    return package


@pytest.fixture
def package(installed: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return Path(shutil.copytree(installed, tmp_path / "peelcheck"))


def is_unchanged(package: Path) -> bool:
    return hash_of_sources(package) is not None


def listed(package: Path) -> list[str]:
    return [line[66:] for line in (package / HASHES).read_text("ascii").splitlines()]


@pytest.fixture(scope="module")
def compiler() -> Iterator[dict[str, Any]]:
    """The names of packaging/compile_rules.py."""
    path = list(sys.path)
    names: dict[str, Any] = {"__name__": "compile_rules", "__file__": str(COMPILE)}
    exec(compile(COMPILE.read_text("utf-8"), str(COMPILE), "exec"), names)  # noqa: S102
    yield names
    sys.path[:] = path


@pytest.mark.thorough
def test_the_compiled_rules_are_those_that_are_read(
    installed: Path, compiler: dict[str, Any]
) -> None:
    read = load_packs((), with_tables=False)
    source = (installed / RULES_MODULE).read_text("utf-8")
    made = compiler["made_by"](source)
    assert made == read
    assert len(made.rules) > 30
    assert source.startswith(
        compiler["module_of"](read)
    )  # the types too, which == does not compare


def test_the_compiled_tables_are_those_that_are_read(
    installed: Path, compiler: dict[str, Any]
) -> None:
    read = load_packs(())
    rules, tables = (
        (installed / module).read_text("utf-8") for module in (RULES_MODULE, TABLES_MODULE)
    )
    made = compiler["made_by"](tables)
    assert made == read.tables
    assert len(made) == len(list((ROOT / "rules/tables").iterdir())) > 9
    assert tables.startswith(compiler["module_of"](read.tables))
    together = compiler["made_by"](rules)._replace(tables=made)
    assert compiler["module_of"](together) == compiler["module_of"](read)


def test_a_value_of_another_type_is_another_source(compiler: dict[str, Any]) -> None:
    read = load_packs((), with_tables=False)
    changed = read._replace(rules={name: tuple(rule) for name, rule in read.rules.items()})
    assert changed == read
    assert compiler["module_of"](changed) != compiler["module_of"](read)


def test_a_value_of_a_class_without_a_source_is_refused(compiler: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="object has no source"):
        compiler["module_of"](object())
    assert "Interval(Fraction(1, 20, ), None, True, False, )" in compiler["module_of"](
        Interval(Fraction(1, 20), None, has_high=False)
    )


@pytest.mark.thorough
def test_the_modules_are_the_same_from_any_order_of_sets(tmp_path: Path, installed: Path) -> None:
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        python(str(COMPILE), str(tmp_path / seed), PYTHONHASHSEED=seed)
        for name in (RULES_MODULE, TABLES_MODULE, HASHES):
            made = (tmp_path / seed / Path(name).name).read_bytes()
            assert made == (installed / name).read_bytes()


def test_a_source_tree_has_no_compiled_rules() -> None:
    assert not list(PACKAGE.rglob("shipped_*"))
    assert not is_unchanged(PACKAGE)
    for with_tables in (False, True):
        assert compiled_rulebook((), with_tables=with_tables) is None


def test_every_rule_file_and_all_code_that_reads_them_is_listed(installed: Path) -> None:
    load = "from peelcheck.pipeline.tried_packs import load_packs; load_packs(())"
    show = "print(*(m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'peelcheck'))"
    code = {Path(file) for file in python("-c", f"import sys; {load}; {show}").split()}
    rules = {path for path in (ROOT / "rules").rglob("*") if path.is_file()}
    schemas = set((PACKAGE / "reading/schemas").iterdir())
    expected = {file.relative_to(PACKAGE).as_posix() for file in code | schemas}
    expected |= {file.relative_to(ROOT).as_posix() for file in rules}
    assert {"reading/rulebook.py", "sources/strict_yaml.py", "judging/judge.py", RULE} < expected
    assert {
        "reading/pack_tables.py",
        "reading/table_times.py",
        "rules/tables/calls.yaml",
    } < expected
    assert set(listed(installed)) == expected | {RULES_MODULE, TABLES_MODULE}


def run_of(package: Path, *args: str, file: str = NORFOLK) -> tuple[str, set[str]]:
    """The report on a return, and the modules that were loaded for it."""
    script = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('loaded', *sys.modules))\n"
        f"sys.argv = ['peelcheck', *{(file, '-v', *args)!r}]\n"
        "from peelcheck.cli import main\nmain()"
    )
    report, _, modules = python("-c", script, site=package.parent).rpartition("loaded")
    return report, set(modules.split())


@pytest.mark.thorough
def test_they_are_used_while_all_files_are_the_same(package: Path) -> None:
    assert is_unchanged(package)
    report, modules = run_of(package)
    assert "peelcheck.pipeline.shipped_rules" in modules
    assert "peelcheck.pipeline.shipped_tables" not in modules
    assert READER not in modules
    assert run_of(package, "--rules", "peelcheck") == (report, modules)
    (package / HASHES).unlink()
    read, modules = run_of(package)
    assert READER in modules
    assert read == report


@pytest.mark.thorough
def test_they_are_used_for_tables_too(package: Path) -> None:
    options = ("--format", "json", "--today", "2026-05-01")
    report, modules = run_of(package, *options, file=TABLES)
    assert {f"peelcheck.pipeline.shipped_{name}" for name in ("rules", "tables")} < modules
    assert READER not in modules
    assert "101-abandonment" in report
    (package / HASHES).unlink()
    read, modules = run_of(package, *options, file=TABLES)
    assert READER in modules
    assert read == report


@pytest.mark.thorough
def test_packs_of_users_are_read_in_full(installed: Path, tmp_path: Path) -> None:
    pack = shutil.copytree(ROOT / "rules", tmp_path / "rules")
    for folders in (("--rules", str(pack)), ("--rules", "peelcheck", "--rules", str(pack))):
        paths = [Path(folder) for folder in folders[1::2]]
        assert compiled_rulebook(paths, with_tables=False) is None
        assert compiled_rulebook(paths, with_tables=True) is None
    _, modules = run_of(installed, "--rules", str(pack))
    assert READER in modules


@pytest.mark.thorough
def test_a_changed_limit_counts_at_once(package: Path) -> None:
    report, _ = run_of(package)
    assert "101 calls abandoned" in report
    rule = package / RULE
    rule.write_text(rule.read_text("utf-8").replace("below: 5%", "below: 4%"), "utf-8")
    refused = subprocess.run(
        [sys.executable, "-m", "peelcheck", NORFOLK], capture_output=True, text=True, check=False,
        env={**clean_environment(), "PYTHONPATH": str(package.parent)},
    )  # fmt: skip
    assert refused.returncode == 2
    assert "does not hold" in refused.stderr  # its examples are judged again


@pytest.mark.thorough
def test_a_change_of_each_listed_file_is_noticed(package: Path) -> None:
    names = listed(package)
    assert len(names) > 200
    for name in names:
        file = package / name
        whole = file.read_bytes()
        last = bytes([whole[-1] ^ 1])
        for changed in (whole + b"\n", whole[:-1] + last, b""):
            file.write_bytes(changed)
            assert not is_unchanged(package), name
        file.unlink()
        assert not is_unchanged(package), name
        file.write_bytes(whole)
    assert is_unchanged(package)


def test_the_same_size_and_time_do_not_hide_a_change(package: Path) -> None:
    file = package / RULE
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"5%", b"9%"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert not is_unchanged(package)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a rule more": lambda rules: shutil.copy(
        rules / "standards/high-risk-share.yaml", rules / "standards/more.yaml"
    ),
    "an empty file more": lambda rules: (rules / "standards/empty.yaml").touch(),
    "a file that no pack has": lambda rules: (rules / "notes.txt").touch(),
    "a file in a folder of its own": lambda rules: shutil.copytree(
        rules / "benchmarks", rules / "more"
    ),
    "a rule of another name": lambda rules: (rules / "standards/high-risk-share.yaml").rename(
        rules / "standards/high-risk.yaml"
    ),
    "a rule in another folder": lambda rules: (rules / "standards/high-risk-share.yaml").rename(
        rules / "figures/high-risk-share.yaml"
    ),
    "no folder of tests": lambda rules: shutil.rmtree(rules / "tests"),
    "no rules": shutil.rmtree,
    "a rule that is a folder": lambda rules: (
        (rules / "facts.yaml").unlink(), (rules / "facts.yaml").mkdir()
    ),
}  # fmt: skip


@pytest.mark.every_day(2)
@pytest.mark.parametrize("change", CHANGES)
def test_a_file_more_or_less_is_noticed(change: str, package: Path) -> None:
    CHANGES[change](package / "rules")
    assert not is_unchanged(package)


@pytest.mark.parametrize(
    "text", ["", "\n", "no hashes at all\n", "\N{LATIN SMALL LETTER E WITH ACUTE}"]
)
def test_hashes_that_cannot_be_read_mean_reading_the_rules(text: str, package: Path) -> None:
    (package / HASHES).write_text(text, "utf-8")
    assert not is_unchanged(package)
    (package / HASHES).unlink()
    assert not is_unchanged(package)


def test_hashes_without_a_module_or_the_rules_mean_reading_the_rules(package: Path) -> None:
    lines = (package / HASHES).read_text("ascii").splitlines(keepends=True)
    for left_out in (RULES_MODULE, TABLES_MODULE, RULE):
        kept = [line for line in lines if line[66:].strip() != left_out]
        assert len(kept) == len(lines) - 1
        (package / HASHES).write_text("".join(kept), "ascii")
        assert not is_unchanged(package)


@pytest.mark.thorough
def test_a_list_that_lacks_a_file_of_code_is_not_the_one_of_the_module(package: Path) -> None:
    lines = (package / HASHES).read_text("ascii").splitlines(keepends=True)
    kept = [line for line in lines if line[66:].strip() != "judging/judge.py"]
    (package / HASHES).write_text("".join(kept), "ascii")
    assert is_unchanged(package)
    _, modules = run_of(package)
    assert READER in modules


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "words"),
    [(RULES_MODULE, ("dial 999", "call 999")), (TABLES_MODULE, ("'answered'", "'answerer'"))],
)
def test_bytecode_of_older_rules_is_not_used(
    name: str, words: tuple[str, str], package: Path, tmp_path: Path
) -> None:
    module, older = package / name, tmp_path / "older.py"
    source = module.read_text("utf-8")
    made_from = hash_of_sources(package)
    assert made_from is not None
    assert words[0] in source
    older.write_text(source.replace(*words).replace(made_from, "0" * 64), "utf-8")
    assert older.stat().st_size == module.stat().st_size
    for file in (module, older):
        os.utime(file, (1_600_000_000, 1_600_000_000))
    py_compile.compile(str(older), cache_from_source(str(module)))
    assert is_unchanged(package)  # as far as the files show
    _, modules = run_of(package, file=TABLES)
    assert READER in modules


def built(folder: Path, kind: str) -> dict[str, bytes]:
    """The files of a wheel that is built now."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=100)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.needs("hatchling")
def test_a_wheel_has_the_compiled_rules_of_its_own_files(tmp_path: Path) -> None:
    for name, content in built(tmp_path, "wheel").items():
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    assert is_unchanged(tmp_path / "site/peelcheck")
    for file in (NORFOLK, TABLES):
        _, modules = run_of(tmp_path / "site/peelcheck", file=file)
        assert READER not in modules
    assert not list(PACKAGE.rglob("shipped_*"))


@pytest.mark.needs("hatchling")
def test_an_editable_install_has_none(tmp_path: Path) -> None:
    files = built(tmp_path, "wheel:editable")
    assert [name for name in files if "pth" in name]
    assert [name for name in files if "shipped_" in name] == []
