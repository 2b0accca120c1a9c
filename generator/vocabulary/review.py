"""The payloads of events in a review: assigned, opened, commented, returned, approved, released; and roles.

An approval or a return is about exact bytes, named by hash. A comment can be anchored to words, as the
TextQuoteSelector of the W3C Web Annotation Data Model (4.2.4) does it, and to a place on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from generator.vocabulary.fields import Count, Number, Remark, Sha256, Text, Words
from generator.vocabulary.happening import Happening

Drafts = Annotated[tuple[Sha256, ...], Field(min_length=1)]
Seq = Annotated[int, Field(strict=True, ge=1)]
Role = Annotated[str, Field(strict=True, max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
Point = Annotated[int, Field(strict=True, ge=0, le=20_000)]
Beside = Annotated[str, Field(strict=True, max_length=500, pattern=r"^[^\p{Cc}--[\n\t]]*$")]


@dataclass(frozen=True, slots=True)
class PageBox:
    """A rectangle on a page in whole points (1/72 inch), from the page's left and top edges."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    left: Point
    top: Point
    right: Point
    bottom: Point

    def __post_init__(self) -> None:
        """Hold the edges to each other."""
        if self.right < self.left or self.bottom < self.top:
            raise ValueError("a box ends to the right of its left edge and below its top edge")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment belongs: the words quoted, those before and after them, the page (from 1) and boxes."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    quote: Text
    prefix: Beside = ""
    suffix: Beside = ""
    page: Number = 1
    boxes: Annotated[tuple[PageBox, ...], Field(max_length=200)] = ()


@dataclass(frozen=True, slots=True)
class LetterAssigned(Happening):
    """These persons are to review the letter, and no longer those who were before; nobody when blank."""

    to: tuple[Words, ...] = ()
    comment: Remark = ""


@dataclass(frozen=True, slots=True)
class LetterOpened(Happening):
    """Somebody saw exactly these bytes; when is the instant of recording."""

    drafts: Drafts


@dataclass(frozen=True, slots=True)
class LetterCommented(Happening):
    """A remark on the file ``draft``, at the words of its anchor or on the whole letter.

    ``suggestion`` is the text that should stand instead of the words quoted; blank asks to strike them.
    """

    draft: Sha256
    text: Text
    anchor: Anchor | None = None
    suggestion: Remark | None = None

    def __post_init__(self) -> None:
        """Hold the fields to each other."""
        if self.suggestion is not None and self.anchor is None:
            raise ValueError("a suggestion needs an anchor: the words that it would replace")


@dataclass(frozen=True, slots=True)
class CommentAnswered(Happening):
    """An answer to the comment of event ``comment``."""

    comment: Seq
    text: Text


@dataclass(frozen=True, slots=True)
class CommentResolved(Happening):
    """The comment of event ``comment`` is settled."""

    comment: Seq
    text: Remark = ""


@dataclass(frozen=True, slots=True)
class CommentReopened(Happening):
    """The comment of event ``comment`` is not settled after all."""

    comment: Seq
    text: Remark = ""


@dataclass(frozen=True, slots=True)
class CommentWithdrawn(Happening):
    """Who made the comment of event ``comment`` takes it back."""

    comment: Seq
    text: Remark = ""


@dataclass(frozen=True, slots=True)
class LetterApproved(Happening):
    """A reviewer approved exact bytes: the drafts of these hashes and no others.

    ``alike_to`` is the letter that was read in full instead, when this one differs from it in values alone.
    """

    drafts: Drafts
    comment: Remark = ""
    alike_to: Annotated[str, Field(strict=True, max_length=100, pattern=r"^[^\p{Cc}]*$")] = ""


@dataclass(frozen=True, slots=True)
class LetterReturned(Happening):
    """A reviewer gave a draft back to be made again."""

    drafts: Drafts
    comment: Text


@dataclass(frozen=True, slots=True)
class ApprovalWithdrawn(Happening):
    """Who gave the approval of event ``approval`` takes it back."""

    approval: Seq
    comment: Text


@dataclass(frozen=True, slots=True)
class LetterReleased(Happening):
    """Exact bytes may go out: by the approvals of these events, of which ``required`` were asked for."""

    drafts: Drafts
    approvals: tuple[Seq, ...] = ()
    required: Count = 0


@dataclass(frozen=True, slots=True)
class RoleGranted(Happening):
    """Somebody may act in a role, in the whole campaign."""

    whom: Words
    role: Role
    comment: Remark = ""


@dataclass(frozen=True, slots=True)
class RoleRevoked(Happening):
    """Somebody may no longer act in a role."""

    whom: Words
    role: Role
    comment: Remark = ""
