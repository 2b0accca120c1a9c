"""The entry points that are tried: one line for each, with what seeds it and what garbles the seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from fuzzing.offices import (
    campaigns,
    csv_tables,
    garble_bytes,
    parquet_files,
    read_campaign_file,
    read_table,
    record_reports,
    reports,
    workbooks,
)
from fuzzing.packages import garble_package
from generator.comparison.docx.levels import docx_changes
from generator.comparison.pdf.levels import pdf_changes
from generator.comparison.records import Settings
from generator.comparison.words.ignoring import Hidden
from generator.pdf import from_docx
from generator.word import Template
from generator.word.inspection import lint, show

LETTERS = Path(__file__).parents[1] / "templates" / "letters"
SEED_NAME = "letter.docx"

Try = Callable[[bytes, bytes], object]
"""What is tried: it is given garbled bytes, and the sound ones that they were made of."""


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """One way into the house, the sound files that it is tried with, and how they are garbled."""

    name: str
    run: Try
    seeds: Callable[[], tuple[bytes, ...]]
    garble: Callable[[bytes, Random], bytes]


@cache
def documents() -> tuple[bytes, ...]:
    """Return the sample templates and the documents of the corpus."""
    from fidelity.corpus import corpus

    templates = tuple(path.read_bytes() for path in sorted(LETTERS.glob("*.docx")))
    return (*templates, *(subject.docx for subject in corpus()))


def _template(garbled: bytes, _sound: bytes) -> object:
    template = Template.read(garbled, name=SEED_NAME)
    return template.faults({}), lint(garbled, name=SEED_NAME), show(garbled, name=SEED_NAME)


def _pdf(garbled: bytes, _sound: bytes) -> object:
    return from_docx(garbled)


def _diff(garbled: bytes, sound: bytes) -> object:
    return [*_changes(sound, garbled), *_changes(garbled, sound)]


def _changes(old: bytes, new: bytes) -> Iterator[object]:
    hiding = (Hidden(), Hidden())
    return docx_changes(old, new, ("old.docx", "new.docx"), hiding, Settings())


@cache
def pdfs() -> tuple[bytes, ...]:
    """Return PDFs of a few documents of the corpus, and of the sample templates."""
    return tuple(from_docx(docx) for docx in documents()[::9])


def _diff_pdf(garbled: bytes, sound: bytes) -> object:
    hiding = (Hidden(), Hidden())
    names = ("old.pdf", "new.pdf")
    return [
        *pdf_changes(sound, garbled, names, hiding, Settings()),
        *pdf_changes(garbled, sound, names, hiding, Settings()),
    ]


def _lint(garbled: bytes, _sound: bytes) -> object:
    return lint(garbled, name=SEED_NAME)


ENTRY_POINTS: Mapping[str, EntryPoint] = {
    entry.name: entry
    for entry in (
        EntryPoint("template", _template, documents, garble_package),
        EntryPoint("lint", _lint, documents, garble_package),
        EntryPoint("pdf", _pdf, documents, garble_package),
        EntryPoint("diff", _diff, documents, garble_package),
        EntryPoint("diff-pdf", _diff_pdf, pdfs, garble_bytes),
        EntryPoint("csv", lambda garbled, _: read_table("t.csv", garbled), csv_tables, garble_bytes),
        EntryPoint("workbook", lambda garbled, _: read_table("t.xlsx", garbled), workbooks, garble_package),
        EntryPoint(
            "parquet", lambda garbled, _: read_table("t.parquet", garbled), parquet_files, garble_bytes
        ),
        EntryPoint("campaign", lambda garbled, _: read_campaign_file(garbled), campaigns, garble_bytes),
        EntryPoint("reports", lambda garbled, _: record_reports(garbled), reports, garble_bytes),
    )
}
"""Every entry point by name; a new one is a line here, with a garbler of its own if its files are others."""
