"""A batch as a whole: its letters by the text they share, who is to review them, their release."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from generator.web.api.asking import Asker, asking, refusals
from generator.web.api.letters import BatchId, Sha256, Text, known_batch, recorded
from generator.web.api.repeating import RepeatableRoute
from generator.web.api.telling import Recorded
from generator.web.people import CLERKS, READERS, REVIEWERS
from generator.workflow.review import deeds
from generator.workflow.review.desk import Scope
from generator.workflow.review.recording import Reviewer, record_deed
from generator.workflow.review.releasing import release

router = APIRouter(route_class=RepeatableRoute, prefix="/c/{campaign}", tags=["letters"])


class GroupItem(BaseModel):
    """Letters that share their text: the first is to be read in full, ``rows`` are the values that differ."""

    kind: str
    letters: list[str]
    fields: list[str]
    rows: list[list[str]]
    differs: str


class Groups(BaseModel):
    """The letters of a batch by the text they share, and in words what was compared."""

    groups: list[GroupItem]
    compared: str


@router.get("/batches/{batch}/groups", responses=refusals())
def list_groups(batch: BatchId, asker: Annotated[Asker, asking(READERS)]) -> Groups:
    """Return the letters of a batch by the text they share."""
    from generator.workflow.office.alike import groups_of

    groups, compared = groups_of(asker.register, known_batch(asker, batch))
    told = [_group(it.group) for it in groups]
    return Groups(groups=told, compared=compared)


def _group(group: Any) -> GroupItem:  # noqa: ANN401 - of a module that is slow to load
    return GroupItem(
        kind=group.kind, letters=list(group.letters), fields=list(group.fields),
        rows=[list(row) for row in group.rows], differs=group.differs,
    )  # fmt: skip


class GroupDecision(BaseModel):
    """Approve a group by its example: for each letter of it the hashes of its files, as they were read."""

    example: Annotated[str, Field(max_length=100)]
    letters: Annotated[dict[str, list[Sha256]], Field(min_length=1, max_length=10_000)]
    comment: Text = ""


@router.post("/batches/{batch}/groups/approve", responses=refusals(409))
def approve_group(
    batch: BatchId, said: GroupDecision, asker: Annotated[Asker, asking(REVIEWERS, write=True)]
) -> Recorded:
    """Approve a group whose example was opened, all of its letters or none."""
    from generator.workflow.office.alike import approve_alike

    seen = {letter: tuple(hashes) for letter, hashes in said.letters.items()}
    reviewer = Reviewer(asker.person.name, "", seen)
    return recorded(
        approve_alike(asker.register, known_batch(asker, batch), said.example, reviewer, said.comment)
    )


class Assignment(BaseModel):
    """Who is to review which letters; all of the batch when none is named."""

    to: Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], Field(max_length=20)]
    letters: Annotated[list[str], Field(max_length=10_000)] = []
    comment: Text = ""


@router.post("/batches/{batch}/assign", responses=refusals(409))
def assign_letters(
    batch: BatchId, said: Assignment, asker: Annotated[Asker, asking(CLERKS, write=True)]
) -> Recorded:
    """Give letters to persons to review."""
    scope = Scope(asker.office.campaign_file, batch=known_batch(asker, batch), letters=tuple(said.letters))
    act = deeds.assign(tuple(said.to), said.comment)
    return recorded(record_deed(scope, Reviewer(asker.person.name, "clerk"), act))


class Released(BaseModel):
    """What was released, and the files that lie in the campaign's folder for it."""

    recorded: Recorded
    files: list[str]


class Chosen(BaseModel):
    """Which letters; all of the batch when none is named."""

    letters: Annotated[list[str], Field(max_length=10_000)] = []


@router.post("/batches/{batch}/release", responses=refusals(409))
def release_letters(
    batch: BatchId, said: Chosen, asker: Annotated[Asker, asking(CLERKS, write=True)]
) -> Released:
    """Release letters: copies of exactly the approved bytes go into ``out/``."""
    scope = Scope(asker.office.campaign_file, batch=known_batch(asker, batch), letters=tuple(said.letters))
    released = release(scope, Reviewer(asker.person.name, "clerk"), asker.office.out)
    files = [str(path.relative_to(asker.office.folder)) for path in released.files]
    return Released(recorded=recorded(released.recorded), files=files)
