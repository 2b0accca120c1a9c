"""How the command speaks: data on stdout, all else on stderr, each error with remedy and exit status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import typer

from generator.checking import alike
from generator.errors import InterruptedRunError, LetterbookError, Problem, ProblemsFoundError
from generator.storage import disk_errors

_MOST_ALIKE = 5
"""So many problems of one cause are told in full; of more, the first is."""
_MOST_PLACES = 10
_INTERRUPTED = InterruptedRunError(
    "stopped; each file, batch and entry is there whole or not at all",
    hint="run it again: what is there already is not made or recorded twice",
)


@contextmanager
def reporting(*, as_json: bool) -> Iterator[None]:
    """Tell an error that a caller caused, and end with its exit status."""
    try:
        with disk_errors(Path()):
            yield
    except LetterbookError as exc:
        _tell(exc, as_json=as_json)
        raise typer.Exit(exc.exit_status) from exc
    except KeyboardInterrupt as exc:
        _tell(_INTERRUPTED, as_json=as_json)
        raise typer.Exit(_INTERRUPTED.exit_status) from exc


def _tell(exc: LetterbookError, *, as_json: bool) -> None:
    problems = exc.problems if isinstance(exc, ProblemsFoundError) else ()
    if as_json:
        print_json(
            {"ok": False, "code": exc.code, "message": exc.message, "hint": exc.hint}
            | problems_as_json(problems)
        )
        return
    print_problems(problems)
    typer.secho(f"letterbook: {exc.message}", err=True, fg="red")
    if exc.hint:
        typer.secho(f"  hint: {exc.hint}", err=True, dim=True)


def problems_as_json(problems: tuple[Problem, ...]) -> dict[str, object]:
    """Return the problems as ``--json`` shows them."""
    return {"problems": [asdict(problem) for problem in problems]}


def print_json(document: dict[str, object]) -> None:
    """Print one JSON document on stdout; days and moments as ISO 8601 writes them."""
    from pydantic_core import PydanticSerializationError, to_json

    try:
        typer.echo(to_json(document, indent=2, fallback=str))
    except PydanticSerializationError:  # it names a file whose name is not Unicode
        typer.echo(json.dumps(document, indent=2, default=str))


def print_problems(problems: tuple[Problem, ...]) -> None:
    """Print each problem on stderr, one line and its hint; of many alike the first, and the places."""
    for group in alike(problems):
        shown = group if len(group) <= _MOST_ALIKE else group[:1]
        for problem in shown:
            _print_problem(problem)
        if more := group[len(shown) :]:
            say(f"  and {len(more)} more like it: {_places(more)}")


def _print_problem(problem: Problem) -> None:
    mark = typer.style("warning: ", fg="yellow") if problem.severity == "warning" else ""
    typer.echo(f"{mark}{problem}", err=True)
    if problem.hint:
        typer.secho(f"  hint: {problem.hint}", err=True, dim=True)


def _places(problems: tuple[Problem, ...]) -> str:
    """Return the first places, each without what stands within it."""
    places = list(dict.fromkeys(problem.source.partition(": ")[0] for problem in problems))
    more = ", … (--json tells all)" if len(places) > _MOST_PLACES else ""
    return f"{', '.join(places[:_MOST_PLACES])}{more}"


def say(text: str) -> None:
    """Print a diagnostic on stderr."""
    typer.echo(text, err=True)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as ``1 letter`` or ``23 letters``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
