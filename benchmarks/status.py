# ruff: noqa: INP001, S603, T201 - a script that runs the command and prints what it took
"""How long ``letterbook status`` takes for 10,000 recipients with 100,000 events: CPU time, and by the clock.

    .venv/bin/python benchmarks/status.py [ROUNDS]

A campaign is made in a temporary folder, with a record in a file; then the command runs as a user runs it,
process start included.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from generator.events import NewEvent
from generator.ledger import Ledger
from generator.vocabulary import (
    Acknowledged,
    ExtensionGranted,
    LetterGenerated,
    LetterSent,
    Note,
    Payload,
    RenderedDraft,
    ResponseReceived,
    Subject,
    report,
)

ROOT = Path(__file__).parent.parent
RECIPIENTS = 10_000
AT_ONCE = 1_000
AS_OF = "2018-03-12"


def write_table(path: Path) -> None:
    """Write the rows of the sample campaign over and over, each with an id and a street of its own."""
    source = (ROOT / "recipients.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(source)))
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        for number in range(RECIPIENTS):
            own = {"recipient_id": f"r{number:05}", "street": f"{number + 1} Main Street"}
            writer.writerow(rows[number % len(rows)] | own)


def drafted(kind: str, number: int, sequence: int, date: dt.date) -> LetterGenerated:
    """Return the making of a letter."""
    sha256 = f"{number:063x}{sequence}"
    return LetterGenerated(
        kind=kind,
        level=1,
        sequence=sequence,
        title=kind,
        reference=f"DR-2018-R{number:05}-0{sequence}",
        date=date,
        template_sha256="ab" * 32,
        row_sha256="cd" * 32,
        tool_version="0.1.0",
        drafts=(RenderedDraft("docx", sha256, 12_000), RenderedDraft("pdf", sha256, 60_000)),
        due_date=date + dt.timedelta(days=30),
        days=30 if sequence == 1 else 10,
        addressee="Mayor",
    )


def happenings(number: int) -> Iterator[tuple[str, Payload]]:
    """Yield the ten events of a recipient, each with its letter; answers and days differ."""
    first, second = f"{number:015x}1", f"{number:015x}2"
    posted = dt.date(2018, 1, 24) + dt.timedelta(days=number % 3)
    follow_up = dt.date(2018, 3, 1) + dt.timedelta(days=number % 4)
    zone = ("America/New_York", "America/Chicago", "America/Los_Angeles")[number % 3]
    yield first, drafted("document_request", number, 1, dt.date(2018, 1, 24))
    yield first, LetterSent(_noon(posted), zone, tracking=f"{number:020}")
    yield "", Acknowledged(posted + dt.timedelta(days=4))
    yield "", Note(f"called number {number}")
    yield "", ResponseReceived(posted + dt.timedelta(days=20), "partial", (1, 2))
    yield first, ExtensionGranted(dt.date(2018, 2, 20), days=1 + number % 3)
    yield second, drafted("follow_up", number, 2, follow_up)
    yield second, LetterSent(_noon(follow_up), zone)
    yield "", ResponseReceived(follow_up + dt.timedelta(days=2), "partial", (3 + number % 3,))
    yield "", Note(f"promised the rest by {follow_up + dt.timedelta(days=9)}")


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(17), dt.UTC)


def reported(number: int) -> Iterator[NewEvent]:
    """Yield the events of a recipient."""
    for letter_id, payload in happenings(number):
        subject = Subject(f"r{number:05}", letter_id)
        yield report(payload, subject, at=_noon(dt.date(2018, 3, 12)), actor="ann", role="recorder")


def make_campaign(folder: Path) -> int:
    """Make the campaign and its record, and return the number of events."""
    shutil.copy(ROOT / "campaign.toml", folder)
    write_table(folder / "recipients.csv")
    (folder / "record").mkdir()
    with Ledger.make(folder / "record" / "ledger.sqlite") as ledger:
        for begin in range(0, RECIPIENTS, AT_ONCE):
            ledger.append(tuple(it for number in range(begin, begin + AT_ONCE) for it in reported(number)))
        return ledger.size()


def time_command(folder: Path, *arguments: str) -> tuple[float, float]:
    """Run the command once and return its CPU time and the time on the clock, in seconds."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "generator", *arguments], cwd=folder, check=True, capture_output=True
    )
    clock, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock


def main(rounds: int) -> None:
    """Print the best and the median of some rounds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{RECIPIENTS:,} recipients, {make_campaign(folder):,} events, {rounds} rounds")
        for arguments in (("status",), ("status", "--json"), ("plan",)):
            times = sorted(time_command(folder, *arguments, "--as-of", AS_OF) for _ in range(rounds))
            (best, _), (median, clock) = times[0], times[len(times) // 2]
            told = f"CPU best {best:.2f} s, median {median:.2f} s (clock {clock:.2f} s)"
            print(f"{' '.join(arguments):14}  {told}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
