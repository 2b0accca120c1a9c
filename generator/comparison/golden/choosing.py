"""Which golden letters a command is about: by recipient, by kind, by name. Pure."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.comparison.records import LetterKey
from generator.errors import UsageError


@dataclass(frozen=True, slots=True)
class Choice:
    """Letters that are to one of the recipients, of one of the kinds and have one of the names.

    What names none chooses by nothing. A kind is one of ``campaign.toml``, or one with its grounds, as golden
    letters have it: ``follow_up`` is every ``follow_up-late`` too.
    """

    recipients: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether it leaves no letter out."""
        return not (self.recipients or self.kinds or self.names)

    def takes(self, key: LetterKey) -> bool:
        """Return whether it takes this letter."""
        return (
            (not self.recipients or key.recipient_id in self.recipients)
            and (not self.kinds or not _kinds(key).isdisjoint(self.kinds))
            and (not self.names or golden_name(key) in self.names)
        )


def golden_name(key: LetterKey) -> str:
    """Return the name of a golden letter: the stem of its files."""
    return f"{key.kind}.{key.level}.{key.recipient_id}"


def key_of(name: str) -> LetterKey:
    """Return the key of a golden letter by its name."""
    kind, level, recipient_id = name.split(".", 2)
    return LetterKey(recipient_id, kind, int(level))


def choose(choice: Choice, known: Iterable[LetterKey]) -> frozenset[LetterKey]:
    """Return the letters that a choice takes of those that there are, or ever were.

    Raises:
        UsageError: it names what is none of them, or no letter is all that it asks for.
    """
    keys = frozenset(known)
    _refuse_unknown("--only", "recipient", choice.recipients, {key.recipient_id for key in keys})
    _refuse_unknown("--letter", "kind", choice.kinds, {kind for key in keys for kind in _kinds(key)})
    _refuse_unknown("--name", "name", choice.names, set(map(golden_name, keys)))
    chosen = frozenset(filter(choice.takes, keys))
    if not chosen:
        raise UsageError(
            "--only, --letter, --name: no letter is all of these", hint="name fewer of them, or others"
        )
    return chosen


def told(chosen: Iterable[LetterKey], known: Iterable[LetterKey]) -> str:
    """Return the options that choose just these letters of all that are known, the shortest there are."""
    wanted, keys = frozenset(chosen), frozenset(known)
    by_name = Choice(names=_sorted(wanted, golden_name))
    if len(wanted) == 1:  # its name stays its own when the campaign has more letters
        return _options(by_name)
    recipients, kinds = _sorted(wanted, lambda key: key.recipient_id), _kinds_told(wanted, keys)
    choices = (Choice(kinds=kinds), Choice(recipients=recipients), Choice(recipients, kinds), by_name)
    return min((_options(it) for it in choices if frozenset(filter(it.takes, keys)) == wanted), key=len)


def _kinds_told(wanted: frozenset[LetterKey], keys: frozenset[LetterKey]) -> tuple[str, ...]:
    """Return the kinds of the letters, without their grounds where letters on all grounds are among them."""
    kinds = {key.kind for key in wanted}
    left_out = {_plain_kind(key.kind) for key in keys if key.kind not in kinds}
    return tuple(sorted({kind if _plain_kind(kind) in left_out else _plain_kind(kind) for kind in kinds}))


def _plain_kind(kind: str) -> str:
    """Return a kind without its grounds."""
    return kind.partition("-")[0]


def _options(choice: Choice) -> str:
    named = (("--only", choice.recipients), ("--letter", choice.kinds), ("--name", choice.names))
    return " ".join(f"{option} {shlex.quote(','.join(names))}" for option, names in named if names)


def _sorted(keys: Iterable[LetterKey], text: Callable[[LetterKey], str]) -> tuple[str, ...]:
    return tuple(sorted(set(map(text, keys))))


def _kinds(key: LetterKey) -> frozenset[str]:
    """Return what a letter's kind may be called: with its grounds, and without."""
    return frozenset({key.kind, _plain_kind(key.kind)})


def _refuse_unknown(option: str, what: str, named: tuple[str, ...], known: set[str]) -> None:
    unknown = [name for name in named if name not in known]
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "see the names that the report shows"
        raise UsageError(f"{option}: no letter has the {what} {', '.join(unknown)}", hint=hint)
