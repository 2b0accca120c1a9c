# ruff: noqa: INP001 - scripts that are run, no package
"""Merge the same letter with four engines in turn, and write down how long each takes.

    python benchmarks/engines.py [--rounds 7]

Outputs are compared before anything is measured. Each engine runs in a process of its own, which tells its
time per letter and its peak memory; rounds are interleaved, and the median of the rounds counts. Every
letter is written to a file, as each project's documentation shows; the files are in memory where the system
has a place for that, so that engines are measured and not a disk.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import letter

HERE = Path(__file__).parent
MEMORY_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - so that no disk is measured
COUNTS = {
    "docxtpl": 40,
    "docx-mailmerge2": 80,
    "docxtemplater": 80,
    "letterbook": 1_000,
    "letterbook, small": 1_000,
    "disk": 1_000,
}
"""Letters per round, so that a round of each takes about as long."""

TEMPLATES: Mapping[str, Callable[[str], str]] = {
    "docxtpl": letter.docxtpl_field,
    "docx-mailmerge2": letter.merge_field,
    "docxtemplater": letter.docxtemplater_field,
    "letterbook": letter.docxtpl_field,
    "letterbook, small": letter.docxtpl_field,
    "disk": letter.docxtpl_field,
}


def run_docxtpl(template: Path, rows: list[dict[str, str]], out: Path) -> None:
    """Merge as docxtpl's documentation does: a new object for each letter."""
    from docxtpl import DocxTemplate

    for number, row in enumerate(rows):
        document = DocxTemplate(template)
        document.render(row, autoescape=True)
        document.save(out / f"{number % 100}.docx")


def run_mailmerge(template: Path, rows: list[dict[str, str]], out: Path) -> None:
    """Merge as docx-mailmerge's documentation does."""
    from mailmerge import MailMerge

    for number, row in enumerate(rows):
        with MailMerge(template) as document:
            document.merge(**row)
            document.write(out / f"{number % 100}.docx")


def run_letterbook(template: Path, rows: list[dict[str, str]], out: Path) -> None:
    """Merge with this project: the template compiled once."""
    from generator.word import Template

    compiled = Template.open(template)
    for number, row in enumerate(rows):
        (out / f"{number % 100}.docx").write_bytes(compiled.merge(row))


def run_letterbook_small(template: Path, rows: list[dict[str, str]], out: Path) -> None:
    """Merge with this project, each part compressed in one go at zlib's level 6."""
    from generator.word import Template

    compiled = Template.open(template, compression="small")
    for number, row in enumerate(rows):
        (out / f"{number % 100}.docx").write_bytes(compiled.merge(row))


def run_disk(template: Path, rows: list[dict[str, str]], out: Path) -> None:
    """Write the bytes of a finished letter: what no engine can be faster than."""
    from generator.word import Template

    finished = Template.open(template).merge(rows[0])
    for number in range(len(rows)):
        (out / f"{number % 100}.docx").write_bytes(finished)


def run_docxtemplater(template: Path, rows: list[dict[str, str]], out: Path) -> None:
    """Merge as docxtemplater's documentation does, in Node."""
    table = out / "rows.json"
    table.write_text(json.dumps(rows), encoding="utf-8")
    subprocess.run(["node", HERE / "docxtemplater.cjs", template, table, out], check=True)  # noqa: S603, S607


RUNS: Mapping[str, Callable[[Path, list[dict[str, str]], Path], None]] = {
    "docxtpl": run_docxtpl,
    "docx-mailmerge2": run_mailmerge,
    "docxtemplater": run_docxtemplater,
    "letterbook": run_letterbook,
    "letterbook, small": run_letterbook_small,
    "disk": run_disk,
}


def measure(engine: str, count: int) -> dict[str, float]:
    """Run one engine here and now; return seconds per letter, start-up excluded, and peak megabytes."""
    with tempfile.TemporaryDirectory(dir=MEMORY_DISK) as folder:
        out = Path(folder)
        template = out / "template.docx"
        template.write_bytes(letter.template(TEMPLATES[engine]))
        rows = letter.rows(count)
        RUNS[engine](template, rows[:2], out)
        started = time.perf_counter()
        RUNS[engine](template, rows, out)
        seconds = (time.perf_counter() - started) / count
    kind = resource.RUSAGE_CHILDREN if engine == "docxtemplater" else resource.RUSAGE_SELF
    return {"seconds": seconds, "megabytes": resource.getrusage(kind).ru_maxrss / 1024}


def first_letters(engine: str) -> list[list[str]]:
    """Return the text of the letters that an engine makes of the first three rows."""
    with tempfile.TemporaryDirectory(dir=MEMORY_DISK) as folder:
        out = Path(folder)
        template = out / "template.docx"
        template.write_bytes(letter.template(TEMPLATES[engine]))
        RUNS[engine](template, letter.rows(3), out)
        return [letter.text_of((out / f"{number}.docx").read_bytes()) for number in range(3)]


def in_a_process(engine: str, count: int) -> dict[str, float]:
    """Measure one engine in a process of its own."""
    command = [sys.executable, __file__, "--measure", engine, "--count", str(count)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    result: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return result


def available() -> list[str]:
    """Return the engines that are installed; docxtemplater is by ``npm install`` in this folder."""
    has_node = (HERE / "node_modules" / "docxtemplater").is_dir()
    return [engine for engine in COUNTS if engine != "docxtemplater" or has_node]


def compare(rounds: int) -> dict[str, dict[str, float]]:
    """Check that all engines make the same letters, then measure them in interleaved rounds."""
    engines = available()
    expected = first_letters("docxtpl")
    for engine in engines:
        if engine != "disk" and first_letters(engine) != expected:
            raise SystemExit(f"{engine} makes other letters than docxtpl")
    measured = [(engine, in_a_process(engine, COUNTS[engine])) for _ in range(rounds) for engine in engines]
    return {
        engine: {
            key: statistics.median(result[key] for name, result in measured if name == engine)
            for key in ("seconds", "megabytes")
        }
        for engine in engines
    }


def table(results: Mapping[str, Mapping[str, float]]) -> str:
    """Return the results as a Markdown table."""
    base = results["docxtpl"]["seconds"]
    lines = ["| engine | letters/s | × docxtpl | peak memory |", "|---|--:|--:|--:|"]
    for engine, result in results.items():
        seconds, megabytes = result["seconds"], result["megabytes"]
        lines.append(f"| {engine} | {1 / seconds:,.0f} | {base / seconds:,.1f} | {megabytes:,.0f} MB |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--measure", choices=RUNS)
    parser.add_argument("--count", type=int, default=1_000)
    arguments = parser.parse_args()
    if arguments.measure:
        sys.stdout.write(f"{json.dumps(measure(arguments.measure, arguments.count))}\n")
        return
    sys.stdout.write(f"{table(compare(arguments.rounds))}\n")
    for count in (1_000, 100_000):
        peak = in_a_process("letterbook", count)["megabytes"]
        sys.stdout.write(f"letterbook, {count:,} letters: {peak:,.0f} MB\n")


if __name__ == "__main__":
    main()
