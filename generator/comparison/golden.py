"""Golden letters: what the letters of a campaign said and looked like when somebody approved of them. Pure.

Of every letter the hashes of its text and of the parts of its .docx are kept; of one letter of each sort the
text and the .docx themselves, and of those on the usual grounds their pages at 100 dpi and the structure of
their PDF. All of these hold on any machine. The bytes of the files hold on one stack of libraries, so that
their hashes are kept by the stack's name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.comparison.docx.levels import docx_changes
from generator.comparison.docx.passages import docx_passages
from generator.comparison.faults import ComparisonError
from generator.comparison.ignoring import Hidden
from generator.comparison.pdf.everything import Everything, everything_of
from generator.comparison.pdf.objects import Line
from generator.comparison.pdf.opening import opened_objects, opened_pdf
from generator.comparison.pdf.pictures import Raster, raster_of, regions_between
from generator.comparison.pdf.png import png_of, raster_from
from generator.comparison.pdf.remainder import remainder
from generator.comparison.records import (
    Change,
    ComparableLetter,
    LetterComparison,
    LetterKey,
    Pair,
    Passage,
    Settings,
)
from generator.errors import Problem
from generator.word.opc.archive import read_archive

TEXTS = "texts.json"
PARTS = "parts.json"
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
    parts: str
    pages: tuple[Raster, ...] = ()
    structure: tuple[Line, ...] = ()


def golden_files(
    letters: Iterable[RenderedLetter], stack: str, kept: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the golden files of the letters by name.

    Of the files ``kept`` so far, a picture that still holds stays as it is, and hashes of other stacks stay
    as long as no text changed.
    """
    texts: dict[str, str] = {}
    parts: dict[str, str] = {}
    hashes: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for letter in letters:
        golden = _golden(letter)
        texts[letter.name] = _text_hash(golden.passages)
        parts[letter.name] = golden.parts
        hashes |= _file_hashes(letter)
        if letter.sample:
            files |= _sample_files(letter, golden, kept)
    files |= {TEXTS: _json(texts), PARTS: _json(parts)}
    if all(kept.get(name) == files[name] for name in (TEXTS, PARTS)):
        files |= {name: content for name, content in kept.items() if _HASHES.fullmatch(name)}
    return files | {hashes_name(stack): _json(hashes)}


def check_letter(letter: RenderedLetter, kept: Mapping[str, bytes], settings: Settings) -> LetterComparison:
    """Compare a letter as it comes out today with what is kept of it."""
    known = _known(kept, TEXTS).get(letter.name)
    side = ComparableLetter(letter.key, letter.name, ())
    if known is None:
        return LetterComparison(Pair(letter.key, None, side), "only_new")
    try:
        golden = _golden(letter)
        changes = tuple(_changes(letter, golden, kept, known, settings))
    except ComparisonError as exc:
        return LetterComparison(Pair(letter.key, side, side), "unreadable", (), exc.problems)
    return LetterComparison(Pair(letter.key, side, side), "different" if changes else "same", changes)


def _changes(
    letter: RenderedLetter, golden: _Golden, kept: Mapping[str, bytes], known: str, settings: Settings
) -> Iterator[Change]:
    """Yield the changes of a letter: those of the .docx in full where it is kept, and of its PDF."""
    name = f"{letter.name}.docx"
    reworded = _text_hash(golden.passages) != known
    same = _known(kept, PARTS).get(letter.name) == golden.parts
    if name in kept and not same:
        hiding = Hidden(), Hidden()
        yield from docx_changes(kept[name], letter.docx, (f"golden {name}", name), hiding, settings)
    elif not same and not reworded:
        yield Change("other", "docx", "file", "the letter", 0, "as before", "another")
    if reworded and (same or name not in kept):
        yield Change("words", "docx", _EACH_TEXT, "", 0, known, _text_hash(golden.passages))
    yield from _structure_changes(letter, golden, kept, settings, reworded=reworded)
    yield from _picture_changes(letter, golden, kept, settings)


def _structure_changes(
    letter: RenderedLetter, golden: _Golden, kept: Mapping[str, bytes], settings: Settings, *, reworded: bool
) -> Iterator[Change]:
    name = _structure_name(letter)
    if golden.structure and name not in kept:
        yield Change("other", "pdf", "golden file", name, 0, "none", "is there")
    elif golden.structure:
        before = tuple(Line(*line) for line in _loaded(kept, name))
        sides = Everything(before, ()), Everything(golden.structure, ())
        yield from remainder(*sides, (), tolerance=settings.tolerance, reworded=reworded)


def missing_letters(names: Iterable[str], kept: Mapping[str, bytes]) -> Iterator[LetterComparison]:
    """Yield each golden letter that comes out no more; ``names`` are those that do."""
    for name in sorted(_known(kept, TEXTS).keys() - set(names)):
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
    known = _known(kept, hashes_name(stack))
    today = {name: sha256 for letter in letters for name, sha256 in _file_hashes(letter).items()}
    return tuple(sorted(name for name in known.keys() | today.keys() if known.get(name) != today.get(name)))


