"""Which documents are measured."""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.corpus import corpus
from fidelity.letters import sample_letters
from fidelity.subjects import Subject


def chosen(beginnings: tuple[str, ...]) -> tuple[Subject, ...]:
    """Return the corpus and the sample letters, or those whose names begin with one of ``beginnings``."""
    return tuple(subject for subject in _all() if not beginnings or subject.name.startswith(beginnings))


def _all() -> Iterator[Subject]:
    yield from corpus()
    yield from sample_letters()
