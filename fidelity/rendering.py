"""Our PDF of each document, made twice in different processes, with what validators say of it."""

from __future__ import annotations

import io
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import page as page_validation
import pikepdf

from fidelity.subjects import Subject
from generator.errors import ProblemsFoundError
from generator.pdf import convert
from generator.pdf.typefaces import FONTS

PROFILES = ("2a", "ua1")
_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Rendered:
    """Our PDF with the warnings about it, or why there is none; ``faults`` are what a validator finds."""

    pdf: bytes
    warnings: tuple[str, ...] = ()
    error: str = ""
    faults: tuple[str, ...] = ()


def render(subject: Subject) -> Rendered:
    """Convert a document and validate what comes of it."""
    try:
        made = convert(subject.docx, source=f"{subject.name}.docx")
    except ProblemsFoundError as exc:
        return Rendered(b"", error="; ".join(map(str, exc.problems)))
    except Exception as exc:  # noqa: BLE001 - a crash on one document is a finding, not the end of the run
        return Rendered(b"", error=f"crashes: {exc!r}")
    return Rendered(made.pdf, tuple(map(str, made.warnings)), faults=tuple(faults_of(made.pdf)))


def render_all(subjects: Iterable[Subject], hash_seed: str) -> Mapping[str, Rendered]:
    """Return what becomes of each document, by name, in new processes with their own seed for hashes."""
    listed = list(subjects)
    os.environ["PYTHONHASHSEED"] = hash_seed
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_PROCESSES, mp_context=context) as pool:
        done = pool.map(render, listed, chunksize=4)
        return {subject.name: rendered for subject, rendered in zip(listed, done, strict=True)}


def faults_of(pdf: bytes) -> Iterator[str]:
    """Yield each breach of PDF/A-2a and PDF/UA-1 and each font that is not a bundled one."""
    for profile in PROFILES:
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        if not report.is_compliant:
            yield from (f"{profile}: {failure}" for failure in report.failures)
    bundled = {file.stem.replace("-", "").lower() for file in FONTS.glob("*.ttf")}
    for name in sorted(_fonts(pdf)):
        plain = name.partition("+")[2].lower().replace("-", "").removeprefix("letterbook")
        if not any(plain.startswith(family.removesuffix("regular")) for family in bundled):
            yield f"font {name} is not bundled"


def _fonts(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(each.BaseFont).lstrip("/")
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font" and "/BaseFont" in each
        }
