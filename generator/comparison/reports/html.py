"""The report for a browser: a page of changes, a page for each changed letter; no network, no other file.

Scripts, styles and pictures stand in the pages themselves, and the pages' own policy forbids all others
(Content Security Policy level 3, hashes in ``script-src`` and ``style-src``).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from generator.comparison.outcome import Outcome
from generator.comparison.records import LetterComparison, Pair, Segment, Settings
from generator.comparison.reports.sheets import sheets_of
from generator.comparison.spelling import joint
from generator.comparison.telling import CAUSES, headline, place_told, readable, regions_told, verdict

_PAGES = Path(__file__).parent / "pages"
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 100
_VERDICTS = {
    "same": "the same",
    "different": "different",
    "only_old": "only in the old run",
    "only_new": "only in the new run",
    "unreadable": "cannot be compared",
}


def index_page(outcome: Outcome) -> bytes:
    """Return the page of all changes and letters, in UTF-8."""
    page = _environment().get_template("index.html")
    return page.render(outcome=outcome, verdict=verdict(outcome), causes=CAUSES, verdicts=_VERDICTS).encode()


def letter_page(found: LetterComparison, outcome: Outcome, settings: Settings) -> bytes:
    """Return the page of one changed letter: its changes, and its pages where both sides have a PDF."""
    page = _environment().get_template("letter.html")
    return page.render(found=found, outcome=outcome, sheets=tuple(sheets_of(found.pair, settings))).encode()


def page_name(pair: Pair) -> str:
    """Return the file name of a letter's page: plain, and no other letter's."""
    key = pair.key
    told = f"{key.recipient_id}.{key.kind}.{key.level}" if key.kind else key.recipient_id or "letter"
    plain = _NOT_PLAIN.sub("-", told).strip(".-")
    if plain == told and plain != "index" and len(plain) <= _LONGEST_NAME:
        return f"{plain}.html"
    return f"letter-{plain[:60]}-{hashlib.sha256(told.encode()).hexdigest()[:8]}.html"


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    environment.filters |= {
        "headline": headline,
        "joined": _joined,
        "page": page_name,
        "readable": readable,
        "regions": regions_told,
        "where": place_told,
    }
    style, script = (_PAGES / "report.css").read_text("utf-8"), (_PAGES / "report.js").read_text("utf-8")
    environment.globals |= {
        "style": Markup(style),  # noqa: S704 - our own file
        "script": Markup(script),  # noqa: S704 - our own file
        "policy": _policy(style, script),
    }
    return environment


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _joined(segments: tuple[Segment, ...]) -> Iterator[tuple[str, Segment]]:
    before = ""
    for segment in segments:
        yield joint(before, segment.text), segment
        before = segment.text
