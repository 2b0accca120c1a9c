"""The registry of the ledger's events: the payload of each type.

Every payload knows the day on which it happened, which is seldom the day on which it was recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from generator.vocabulary.cases import (
    Acknowledged,
    CaseClosed,
    CaseNote,
    ExtensionGranted,
    HoldEnded,
    HoldStarted,
    MailReturned,
    ResponseReceived,
    SubpoenaServed,
)
from generator.vocabulary.letters import (
    BatchGenerated,
    LetterGenerated,
    LetterSent,
)
from generator.vocabulary.review import (
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
    RoleGranted,
    RoleRevoked,
)
from generator.vocabulary.upkeep import Correction, KeyReplaced, KeyRotated, RecordRestored

Payload: TypeAlias = (
    BatchGenerated
    | LetterGenerated
    | LetterAssigned
    | LetterOpened
    | LetterCommented
    | CommentAnswered
    | CommentResolved
    | CommentReopened
    | CommentWithdrawn
    | LetterApproved
    | LetterReturned
    | ApprovalWithdrawn
    | LetterReleased
    | LetterSent
    | ResponseReceived
    | Acknowledged
    | ExtensionGranted
    | HoldStarted
    | HoldEnded
    | MailReturned
    | SubpoenaServed
    | CaseClosed
    | CaseNote
    | Correction
    | KeyRotated
    | KeyReplaced
    | RecordRestored
    | RoleGranted
    | RoleRevoked
)

EVENT_TYPES: Mapping[str, type[Payload]] = {
    "batch_generated": BatchGenerated,
    "letter_generated": LetterGenerated,
    "letter_assigned": LetterAssigned,
    "letter_opened": LetterOpened,
    "letter_commented": LetterCommented,
    "comment_answered": CommentAnswered,
    "comment_resolved": CommentResolved,
    "comment_reopened": CommentReopened,
    "comment_withdrawn": CommentWithdrawn,
    "letter_approved": LetterApproved,
    "letter_returned": LetterReturned,
    "approval_withdrawn": ApprovalWithdrawn,
    "letter_released": LetterReleased,
    "letter_sent": LetterSent,
    "response_received": ResponseReceived,
    "acknowledged": Acknowledged,
    "extension_granted": ExtensionGranted,
    "hold_started": HoldStarted,
    "hold_ended": HoldEnded,
    "mail_returned": MailReturned,
    "subpoena_served": SubpoenaServed,
    "case_closed": CaseClosed,
    "note": CaseNote,
    "correction": Correction,
    "key_rotated": KeyRotated,
    "key_replaced": KeyReplaced,
    "record_restored": RecordRestored,
    "role_granted": RoleGranted,
    "role_revoked": RoleRevoked,
}
