"""The golden files to write: of all letters, or of some without a touch to any other. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.comparison.faults import ComparisonError
from generator.comparison.golden.kept import HASHES, PARTS, TEXTS, hashes_name, kept_page, known_in, letter_of
from generator.comparison.golden.letters import (
    Golden,
    RenderedLetter,
    file_hashes,
    golden_of,
    page_name,
    structure_name,
    text_hash,
    written,
)
from generator.comparison.pdf.pictures import Raster, regions_between
from generator.comparison.pdf.png import png_of
from generator.comparison.records import Settings


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
    collected = _collected(letters, kept)
    files = collected.files | {TEXTS: _json(collected.texts), PARTS: _json(collected.parts)}
    if all(kept.get(name) == files[name] for name in (TEXTS, PARTS)):
        files |= {name: content for name, content in kept.items() if HASHES.fullmatch(name)}
    return files | {hashes_name(stack): _json(collected.hashes)}


def renewal(
    names: Collection[str], letters: Iterable[RenderedLetter], stack: str, kept: Mapping[str, bytes]
) -> Renewal:
    """Return what keeps the named letters as they come out today, and touches nothing of any other.

    ``letters`` are those of the names that come out; the others are forgotten. Hashes that other stacks have
    of a letter are forgotten when its .docx is another one: those stacks have yet to see it.
    """
    collected = _collected(letters, kept)
    texts, parts = known_in(kept, TEXTS), known_in(kept, PARTS)
    other = {
        n for n in names if (texts.get(n), parts.get(n)) != (collected.texts.get(n), collected.parts.get(n))
    }
    files = collected.files | {
        TEXTS: _json(_without(texts, names) | collected.texts),
        PARTS: _json(_without(parts, names) | collected.parts),
    }
    for file in filter(HASHES.fullmatch, kept):
        files[file] = _json(_without(known_in(kept, file), _of_letters(other)))
    ours = _without(known_in(kept, hashes_name(stack)), _of_letters(names))
    files[hashes_name(stack)] = _json(ours | collected.hashes)
    outdated = (file for file in kept if file not in files and letter_of(file) in names)
    return Renewal(files, tuple(sorted(outdated)))


def _collected(letters: Iterable[RenderedLetter], kept: Mapping[str, bytes]) -> _Collected:
    collected = _Collected()
    for letter in letters:
        golden = golden_of(letter)
        collected.texts[letter.name] = text_hash(golden.passages)
        collected.parts[letter.name] = golden.parts
        collected.hashes |= file_hashes(letter)
        if letter.sample:
            collected.files |= _sample_files(letter, golden, kept)
    return collected


def _without(entries: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    return {name: value for name, value in entries.items() if name not in names}


def _of_letters(names: Iterable[str]) -> frozenset[str]:
    """Return the names of files whose hashes are kept of these letters."""
    return frozenset(f"{name}.{form}" for name in names for form in ("docx", "pdf"))


def _sample_files(letter: RenderedLetter, golden: Golden, kept: Mapping[str, bytes]) -> dict[str, bytes]:
    name = f"{letter.name}.docx"
    same = name in kept and known_in(kept, PARTS).get(letter.name) == golden.parts
    files = {f"{letter.name}.txt": written(golden.passages), name: kept[name] if same else letter.docx}
    if golden.structure:
        lines = (
            json.dumps([line.path, line.value, line.page], ensure_ascii=False) for line in golden.structure
        )
        joined = ",\n".join(lines)
        files[structure_name(letter)] = f"[\n{joined}\n]\n".encode()
    return files | dict(_pictures(letter, golden, kept))


def _pictures(
    letter: RenderedLetter, golden: Golden, kept: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    for number, page in enumerate(golden.pages, start=1):
        name = page_name(letter, number)
        yield name, kept[name] if _holds(kept, name, page) else png_of(page)


def _holds(kept: Mapping[str, bytes], name: str, page: Raster) -> bool:
    try:
        return name in kept and not regions_between(kept_page(kept, name), page, Settings().tolerance)
    except ComparisonError:
        return False


def _json(content: Mapping[str, str]) -> bytes:
    return (json.dumps(content, indent=1, sort_keys=True) + "\n").encode()
