"""What a batch made, letter by letter: rows for people (CSV) and lines for programs (JSON Lines). Pure."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass

from generator.manifest.cells import defuse
from generator.model import Batch, Draft, Letter


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """A letter of a batch, the drafts rendered of it and the hash of the template they were rendered from.

    ``status`` is ``draft``, or ``specimen`` when the letter is there to be looked at alone.
    """

    letter: Letter
    drafts: tuple[Draft, ...]
    template_sha256: str
    status: str = "draft"


def manifest_jsonl(batch: Batch, lines: tuple[ManifestLine, ...], *, campaign_id: str, version: str) -> bytes:
    """Return one JSON object a line and letter, keys sorted, as UTF-8."""
    records = (_record(batch, line, campaign_id, version) for line in lines)
    return "".join(
        json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n" for record in records
    ).encode()


def manifest_csv(batch: Batch, lines: tuple[ManifestLine, ...], *, campaign_id: str, version: str) -> bytes:
    """Return one row a letter, as UTF-8 with LF; no cell is one that a spreadsheet would run."""
    rows = [_flatten(_record(batch, line, campaign_id, version)) for line in lines]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=list(rows[0]) if rows else ["letter_id"], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: defuse(cell) for name, cell in row.items()} for row in rows)
    return stream.getvalue().encode()


def _record(batch: Batch, line: ManifestLine, campaign_id: str, version: str) -> dict[str, object]:
    letter = line.letter
    return {
        "letter_id": letter.letter_id,
        "campaign_id": campaign_id,
        "batch_id": batch.batch_id,
        "recipient_id": letter.recipient.recipient_id,
        "kind": letter.kind.key,
        "level": letter.step.level,
        "grounds": letter.grounds or "",
        "reference": letter.reference,
        "date": letter.date.isoformat(),
        "due_date": letter.due_date.isoformat() if letter.due_date else "",
        "status": line.status,
        "files": [
            {"format": draft.format, "path": draft.path, "sha256": draft.sha256, "size": draft.size}
            for draft in line.drafts
        ],
        "template_sha256": line.template_sha256,
        "row_sha256": letter.recipient.row_sha256,
        "tool_version": version,
    }


def _flatten(record: dict[str, object]) -> dict[str, object]:
    row: dict[str, object] = {}
    for name, value in record.items():
        if isinstance(value, list):
            for file in value:
                row |= {f"{file['format']}_{key}": file[key] for key in ("path", "sha256", "size")}
        else:
            row[name] = value
    return row
