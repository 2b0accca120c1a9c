"""The files of a new campaign, dated so that its first letters are due at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from generator.deadlines import due_date

_HERE = Path(__file__).parent
_LETTERS = ("request", "reminder", "final_notice", "closing")
_DAYS = (30, 14)
"""The days that the letters before the last of the starter's schedule give."""

_GITIGNORE = b"""# Who has a key of the record can sign in the office's name; key.pub may be given away.
/record/key
/record/key.*
!/record/key.pub
"""


STARTER_TIMEZONE = "America/New_York"
"""The time zone of a new campaign, in which its days are counted."""


def starter_files(name: str, today: dt.date) -> dict[str, bytes]:
    """Return the files of a new campaign by their paths in its folder; ``name`` becomes its id.

    The first letter is issued ``today`` (in ``STARTER_TIMEZONE``), each further one on the first business day
    after the due date of the letter before it.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "campaign"
    text = Template((_HERE / "campaign.toml.in").read_text(encoding="utf-8"))
    words = {f"issued_{number}": str(day) for number, day in enumerate(_issue_days(today), start=1)}
    words |= {"id": slug, "year": str(today.year), "timezone": STARTER_TIMEZONE}
    files = {
        "campaign.toml": text.substitute(words).encode(),
        "recipients.csv": (_HERE / "recipients.csv").read_bytes(),
        ".gitignore": _GITIGNORE,
    }
    return files | {
        f"templates/letters/{key}.docx": (_HERE / "letters" / f"{key}.docx").read_bytes() for key in _LETTERS
    }


def _issue_days(today: dt.date) -> Iterator[dt.date]:
    yield today
    for days in _DAYS:
        today = due_date(due_date(today, days), 1)
        yield today
