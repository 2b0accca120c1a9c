"""The outcome as workflow commands of GitHub Actions, one for each change. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.comparison.describe import cause_first, verdict
from generator.comparison.outcome import Outcome

_MARKUP = re.compile(r"[\\`*_{}\[\]()#+!|<>&~@-]")
_MOST_LINES = 50


def workflow_commands(outcome: Outcome) -> Iterator[str]:
    """Yield ``::error`` for each change and letter that is not comparable, ``::notice`` for its consequences.

    Escaped as GitHub's toolkit does (``%``, line ends; ``:`` and ``,`` in properties), so that no letter can
    write a command of its own.
    """
    for group in outcome.groups:
        command = "notice" if group.cause == "layout" else "error"
        yield f"::{command} title={_property(f'letters: {group.what}')}::{_message(cause_first(group))}"
    for comparison in outcome.comparisons:
        if comparison.verdict in {"only_old", "only_new", "unreadable"}:
            verdict = comparison.verdict.replace("_", " the ")
            reason = comparison.problems[0].message if comparison.problems else verdict
            yield f"::error title={_property(comparison.pair.name)}::{_message(reason)}"


def step_summary(outcome: Outcome) -> str:
    """Return the outcome as Markdown for the summary of a build's step; no letter can write markup in it."""
    lines = [f"### {_plain(verdict(outcome))}", ""]
    lines += [f"* {_plain(cause_first(group))}" for group in outcome.groups[:_MOST_LINES]]
    lines += [f"* {_plain(str(problem))}" for problem in outcome.problems[:_MOST_LINES]]
    more = len(outcome.groups) - _MOST_LINES
    return "\n".join((*lines, f"* and {more} more changes" if more > 0 else "", ""))


def _plain(text: str) -> str:
    """Return a text as Markdown that shows it as it is."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
