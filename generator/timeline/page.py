"""The page of timelines: one file that needs no other, readable aloud and on paper. Pure.

It is HTML and well-formed XML at once, so that programs can read it as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape
from itertools import chain

from generator.cases import Case
from generator.timeline.drawing import Scale, draw
from generator.timeline.moments import Moment, moments_of

_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.45 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 62rem;
  margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 0; }
p { margin: .25rem 0; }
section { border-top: 1px solid #767676; padding: .75rem 0; break-inside: avoid; }
svg { display: block; width: 100%; height: auto; margin: .25rem 0; }
ol { margin: .25rem 0; padding-left: 2rem; columns: 2 18rem; column-gap: 3.5rem;
  font-size: .9em; }
li { break-inside: avoid; }
svg text { font: 600 11px system-ui, sans-serif; text-anchor: middle; fill: #1b1b1b; }
svg text.month { font-weight: 400; fill: #4a4a4a; }
.axis { stroke: #1b1b1b; stroke-width: 1.5; }
.month { stroke: #d0d0d0; }
text.month { stroke: none; text-anchor: start; }
.today { stroke: #a4000f; stroke-width: 1.5; stroke-dasharray: 5 3; }
.held { fill: #f3e3b3; stroke: #6b5200; }
.letter rect { fill: #dbe9fb; stroke: #1f4e8c; stroke-width: 1.5; }
.returned rect { fill: #fff; stroke: #a4000f; stroke-width: 1.5; stroke-dasharray: 3 2; }
.due path { fill: #fff; stroke: #1b1b1b; stroke-width: 1.5; }
.answer circle { fill: #ddf2df; stroke: #1c6b2a; stroke-width: 1.5; }
.hold circle { fill: #f3e3b3; stroke: #6b5200; stroke-width: 1.5; }
.end path { fill: #e6e6e6; stroke: #1b1b1b; stroke-width: 1.5; }
@page { margin: 15mm; }
@media print { body { padding: 0; max-width: none; font-size: 9pt; }
  h1 { font-size: 14pt; } h2 { font-size: 11pt; } section { padding: .4rem 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
LEGEND = (
    "A square is a letter, dashed when it came back; a diamond a due date; a circle on the line the begin or "
    "end of a hold; a circle below it something from the recipient, or time given to them; the last shape "
    "closes the case. The dashed red line is the day of this page."
)
_MARGIN = dt.timedelta(days=3)


def draw_timelines(
    cases: Sequence[Case], *, title: str, as_of: dt.date, names: Mapping[str, str] | None = None
) -> str:
    """Return an HTML page with the timeline of each case, in the order given.

    ``names`` are what people call the recipients, by id. The page loads nothing and runs nothing.
    """
    timelines = [(case, moments_of(case)) for case in cases]
    scale = _scale([moments for _, moments in timelines], as_of)
    sections = [
        _section(number, case, moments, scale, (names or {}).get(case.recipient_id, case.recipient_id))
        for number, (case, moments) in enumerate(timelines, start=1)
    ]
    heading = escape(f"{title}: timelines as of {as_of}")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            f'<head><meta charset="utf-8"/><title>{heading}</title>',
            '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
            f"<style>{_STYLE}</style></head>",
            f"<body><main><h1>{heading}</h1>",
            f"<p>{LEGEND}</p>",
            *sections,
            "</main></body></html>",
            "",
        ]
    )


def draw_case(case: Case, name: str) -> str:
    """Return the drawing of one case as SVG, to stand in another page; ``LEGEND`` says how to read it."""
    moments = moments_of(case)
    return draw(case, moments, _scale([moments], case.as_of), ident="case", name=name)


def _scale(timelines: Sequence[Sequence[Moment]], as_of: dt.date) -> Scale:
    days = [as_of, *(moment.day for moment in chain.from_iterable(timelines))]
    return Scale(min(days) - _MARGIN, max(days) + _MARGIN)


def _section(number: int, case: Case, moments: Sequence[Moment], scale: Scale, name: str) -> str:
    ident = f"case-{number}"
    entries = "".join(
        f'<li><time datetime="{it.day}">{it.day}</time> {escape(it.text)}</li>' for it in moments
    )
    listed = f"<ol>{entries}</ol>" if entries else "<p>Nothing has happened yet.</p>"
    return (
        f'<section aria-labelledby="{ident}"><h2 id="{ident}">{escape(name)}</h2>'
        f"<p>{escape(_summary(case))}</p>\n"
        f"{draw(case, moments, scale, ident=ident, name=name)}\n{listed}</section>"
    )


def _summary(case: Case) -> str:
    state = case.state.replace("_", " ")
    parts = [f"State: {state}", f"answer: {case.completeness}, {case.timeliness.replace('_', ' ')}"]
    if case.closed is None and case.due is not None:
        parts.append(f"due {case.due}, {_days(case.due, case.as_of)}")
    if case.completeness == "partial" and case.missing:
        parts.append(f"missing items {', '.join(map(str, case.missing))}")
    return "; ".join(parts)


def _days(due: dt.date, as_of: dt.date) -> str:
    left = (due - as_of).days
    unit = "day" if abs(left) == 1 else "days"
    return f"{left} {unit} left" if left >= 0 else f"{-left} {unit} over"
