"""The vocabulary of the ledger: which events there are, and what the payload of each says.

``letters``, ``review``, ``cases`` and ``upkeep`` are the records, ``payloads`` their registry, ``fields``
what they are made of; ``read_payload`` and ``write_payload`` turn JSON into them and back: nothing malformed
enters the ledger or the fold.
"""

from generator.vocabulary.cases import (
    Acknowledged,
    CaseClosed,
    CaseNote,
    CloseReason,
    ExtensionGranted,
    HoldEnded,
    HoldStarted,
    MailReturned,
    ResponseReceived,
    SubpoenaServed,
)
from generator.vocabulary.fields import same_channel, unseen_character
from generator.vocabulary.happening import StoredFile
from generator.vocabulary.letters import (
    BatchGenerated,
    LetterGenerated,
    LetterSent,
    RenderedDraft,
)
from generator.vocabulary.payloads import EVENT_TYPES, Payload
from generator.vocabulary.reading import (
    Subject,
    payload_type,
    read_event,
    read_payload,
    report,
    write_payload,
    write_record,
)
from generator.vocabulary.review import (
    Anchor,
    ApprovalWithdrawn,
    CommentAnswered,
    CommentReopened,
    CommentResolved,
    CommentWithdrawn,
    LetterApproved,
    LetterAssigned,
    LetterCommented,
    LetterOpened,
    LetterReleased,
    LetterReturned,
    PageBox,
    RoleGranted,
    RoleRevoked,
)
from generator.vocabulary.upkeep import Correction, GivenUp, KeyReplaced, KeyRotated, RecordRestored

__all__ = [
    "EVENT_TYPES",
    "Acknowledged",
    "Anchor",
    "ApprovalWithdrawn",
    "BatchGenerated",
    "CaseClosed",
    "CaseNote",
    "CloseReason",
    "CommentAnswered",
    "CommentReopened",
    "CommentResolved",
    "CommentWithdrawn",
    "Correction",
    "ExtensionGranted",
    "GivenUp",
    "HoldEnded",
    "HoldStarted",
    "KeyReplaced",
    "KeyRotated",
    "LetterApproved",
    "LetterAssigned",
    "LetterCommented",
    "LetterGenerated",
    "LetterOpened",
    "LetterReleased",
    "LetterReturned",
    "LetterSent",
    "MailReturned",
    "PageBox",
    "Payload",
    "RecordRestored",
    "RenderedDraft",
    "ResponseReceived",
    "RoleGranted",
    "RoleRevoked",
    "StoredFile",
    "Subject",
    "SubpoenaServed",
    "payload_type",
    "read_event",
    "read_payload",
    "report",
    "same_channel",
    "unseen_character",
    "write_payload",
    "write_record",
]
