"""From a form to the use cases of a review: which letters it is about, who acts, and what they read."""

from __future__ import annotations

from generator.review import ReviewedDraft
from generator.web.visits import Visit
from generator.workflow.review.desk import Scope
from generator.workflow.review.recording import Reviewer


def scope_of(visit: Visit, batch_id: str) -> Scope:
    """Return the letters of a batch that a form has chosen; all of them when it has chosen none."""
    chosen = tuple(str(value) for value in visit.form.getlist("letter"))
    return Scope(visit.office.campaign_file, batch=batch_id, letters=chosen)


def letter_scope(visit: Visit, draft: ReviewedDraft) -> Scope:
    """Return one letter; naming its recipient spares the reading of all others."""
    return Scope(visit.office.campaign_file, only=(draft.recipient_id,), letters=(draft.letter_id,))


def act_as(visit: Visit, *, role: str = "", letter: str = "") -> Reviewer:
    """Return who acts. A form about one letter says which bytes were read: others are refused."""
    seen = tuple(visit.said("seen").split())
    return Reviewer(visit.who.name, role, {letter: seen} if letter and seen else {})
