"""Pages from templates: whatever is put into one is text, never markup."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parent
ASSETS = FOLDER / "assets"
FONTS = FOLDER.parent / "pdf" / "fonts"


def render(template: str, values: Mapping[str, Any]) -> str:
    """Return the text of a page."""
    return environment().get_template(template).render(values)


@cache
def environment() -> Environment:
    """Return how templates are read: names must be known, and everything is escaped."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "ago": ago,
        "day": day,
        "moment": moment,
        "counted": counted,
        "size": size,
        "words": words,
    }
    made.globals["asset"] = asset
    return made


@cache
def asset(name: str) -> str:
    """Return the address of a file of ours, which changes with its content."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:10]
    return f"/assets/{name}?v={digest}"


def ago(at: dt.datetime | str) -> str:
    """Return how long ago an instant was, in the one unit that matters."""
    then = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
    seconds = (dt.datetime.now(dt.UTC) - then).total_seconds()
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return f"{counted(int(seconds // length), unit)} ago"
    return "just now"


def day(on: dt.date | None) -> str:
    """Return a day as people write it, such as ``24 Jan 2018``; a dash for none."""
    return f"{on.day} {on:%b %Y}" if on else "–"


def moment(at: dt.datetime | str, zone: str = "UTC") -> str:
    """Return an instant as people write it, in the office's time."""
    then = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
    there = then.astimezone(ZoneInfo(zone))
    return f"{there.day} {there:%b %Y, %H:%M}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as ``1 letter`` or ``23 letters``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size(octets: int) -> str:
    """Return the size of a file in kilobytes or megabytes."""
    return f"{octets / 1_000_000:.1f} MB" if octets >= 1_000_000 else f"{max(1, octets // 1000)} kB"


def words(name: str) -> str:
    """Return a name of the record as words: ``letter_approved`` is ``letter approved``."""
    return name.replace("_", " ")
