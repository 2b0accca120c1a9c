# ruff: noqa: INP001 - scripts that are run, no package
"""Tell what share of the typesetting the rest of a conversion takes: reading, composing, comparing the text.

    python benchmarks/shares.py [FOLDER …]

Without a folder of .docx letters, those of the sample campaign's document request are taken. Processor time
counts; the first letters, which fill the memory of what letters share, are left out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from generator.pdf.conversion import reading_of
from generator.pdf.html import compose
from generator.pdf.parity import differences
from generator.pdf.typesetting import heights, typeset
from generator.word.document.passages import passages

_CAMPAIGN = Path(__file__).resolve().parent.parent
_FIRST = 3


def sample_letters(folder: Path) -> Path:
    """Make the letters of the sample campaign's document request and return where they are."""
    for name in ("campaign.toml", "recipients.csv"):
        shutil.copy(_CAMPAIGN / name, folder)
    shutil.copytree(_CAMPAIGN / "templates", folder / "templates")
    command = ["-m", "generator", "generate", "--letter", "document_request", "--as-of", "2018-01-08"]
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, *command, "--format", "docx"], cwd=folder, check=True, capture_output=True
    )
    return folder / "out"


def steps(docx: bytes) -> Iterator[float]:
    """Convert one letter; yield how many seconds each step took."""
    clock = time.process_time
    began = clock()
    reading = reading_of(docx, source="letter.docx")
    read = clock()
    yield read - began
    page = compose(reading.document, "letter.docx", heights)
    composed = clock()
    yield composed - read
    done = typeset(page, "letter.docx")
    ready = clock()
    yield ready - composed
    if differences(done.pdf, done.order, passages(reading.document), "letter.docx"):
        raise SystemExit("the PDF shows another text than the letter")
    yield clock() - ready


def shares(folder: Path) -> str:
    """Return the mean of each step over the letters in the folder, as one line."""
    letters = [path.read_bytes() for path in sorted(folder.rglob("*.docx"))]
    measured = [tuple(steps(letter)) for letter in letters][_FIRST:]
    read, composed, typeset_in, compared = (
        1000 * sum(step) / len(measured) for step in zip(*measured, strict=True)
    )
    share = (read + composed) / typeset_in
    return (
        f"reading {read:.1f} ms, composing {composed:.1f} ms, typesetting {typeset_in:.1f} ms, "
        f"comparing {compared:.1f} ms: reading and composing take {share:.1%} of typesetting"
    )


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        for letters in map(Path, sys.argv[1:] or [str(sample_letters(Path(folder)))]):
            sys.stdout.write(f"{shares(letters)}\n")


if __name__ == "__main__":
    main()
