"""Golden letters that are renewed are those that were seen, and no other changes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator.comparison.golden.approving import GONE, Sight, difference, sight_of, token_of
from generator.comparison.golden.checking import (
    changed_hashes,
    check_letter,
    missing_letters,
    unrecorded_files,
)
from generator.comparison.golden.keeping import golden_files, renewal
from generator.comparison.golden.kept import PARTS, TEXTS, hashes_name
from generator.comparison.golden.letters import RenderedLetter
from generator.comparison.outcome import conclude
from generator.comparison.records import LetterKey, Settings
from tests.comparison.specimens import docx, docx_parts, html_with, pdf, swapped

SHARED = {TEXTS, PARTS, hashes_name("ours"), hashes_name("theirs")}

SECOND_PAGE = ("</body>", '<p style="break-before: page">More.</p></body>')
NARROW = ("</head>", "<style>@page { margin-left: 40mm }</style></head>")


def rendered(town: str, words: str = "must", *, sample: bool = False, pages: bytes = b"") -> RenderedLetter:
    content = docx(swapped(docx_parts(), "word/document.xml", "must", words))
    return RenderedLetter(LetterKey(town, "request", 1), content, pages, sample)


@pytest.fixture(scope="module")
def letters() -> tuple[RenderedLetter, ...]:
    """Return three letters; the first is a sample of two pages, and one's name begins as another's does."""
    return (
        rendered("salem", sample=True, pages=pdf(html_with(SECOND_PAGE))),
        rendered("york"),
        rendered("york.docx"),
    )


@pytest.fixture(scope="module")
def kept(letters: tuple[RenderedLetter, ...]) -> dict[str, bytes]:
    """Return their golden files, as two stacks recorded them."""
    files = golden_files(letters, "ours", {})
    return files | {hashes_name("theirs"): files[hashes_name("ours")]}


def entries(files: dict[str, bytes], name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(files[name])
    return found


def test_a_letter_that_is_renewed_leaves_every_other_as_it_was(
    letters: tuple[RenderedLetter, ...], kept: dict[str, bytes]
) -> None:
    new = rendered("york", "shall")
    renewed = renewal({new.name}, [new], "ours", kept)
    assert renewed.outdated == ()
    assert renewed.files.keys() == SHARED
    for shared in SHARED:
        before, after = entries(kept, shared), entries(renewed.files, shared)
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert {name.removesuffix(".docx") for name in changed} == {"request.1.york"}
    now = kept | renewed.files
    assert [check_letter(it, now, Settings()).verdict for it in (letters[0], new, letters[2])] == ["same"] * 3
    assert check_letter(letters[1], now, Settings()).verdict == "different"


def test_a_stack_that_has_not_seen_the_renewed_letter_says_so_and_holds_the_others(
    letters: tuple[RenderedLetter, ...], kept: dict[str, bytes]
) -> None:
    new = rendered("york", "shall")
    now = kept | renewal({new.name}, [new], "ours", kept).files
    today = (letters[0], new, letters[2])
    assert changed_hashes(today, "ours", now) == changed_hashes(today, "theirs", now) == ()
    assert unrecorded_files(today, "ours", now) == ()
    assert unrecorded_files(today, "theirs", now) == ("request.1.york.docx",)
    assert changed_hashes((*today[:2], rendered("york.docx", "will")), "theirs", now) == (
        "request.1.york.docx.docx",
    )


def test_a_renderer_that_changed_is_told_as_the_cause(
    letters: tuple[RenderedLetter, ...], kept: dict[str, bytes]
) -> None:
    narrow = pdf(html_with(SECOND_PAGE, NARROW))
    found = check_letter(replace(letters[0], pdf=narrow), kept, Settings())
    groups = conclude("golden", "today", [found]).groups
    assert {group.cause for group in groups} == {"program"}
    assert {"picture"} <= {group.level for group in groups}


def test_pages_that_a_renewed_letter_has_no_more_are_taken_away(
    letters: tuple[RenderedLetter, ...], kept: dict[str, bytes]
) -> None:
    assert "request.1.salem.page-2.png" in kept
    new = replace(letters[0], pdf=pdf())
    renewed = renewal({new.name}, [new], "ours", kept)
    assert renewed.outdated == ("request.1.salem.page-2.png",)
    assert entries(renewed.files, hashes_name("theirs")) == entries(kept, hashes_name("theirs"))


def test_a_letter_that_comes_out_no_more_is_forgotten(kept: dict[str, bytes]) -> None:
    renewed = renewal({"request.1.salem"}, [], "ours", kept)
    assert set(renewed.outdated) == {name for name in kept if name.startswith("request.1.salem.")}
    now = {name: content for name, content in kept.items() if name not in renewed.outdated} | renewed.files
    assert list(missing_letters(["request.1.york", "request.1.york.docx"], now)) == []


def test_what_was_seen_is_the_words_on_any_machine_and_the_pages_of_one_stack() -> None:
    old, new = (rendered("york", word).docx for word in ("must", "shall"))
    seen = {"a": sight_of(old, b"%PDF one", "a"), "b": sight_of(old, b"", "b")}
    token = token_of(seen)
    assert difference(token, token_of(dict(reversed(seen.items())))) == ""
    assert difference(token, token_of(seen | {"a": sight_of(old, b"%PDF two", "a")})) == "pages"
    assert difference(token, token_of(seen | {"b": sight_of(new, b"", "b")})) == "words"
    assert difference(token, token_of(seen | {"b": GONE})) == "words"
    assert difference(token, token_of({"a": seen["a"]})) == "words"
    assert difference(token_of({"b": seen["b"]}), token_of({"b": Sight(seen["b"].docx)})) == ""
