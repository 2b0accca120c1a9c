"""Every document of the corpus becomes a PDF that is complete and keeps to its standards."""

from __future__ import annotations

import pytest

from fidelity.corpus import corpus
from fidelity.losses import lost_words
from fidelity.rendering import render
from fidelity.subjects import Subject


@pytest.mark.long
@pytest.mark.parametrize("subject", tuple(corpus()), ids=lambda subject: subject.name)
def test_a_document_of_the_corpus_becomes_a_complete_archival_accessible_pdf(subject: Subject) -> None:
    rendered = render(subject)
    assert rendered.error == ""
    assert rendered.faults == ()
    assert lost_words(subject.docx, rendered.pdf) == ()
