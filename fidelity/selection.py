"""Which documents are measured."""

from __future__ import annotations

from fidelity.letters import sample_letters
from fidelity.subjects import Subject


def chosen(beginnings: tuple[str, ...]) -> tuple[Subject, ...]:
    """Return the sample letters and the corpus, or those whose names begin with one of ``beginnings``."""
    return tuple(
        subject for subject in sample_letters() if not beginnings or subject.name.startswith(beginnings)
    )
