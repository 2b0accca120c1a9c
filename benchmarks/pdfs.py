# ruff: noqa: INP001 - scripts that are run, no package
"""Make PDFs of the same letters in several ways in turn, and write down how long each takes.

    python benchmarks/pdfs.py [--rounds 5]

The letters are those of ``engines.py``. Ours are made of the .docx, as LibreOffice's are; WeasyPrint and
Chromium get the very HTML and style sheet that ours are set from, Typst the same text as markup. All have the
bundled fonts. The words of the first letters are compared before anything is measured. Each way runs in a
process of its own; rounds are interleaved, and the median of the rounds counts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

import letter
import pypdfium2

from generator.pdf.conversion import reading_of
from generator.pdf.html import compose
from generator.pdf.typefaces import FONTS
from generator.pdf.typesetting import _BASE, _FONT_SCHEME, _font_rules, heights
from generator.word import Template

COUNTS = {
    "letterbook": 23,
    "letterbook, all processors": 92,
    "weasyprint": 23,
    "weasyprint, PDF/A": 23,
    "libreoffice": 23,
    "chromium": 8,
    "typst": 23,
}
"""Letters per round."""
_TYPST = (
    '#set page(paper: "us-letter", margin: 1in)\n'
    '#set text(font: "Liberation Serif", size: 12pt, lang: "en")\n'
    '#set document(title: "Letter")\n'
)


def prepare(folder: Path, count: int) -> None:
    """Write the letters as .docx, .html and .typ into the folder."""
    template = folder / "template.dotx.docx"
    template.write_bytes(letter.template(letter.docxtpl_field))
    compiled = Template.open(template)
    template.unlink()
    for number, row in enumerate(letter.rows(count)):
        docx = compiled.merge(row)
        (folder / f"{number}.docx").write_bytes(docx)
        (folder / f"{number}.html").write_text(_html(docx), encoding="utf-8")
        lines = [json.dumps(text.format(**row), ensure_ascii=False) for text in letter.PARAGRAPHS]
        (folder / f"{number}.typ").write_text(
            _TYPST + "\n\n".join(f"#{line}" for line in lines), encoding="utf-8"
        )


def _html(docx: bytes) -> str:
    page = compose(reading_of(docx, source="letter.docx").document, "letter.docx", heights)
    rules = "".join(_font_rules()).replace(_FONT_SCHEME, f"{FONTS.as_uri()}/")
    style = f"<style>{escape(rules + _BASE + page.css, quote=False)}</style>".replace("&gt;", ">")
    return page.html.replace("</head>", f"{style}</head>", 1)


def run_letterbook(letters: list[Path], out: Path) -> None:
    """Convert with this project: reading, setting, tagging, and comparing the text afterwards."""
    from generator.pdf import from_docx

    for path in letters:
        (out / f"{path.stem}.pdf").write_bytes(from_docx(path.read_bytes()))


def run_letterbook_at_once(letters: list[Path], out: Path) -> None:
    """Convert as ``letterbook generate`` does, on all processors, which are started each time."""
    from generator.workflow.letters.formats import Merged, render_all

    merged = (Merged(path.read_bytes(), path.name) for path in letters)
    for path, made in zip(letters, render_all(merged, ("pdf",), count=len(letters)), strict=True):
        (out / f"{path.stem}.pdf").write_bytes(made.files["pdf"])


def run_weasyprint(letters: list[Path], out: Path) -> None:
    """Write each letter's HTML as WeasyPrint's documentation does."""
    from weasyprint import HTML

    for path in letters:
        HTML(filename=path.with_suffix(".html")).write_pdf(out / f"{path.stem}.pdf")


def run_weasyprint_archival(letters: list[Path], out: Path) -> None:
    """Write each letter's HTML as tagged PDF/A, as WeasyPrint's documentation does."""
    from weasyprint import HTML

    for path in letters:
        HTML(filename=path.with_suffix(".html")).write_pdf(out / f"{path.stem}.pdf", pdf_variant="pdf/a-2a")


def run_libreoffice(letters: list[Path], out: Path) -> None:
    """Convert all letters in one call of LibreOffice."""
    profile = (out / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, out, *letters], check=True, capture_output=True)  # noqa: S603 - our own paths


def run_chromium(letters: list[Path], out: Path) -> None:
    """Print each letter's HTML with a headless Chromium."""
    for path in letters:
        made = out / f"{path.stem}.pdf"
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--no-pdf-header-footer",
            f"--user-data-dir={out}/c",
        ]
        subprocess.run(  # noqa: S603 - our own paths
            [*command, f"--print-to-pdf={made}", path.with_suffix(".html").as_uri()],
            check=True,
            capture_output=True,
        )


