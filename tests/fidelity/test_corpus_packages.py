"""The corpus is made of valid Word documents, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from fidelity.corpus import DIFFERENCES, corpus


@pytest.mark.long
def test_every_document_is_valid_wordprocessingml(tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    faults = {}
    for subject in corpus():
        path.write_bytes(subject.docx)
        result = OpenXmlValidator().validate(str(path))
        if not result.is_valid:
            faults[subject.name] = [str(error) for error in result.errors]
    assert faults == {}


def test_documents_are_made_the_same_twice() -> None:
    assert list(corpus()) == list(corpus())


def test_names_are_unique_and_every_difference_is_told_of_a_document() -> None:
    names = [subject.name for subject in corpus()]
    assert len(set(names)) == len(names) >= 70
    assert set(DIFFERENCES) <= set(names)
