"""The corpus: small Word documents of our own, one construct each, and documents as offices write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from fidelity.corpus.characters import CHARACTERS
from fidelity.corpus.differences import DIFFERENCES
from fidelity.corpus.drawings import DRAWINGS
from fidelity.corpus.lists import LISTS
from fidelity.corpus.offices import OFFICES
from fidelity.corpus.others import OTHERS
from fidelity.corpus.paragraphs import PARAGRAPHS
from fidelity.corpus.records import RECORDS
from fidelity.corpus.references import REFERENCES
from fidelity.corpus.sections import SECTIONS
from fidelity.corpus.styles import STYLES
from fidelity.corpus.tables import TABLES
from fidelity.corpus.tabs import TABS
from fidelity.subjects import Subject

GROUPS: Mapping[str, Mapping[str, Callable[[], bytes]]] = {
    "styles": STYLES,
    "characters": CHARACTERS,
    "paragraphs": PARAGRAPHS,
    "tabs": TABS,
    "lists": LISTS,
    "tables": TABLES,
    "sections": SECTIONS,
    "references": REFERENCES,
    "drawings": DRAWINGS,
    "others": OTHERS,
    "office": {**OFFICES, **RECORDS},
}


def corpus() -> Iterator[Subject]:
    """Yield every document of the corpus; its name begins with its group's."""
    for group, documents in GROUPS.items():
        for name, make in documents.items():
            full = f"{group}-{name}"
            yield Subject(full, group, make(), DIFFERENCES.get(full, ""))
