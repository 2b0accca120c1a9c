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
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.comparison.choosing import golden_name, key_of
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
_OF_LETTER = re.compile(r"(?P<letter>.+)\.(?:docx|txt|pdf\.json|page-\d+\.png)")
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
        return golden_name(self.key)


@dataclass(frozen=True, slots=True)
class _Golden:
    """What is kept of a letter that comes out today, computed from it."""

    passages: tuple[Passage, ...]
    parts: str
    pages: tuple[Raster, ...] = ()
    structure: tuple[Line, ...] = ()


@dataclass(slots=True)
class _Collected:
    """What golden letters come to: entries by letter or by file, and files of their own."""

    texts: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Renewal:
    """What renews some golden letters: the files to write, and the names of those to take away."""

    files: dict[str, bytes]
    outdated: tuple[str, ...]


def golden_files(
    letters: Iterable[RenderedLetter], stack: str, kept: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the golden files of the letters by name.

    Of the files ``kept`` so far, a picture that still holds stays as it is, and hashes of other stacks stay
    as long as no text changed.
    """
    found = _collected(letters, kept)
    files = found.files | {TEXTS: _json(found.texts), PARTS: _json(found.parts)}
    if all(kept.get(name) == files[name] for name in (TEXTS, PARTS)):
        files |= {name: content for name, content in kept.items() if _HASHES.fullmatch(name)}
    return files | {hashes_name(stack): _json(found.hashes)}


def renewal(
    names: Collection[str], letters: Iterable[RenderedLetter], stack: str, kept: Mapping[str, bytes]
) -> Renewal:
    """Return what keeps the named letters as they come out today, and touches nothing of any other.

    ``letters`` are those of the names that come out; the others are forgotten. Hashes that other stacks have
    of a letter are forgotten when its .docx is another one: those stacks have yet to see it.
    """
    found = _collected(letters, kept)
    texts, parts = _known(kept, TEXTS), _known(kept, PARTS)
    other = {n for n in names if (texts.get(n), parts.get(n)) != (found.texts.get(n), found.parts.get(n))}
    files = found.files | {
        TEXTS: _json(_without(texts, names) | found.texts),
        PARTS: _json(_without(parts, names) | found.parts),
    }
    for file in filter(_HASHES.fullmatch, kept):
        files[file] = _json(_without(_known(kept, file), _of_letters(other)))
    ours = _without(_known(kept, hashes_name(stack)), _of_letters(names))
    files[hashes_name(stack)] = _json(ours | found.hashes)
    outdated = (file for file in kept if file not in files and _letter_of(file) in names)
    return Renewal(files, tuple(sorted(outdated)))


def _collected(letters: Iterable[RenderedLetter], kept: Mapping[str, bytes]) -> _Collected:
    found = _Collected()
    for letter in letters:
        golden = _golden(letter)
        found.texts[letter.name] = _text_hash(golden.passages)
        found.parts[letter.name] = golden.parts
        found.hashes |= _file_hashes(letter)
        if letter.sample:
            found.files |= _sample_files(letter, golden, kept)
    return found


def _without(entries: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    return {name: value for name, value in entries.items() if name not in names}


def _of_letters(names: Iterable[str]) -> frozenset[str]:
    """Return the names of files whose hashes are kept of these letters."""
    return frozenset(f"{name}.{form}" for name in names for form in ("docx", "pdf"))


def _letter_of(file: str) -> str:
    """Return the name of the letter that a golden file is of; empty when it is of none."""
    found = _OF_LETTER.fullmatch(file)
    return found["letter"] if found else ""


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
    if _known(kept, PARTS).get(letter.name) == golden.parts:
        # The same .docx proves what manifests would: neither the template nor the row nor a date is another.
        side = replace(side, template_sha256=golden.parts, row_sha256=golden.parts)
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
    seen = tuple(_picture_changes(letter, golden, kept, settings))
    yield from _structure_changes(letter, golden, kept, settings, seen, reworded=reworded)
    yield from seen


def _structure_changes(  # noqa: PLR0913 - a letter, what is kept of it, and what is known already
    letter: RenderedLetter,
    golden: _Golden,
    kept: Mapping[str, bytes],
    settings: Settings,
    seen: tuple[Change, ...],
    *,
    reworded: bool,
) -> Iterator[Change]:
    name = _structure_name(letter)
    if golden.structure and name not in kept:
        yield Change("other", "pdf", "golden file", name, 0, "none", "is there")
    elif golden.structure:
        before = tuple(Line(*line) for line in _loaded(kept, name))
        sides = Everything(before, ()), Everything(golden.structure, ())
        yield from remainder(*sides, seen, tolerance=settings.tolerance, reworded=reworded)


def missing_letters(names: Iterable[str], kept: Mapping[str, bytes]) -> Iterator[LetterComparison]:
    """Yield each golden letter that comes out no more; ``names`` are those that do."""
    gone = known_letters(kept) - set(map(key_of, names))
    for key in sorted(gone, key=golden_name):
        yield LetterComparison(Pair(key, ComparableLetter(key, golden_name(key), ()), None), "only_old")


def known_letters(kept: Mapping[str, bytes]) -> frozenset[LetterKey]:
    """Return the golden letters.

    Raises:
        ComparisonError: the file that names them is corrupt.
    """
    try:
        return frozenset(map(key_of, _known(kept, TEXTS)))
    except ValueError as exc:
        raise _corrupt(TEXTS) from exc


def golden_pages(
    letter: RenderedLetter, kept: Mapping[str, bytes]
) -> Iterator[tuple[Raster | None, Raster | None]]:
    """Yield each page of a letter that is typeset, golden and as it comes out today; None is no page."""
    if not letter.pdf:
        return
    with opened_pdf(letter.pdf, letter.name) as document:
        before = sum(name.startswith(f"{letter.name}.page-") for name in kept)
        for number in range(max(before, len(document))):
            name = _page_name(letter, number + 1)
            yield (
                _raster(kept, name) if name in kept else None,
                raster_of(document[number]) if number < len(document) else None,
            )


def changed_hashes(
    letters: Iterable[RenderedLetter], stack: str, kept: Mapping[str, bytes]
) -> tuple[str, ...] | None:
    """Return the files that are other bytes than on this stack before; None when it was never recorded.

    A file that this stack has not recorded is not among them: its letter was renewed on another one.
    """
    if hashes_name(stack) not in kept:
        return None
    known = _known(kept, hashes_name(stack))
    today = {name: sha256 for letter in letters for name, sha256 in _file_hashes(letter).items()}
    return tuple(sorted(name for name in known if known[name] != today.get(name)))


def unrecorded_files(
    letters: Iterable[RenderedLetter], stack: str, kept: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Return the files whose bytes this stack has not recorded, though it has those of others."""
    known = _known(kept, hashes_name(stack))
    return tuple(sorted(name for letter in letters for name in _file_hashes(letter) if name not in known))


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
