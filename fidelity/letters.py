"""The letters of the sample campaign, all four kinds to all recipients."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from fidelity.subjects import Subject
from generator.workflow.generate import Selection, generate
from generator.workflow.sources import Sources

ROOT = Path(__file__).parent.parent
ISSUED = {
    "document_request": date(2018, 1, 24),
    "follow_up": date(2018, 2, 26),
    "subpoena_notice": date(2018, 3, 19),
    "closing": date(2018, 2, 26),
}


def sample_letters() -> Iterator[Subject]:
    """Yield the letters as they are generated for the sample campaign."""
    sources = Sources(ROOT / "campaign.toml")
    with tempfile.TemporaryDirectory() as folder:
        for kind, day in ISSUED.items():
            selection = Selection(kind, day, formats=("docx",))
            batch = generate(sources, selection, Path(folder) / kind)
            for line in batch.lines:
                path = batch.folder / line.drafts[0].path
                yield Subject(path.stem, "letters", path.read_bytes())
