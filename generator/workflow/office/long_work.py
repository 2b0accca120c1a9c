"""The process of a long work: is told on stdin what to do, tells on stdout how far it is and what came of it.

What it does is there whole or not at all, however it ends. When nobody listens any more, it goes on.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generator.errors import LetterbookError, ProblemsFoundError
from generator.storage import disk_errors

JOBS = ("generate",)


def run(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Do what is asked, and return what came of it, as ``--json`` of the command would tell it."""
    try:
        with disk_errors(Path()):
            return _generate(asked)
    except LetterbookError as exc:
        problems = exc.problems if isinstance(exc, ProblemsFoundError) else ()
        told = {"problems": [asdict(problem) for problem in problems]}
        return {"ok": False, "code": exc.code, "message": exc.message, "hint": exc.hint} | told


def _generate(asked: Mapping[str, Any]) -> dict[str, Any]:
    from generator.workflow.letters.batches import Selection
    from generator.workflow.letters.generate import generate
    from generator.workflow.sources import Sources

    folder = Path(asked["folder"])
    as_of = asked.get("as_of")
    selection = Selection(
        kind=asked.get("letter") or None,
        as_of=dt.date.fromisoformat(as_of) if as_of else None,
        grounds=asked.get("grounds") or None,
        only=tuple(asked.get("only", ())),
        actor=asked["actor"],
    )
    made = generate(Sources(folder / "campaign.toml"), selection, folder / "out", progress=_tell_progress)
    skipped: dict[tuple[str, str], list[str]] = {}
    for it in made.without_letter:
        skipped.setdefault((it.not_due.reason, it.not_due.remedy), []).append(it.recipient_id)
    return {
        "ok": True,
        "batch_id": made.batch.batch_id if made.lines else "",
        "letters": len(made.lines),
        "skipped": [{"reason": why, "hint": hint, "recipients": ids} for (why, hint), ids in skipped.items()],
        "problems": [asdict(problem) for problem in made.warnings],
    }


def _tell_progress(done: int, count: int) -> None:
    _tell({"done": done, "of": count})


def _tell(what: Mapping[str, Any]) -> None:
    with suppress(OSError):
        sys.stdout.write(json.dumps(what, default=str) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _tell({"outcome": run(json.load(sys.stdin))})
