"""The vocabulary of the ledger: which events there are, and what the payload of each says.

``payloads`` are the records and their registry, ``fields`` what they are made of; ``read_payload`` and
``write_payload`` turn JSON into them and back, so that nothing malformed enters the ledger or the fold.
"""

from generator.vocabulary.fields import same_channel, unseen_character
from generator.vocabulary.payloads import (
    EVENT_TYPES,
    Acknowledged,
    BatchGenerated,
    CaseClosed,
    CloseReason,
    Correction,
    ExtensionGranted,
    HoldEnded,
    HoldStarted,
    LetterApproved,
    LetterGenerated,
    LetterReturned,
    LetterSent,
    MailReturned,
    Note,
    Payload,
    RenderedDraft,
    ResponseReceived,
    StoredFile,
    SubpoenaServed,
)
from generator.vocabulary.reading import (
    Subject,
    payload_type,
    read_event,
    read_payload,
    report,
    write_payload,
    write_record,
)

__all__ = [
    "EVENT_TYPES",
    "Acknowledged",
    "BatchGenerated",
    "CaseClosed",
    "CloseReason",
    "Correction",
    "ExtensionGranted",
    "HoldEnded",
    "HoldStarted",
    "LetterApproved",
    "LetterGenerated",
    "LetterReturned",
    "LetterSent",
    "MailReturned",
    "Note",
    "Payload",
    "RenderedDraft",
    "ResponseReceived",
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
