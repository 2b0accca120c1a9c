"""Comments on letters: made at words of their pages, answered, settled and taken back."""

from __future__ import annotations

from generator.errors import NotAllowedError, Problem, UsageError
from generator.review import Comment, LetterReview, ReviewedDraft
from generator.review.anchors import Gone
from generator.vocabulary import Anchor
from generator.workflow.environment import actor_named
from generator.workflow.review import deeds
from generator.workflow.review.desk import Scope, read_desk
from generator.workflow.review.pages import anchor_words, file_of
from generator.workflow.review.recording import RecordedDeeds, Reviewer, record_deed


def add_comment(
    scope: Scope, reviewer: Reviewer, text: str, *, at: str = "", instead: str | None = None
) -> RecordedDeeds:
    """Remark on the one letter in scope: ``at`` words that stand once on its pages, or on the whole letter.

    ``instead`` is what should stand in the place of the words; blank asks to strike them.

    Raises:
        UsageError: more than one letter is in scope, or the words do not stand there exactly once.
        Otherwise as ``record_deed`` does.
    """
    drafts = read_desk(scope.campaign).current(scope)
    if len(drafts) != 1:
        raise UsageError("a comment is on one letter", hint="name its recipient with --only")
    draft = drafts[0]
    if instead is not None and not at:
        raise UsageError("a suggestion is for words of the letter", hint="name them with --at")
    anchor = _anchor(scope, draft, at) if at else None
    files = {it.format: it.sha256 for it in draft.generated.drafts}
    act = deeds.comment(text, draft=files.get("pdf") or draft.hashes[0], anchor=anchor, suggestion=instead)
    return record_deed(scope, reviewer, act)


def _anchor(scope: Scope, draft: ReviewedDraft, words: str) -> Anchor:
    name = draft.generated.reference
    anchor = anchor_words(file_of(scope.campaign, draft, "pdf"), words, name)
    if isinstance(anchor, Gone):
        how_often = "more than once" if anchor.unclear else "nowhere"
        hint = "copy some words more" if anchor.unclear else "copy them from the PDF"
        raise UsageError(f"{words!r} stands {how_often} in {name}", hint=hint)
    return anchor


def discuss(scope: Scope, reviewer: Reviewer, seq: int, act: deeds.Act) -> RecordedDeeds:
    """Do something about the comment of event ``seq``: answer, resolve, reopen or withdraw it.

    Raises:
        UsageError: there is no such comment that stands.
        Otherwise as ``record_deed`` does.
    """
    letter, _ = _comment(scope, seq)
    return record_deed(Scope(scope.campaign, letters=(letter.letter_id,)), reviewer, act)


def withdraw_comment(scope: Scope, reviewer: Reviewer, seq: int, text: str = "") -> RecordedDeeds:
    """Take back one's own comment of event ``seq``.

    Raises:
        NotAllowedError: somebody else made it. Otherwise as ``discuss`` does.
    """
    letter, comment = _comment(scope, seq)
    if comment.made.actor != actor_named(reviewer.actor):
        message = f"comment {seq} cannot be withdrawn: {comment.made.actor} made it"
        problem = Problem(letter.current.generated.reference, "", message, "answer or resolve it instead")
        raise NotAllowedError((problem,), hint="nothing was recorded")
    return discuss(scope, reviewer, seq, deeds.withdraw_comment(seq, text))


def _comment(scope: Scope, seq: int) -> tuple[LetterReview, Comment]:
    for letter in read_desk(scope.campaign).letters.values():
        for comment in letter.comments:
            if comment.made.seq == seq and comment.withdrawn is None:
                return letter, comment
    raise UsageError(f"there is no comment {seq}", hint="see the comments with: letterbook drafts")
