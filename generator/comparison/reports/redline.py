"""A letter with its changes tracked, as Word shows them, made by python-redlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.comparison.faults import ComparisonError
from generator.comparison.records import ComparableLetter, Pair
from generator.comparison.reports.html import page_name
from generator.comparison.sides.contents import read_content
from generator.errors import Problem, UsageError

if TYPE_CHECKING:
    from python_redlines.engines import DocxodusEngine

_AUTHOR = "Letterbook"
_UNDATED = "1980-01-01"


def tracked_changes(pair: Pair) -> tuple[str, bytes]:
    """Return a file name and a .docx that is the new letter with its difference to the old one tracked.

    The changes bear the letter's own date, so that the same two letters give the same tracked changes.

    Raises:
        UsageError: python-redlines or its engine is not installed.
        ComparisonError: the engine cannot compare these two documents.
    """
    engine = _engine()
    from python_redlines.engines import EngineExecutionError

    try:
        content: bytes = engine.run_redline(
            _AUTHOR, _docx(pair.old), _docx(pair.new), date_time=_moment(pair)
        )[0]
    except EngineExecutionError as exc:
        problem = Problem(pair.name, "", "its changes cannot be tracked", "look at them with --html")
        raise ComparisonError((problem,)) from exc
    return f"{page_name(pair).removesuffix('.html')}.docx", content


def _engine() -> DocxodusEngine:
    missing = UsageError("--redline: python-redlines is not installed", hint="install letterbook[redline]")
    try:
        from python_redlines.engines import DocxodusEngine, EngineNotInstalledError
    except ImportError as exc:
        raise missing from exc
    try:
        return DocxodusEngine()
    except EngineNotInstalledError as exc:
        raise missing from exc


def _moment(pair: Pair) -> str:
    values = dict(pair.new.values) if pair.new else {}
    return f"{values.get('date') or _UNDATED}T00:00:00Z"


def _docx(letter: ComparableLetter | None) -> bytes:
    files = letter.files if letter else ()
    return next(read_content(file.location) for file in files if file.format == "docx")
