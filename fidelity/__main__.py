"""Measure how near our PDFs come to LibreOffice's: ``python -m fidelity [--out DIR] [NAME …]``."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import typer

from fidelity.figures import Threshold, thresholds
from fidelity.measuring import measure
from fidelity.office import OfficeError, office_pdfs
from fidelity.rendering import render_all
from fidelity.report import Measured, write_report
from fidelity.selection import chosen
from fidelity.subjects import Subject


def main() -> int:
    """Measure all documents or those whose names begin as told; 0 when every threshold is met."""
    arguments = _arguments()
    shutil.rmtree(arguments.out, ignore_errors=True)
    arguments.out.mkdir(parents=True)
    try:
        measured = _measure_all(chosen(tuple(arguments.names)), arguments.out / "pages")
    except OfficeError as exc:
        typer.echo(str(exc), err=True)
        return 4
    comparable = [each.figures for each in measured if each.figures and not each.subject.difference]
    bounds = thresholds(comparable, sum(len(each.lost) for each in measured))
    write_report(measured, bounds, arguments.out)
    _tell(measured, bounds)
    typer.echo(f"{len(measured)} documents; pictures and figures in {arguments.out}/index.html")
    return int(not all(bound.is_met for bound in bounds) or any(each.faults for each in measured))


def _measure_all(subjects: tuple[Subject, ...], pages: Path) -> tuple[Measured, ...]:
    """Make the reference beside our own PDFs, then compare."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as beside:
        reference = beside.submit(office_pdfs, subjects, Path(folder))
        runs = render_all(subjects, "1"), render_all(subjects, "2")
        return measure(subjects, runs, reference.result(), pages)


def _tell(measured: tuple[Measured, ...], bounds: tuple[Threshold, ...]) -> None:
    for bound in bounds:
        typer.echo(f"{'ok ' if bound.is_met else 'BAD'} {bound.name}: {bound.value} ({bound.bound})")
    for each in measured:
        for fault in each.faults:
            typer.echo(f"BAD {each.subject.name}: {fault}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fidelity", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="measure only documents whose names begin so"
    )
    parser.add_argument("--out", type=Path, default=Path("out/fidelity"), help="where the report goes")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
