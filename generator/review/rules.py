"""Who may do what to a draft, and what is missing before it may go out: each rule returns what is against it.

An answer is blank when nothing is against it, and otherwise a reason that completes "it cannot be …:".
"""

from __future__ import annotations

from generator.model import Campaign, ReviewRule
from generator.review.records import Deed, ReviewedDraft
from generator.review.roles import Roles

REVIEWER = "reviewer"
"""The role in which a letter is approved or returned where the campaign names no other."""


def rule_of(campaign: Campaign, kind: str) -> ReviewRule:
    """Return who must approve letters of a kind: its own rule, or else the campaign's."""
    return dict(campaign.review_of_kinds).get(kind, campaign.review)


def reviewing_roles(rule: ReviewRule) -> tuple[str, ...]:
    """Return the roles in which letters under a rule are approved and returned."""
    return tuple(dict.fromkeys((*rule.roles, REVIEWER)))


def role_for(actor: str, rule: ReviewRule, roles: Roles) -> str:
    """Return the role in which somebody reviews: the first that the rule asks for and they hold."""
    asked = reviewing_roles(rule)
    return next((role for role in asked if roles.may_act(actor, role)), asked[0])


def why_not_review(actor: str, role: str, draft: ReviewedDraft, roles: Roles) -> str:
    """Return why somebody may not decide on a draft in a role at all."""
    asked = reviewing_roles(draft.rule)
    if role not in asked:
        return f"letters of {draft.generated.kind} are reviewed as {' or '.join(asked)}, not as {role}"
    if not roles.may_act(actor, role):
        return f"{actor} does not have the role {role}"
    return ""


def why_not_approve(actor: str, role: str, draft: ReviewedDraft, roles: Roles) -> str:
    """Return why somebody may not approve a draft: they prepared it, have no such role, or it is settled."""
    if actor in draft.preparers:
        return f"{actor} prepared it, and nobody approves what they prepared"
    if against := why_not_review(actor, role, draft, roles) or _settled(draft):
        return against
    if draft.returned is not None and draft.returned.actor != actor:
        return f"{draft.returned.actor} returned it: make it again, or let them approve it"
    return ""


def why_not_return(actor: str, role: str, draft: ReviewedDraft, roles: Roles) -> str:
    """Return why somebody may not return a draft."""
    return why_not_review(actor, role, draft, roles) or _settled(draft)


def why_not_withdraw(actor: str, draft: ReviewedDraft) -> str:
    """Return why somebody may not withdraw their approval of a draft: there is none, or it has gone out."""
    if approval_of(actor, draft) is None:
        return f"no approval of {actor} stands"
    return "it was sent already" if draft.sent else ""


def why_not_release(draft: ReviewedDraft) -> str:
    """Return why a draft may not be released: what is missing."""
    if draft.replaced is not None:
        return "it was made anew since"
    if draft.returned is not None:
        return f"{draft.returned.actor} returned it: {draft.returned.comment}"
    return "" if draft.may_go_out else missing_approvals(draft)


def missing_approvals(draft: ReviewedDraft) -> str:
    """Return in words which approvals are missing; blank when none is."""
    rule, given = draft.rule, {deed.role for deed in draft.approvals}
    roles = [role for role in rule.roles if role not in given]
    lacking = max(rule.approvals - len(draft.approvals), len(roles))
    if not lacking:
        return ""
    noun = "approval is" if rule.approvals == 1 else "approvals are"
    of = f", one of {' and one of '.join(roles)}" if roles else ""
    return f"{lacking} of {rule.approvals} {noun} missing{of}"


def approval_of(actor: str, draft: ReviewedDraft) -> Deed | None:
    """Return the approval of somebody that stands; ``None`` when there is none."""
    return next((deed for deed in draft.approvals if deed.actor == actor), None)


def _settled(draft: ReviewedDraft) -> str:
    if draft.replaced is not None:
        return "it was made anew since"
    return "it was sent already" if draft.sent else ""
