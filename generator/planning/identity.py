"""What a letter is known by: its id, the key of all that follows, and the reference that it prints."""

from __future__ import annotations

import hashlib
import json

from generator.model import Campaign, Recipient, Step


def letter_id_of(campaign: Campaign, recipient: Recipient, step: Step) -> str:
    """Return the letter's id: 16 hexadecimal digits that stand for campaign, recipient, kind and level."""
    return sha256_of([campaign.campaign_id, recipient.recipient_id, step.kind, step.level])[:16]


def reference_of(campaign: Campaign, recipient: Recipient, step: Step) -> str:
    """Return the letter's reference, such as DR-2018-VT-BURLINGTON-01.

    The number is the step of the schedule. A letter of level 0 goes out between two steps, and has the number
    of the letter that it adds to, with an A.
    """
    addition = "A" if step.level == 0 else ""
    return f"{campaign.reference}-{recipient.recipient_id.upper()}-{step.sequence:02d}{addition}"


def sha256_of(content: object) -> str:
    """Return the SHA-256 of a value made of JSON's types, in hexadecimal."""
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
