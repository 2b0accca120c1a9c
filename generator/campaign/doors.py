"""Links that lead out of the campaign's folder: what a campaign names must lie in it, not seem to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.errors import Problem
from generator.model import Campaign

_FIXED = ("out", "record")
_HINT = "put the file or folder itself there; name another place with --recipients, --out or in the campaign"


def links_out(campaign: Campaign, source: str) -> Iterator[Problem]:
    """Yield a fault for each table, template or folder of the campaign that a link takes out of its folder.

    A campaign may come from somebody else, in an archive or a repository; a link in it would have the
    command read what that person cannot, and print it, or write where that person cannot.
    """
    home = campaign.folder.resolve()
    named = [("recipients.table", campaign.table)]
    named += [(f"letters.{kind.key}.template", kind.template) for kind in campaign.kinds]
    for field, name in (*named, *(("", name) for name in _FIXED)):
        target = _target(campaign.folder / name)
        if not target.is_relative_to(home):
            yield Problem(source, field, f"{name} is a link that leads out of the campaign's folder", _HINT)


def _target(path: Path) -> Path:
    """Return where a path leads; one whose links go round leads nowhere, which is told when it is opened."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.parent.resolve() / path.name
