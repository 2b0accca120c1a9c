"""The outcome as workflow commands of GitHub Actions, one for each change. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from generator.comparison.outcome import Outcome
from generator.comparison.telling import headline


def workflow_commands(outcome: Outcome) -> Iterator[str]:
    """Yield ``::error`` for each change and letter that is not comparable, ``::notice`` for its consequences.

    Escaped as GitHub's toolkit does (``%``, line ends; ``:`` and ``,`` in properties), so that no letter can
    write a command of its own.
    """
    for group in outcome.groups:
        command = "notice" if group.cause == "layout" else "error"
        yield f"::{command} title={_property(f'letters: {group.what}')}::{_message(headline(group))}"
    for found in outcome.comparisons:
        if found.verdict in {"only_old", "only_new", "unreadable"}:
            reason = found.problems[0].message if found.problems else found.verdict.replace("_", " the ")
            yield f"::error title={_property(found.pair.name)}::{_message(reason)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
