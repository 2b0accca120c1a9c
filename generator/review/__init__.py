"""The review of letters: which bytes somebody read, doubted, returned or approved, and what may go out. Pure.

``fold_reviews`` turns events into reviews: each letter with its drafts in the order of making. A draft is the
exact bytes of all formats of a letter; other bytes are another draft, which no approval of the one before
covers. ``rules`` say who may do what and what is missing, ``voiding`` what made a draft another one,
``checking`` which events of a ledger break the rules.
"""

from generator.review.checking import review_faults
from generator.review.folding import fold_reviews, review_of
from generator.review.records import (
    Comment,
    Deed,
    DraftState,
    LetterReview,
    ReviewedDraft,
    Voided,
    VoidedBy,
)
from generator.review.roles import Roles, read_roles
from generator.review.rules import (
    REVIEWER,
    rule_of,
    why_not_approve,
    why_not_release,
    why_not_return,
    why_not_withdraw,
)

__all__ = [
    "REVIEWER",
    "Comment",
    "Deed",
    "DraftState",
    "LetterReview",
    "ReviewedDraft",
    "Roles",
    "Voided",
    "VoidedBy",
    "fold_reviews",
    "read_roles",
    "review_faults",
    "review_of",
    "rule_of",
    "why_not_approve",
    "why_not_release",
    "why_not_return",
    "why_not_withdraw",
]
