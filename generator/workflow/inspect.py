"""``letterbook template``: what a template needs, what is wrong with it, and how it reads."""

from __future__ import annotations

from pathlib import Path

from generator.errors import DocumentError, Problem, TypesettingError
from generator.storage import disk_errors
from generator.word import MergeField
from generator.word.archive import read_archive
from generator.word.inspection import lint, show, template_fields
from generator.word.reading import read_document


def fields_of(path: Path) -> tuple[MergeField, ...]:
    """Return every field of the template with its full path and place.

    Raises:
        StorageError: the file is not there, or cannot be read.
        TemplateError: the template cannot be compiled; every fault is in it.
    """
    return template_fields(_read(path), name=path.name)


def faults_of(path: Path) -> tuple[Problem, ...]:
    """Return all that is wrong with the template or doubtful: faults first, then warnings.

    That is what keeps it from being merged, and what the PDF of its letters would refuse or only approximate.

    Raises:
        StorageError: the file is not there, or cannot be read.
    """
    content = _read(path)
    found = (*lint(content, name=path.name), *_typesetting_problems(content, path.name))
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: problem.severity))


def text_of(path: Path) -> str:
    """Return the template as text that ``git diff`` can compare.

    Raises:
        StorageError: the file is not there, or cannot be read.
        DocumentError: it is no .docx that may be opened.
    """
    return show(_read(path), name=path.name)


def _typesetting_problems(content: bytes, name: str) -> tuple[Problem, ...]:
    try:
        return read_document(read_archive(content, source=name)).warnings
    except DocumentError:
        return ()  # told by lint
    except TypesettingError as exc:
        return exc.problems


def _read(path: Path) -> bytes:
    with disk_errors(path):
        return path.read_bytes()
