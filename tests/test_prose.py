"""Docs, docstrings and messages are plain sentences, and become no worse (see prose.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from prose import counts, files, hits, left, paragraphs, texts, words_per_sentence


@pytest.mark.thorough
def test_no_file_has_more_hits_than_it_is_allowed() -> None:
    allowed = left()
    worse = {name: count for name, count in counts().items() if count > allowed.get(name, 0)}
    assert not worse, "python tests/prose.py FILE says where; reword these sentences"


DOCUMENTS = [file for file in files() if file.suffix == ".md" and file.name != "CHANGELOG.md"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_sentence_has_fewer_than_25_words_on_average(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert words_per_sentence(text) < 25


def test_the_average_is_that_of_sentences_and_not_of_cells() -> None:
    assert words_per_sentence("One two three. Four `five six` seven.\n\n| a b c d e f |\n") == 3


@pytest.mark.thorough
def test_files_without_hits_have_left_the_list() -> None:
    """A file that is plain stays plain: it is taken out of the list with the commit that did it."""
    assert set(left()) <= set(counts()), "run: python tests/prose.py --take"


@pytest.mark.parametrize(
    "sentence",
    [
        "Told what is being read.",
        "No row of the period is no zero.",
        "This is a report, and a return is due.",
        "The name stands in the file.",
        " ".join(["word"] * 31) + ".",
    ],
)
def test_a_sentence_that_has_a_plainer_form_is_found(sentence: str) -> None:
    assert list(hits(sentence, 1))


@pytest.mark.parametrize(
    "sentence",
    [
        "Return the finding of one rule.",
        "`told`: there is no row due to a filter.",
        "The range stands for every value that rounds to it.",
        " ".join(["word"] * 30) + ".",
    ],
)
def test_a_plain_sentence_is_not(sentence: str) -> None:
    assert list(hits(sentence, 1)) == []


def test_code_and_comments_in_documents_are_not_read() -> None:
    text = "# A\n\n<!-- told -->\n```sh\ntold\n```\n\n- one\n  more\n- two\n\n| a | b |\n"
    assert [part for _, part in paragraphs(text)] == ["A", "one\n  more", "two", " a ", " b "]


def test_sentences_are_found_in_code() -> None:
    code = '"""Return one."""\nx = f"the file {x} is told"\ny = "short"\n'
    assert sorted(text for _, text in texts(code)) == ["Return one.", "the file X is told"]
