"""``letterbook template``: what a template needs, what is wrong with it, and how it reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.budget import Budget, within
from generator.errors import DocumentError, Problem, TypesettingError
from generator.storage import disk_errors, refuse_absent
from generator.word import MergeField
from generator.word.inspection import lint, show, template_fields
from generator.word.opc.archive import read_archive
from generator.word.reading import read_document


def fields_of(path: Path) -> tuple[MergeField, ...]:
    """Return every field of the template with its full path and place.

    Raises:
        MissingFileError: there is no such file.
        StorageError: it cannot be read.
        TemplateError: the template cannot be compiled; every fault is in it.
    """
    return template_fields(_read(path), name=path.name)


def faults_of(
    path: Path,
    budget: Budget = Budget(),  # noqa: B008 (frozen)
) -> tuple[Problem, ...]:
    """Return all that is wrong with the template or doubtful: faults first, then warnings.

    That is what keeps it from being merged, and what the PDF of its letters would refuse or only approximate.
    ``budget`` is what each of both may cost.

    Raises:
        MissingFileError: there is no such file.
        StorageError: it cannot be read.
    """
    content, name = _read(path), path.name
    problems = (*lint(content, name=name, budget=budget), *_typesetting_problems(content, name, budget))
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.severity))


def doubts_of(
    path: Path,
    budget: Budget = Budget(),  # noqa: B008 (frozen)
) -> tuple[Problem, ...]:
    """Return the warnings of ``faults_of``: what is true of every letter of the template.

    Raises:
        StorageError: the file cannot be read.
    """
    return tuple(problem for problem in faults_of(path, budget) if problem.severity == "warning")


def text_of(path: Path) -> str:
    """Return the template as text that ``git diff`` can compare.

    Raises:
        MissingFileError: there is no such file.
        StorageError: it cannot be read.
        DocumentError: it is no .docx that may be opened.
    """
    return show(_read(path), name=path.name)


def _typesetting_problems(content: bytes, name: str, budget: Budget) -> tuple[Problem, ...]:
    """Return what reading and composing the template tell; nothing is typeset, so that it takes no time."""
    try:
        return within(budget, name, len(content), lambda: _approximations(content, name))
    except DocumentError as exc:
        return exc.problems
    except TypesettingError as exc:
        return exc.problems


def _approximations(content: bytes, name: str) -> tuple[Problem, ...]:
    from generator.pdf.html import compose

    reading = read_document(read_archive(content, source=name))
    return (*reading.warnings, *compose(reading.document, name, _unmeasured).warnings)


def _unmeasured(_page: object, fragments: Mapping[str, str], _width: float) -> dict[str, float]:
    """Return no height for any header: it decides where text begins, not what is wrong with it."""
    return dict.fromkeys(fragments, 0.0)


def _read(path: Path) -> bytes:
    refuse_absent(path, "template")
    with disk_errors(path):
        return path.read_bytes()
