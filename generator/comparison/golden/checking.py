"""Letters of today held against what is kept of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.comparison.docx.levels import docx_changes
from generator.comparison.faults import ComparisonError
from generator.comparison.golden.choosing import golden_name, key_of
from generator.comparison.golden.kept import (
    PARTS,
    TEXTS,
    hashes_name,
    kept_page,
    known_in,
    known_letters,
    loaded,
)
from generator.comparison.golden.letters import (
    Golden,
    RenderedLetter,
    file_hashes,
    golden_of,
    page_name,
    structure_name,
    text_hash,
)
from generator.comparison.pdf.everything import PdfContents
from generator.comparison.pdf.objects import ObjectLine
from generator.comparison.pdf.opening import opened_pdf
from generator.comparison.pdf.pictures import Raster, raster_of, regions_between
from generator.comparison.pdf.remainder import remainder
from generator.comparison.records import Change, ComparableLetter, LetterComparison, Pair, Settings
from generator.comparison.words.ignoring import Hidden

_EACH_TEXT = "text"


def check_letter(letter: RenderedLetter, kept: Mapping[str, bytes], settings: Settings) -> LetterComparison:
    """Compare a letter as it comes out today with what is kept of it."""
    known = known_in(kept, TEXTS).get(letter.name)
    side = ComparableLetter(letter.key, letter.name, ())
    if known is None:
        return LetterComparison(Pair(letter.key, None, side), "only_new")
    try:
        golden = golden_of(letter)
        changes = tuple(_changes(letter, golden, kept, known, settings))
    except ComparisonError as exc:
        return LetterComparison(Pair(letter.key, side, side), "unreadable", (), exc.problems)
    if known_in(kept, PARTS).get(letter.name) == golden.parts:
        # The same .docx proves what manifests would: neither the template nor the row nor a date is another.
        side = replace(side, template_sha256=golden.parts, row_sha256=golden.parts)
    return LetterComparison(Pair(letter.key, side, side), "different" if changes else "same", changes)


def _changes(
    letter: RenderedLetter, golden: Golden, kept: Mapping[str, bytes], known: str, settings: Settings
) -> Iterator[Change]:
    """Yield the changes of a letter: those of the .docx in full where it is kept, and of its PDF."""
    name = f"{letter.name}.docx"
    reworded = text_hash(golden.passages) != known
    same = known_in(kept, PARTS).get(letter.name) == golden.parts
    if name in kept and not same:
        hiding = Hidden(), Hidden()
        yield from docx_changes(kept[name], letter.docx, (f"golden {name}", name), hiding, settings)
    elif not same and not reworded:
        yield Change("other", "docx", "file", "the letter", 0, "as before", "another")
    if reworded and (same or name not in kept):
        yield Change("words", "docx", _EACH_TEXT, "", 0, known, text_hash(golden.passages))
    seen = tuple(_picture_changes(letter, golden, kept, settings))
    yield from _structure_changes(letter, golden, kept, settings, seen, reworded=reworded)
    yield from seen


def _structure_changes(  # noqa: PLR0913 - a letter, what is kept of it, and what is known already
    letter: RenderedLetter,
    golden: Golden,
    kept: Mapping[str, bytes],
    settings: Settings,
    seen: tuple[Change, ...],
    *,
    reworded: bool,
) -> Iterator[Change]:
    name = structure_name(letter)
    if golden.structure and name not in kept:
        yield Change("other", "pdf", "golden file", name, 0, "none", "is there")
    elif golden.structure:
        before = tuple(ObjectLine(*line) for line in loaded(kept, name))
        sides = PdfContents(before, ()), PdfContents(golden.structure, ())
        yield from remainder(*sides, seen, tolerance=settings.tolerance, reworded=reworded)


def missing_letters(names: Iterable[str], kept: Mapping[str, bytes]) -> Iterator[LetterComparison]:
    """Yield each golden letter that comes out no more; ``names`` are those that do."""
    gone = known_letters(kept) - set(map(key_of, names))
    for key in sorted(gone, key=golden_name):
        yield LetterComparison(Pair(key, ComparableLetter(key, golden_name(key), ()), None), "only_old")


def golden_pages(
    letter: RenderedLetter, kept: Mapping[str, bytes]
) -> Iterator[tuple[Raster | None, Raster | None]]:
    """Yield each page of a letter that is typeset, golden and as it comes out today; None is no page."""
    if not letter.pdf:
        return
    with opened_pdf(letter.pdf, letter.name) as document:
        before = sum(name.startswith(f"{letter.name}.page-") for name in kept)
        for number in range(max(before, len(document))):
            name = page_name(letter, number + 1)
            yield (
                kept_page(kept, name) if name in kept else None,
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
    known = known_in(kept, hashes_name(stack))
    today = {name: sha256 for letter in letters for name, sha256 in file_hashes(letter).items()}
    return tuple(sorted(name for name in known if known[name] != today.get(name)))


def unrecorded_files(
    letters: Iterable[RenderedLetter], stack: str, kept: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Return the files whose bytes this stack has not recorded, though it has those of others."""
    known = known_in(kept, hashes_name(stack))
    return tuple(sorted(name for letter in letters for name in file_hashes(letter) if name not in known))


def _picture_changes(
    letter: RenderedLetter, golden: Golden, kept: Mapping[str, bytes], settings: Settings
) -> Iterator[Change]:
    before = [name for name in kept if name.startswith(f"{letter.name}.page-")]
    if letter.pdf and len(before) != len(golden.pages):
        counts = str(len(before)), str(len(golden.pages))
        yield Change("words", "pdf", "number of pages", "the letter", 0, *counts)
    for number, page in enumerate(golden.pages, start=1):
        name = page_name(letter, number)
        if name in kept and (regions := regions_between(kept_page(kept, name), page, settings.tolerance)):
            place = f"page {number}"
            yield Change("picture", "pdf", place, place, number, "", "", regions=regions)
