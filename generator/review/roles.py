"""Who may act in which role, as events grant and revoke it; without any grant, whoever says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.events import Event
from generator.vocabulary import RoleGranted, RoleRevoked, read_event

ROLE_EVENTS = ("role_granted", "role_revoked")


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles that are held: pairs of a person and a role; ``on_record`` once any was ever granted."""

    held: frozenset[tuple[str, str]] = frozenset()
    on_record: bool = False

    def after(self, event: Event) -> Roles:
        """Return the roles after one more event, which any other event leaves as they are."""
        if event.type not in ROLE_EVENTS:
            return self
        match read_event(event):
            case RoleGranted(whom=whom, role=role):
                return Roles(self.held | {(whom, role)}, on_record=True)
            case RoleRevoked(whom=whom, role=role):
                return Roles(self.held - {(whom, role)}, self.on_record)
            case _:
                return self

    def may_act(self, actor: str, role: str) -> bool:
        """Say whether somebody may act in a role: it was granted to them, or no role ever was to anybody."""
        return not self.on_record or (actor, role) in self.held

    def of(self, actor: str) -> tuple[str, ...]:
        """Return the roles that somebody holds, in alphabetical order."""
        return tuple(sorted(role for whom, role in self.held if whom == actor))


def read_roles(events: Iterable[Event]) -> Roles:
    """Return the roles that are held after these events.

    Raises:
        ProblemsFoundError: an event says what none of its type can.
    """
    roles = Roles()
    for event in events:
        roles = roles.after(event)
    return roles
