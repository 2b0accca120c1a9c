"""Grant and revoke roles: each is an event of the record, which says who gave whom which role and when."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from generator.campaign import read_campaign
from generator.cases import Recorded, standing_facts
from generator.errors import Problem, ProblemsFoundError
from generator.recording import Report
from generator.review import Roles, read_roles
from generator.vocabulary import RoleGranted, RoleRevoked, Subject
from generator.workflow.environment import now
from generator.workflow.record.appending import Decided, KnownEvents, Recorder, append_decided, new_event
from generator.workflow.record.campaign_record import CampaignRecord

ROLES = ("clerk", "reviewer", "viewer", "admin")


def roles_of(campaign_file: Path) -> tuple[str, ...]:
    """Return the roles that a campaign knows: the four of the pages, and those that its reviews ask for."""
    campaign = read_campaign(campaign_file)
    rules = (campaign.review, *(rule for _, rule in campaign.review_of_kinds))
    return tuple(dict.fromkeys((*ROLES, *(role for rule in rules for role in rule.roles))))


def grant_role(campaign_file: Path, whom: str, role: str, *, actor: str) -> None:
    """Record that somebody may act in a role, unless they may already.

    Raises:
        ProblemsFoundError: the campaign has no such role.
        StorageError, LedgerError: the record cannot be read or written.
    """
    _refuse_unknown(role, roles_of(campaign_file))
    _append(campaign_file, RoleGranted(whom, role), actor)


def revoke_role(campaign_file: Path, whom: str, role: str, *, actor: str) -> None:
    """Record that somebody may act in a role no more, if they might.

    Raises:
        ProblemsFoundError: it would leave nobody who is an admin.
        StorageError, LedgerError: the record cannot be read or written.
    """
    _append(campaign_file, RoleRevoked(whom, role), actor)


def _append(campaign_file: Path, payload: RoleGranted | RoleRevoked, actor: str) -> None:
    record = CampaignRecord.of(read_campaign(campaign_file))
    record.make()
    recorder = Recorder(actor, "admin", now())
    with record.opened() as ledger:
        append_decided(ledger, partial(_decide, payload, recorder))
        record.sign_if_due(ledger)


def _decide(
    payload: RoleGranted | RoleRevoked, recorder: Recorder, known: KnownEvents
) -> tuple[Decided, ...]:
    roles = read_roles(known.events)
    holds = (payload.whom, payload.role) in roles.held
    if holds == isinstance(payload, RoleGranted):
        return ()
    if isinstance(payload, RoleRevoked):
        _refuse_last_admin(payload, roles)
    report = Report(payload, Subject(), payload.role)
    recorded = Recorded.of(known.events, standing_facts(known.events))
    return (Decided(report, new_event(report, recorder, recorded)),)


def _refuse_last_admin(payload: RoleRevoked, roles: Roles) -> None:
    admins = {whom for whom, role in roles.held if role == "admin"}
    if payload.role == "admin" and admins == {payload.whom}:
        problem = Problem(
            "user", "role", f"{payload.whom} is the only admin", "make somebody else an admin first"
        )
        raise ProblemsFoundError((problem,), hint="nothing was recorded")


def _refuse_unknown(role: str, known: tuple[str, ...]) -> None:
    if role not in known:
        problem = Problem(
            "user", "role", f"{role!r} is not a role of this campaign", f"write {', '.join(known)}"
        )
        raise ProblemsFoundError((problem,), hint="nothing was recorded")