def hashes_name(stack: str) -> str:
    """Return the name of the file that keeps the hashes of a stack."""
    return f"hashes.{stack}.json"


def _golden(letter: RenderedLetter) -> _Golden:
    archive = read_archive(letter.docx, source=letter.name)
    passages, parts = docx_passages(archive, Hidden()), _parts_hash(archive.parts)
    if not letter.pdf:
        return _Golden(passages, parts)
    with opened_pdf(letter.pdf, letter.name) as document, opened_objects(letter.pdf, letter.name) as objects:
        everything = everything_of(objects)
        pages = tuple(raster_of(document[number]) for number in range(len(document)))
        return _Golden(passages, parts, pages, (*everything.lines, *everything.tags))


def _parts_hash(parts: Mapping[str, bytes]) -> str:
    """Return one hash of all parts, which no library for compression changes."""
    sums = (f"{name} {hashlib.sha256(content).hexdigest()}\n" for name, content in sorted(parts.items()))
    return hashlib.sha256("".join(sums).encode()).hexdigest()[:16]


def _sample_files(letter: RenderedLetter, golden: _Golden, kept: Mapping[str, bytes]) -> dict[str, bytes]:
    name = f"{letter.name}.docx"
    same = name in kept and _known(kept, PARTS).get(letter.name) == golden.parts
    files = {f"{letter.name}.txt": _written(golden.passages), name: kept[name] if same else letter.docx}
    if golden.structure:
        lines = (
            json.dumps([line.path, line.value, line.page], ensure_ascii=False) for line in golden.structure
        )
        joined = ",\n".join(lines)
        files[_structure_name(letter)] = f"[\n{joined}\n]\n".encode()
    return files | dict(_pictures(letter, golden, kept))


def _structure_name(letter: RenderedLetter) -> str:
    return f"{letter.name}.pdf.json"


def _picture_changes(
    letter: RenderedLetter, golden: _Golden, kept: Mapping[str, bytes], settings: Settings
) -> Iterator[Change]:
    before = [name for name in kept if name.startswith(f"{letter.name}.page-")]
    if letter.pdf and len(before) != len(golden.pages):
        counts = str(len(before)), str(len(golden.pages))
        yield Change("words", "pdf", "number of pages", "the letter", 0, *counts)
    for number, page in enumerate(golden.pages, start=1):
        name = _page_name(letter, number)
        if name in kept and (regions := regions_between(_raster(kept, name), page, settings.tolerance)):
            place = f"page {number}"
            yield Change("picture", "pdf", place, place, number, "", "", regions=regions)


def _pictures(
    letter: RenderedLetter, golden: _Golden, kept: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    for number, page in enumerate(golden.pages, start=1):
        name = _page_name(letter, number)
        yield name, kept[name] if _holds(kept, name, page) else png_of(page)


def _holds(kept: Mapping[str, bytes], name: str, page: Raster) -> bool:
    try:
        return name in kept and not regions_between(_raster(kept, name), page, Settings().tolerance)
    except ComparisonError:
        return False


def _page_name(letter: RenderedLetter, number: int) -> str:
    return f"{letter.name}.page-{number}.png"


def _file_hashes(letter: RenderedLetter) -> dict[str, str]:
    files = {f"{letter.name}.docx": letter.docx, f"{letter.name}.pdf": letter.pdf}
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if content}


def _known(kept: Mapping[str, bytes], name: str) -> dict[str, str]:
    found = _loaded(kept, name) if name in kept else {}
    if not isinstance(found, dict):
        raise _corrupt(name)
    return found


def _loaded(kept: Mapping[str, bytes], name: str) -> Any:  # noqa: ANN401 - what JSON holds
    try:
        return json.loads(kept[name])
    except (ValueError, RecursionError) as exc:
        raise _corrupt(name) from exc


def _raster(kept: Mapping[str, bytes], name: str) -> Raster:
    try:
        return raster_from(kept[name])
    except (OSError, SyntaxError, ValueError) as exc:
        raise _corrupt(name) from exc


def _corrupt(name: str) -> ComparisonError:
    hint = "restore it from the revision it was committed in, or run 'letterbook golden update'"
    return ComparisonError((Problem(name, "", "is corrupt: it is not as 'golden update' writes it", hint),))


def _text_hash(passages: tuple[Passage, ...]) -> str:
    return hashlib.sha256(_written(passages)).hexdigest()[:16]


def _written(passages: tuple[Passage, ...]) -> bytes:
    return "".join(f"{passage.place}\t{passage.text}\n" for passage in passages).encode()


def _json(content: Mapping[str, str]) -> bytes:
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()
