"""What the verbs of ``letterbook record`` share: recording an entry of each recipient, telling the events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from generator.cli.terminal.reporting import print_json, print_problems, problems_as_json, reporting
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.planning import CaseStatus
    from generator.workflow.record.deciding import StatusChange
    from generator.workflow.record.entering import RecordedEntries


class Call:
    """A verb with the options that all verbs have."""

    def __init__(self, verb: str, actor: str, campaign: Path, recipients: Path | None, as_json: bool) -> None:
        self.verb = verb
        self.actor = actor
        self.campaign = campaign
        self.recipients = recipients
        self.as_json = as_json

    def record(self, ids: Sequence[str], texts: Mapping[str, str], files: Sequence[Path] = ()) -> None:
        """Record the same of each recipient."""
        with reporting(as_json=self.as_json):
            from generator.recording import Entry
            from generator.workflow.record.entering import record as record_entries
            from generator.workflow.record.entries import Written
            from generator.workflow.sources import Sources

            written = tuple(
                Written(
                    Entry(
                        self.verb,
                        {**texts, "recipient_id": recipient_id},
                        f"{self.verb} {recipient_id}".strip(),
                    ),
                    tuple(files),
                )
                for recipient_id in ids
            )
            done = record_entries(Sources(self.campaign, self.recipients), written, actor=self.actor)
            print_recorded(done, as_json=self.as_json)


def print_recorded(done: RecordedEntries, *, as_json: bool) -> None:
    """Print each event with the number by which it can be corrected, what it changed, what it warns of."""
    if as_json:
        events = [
            {
                "seq": it.event.seq,
                "type": it.event.type,
                "recipient_id": it.event.recipient_id,
                "letter_id": it.event.letter_id,
                "recorded_now": it.anew,
                "changes": [_change_as_json(change) for change in it.changes],
            }
            for it in done.noted
        ]
        print_json({"ok": True, "events": events} | problems_as_json(done.warnings))
        return
    print_problems(done.warnings)
    for it in done.noted:
        stood = "" if it.anew else " (stood there already)"
        typer.echo(f"event {it.event.seq}: {it.event.type} {it.event.recipient_id}{stood}")
        for change in it.changes:
            typer.echo(f"  {change.after.recipient_id}: {_change_in_words(change)}")


def _change_as_json(change: StatusChange) -> dict[str, object]:
    names = ("state", "due", "received", "timeliness", "next_letter", "next_on", "reason")
    sides = {"before": change.before, "after": change.after}
    told_of = {side: {name: getattr(it, name) for name in names} for side, it in sides.items()}
    return {"recipient_id": change.after.recipient_id, "changed": change.is_visible} | told_of


def _change_in_words(change: StatusChange) -> str:
    """Return what changed, such as ``requested → partial; due 2018-02-23; next: Follow-up on 2018-02-26``."""
    before, after = change.before, change.after
    due = _arrow(str(before.due or "none"), str(after.due or "none"))
    return "; ".join((_arrow(before.state, after.state), f"due {due}", f"next: {_next_letter(after)}"))


def _arrow(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _next_letter(standing: CaseStatus) -> str:
    if not standing.next_letter:
        return f"none, {standing.reason}"
    return f"{standing.next_letter} on {standing.next_on}" if standing.next_on else standing.reason


def refuse_misplaced(context: typer.Context) -> None:
    """End with exit status 2 when an option stands before the verb, where it would mean nothing."""
    given = [name for name in context.params if _is_given(context, name)]
    if not given:
        return
    names = {parameter.name: parameter.opts[0] for parameter in context.command.params}
    verb = context.invoked_subcommand
    name = "table" if "table" in given else given[0]
    hint = f"write it after: letterbook record {verb} … {names[name]} …"
    if name == "table":
        hint = f"leave {verb!r} out, for each row names its own: letterbook record {names[name]} TABLE"
    with reporting(as_json="as_json" in given):
        raise UsageError(f"{names[name]} stands before {verb!r}", hint=hint)


def _is_given(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name != "DEFAULT"
