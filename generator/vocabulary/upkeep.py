"""The payloads of events about the record itself: corrections, other keys, restorations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from generator.vocabulary.fields import Count, Sha256, Words
from generator.vocabulary.happening import Happening


@dataclass(frozen=True, slots=True)
class Correction(Happening):
    """An earlier event was wrong: it is withdrawn, or ``replacement`` takes the place of its payload."""

    corrects: Annotated[int, Field(strict=True, ge=1)]
    action: Literal["withdraw", "replace"]
    reason: Words
    replacement: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        """Hold the fields to each other."""
        if (self.action == "replace") != (self.replacement is not None):
            raise ValueError("a replacement belongs to the action 'replace', and to no other")


@dataclass(frozen=True, slots=True)
class KeyRotated(Happening):
    """Another key signs checkpoints from here on; both keys signed that it does.

    The keys are in the text form of C2SP signed-note, the signatures in base64.
    """

    old_key: Words
    new_key: Words
    old_signature: Words
    new_signature: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class KeyReplaced(Happening):
    """The old key is lost or no longer to be trusted: on somebody's word another one signs from here on."""

    old_key: Words
    new_key: Words
    new_signature: Words
    authorized_by: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A checkpoint of events that a restored record does not have any more; ``root`` is in base64."""

    size: Count
    root: Words


@dataclass(frozen=True, slots=True)
class RecordRestored(Happening):
    """The record was put back from a backup of so many events; later ones, if there were any, are lost.

    ``given_up`` are the checkpoints that spoke of the lost events: they are no sign of a roll-back.
    """

    events: Count
    backup_sha256: Sha256
    reason: Words
    given_up: tuple[GivenUp, ...] = ()
