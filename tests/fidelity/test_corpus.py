"""Every document of the corpus becomes a PDF that is complete and keeps to its standards."""

from __future__ import annotations

import pytest

from fidelity.corpus import corpus
from fidelity.losses import lost_words
from fidelity.rendering import render
from fidelity.subjects import Subject

FAULTY = {}
"""Documents that cannot be converted yet, and why; a test fails when one of them can."""


def subjects() -> list[object]:
    return [
        pytest.param(
            subject,
            id=subject.name,
            marks=[pytest.mark.xfail(reason=FAULTY[subject.name])] if subject.name in FAULTY else [],
        )
        for subject in corpus()
    ]


@pytest.mark.parametrize("subject", subjects())
def test_a_document_of_the_corpus_becomes_a_complete_archival_accessible_pdf(subject: Subject) -> None:
    rendered = render(subject)
    assert rendered.error == ""
    assert rendered.faults == ()
    assert lost_words(subject.docx, rendered.pdf) == ()
