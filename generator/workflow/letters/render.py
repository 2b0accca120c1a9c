"""``letterbook render``: any template and any values, without a campaign."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from generator.errors import Problem, ProblemsFoundError, UsageError, refuse_errors
from generator.model import Format
from generator.recipients import read_rows
from generator.storage import WRONG_NAME, failing_disk, refuse_absent, stage_files
from generator.word import Template
from generator.workflow.letters.formats import Merged, mark_pages, render_all
from generator.workflow.saving import require_folder

MAX_JSON_BYTES = 50_000_000
_FORMATS: dict[str, Format] = {".docx": "docx", ".pdf": "pdf"}
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class _Record:
    """The merge values of one document, the place they come from and the name its file gets among others."""

    values: Mapping[str, object]
    source: str
    name: str


@dataclass(frozen=True, slots=True)
class _Destination:
    """Where the documents go; without a ``stem`` each has the name of its record."""

    folder: Path
    stem: str
    formats: tuple[Format, ...]


def render(
    template_path: Path,
    values_path: Path,
    out: Path,
    formats: tuple[Format, ...] = (),
    *,
    marked: bool = False,
) -> tuple[Path, ...]:
    """Merge the template with one record of values, or with each of many, and return the files written.

    A JSON object makes one document; a JSON list and a table make one for each entry or row. ``out`` is a
    file when it ends in .docx or .pdf, and a folder otherwise, in which a document is named by the template
    or by the entry's id. Other files in the folder stay. With ``marked`` they say DRAFT on each page.

    Raises:
        ProblemsFoundError: the values or the template have faults; all are in it, nothing was written.
        UsageError: ``out`` is one file, and the values make several; or the values cannot be read.
        StorageError: the disk does not take the files, or the folder of the file is not there.
    """
    template = Template.open(template_path)
    records = _read_records(values_path, template_path.stem)
    place = _place(out, records, formats)
    faults = [_at(problem, record) for record in records for problem in template.faults(record.values)]
    refuse_errors(tuple(faults))
    return _write_all(template, records, place, marked=marked)


def _write_all(
    template: Template, records: tuple[_Record, ...], place: _Destination, *, marked: bool
) -> tuple[Path, ...]:
    """Write every document of every record, or none of them and raise with the faults of all."""
    stems = [place.stem or record.name for record in records]
    merged = (
        Merged(template.merge(record.values), f"{stem}.docx")
        for record, stem in zip(records, stems, strict=True)
    )
    names: list[str] = []
    problems: list[Problem] = []
    with stage_files(place.folder) as stage:
        rendered = render_all(merged, place.formats, count=len(records))
        for stem, made in zip(stems, rendered, strict=True):
            problems.extend(made.problems)
            for form, content in made.files.items():
                names.append(f"{stem}.{form}")
                shown = mark_pages(content, form, "DRAFT", source=names[-1]) if marked else content
                stage.write(names[-1], shown)
        if problems:
            raise ProblemsFoundError(tuple(problems), hint="nothing was written")
    return tuple(place.folder / name for name in names)


def _place(out: Path, records: tuple[_Record, ...], formats: tuple[Format, ...]) -> _Destination:
    suffix = out.suffix.lower()
    if suffix not in _FORMATS:
        return _Destination(out, "", formats or ("docx", "pdf"))
    if len(records) > 1:
        raise UsageError(
            f"--out: {out} is one file, and the values make {len(records)}",
            hint="name a folder, without a suffix",
        )
    require_folder(out)
    return _Destination(out.parent, out.stem, formats or (_FORMATS[suffix],))


def _at(problem: Problem, record: _Record) -> Problem:
    """Return the problem with the place of the values before that of the template, for there it is mended."""
    return replace(problem, source=f"{record.source}: {problem.source}")


def _read_records(path: Path, name: str) -> tuple[_Record, ...]:
    """Return the records of values; ``name`` is what a single one's document is called."""
    if path.suffix.lower() == ".json":
        return _read_json(path, name)
    rows, problems = read_rows(path)
    if any(problem.severity == "error" for problem in problems) or not rows:
        raise ProblemsFoundError(problems or (Problem(path.name, "", "has no rows"),))
    names = _file_names([row.values for row in rows])
    return tuple(_Record(row.values, row.source, name) for row, name in zip(rows, names, strict=True))


def _read_json(path: Path, name: str) -> tuple[_Record, ...]:
    refuse_absent(path, "file of values")
    content = _parse_json(path)
    if isinstance(content, dict):
        return (_Record(content, path.name, name),)
    if isinstance(content, list) and content and all(isinstance(entry, dict) for entry in content):
        sources = [f"{path.name}: entry {number}" for number in range(1, len(content) + 1)]
        return tuple(map(_Record, content, sources, _file_names(content)))
    message = "holds neither an object of merge values nor a list of such objects"
    raise ProblemsFoundError((Problem(path.name, "", message, 'write it like {"name": "value"}'),))


def _parse_json(path: Path) -> object:
    try:
        with failing_disk(path):
            content = path.read_bytes()
    except WRONG_NAME as exc:
        raise UsageError(f"--data: {path} cannot be read: {exc.strerror}") from exc
    if len(content) > MAX_JSON_BYTES:
        raise UsageError(f"--data: {path} is larger than {MAX_JSON_BYTES:,} bytes")
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as exc:
        problem = Problem(path.name, "", f"is not JSON in UTF-8: {exc}", "mend the place it names")
        raise ProblemsFoundError((problem,)) from exc


def _file_names(entries: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Yield a plain and unused name for each document: its id where it has one, its number where not."""
    used: set[str] = set()
    for number, values in enumerate(entries, start=1):
        stem = _NOT_PLAIN.sub("-", str(values.get("recipient_id") or values.get("id") or "")).strip("-.")[:64]
        name = stem if stem and stem.lower() not in used else f"{number:04d}" + (f"-{stem}" if stem else "")
        used.add(name.lower())
        yield name
