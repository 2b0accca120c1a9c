"""The report: one HTML page with pictures, and the same figures as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fidelity.figures import Figures, Threshold
from fidelity.pictures import PagePictures
from fidelity.rendering import Rendered
from fidelity.subjects import Subject


@dataclass(frozen=True, slots=True)
class Measured:
    """One document with everything that is told about it."""

    subject: Subject
    rendered: Rendered
    figures: Figures | None
    lost: tuple[str, ...]
    repeats: bool
    pictures: tuple[PagePictures, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong whatever the thresholds say."""
        lost = f"lost words: {' '.join(self.lost[:12])}" if self.lost else ""
        unlike = "" if self.repeats else "another run gives other bytes"
        missing = "" if self.figures else "LibreOffice gives no PDF"
        return tuple(filter(None, (self.rendered.error, *self.rendered.faults, lost, unlike, missing)))

    @property
    def rank(self) -> float:
        """How far the document is from the reference; the worst has the highest."""
        if self.faults or self.figures is None:
            return 1_000.0
        figures = self.figures
        unlike = (not figures.same_pages) * 200 + (not figures.same_words) * 100
        return (
            unlike
            + 100 * (1 - figures.line_share)
            + min(abs(figures.worst_offset) + abs(figures.worst_shift) / 4, 50)
        )


def write_report(measured: Sequence[Measured], bounds: Sequence[Threshold], out: Path) -> None:
    """Write ``index.html`` and ``figures.json``, the worst documents first."""
    ordered = sorted(measured, key=lambda each: (-each.rank, each.subject.name))
    loader = FileSystemLoader(Path(__file__).parent)
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    html = pages.get_template("report.html").render(measured=ordered, bounds=bounds)
    (out / "index.html").write_text(html, encoding="utf-8")
    (out / "figures.json").write_text(json.dumps(_facts(ordered, bounds), indent=1) + "\n", encoding="utf-8")


def _facts(measured: Sequence[Measured], bounds: Sequence[Threshold]) -> dict[str, object]:
    return {
        "thresholds": {bound.name: {"value": bound.value, "met": bound.is_met} for bound in bounds},
        "documents": {each.subject.name: _document_facts(each) for each in measured},
    }


def _document_facts(each: Measured) -> dict[str, object]:
    facts: dict[str, object] = {"group": each.subject.group, "faults": each.faults}
    figures = each.figures
    if figures is not None:
        facts |= {
            "pages": [figures.pages, figures.reference_pages],
            "same_words": figures.same_words,
            "lines": [figures.same_lines, figures.lines],
            "median_offset": figures.median_offset,
            "worst_offset": figures.worst_offset,
            "worst_shift": figures.worst_shift,
        }
    return facts | {"difference": each.subject.difference, "warnings": each.rendered.warnings}
