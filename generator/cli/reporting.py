"""How the command speaks: data on stdout, all else on stderr, each error with remedy and exit status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import typer

from generator.errors import LetterbookError, Problem, ProblemsFoundError
from generator.storage import disk_errors


@contextmanager
def reporting(*, as_json: bool) -> Iterator[None]:
    """Tell an error that a caller caused, and end with its exit status."""
    try:
        with disk_errors(Path()):
            yield
    except LetterbookError as exc:
        problems = exc.problems if isinstance(exc, ProblemsFoundError) else ()
        if as_json:
            print_json(
                {"ok": False, "code": exc.code, "message": exc.message, "hint": exc.hint} | told(problems)
            )
        else:
            print_problems(problems)
            _print_error(exc)
        raise typer.Exit(exc.exit_status) from exc


def told(problems: tuple[Problem, ...]) -> dict[str, object]:
    """Return the problems as ``--json`` shows them."""
    return {"problems": [asdict(problem) for problem in problems]}


def print_json(document: dict[str, object]) -> None:
    """Print one JSON document on stdout; days and moments as ISO 8601 writes them."""
    from pydantic_core import PydanticSerializationError, to_json

    try:
        typer.echo(to_json(document, indent=2, fallback=str))
    except PydanticSerializationError:  # it names a file whose name is no Unicode
        typer.echo(json.dumps(document, indent=2, default=str))


def print_problems(problems: tuple[Problem, ...]) -> None:
    """Print each problem on stderr, one line and its hint."""
    for problem in problems:
        mark = typer.style("warning: ", fg="yellow") if problem.severity == "warning" else ""
        typer.echo(f"{mark}{problem}", err=True)
        if problem.hint:
            typer.secho(f"  hint: {problem.hint}", err=True, dim=True)


def say(text: str) -> None:
    """Print a diagnostic on stderr."""
    typer.echo(text, err=True)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as ``1 letter`` or ``23 letters``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _print_error(exc: LetterbookError) -> None:
    typer.secho(f"letterbook: {exc.message}", err=True, fg="red")
    if exc.hint:
        typer.secho(f"  hint: {exc.hint}", err=True, dim=True)
