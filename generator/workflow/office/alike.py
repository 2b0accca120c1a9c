"""Letters of a batch that share their text.

Read one in full and a table of what differs, and approve them all.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from generator.errors import Problem, ProblemsFoundError, StaleDraftError
from generator.review import ReviewedDraft
from generator.review.sameness import AlikeGroup
from generator.workflow.office.apart import apart
from generator.workflow.office.register import Register
from generator.workflow.review.deeds import Act, By, Outcome, approve
from generator.workflow.review.desk import Scope
from generator.workflow.review.recording import RecordedDeeds, Reviewer, record_deed
from generator.workflow.review.sameness import Sameness, read_sameness

_MOST_KEPT: Final = 20
_KEPT: Final[OrderedDict[tuple[str, tuple[str, ...]], Sameness]] = OrderedDict()
_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """A group with its drafts, in its order; the first is the one to be read in full by whoever approves."""

    group: AlikeGroup
    drafts: tuple[ReviewedDraft, ...]

    def is_read_by(self, actor: str) -> bool:
        """Say whether somebody has opened the letter that stands for the group."""
        return any(deed.actor == actor for deed in self.drafts[0].openings)


def groups_of(register: Register, batch_id: str) -> tuple[tuple[ReadGroup, ...], str]:
    """Return the letters of a batch that are letters now, in groups, and in words what was compared.

    Raises:
        UsageError: there is no such batch, or all its letters were made anew since.
        StorageError: a file cannot be read.
    """
    batch = register.batch(batch_id)
    hashes = tuple(sha256 for it in batch.letters for sha256 in register.review(it).current.hashes)
    key = (batch_id, hashes)
    with _LOCK:
        found = _KEPT.get(key)
    if found is None:
        found = apart(read_sameness, Scope(register.campaign_file, batch=batch_id))
        with _LOCK:
            _KEPT[key] = found
            while len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
    groups = (
        ReadGroup(it, tuple(register.review(name).current for name in it.letters)) for it in found.groups
    )
    return tuple(groups), found.compared


def approve_alike(
    register: Register, batch_id: str, example: str, reviewer: Reviewer, comment: str
) -> RecordedDeeds:
    """Approve a group by one letter of it that was read in full; all of its letters, or none.

    Raises:
        StaleDraftError: the letters are not in one group any more as they were shown.
        ProblemsFoundError: the letter that stands for the group was not opened.
        NotAllowedError, StorageError, LedgerError: as ``record_deed`` does.
    """
    groups, _ = groups_of(register, batch_id)
    group = next((it for it in groups if it.group.example == example), None)
    if group is None or set(reviewer.seen) != set(group.group.letters):
        problem = Problem(batch_id, "", "the letters were grouped anew since", "read the groups again")
        raise StaleDraftError((problem,), hint="nothing was recorded")
    if not group.is_read_by(reviewer.actor):
        problem = Problem(
            group.drafts[0].generated.reference, "", "was not opened yet", "read it in full first"
        )
        raise ProblemsFoundError((problem,), hint="nothing was recorded")
    scope = Scope(register.campaign_file, batch=batch_id, letters=group.group.letters)
    return record_deed(scope, reviewer, _approve_as(example, comment))


def _approve_as(example: str, comment: str) -> Act:
    def act(draft: ReviewedDraft, by: By) -> Outcome:
        return approve(comment, alike_to="" if draft.letter_id == example else example)(draft, by)

    return act
