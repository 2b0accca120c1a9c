"""``letterbook release``: copies of the approved bytes, from the store into ``out/``, read-only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.campaign import read_campaign
from generator.review import ReviewedDraft
from generator.storage import write_once
from generator.workflow.record.campaign_record import CampaignRecord
from generator.workflow.review.deeds import release as release_deed
from generator.workflow.review.desk import Scope
from generator.workflow.review.recording import RecordedDeeds, Reviewer, record_deed
from generator.workflow.review.released import RELEASED


@dataclass(frozen=True, slots=True)
class Released:
    """What was released, and the files that lie in ``out/`` for it, in the order of the letters."""

    recorded: RecordedDeeds
    files: tuple[Path, ...]


def release(scope: Scope, reviewer: Reviewer, out: Path) -> Released:
    """Record that letters may go out, then put copies of exactly their bytes into ``out/BATCH-released``.

    A run that was stopped is completed by the next.

    Raises:
        UndecidedError: a letter is not approved; nothing is released. Otherwise as ``record_deed`` does.
        StorageError: the disk does not take the copies.
    """
    recorded = record_deed(scope, reviewer, release_deed())
    store = CampaignRecord.of(read_campaign(scope.campaign)).store
    files = []
    for done in recorded.done:
        draft = done.review.current
        for sha256, path in _paths(draft, out):
            write_once(path, store.get(sha256))
            files.append(path)
    return Released(recorded, tuple(files))


def _paths(draft: ReviewedDraft, out: Path) -> tuple[tuple[str, Path], ...]:
    """Return where the files of a draft lie once it is released, each after its SHA-256."""
    stem = f"{draft.recipient_id}.{draft.generated.kind}"
    folder = out / f"{draft.batch_id}{RELEASED}"
    return tuple((it.sha256, folder / f"{stem}.{it.format}") for it in draft.generated.drafts)
