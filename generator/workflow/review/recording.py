"""Record what somebody does to letters: all of it or, with anything against it, nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from generator.campaign import read_campaign
from generator.cases import Recorded, standing_facts
from generator.errors import NotAllowedError, Problem, ProblemsFoundError, StaleDraftError, UndecidedError
from generator.events import Event
from generator.model import Campaign
from generator.recording import Report
from generator.review import LetterReview, ReviewedDraft, fold_reviews
from generator.review.rules import role_for
from generator.storage.store import Store
from generator.vocabulary import LetterAssigned, Payload, Subject, read_event, unseen_character
from generator.workflow.environment import actor_named, now
from generator.workflow.record.appending import Decided, KnownEvents, Recorder, append_decided, new_event
from generator.workflow.record.campaign_record import CampaignRecord
from generator.workflow.review.deeds import Act, By, Refusal, Stands
from generator.workflow.review.desk import Desk, Scope, known_of


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who acts: a name, without it the login name; a role, without it the first one asked for and held.

    ``seen`` are the hashes of the files that they read, by the id of the letter: a letter named here that has
    other bytes by now is refused.
    """

    actor: str = ""
    role: str = ""
    seen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to a letter: its event, whether it was recorded just now, and its review after it."""

    event: Event
    anew: bool
    review: LetterReview


@dataclass(frozen=True, slots=True)
class RecordedDeeds:
    """What was done to each letter, in the order of the record, and what recording it warns of."""

    done: tuple[Done, ...]
    warnings: tuple[Problem, ...] = ()


def record_deed(scope: Scope, reviewer: Reviewer, act: Act) -> RecordedDeeds:
    """Do something to each letter in scope, and record it; with anything against one of them, nothing.

    Raises:
        ConfigurationError, UsageError: the campaign or the scope has no meaning.
        NotAllowedError: they prepared a letter, or do not have the role.
        StaleDraftError: a letter is not any more what they read.
        UndecidedError: a letter is to go out that is not approved.
        ProblemsFoundError: something else is against it. Each of these names every letter concerned.
        StorageError, LedgerError: the record cannot be read or written, or a file of a draft is gone.
    """
    campaign = read_campaign(scope.campaign)
    place = CampaignRecord.of(campaign)
    place.require_made()
    decision = _Decision(campaign, scope, reviewer, act)
    with place.opened() as ledger:
        read, keep = partial(known_of, scope), partial(decision.require_files, place.store)
        events = append_decided(ledger, decision, read=read, keep=keep)
        warnings = place.sign_if_due(ledger)
    return RecordedDeeds(tuple(decision.done(events)), warnings)


class _Decision:
    """What is to be recorded of the letters in scope, decided anew from whatever is known."""

    def __init__(self, campaign: Campaign, scope: Scope, reviewer: Reviewer, act: Act) -> None:
        self._campaign, self._scope, self._act = campaign, scope, act
        self._reviewer = replace(reviewer, actor=actor_named(reviewer.actor))
        self._at = now()
        self._known = KnownEvents()
        self._decided: tuple[Decided, ...] = ()
        self._drafts: tuple[ReviewedDraft, ...] = ()

    def __call__(self, known: KnownEvents) -> tuple[Decided, ...]:
        """Return the event of each letter; raises with everything that is against any of them."""
        self._known = known
        desk = Desk.of(known.events, self._campaign)
        recorded = Recorded.of(known.events, standing_facts(known.events))
        drafts = desk.current(self._scope)
        outcomes = [self._do(draft, desk, recorded) for draft in drafts]
        _refuse([(draft, it) for draft, it in zip(drafts, outcomes, strict=True) if isinstance(it, Refusal)])
        self._drafts = drafts
        self._decided = tuple(it for it in outcomes if isinstance(it, Decided))
        return self._decided

    def _do(self, draft: ReviewedDraft, desk: Desk, recorded: Recorded) -> Decided | Refusal:
        seen = self._reviewer.seen.get(draft.letter_id)
        if seen is not None and set(seen) != set(draft.hashes):
            return Refusal("was made anew since it was read", "read it again", "stale")
        actor = self._reviewer.actor
        role = self._reviewer.role or role_for(actor, draft.rule, desk.roles)
        match self._act(draft, By(actor, role, desk.roles)):
            case Refusal() as refusal:
                return refusal
            case Stands(seq=seq):
                payload, standing = read_event(self._event(seq)), seq
            case payload if unseen := _unseen(payload):
                return Refusal(f"{unseen}, which cannot be seen", "delete it, or type the text anew")
            case payload:
                standing = 0
        reported = Report(payload, Subject(draft.recipient_id, draft.letter_id, draft.batch_id), _name(draft))
        event = new_event(reported, Recorder(actor, role, self._at), recorded)
        return Decided(reported, event, standing)

    def _event(self, seq: int) -> Event:
        return next(event for event in self._known.events if event.seq == seq)

    def require_files(self, store: Store) -> None:
        """Refuse to decide on a draft whose files are not whole in the store.

        Raises:
            StorageError: one is gone or was changed.
        """
        for draft in self._drafts:
            for sha256 in draft.hashes:
                store.get(sha256)

    def done(self, events: tuple[Event, ...]) -> Iterator[Done]:
        """Yield what was done to each letter, with its review after it."""
        after = fold_reviews(
            sorted({it.seq: it for it in (*self._known.events, *events)}.values(), key=_seq), self._campaign
        )
        for decided, event in zip(self._decided, events, strict=True):
            yield Done(event, not decided.standing, after[event.letter_id])


def _unseen(payload: Payload) -> str:
    """Return what somebody wrote that nobody can see, such as a sign that turns the direction of text."""
    written = (getattr(payload, name, None) for name in ("comment", "text", "suggestion"))
    names = payload.to if isinstance(payload, LetterAssigned) else ()
    for text in (*written, *names):
        if isinstance(text, str) and (unseen := unseen_character(text, besides="\n\t")):
            return f"{text!r} holds {unseen}"
    return ""


def _seq(event: Event) -> int:
    return event.seq


def _name(draft: ReviewedDraft) -> str:
    return draft.generated.reference


def _refuse(refused: Sequence[tuple[ReviewedDraft, Refusal]]) -> None:
    if not refused:
        return
    problems = tuple(Problem(_name(draft), "", it.reason, it.hint) for draft, it in refused)
    sorts = {it.sort for _, it in refused}
    error = next(error for sort, error in _ERRORS.items() if sort in sorts)
    raise error(problems, hint="nothing was recorded")


_ERRORS: Mapping[str, type[ProblemsFoundError]] = {
    "problems": ProblemsFoundError,
    "not_allowed": NotAllowedError,
    "stale": StaleDraftError,
    "undecided": UndecidedError,
}
"""Which error several refusals are together: the first of these."""
