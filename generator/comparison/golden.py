"""Golden letters: what the letters of a campaign said and looked like when somebody approved of them. Pure.

Of every letter the hash of its text is kept; of one letter of each sort the text itself, and of those on the
usual grounds their pages at 100 dpi. Text and pictures hold on any machine. The bytes of the files hold on
one stack of libraries, so that their hashes are kept by the stack's name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.comparison.docx.passages import docx_passages
from generator.comparison.ignoring import Hidden
from generator.comparison.pdf.opening import opened_pdf
from generator.comparison.pdf.pictures import Raster, raster_of, regions_between
from generator.comparison.pdf.png import png_of, raster_from
from generator.comparison.records import (
    Change,
    ComparableLetter,
    LetterComparison,
    LetterKey,
    Pair,
    Passage,
    Settings,
)
from generator.comparison.wording import compare_passages, wording_change
from generator.word.archive import read_archive

TEXTS = "texts.json"
_HASHES = re.compile(r"hashes\.[A-Za-z0-9._-]+\.json")
_EACH_TEXT = "text"


@dataclass(frozen=True, slots=True)
class RenderedLetter:
    """A letter as it comes out today; the PDF is empty where only the text is watched.

    ``sample`` says that its text is kept in full.
    """

    key: LetterKey
    docx: bytes
    pdf: bytes
    sample: bool

    @property
    def name(self) -> str:
        """The stem of its golden files."""
        return f"{self.key.kind}.{self.key.level}.{self.key.recipient_id}"


@dataclass(frozen=True, slots=True)
class _Golden:
    """What is kept of a letter that comes out today, computed from it."""

    passages: tuple[Passage, ...]
    pages: tuple[Raster, ...]


def golden_files(
    letters: Iterable[RenderedLetter], stack: str, kept: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the golden files of the letters by name.

    Of the files ``kept`` so far, a picture that still holds stays as it is, and hashes of other stacks stay
    as long as no text changed.
    """
    texts: dict[str, str] = {}
    hashes: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for letter in letters:
        golden = _golden(letter)
        texts[letter.name] = _text_hash(golden.passages)
        hashes |= _file_hashes(letter)
        if letter.sample:
            files[f"{letter.name}.txt"] = _written(golden.passages)
            files |= dict(_pictures(letter, golden, kept))
    files[TEXTS] = _json(texts)
    if kept.get(TEXTS) == files[TEXTS]:
        files |= {name: content for name, content in kept.items() if _HASHES.fullmatch(name)}
    return files | {hashes_name(stack): _json(hashes)}


def check_letter(letter: RenderedLetter, kept: Mapping[str, bytes], settings: Settings) -> LetterComparison:
    """Compare a letter as it comes out today with what is kept of it."""
    known = _known_texts(kept).get(letter.name)
    side = ComparableLetter(letter.key, letter.name, ())
    if known is None:
        return LetterComparison(Pair(letter.key, None, side), "only_new")
    golden = _golden(letter)
    changes = (*_word_changes(letter, golden, kept, known), *_picture_changes(letter, golden, kept, settings))
    return LetterComparison(Pair(letter.key, side, side), "different" if changes else "same", changes)


def missing_letters(names: Iterable[str], kept: Mapping[str, bytes]) -> Iterator[LetterComparison]:
    """Yield each golden letter that comes out no more; ``names`` are those that do."""
    for name in sorted(_known_texts(kept).keys() - set(names)):
        kind, level, recipient_id = name.split(".", 2)
        key = LetterKey(recipient_id, kind, int(level))
        yield LetterComparison(Pair(key, ComparableLetter(key, name, ()), None), "only_old")


def changed_hashes(
    letters: Iterable[RenderedLetter], stack: str, kept: Mapping[str, bytes]
) -> tuple[str, ...] | None:
    """Return the files that are other bytes than on this stack before; None when it was never recorded."""
    recorded = kept.get(hashes_name(stack))
    if recorded is None:
        return None
    known = json.loads(recorded)
    today = {name: sha256 for letter in letters for name, sha256 in _file_hashes(letter).items()}
    return tuple(sorted(name for name in known.keys() | today.keys() if known.get(name) != today.get(name)))


def hashes_name(stack: str) -> str:
    """Return the name of the file that keeps the hashes of a stack."""
    return f"hashes.{stack}.json"


def _golden(letter: RenderedLetter) -> _Golden:
    passages = docx_passages(read_archive(letter.docx, source=letter.name), Hidden())
    if not letter.pdf:
        return _Golden(passages, ())
    with opened_pdf(letter.pdf, letter.name) as document:
        return _Golden(passages, tuple(raster_of(document[number]) for number in range(len(document))))


def _word_changes(
    letter: RenderedLetter, golden: _Golden, kept: Mapping[str, bytes], known: str
) -> Iterator[Change]:
    today = _text_hash(golden.passages)
    text = kept.get(f"{letter.name}.txt")
    if today == known:
        return
    if text is None:
        yield Change("words", "docx", _EACH_TEXT, "", 0, known, today)
        return
    yield from map(wording_change, compare_passages(tuple(_read(text)), golden.passages))


def _picture_changes(
    letter: RenderedLetter, golden: _Golden, kept: Mapping[str, bytes], settings: Settings
) -> Iterator[Change]:
    before = [name for name in kept if name.startswith(f"{letter.name}.page-")]
    if letter.pdf and len(before) != len(golden.pages):
        counts = str(len(before)), str(len(golden.pages))
        yield Change("words", "pdf", "number of pages", "the letter", 0, *counts)
    for number, page in enumerate(golden.pages, start=1):
        picture = kept.get(_page_name(letter, number))
        if picture and (regions := regions_between(raster_from(picture), page, settings.tolerance)):
            place = f"page {number}"
            yield Change("picture", "pdf", place, place, number, "", "", regions=regions)


def _pictures(
    letter: RenderedLetter, golden: _Golden, kept: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    for number, page in enumerate(golden.pages, start=1):
        name = _page_name(letter, number)
        before = kept.get(name)
        holds = before is not None and not regions_between(raster_from(before), page, Settings().tolerance)
        yield name, before if before is not None and holds else png_of(page)


def _page_name(letter: RenderedLetter, number: int) -> str:
    return f"{letter.name}.page-{number}.png"


def _file_hashes(letter: RenderedLetter) -> dict[str, str]:
    files = {f"{letter.name}.docx": letter.docx, f"{letter.name}.pdf": letter.pdf}
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if content}


def _known_texts(kept: Mapping[str, bytes]) -> dict[str, str]:
    texts: dict[str, str] = json.loads(kept.get(TEXTS, b"{}"))
    return texts


def _text_hash(passages: tuple[Passage, ...]) -> str:
    return hashlib.sha256(_written(passages)).hexdigest()[:16]


def _written(passages: tuple[Passage, ...]) -> bytes:
    return "".join(f"{passage.place}\t{passage.text}\n" for passage in passages).encode()


def _read(text: bytes) -> Iterator[Passage]:
    for line in text.decode().splitlines():
        place, _, words = line.partition("\t")
        yield Passage(words, place)


def _json(content: Mapping[str, str]) -> bytes:
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()
