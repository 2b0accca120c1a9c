"""The report for a browser: a page of changes, a page for each changed letter; no network, no other file.

Scripts, styles and pictures stand in the pages themselves, and the pages' own policy forbids all others
(Content Security Policy level 3, hashes in ``script-src`` and ``style-src``).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import jinja2
from markupsafe import Markup

from generator.comparison.describe import CAUSES, headline, place_told, readable, regions_told, verdict
from generator.comparison.grouping import WORDLESS
from generator.comparison.outcome import Outcome
from generator.comparison.records import LetterComparison, LetterKey, Pair, Segment
from generator.comparison.reports.sheets import PagePictures, sheets_of
from generator.comparison.reports.taking_over import TakingOver
from generator.comparison.words.tokens import joint

_PAGES = Path(__file__).parent / "pages"
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 100
_EXAMPLES = 3
"""Letters shown of each change."""
_MOST_LETTERS = 40
_MOST_BYTES = 18 * 2**20
_MOST_MISSED = 3
"""After so many letters whose pages have no room no more are drawn, which takes most of a report's time."""
_PAGES_SHARE, _CHANGES_SHARE, _ROWS_SHARE = 0.7, 0.2, 0.1
"""What letters' pages, changes and the list of letters may take of a report's size."""
_MOST_PLACES = 12
"""Places told of each change; more are counted."""
MADE_BY = '<meta name="generator" content="letterbook diff">'
_VERDICTS = {
    "same": "the same",
    "different": "different",
    "only_old": "only in the old run",
    "only_new": "only in the new run",
    "unreadable": "cannot be compared",
}


Sheets: TypeAlias = Callable[[LetterComparison], Iterator[PagePictures]]


@dataclass(frozen=True, slots=True)
class Showing:
    """What a report shows beside the outcome: how letters are taken over, and their pages.

    What is shown takes no more than ``most_bytes``; what has no room is counted.
    """

    taking_over: TakingOver | None = None
    sheets: Sheets = sheets_of
    most_bytes: int = _MOST_BYTES


SHOW_ALL = Showing()


def report_pages(outcome: Outcome, showing: Showing = SHOW_ALL) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of a report by name: examples of each change, as many as fit, and the index last."""
    shown: set[LetterKey] = set()
    size = missed = 0
    for comparison in examples(outcome):
        if missed == _MOST_MISSED:
            break
        page = letter_page(comparison, outcome, showing)
        if size + len(page) <= showing.most_bytes * _PAGES_SHARE:
            size += len(page)
            shown.add(comparison.pair.key)
            yield page_name(comparison.pair), page
        else:
            missed += 1
    yield "index.html", index_page(outcome, frozenset(shown), showing)


def examples(outcome: Outcome) -> tuple[LetterComparison, ...]:
    """Return the letters that are shown: the first few of each change, the widest change first.

    A letter of which hashes alone are known has nothing to show.
    """
    different = (comparison for comparison in outcome.comparisons if comparison.verdict == "different")
    by_key = {comparison.pair.key: comparison for comparison in different if not is_wordless(comparison)}
    keys: dict[LetterKey, None] = {}
    for group in outcome.groups:
        letters = dict.fromkeys(place.pair.key for place in group.places)
        keys |= dict.fromkeys(list(letters)[:_EXAMPLES])
    return tuple(by_key[key] for key in list(keys)[:_MOST_LETTERS] if key in by_key)


def is_wordless(comparison: LetterComparison) -> bool:
    """Return whether hashes alone say that a letter is another one, so that nobody sees how."""
    return bool(comparison.changes) and all(change.what in WORDLESS for change in comparison.changes)


def index_page(outcome: Outcome, shown: frozenset[LetterKey], showing: Showing = SHOW_ALL) -> bytes:
    """Return the page of all changes and letters, in UTF-8; ``shown`` letters have pages of their own."""
    page, change, row = (_environment().get_template(f"{name}.html") for name in ("index", "change", "row"))
    context = {"shown": shown, "taking_over": showing.taking_over}
    changes = (
        change.render(context, group=group, causes=CAUSES, most=_MOST_PLACES) for group in outcome.groups
    )
    letters = sorted(outcome.comparisons, key=lambda comparison: comparison.verdict == "same")
    rows = (row.render(context, comparison=comparison, verdicts=_VERDICTS) for comparison in letters)
    return page.render(
        context,
        outcome=outcome,
        verdict=verdict(outcome),
        changes=_within(int(showing.most_bytes * _CHANGES_SHARE), changes),
        rows=_within(int(showing.most_bytes * _ROWS_SHARE), rows),
        unseen=sum(map(is_wordless, outcome.comparisons)),
    ).encode()


@dataclass(frozen=True, slots=True)
class _Fitting:
    """Parts of a page that have room in it, and how many ``more`` have not."""

    shown: tuple[Markup, ...]
    more: int


def _within(most_bytes: int, parts: Iterator[str]) -> _Fitting:
    """Return the parts that together take no more than so many bytes; a large one leaves room to others."""
    shown: list[Markup] = []
    size = more = 0
    for part in parts:
        length = len(part.encode())
        if size + length > most_bytes:
            more += 1
            continue
        size += length
        shown.append(Markup(part))  # noqa: S704 - a page of our own, escaped
    return _Fitting(tuple(shown), more)


def letter_page(comparison: LetterComparison, outcome: Outcome, showing: Showing = SHOW_ALL) -> bytes:
    """Return the page of one changed letter: its changes, and its pages where both sides have a PDF."""
    page = _environment().get_template("letter.html")
    command = showing.taking_over.each.get(comparison.pair.key, "") if showing.taking_over else ""
    sheets = tuple(showing.sheets(comparison))
    return page.render(comparison=comparison, outcome=outcome, sheets=sheets, command=command).encode()


def is_ours(page: bytes) -> bool:
    """Return whether a page is one of an earlier report."""
    return MADE_BY.encode() in page[:2_000]


def page_name(pair: Pair) -> str:
    """Return the file name of a letter's page: plain, and no other letter's."""
    key = pair.key
    identity = f"{key.recipient_id}.{key.kind}.{key.level}" if key.kind else key.recipient_id or "letter"
    plain = _NOT_PLAIN.sub("-", identity).strip(".-")
    if plain == identity and plain != "index" and len(plain) <= _LONGEST_NAME:
        return f"{plain}.html"
    return f"letter-{plain[:60]}-{hashlib.sha256(identity.encode()).hexdigest()[:8]}.html"


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
