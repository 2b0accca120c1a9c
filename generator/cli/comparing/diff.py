"""``letterbook diff``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from generator.cli.terminal.options import JsonOption, parse_list
from generator.cli.terminal.reporting import print_json, print_problems, reporting

if TYPE_CHECKING:
    from generator.comparison.outcome import Outcome
    from generator.comparison.records import Ignored, Mask

_Name = TypeVar("_Name", bound=str)
_LOOKS: dict[str, dict[str, Any]] = {
    "removed": {"fg": "red", "strikethrough": True},
    "added": {"fg": "green", "underline": True},
    "title": {"bold": True},
    "quiet": {"dim": True},
}
_IGNORED: tuple[Ignored, ...] = ("metadata", "dates", "reference")

SideArgument = Annotated[
    str, typer.Argument(help="A batch's folder or id, a manifest, a file, or git:REVISION:PATH.")
]


def diff(
    old: SideArgument,
    new: SideArgument,
    ignore: Annotated[
        str, typer.Option(metavar="metadata,dates,reference", help="Changes that do not count.")
    ] = "",
    tolerance: Annotated[
        int, typer.Option(min=0, max=255, help="How far a colour may stray before a pixel is another one.")
    ] = 32,
    only: Annotated[str, typer.Option(metavar="ID,…", help="Only these recipients.")] = "",
    levels: Annotated[
        str, typer.Option("--level", metavar="words,picture,…", help="Only these levels.")
    ] = "",
    fail_at: Annotated[
        str, typer.Option(metavar="words,picture,…", help="Levels whose changes make the exit status 1.")
    ] = "",
    mask: Annotated[
        list[str] | None,
        typer.Option(metavar="PAGE:L,T,R,B", help="A part of a page not compared as a picture, in points."),
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where batch ids are looked up.")] = Path("out"),
    html: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a report for a browser into this folder.")
    ] = None,
    junit: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a JUnit report.")] = None,
    redline: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write each changed .docx with its changes tracked.")
    ] = None,
    github: Annotated[bool, typer.Option("--github", help="Print annotations for GitHub Actions.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Tell what changed between two runs.

    Exit status 0: every letter is the same. 1: some differ. 2: some cannot be compared.
    """
    with reporting(as_json=as_json):
        from generator.comparison.records import LEVELS, Settings
        from generator.workflow.comparing.compare import Sides, compare
        from generator.workflow.comparing.reports import Destinations, write_reports

        settings = Settings(
            ignore=frozenset(_named(ignore, _IGNORED, "--ignore")),
            tolerance=tolerance,
            levels=_named(levels, LEVELS, "--level") or LEVELS,
            masks=tuple(map(_mask, mask or ())),
        )
        failing = _named(fail_at, LEVELS, "--fail-at") or LEVELS
        outcome = replace(compare(Sides(old, new, out, parse_list(only)), settings), failing=failing)
        write_reports(outcome, Destinations(html, junit, redline), settings)
        print_outcome(outcome, github=github, as_json=as_json)
    raise typer.Exit(outcome.exit_status)


def print_outcome(outcome: Outcome, *, github: bool, as_json: bool) -> None:
    """Print an outcome on stdout as JSON or for a reader, with annotations where they are asked for."""
    from generator.comparison.describe import summary
    from generator.comparison.reports.annotations import workflow_commands
    from generator.comparison.reports.facts import outcome_facts

    if as_json:
        print_json(outcome_facts(outcome))
        return
    print_problems(outcome.problems)
    typer.echo(summary(outcome, _paint))
    if github:
        from generator.workflow.comparing.reports import tell_build

        tell_build(outcome)
        for line in workflow_commands(outcome):
            typer.echo(line)


def _paint(text: str, look: str) -> str:
    """Style a text that says the same without colour; ``typer.echo`` takes off what does not belong."""
    from generator.comparison.describe import plain

    return typer.style(plain(text, look), **_LOOKS[look])


def _mask(text: str) -> Mask:
    """Return the part of a page that ``2:72,100,200,150`` means; page ``*`` is every page."""
    from generator.comparison.records import Box, Mask

    page, _, edges = text.partition(":")
    try:
        left, top, right, bottom = map(float, edges.split(","))
        return Mask(0 if page == "*" else int(page), Box(left, top, right, bottom))
    except ValueError as exc:
        raise typer.BadParameter(f"--mask: {text!r} is not like 2:72,100,200,150") from exc


def _named(text: str, known: tuple[_Name, ...], option: str) -> tuple[_Name, ...]:
    """Return the known names that the text lists."""
    asked = set(parse_list(text))
    if unknown := asked - set(known):
        raise typer.BadParameter(f"{option}: {', '.join(sorted(unknown))} is none of {', '.join(known)}")
    return tuple(name for name in known if name in asked)