def run_typst(letters: list[Path], out: Path) -> None:
    """Compile each letter's markup with Typst."""
    import typst

    for path in letters:
        typst.compile(path.with_suffix(".typ"), output=out / f"{path.stem}.pdf", font_paths=[FONTS])


RUNS: Mapping[str, Callable[[list[Path], Path], None]] = {
    "letterbook": run_letterbook,
    "letterbook, all processors": run_letterbook_at_once,
    "weasyprint": run_weasyprint,
    "weasyprint, PDF/A": run_weasyprint_archival,
    "libreoffice": run_libreoffice,
    "chromium": run_chromium,
    "typst": run_typst,
}
_PROGRAMS = {"libreoffice": "soffice", "chromium": "chromium"}


def measure(way: str, inputs: Path, count: int) -> dict[str, float]:
    """Make PDFs here and now; return seconds per letter, imports excluded, and peak megabytes."""
    letters = [inputs / f"{number % COUNTS['letterbook']}.docx" for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        RUNS[way](letters[:1], Path(folder))
        started = time.perf_counter()
        RUNS[way](letters, Path(folder))
        seconds = (time.perf_counter() - started) / count
    return {"seconds": seconds, "megabytes": _peak_of_programs() if way in _PROGRAMS else _peak()}


def _peak() -> float:
    """Return this process's own peak in megabytes; ``getrusage`` would count what its parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _peak_of_programs() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def words(way: str, inputs: Path) -> str:
    """Return the characters of the first letter, without spaces and hyphens."""
    with tempfile.TemporaryDirectory() as folder:
        RUNS[way]([inputs / "0.docx"], Path(folder))
        document = pypdfium2.PdfDocument(Path(folder) / "0.pdf")
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(filter(str.isalnum, text))


def in_a_process(way: str, inputs: Path, count: int) -> dict[str, float]:
    """Measure one way in a process of its own."""
    command = [sys.executable, __file__, "--measure", way, "--inputs", str(inputs), "--count", str(count)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    result: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return result


def available() -> list[str]:
    """Return the ways whose programs are installed."""
    missing = {way for way, program in _PROGRAMS.items() if shutil.which(program) is None}
    missing |= set() if importlib.util.find_spec("typst") else {"typst"}
    return [way for way in COUNTS if way not in missing]


def compare(rounds: int, inputs: Path) -> dict[str, dict[str, float]]:
    """Check that all ways show the same words, then measure them in interleaved rounds."""
    ways = available()
    expected = words("letterbook", inputs)
    for way in ways:
        if words(way, inputs) != expected:
            raise SystemExit(f"{way} shows other words than letterbook")
    measured = [(way, in_a_process(way, inputs, COUNTS[way])) for _ in range(rounds) for way in ways]
    return {
        way: {
            key: statistics.median(result[key] for name, result in measured if name == way)
            for key in ("seconds", "megabytes")
        }
        for way in ways
    }


def table(results: Mapping[str, Mapping[str, float]]) -> str:
    """Return the results as a Markdown table."""
    base = results["weasyprint"]["seconds"]
    lines = ["| PDFs by | ms per letter | × WeasyPrint | peak memory |", "|---|--:|--:|--:|"]
    for way, result in results.items():
        seconds, megabytes = result["seconds"], result["megabytes"]
        lines.append(f"| {way} | {seconds * 1000:,.0f} | {base / seconds:,.2f} | {megabytes:,.0f} MB |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--measure", choices=RUNS)
    parser.add_argument("--inputs", type=Path)
    parser.add_argument("--count", type=int, default=COUNTS["letterbook"])
    arguments = parser.parse_args()
    if arguments.measure:
        found = measure(arguments.measure, arguments.inputs, arguments.count)
        sys.stdout.write(f"{json.dumps(found)}\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder)
        prepare(inputs, COUNTS["letterbook"])
        sys.stdout.write(f"{table(compare(arguments.rounds, inputs))}\n")
        for count in (100, 1_000):
            peak = in_a_process("letterbook", inputs, count)["megabytes"]
            sys.stdout.write(f"letterbook, {count:,} letters: {peak:,.0f} MB\n")


if __name__ == "__main__":
    main()
