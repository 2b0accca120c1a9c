"""A batch on its way into its folder: letters rendered, their pages marked, the manifest beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from generator import __version__
from generator.errors import Problem, ProblemsFoundError
from generator.manifest import ManifestLine, manifest_csv, manifest_jsonl
from generator.merging import merge_values
from generator.model import Batch, Campaign, Draft, Format, Grounds, Letter, PageMark
from generator.planning import NoLetter, form_batch
from generator.review import ReviewedDraft
from generator.storage import Stage
from generator.workflow.letters.check import Checked, budget_of
from generator.workflow.letters.formats import Merged, mark_pages, render_all

Progress = Callable[[int, int], None]
"""Told how many letters are done, of how many."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which letters to make: a kind or what is due by the record, for all recipients or some, and by whom.

    With ``marked`` the files put in place are copies that say DRAFT; the record and the manifest keep to the
    letters without the mark, which are the ones to be approved and sent.
    """

    kind: str | None = None
    as_of: date | None = None
    grounds: Grounds | None = None
    only: tuple[str, ...] = ()
    formats: tuple[Format, ...] = ("docx", "pdf")
    actor: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class GeneratedBatch:
    """A batch that lies complete in ``folder``, and who got no letter. Without any letter there is no folder.

    It is recorded, unless its letters are specimens. ``taken_up`` are the drafts that reviewers had
    given back and that were made again.
    """

    batch: Batch
    folder: Path
    lines: tuple[ManifestLine, ...]
    without_letter: tuple[NoLetter, ...]
    warnings: tuple[Problem, ...]
    specimen: bool = False
    taken_up: tuple[ReviewedDraft, ...] = ()


def batch_of(checked: Checked, as_of: date, *made: str) -> Batch:
    """Return the batch; ``made`` is what is made of its letters: the formats, and a mark that all bear."""
    hashes = (template.sha256 for template in checked.templates.values())
    return form_batch(checked.letters, as_of, *hashes, checked.campaign.sha256, __version__, *made)


def render_letters(
    checked: Checked, formats: tuple[Format, ...], stage: Stage, progress: Progress
) -> tuple[ManifestLine, ...]:
    """Write every letter to the stage; raise with the faults of all that cannot be typeset."""
    lines: list[ManifestLine] = []
    problems: list[Problem] = []
    count = len(checked.letters)
    rendered = render_all(map(partial(_merge, checked=checked), checked.letters), formats, count=count)
    for done, (letter, made) in enumerate(zip(checked.letters, rendered, strict=True), start=1):
        problems.extend(made.problems)
        drafts = tuple(_draft(letter, form, content) for form, content in made.files.items())
        for draft in drafts:
            stage.write(draft.path, made.files[draft.format])
        lines.append(ManifestLine(letter, drafts, checked.templates[letter.kind.key].sha256))
        progress(done, count)
    if problems:
        raise ProblemsFoundError(tuple(problems), hint="nothing was written")
    return tuple(lines)


def mark_all(lines: tuple[ManifestLine, ...], stage: Stage, mark: PageMark) -> tuple[ManifestLine, ...]:
    """Put marked copies in the places of the letters, and return the lines that tell of the copies."""
    return tuple(
        replace(line, drafts=tuple(_mark(draft, line.letter, stage, mark) for draft in line.drafts))
        for line in lines
    )


def write_manifests(
    campaign: Campaign, batch: Batch, lines: tuple[ManifestLine, ...], stage: Stage
) -> tuple[str, ...]:
    """Write the manifest of a batch to the stage, for people and for programs; return their SHA-256."""
    facts = {"campaign_id": campaign.campaign_id, "version": __version__}
    manifests = {
        "manifest.csv": manifest_csv(batch, lines, **facts),
        "manifest.jsonl": manifest_jsonl(batch, lines, **facts),
    }
    for name, content in manifests.items():
        stage.write(name, content)
    return tuple(hashlib.sha256(content).hexdigest() for content in manifests.values())


def _merge(letter: Letter, checked: Checked) -> Merged:
    docx = checked.templates[letter.kind.key].merge(merge_values(letter, checked.campaign))
    return Merged(docx, f"{_stem(letter)}.docx", budget_of(checked.campaign))


def _stem(letter: Letter) -> str:
    return f"{letter.recipient.recipient_id}.{letter.kind.key}"


def _draft(letter: Letter, form: Format, content: bytes) -> Draft:
    digest = hashlib.sha256(content).hexdigest()
    return Draft(letter.letter_id, form, f"{_stem(letter)}.{form}", digest, len(content))


def _mark(draft: Draft, letter: Letter, stage: Stage, mark: PageMark) -> Draft:
    content = mark_pages(stage.read(draft.path), draft.format, mark, source=draft.path)
    stage.replace(draft.path, content)
    return _draft(letter, draft.format, content)
