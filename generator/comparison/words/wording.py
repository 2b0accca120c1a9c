"""What was said before and what is said now, paragraph by paragraph and word by word. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, islice

from generator.comparison.records import Change, Edit, Passage, Segment
from generator.comparison.words.tokens import joint, tokens, words

ALIKE = 0.5
"""The share of words two paragraphs must have in common to be one paragraph that was reworded."""
_MOST_WORDS_COMPARED = 6_000
"""Beyond this, two blocks of text are told as one replaced by the other: word by word takes too long."""
_MOST_PAIRS_WEIGHED = 2_500
_CONTEXT = 8
"""How many kept words are shown on each side of an edit whose paragraph is not known."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """A paragraph before and after; None where it was added or removed, the same words when it moved."""

    old: Passage | None
    new: Passage | None


@dataclass(frozen=True, slots=True)
class LineEdit:
    """An edit with the kept words around it and the lines it stands in, counted from 0."""

    edit: Edit
    lead: str
    tail: str
    old_line: int
    new_line: int


def compare_passages(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Rewording, ...]:
    """Return the paragraphs that were reworded, added, removed or moved, in the order of the new text.

    A paragraph with the same words at another place among the others is one that moved.
    """
    rewordings = [rewording for block in _blocks(old, new) for rewording in pair_passages(*block)]
    return _join_moves(rewordings)


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Return which words became which, in reading order."""
    before, after = tokens(old), tokens(new)
    return tuple(
        Edit(_slice(old, before, low, high), _slice(new, after, start, end))
        for tag, low, high, start, end in _opcodes(before, after)
        if tag != "equal"
    )


def segments_between(old: str, new: str) -> tuple[Segment, ...]:
    """Return both texts as one, each stretch kept, removed or added."""
    before, after = tokens(old), tokens(new)
    return tuple(_segments(old, new, before, after))


def wording_change(rewording: Rewording) -> Change:
    """Return a rewording of a .docx as a change, with its edits."""
    old, new = rewording.old or Passage("", ""), rewording.new or Passage("", "")
    return Change(
        level="words",
        format="docx",
        what=_what(rewording),
        place=_place(rewording),
        page=0,
        old=old.text,
        new=new.text,
        edits=edits_between(old.text, new.text),
        segments=segments_between(old.text, new.text),
    )


def _place(rewording: Rewording) -> str:
    match rewording:
        case Rewording(old=Passage(text=old, place=was), new=Passage(text=new, place=now)) if old == new:
            return f"{now}, from {was}" if was != now else f"{now}, from another place"
        case Rewording(new=Passage(place=now)):
            return now
        case Rewording(old=Passage(place=was)):
            return was
        case _:
            return ""


def _what(rewording: Rewording) -> str:
    match rewording:
        case Rewording(old=None):
            return "paragraph added"
        case Rewording(new=None):
            return "paragraph removed"
        case Rewording(old=Passage(text=old), new=Passage(text=new)) if old == new:
            return "paragraph moved"
        case _:
            return "wording"


def edits_across_lines(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[LineEdit, ...]:
    """Return the edits between two runs of lines, wherever the lines break."""
    return tuple(
        edit
        for low, high, start, end in _line_blocks(old, new)
        for edit in _edits_in(_numbered_words(old, low, high), _numbered_words(new, start, end), low, start)
    )


def _blocks(
    old: Sequence[Passage], new: Sequence[Passage]
) -> Iterator[tuple[Sequence[Passage], Sequence[Passage]]]:
    for low, high, start, end in _line_blocks(old, new):
        yield old[low:high], new[start:end]


def _line_blocks(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[tuple[int, int, int, int]]:
    before, after = [p.text for p in old], [p.text for p in new]
    for tag, low, high, start, end in _opcodes(before, after):
        if tag != "equal":
            yield low, high, start, end


def pair_passages(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Rewording]:
    """Pair the paragraphs of a replaced block, best likeness first, without crossing."""
    if len(old) == len(new) and all(likeness(o.text, n.text) >= ALIKE for o, n in zip(old, new, strict=True)):
        yield from map(Rewording, old, new)
        return
    best = _best_pair(old, new)
    if best is None:
        yield from (Rewording(passage, None) for passage in old)
        yield from (Rewording(None, passage) for passage in new)
        return
    low, start = best
    yield from pair_passages(old[:low], new[:start])
    yield Rewording(old[low], new[start])
    yield from pair_passages(old[low + 1 :], new[start + 1 :])


def _best_pair(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[int, int] | None:
    pairs = ((low, start) for low in range(len(old)) for start in range(len(new)))
    weighed = (
        (likeness(old[low].text, new[start].text), -abs(low - start), -low, -start)
        for low, start in islice(pairs, _MOST_PAIRS_WEIGHED)
    )
    best = max(weighed, default=(0.0, 0, 0, 0))
    return (-best[2], -best[3]) if best[0] >= ALIKE else None


def likeness(old: str, new: str) -> float:
    """Return the share of words two texts have in common, in order, 0 to 1; 1 for two single words."""
    before, after = words(old), words(new)
    if len(before) == len(after) == 1:
        return 1.0
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _join_moves(rewordings: list[Rewording]) -> tuple[Rewording, ...]:
    """Make one move of a paragraph that was removed at one place and added at another."""
    gone = (r.old for r in rewordings if r.old and r.new is None)
    removed = {old.text: old for old in gone if len(words(old.text)) > 1}
    joined: list[Rewording] = []
    moved: set[str] = set()
    for rewording in rewordings:
        passage = rewording.new
        if rewording.old is None and passage and passage.text in removed and passage.text not in moved:
            moved.add(passage.text)
            joined.append(Rewording(removed[passage.text], passage))
        else:
            joined.append(rewording)
    return tuple(r for r in joined if not (r.new is None and r.old and r.old.text in moved))


def _segments(
    old: str, new: str, before: tuple[re.Match[str], ...], after: tuple[re.Match[str], ...]
) -> Iterator[Segment]:
    for tag, low, high, start, end in _opcodes(before, after):
        if tag == "equal":
            yield Segment("kept", _slice(new, after, start, end))
            continue
        if low < high:
            yield Segment("removed", _slice(old, before, low, high))
        if start < end:
            yield Segment("added", _slice(new, after, start, end))


def _numbered_words(lines: Sequence[Passage], low: int, high: int) -> list[tuple[str, int]]:
    """Return the words of the lines ``low`` to ``high``, and of one line around them, with their lines.

    The lines are read as one text, so that a date broken over two of them is one word.
    """
    numbers = range(max(low - 1, 0), min(high + 1, len(lines)))
    starts = list(accumulate((len(lines[number].text) + 1 for number in numbers), initial=0))
    text = " ".join(lines[number].text for number in numbers)
    return [(word.group(), numbers[bisect_right(starts, word.start()) - 1]) for word in tokens(text)]


def _edits_in(
    old: list[tuple[str, int]], new: list[tuple[str, int]], low: int, start: int
) -> Iterator[LineEdit]:
    before, after = [word for word, _ in old], [word for word, _ in new]
    for tag, i, j, k, m in _opcodes(before, after):
        if tag != "equal":
            yield LineEdit(
                edit=Edit(_said(before[i:j]), _said(after[k:m])),
                lead=_said(after[max(k - _CONTEXT, 0) : k]),
                tail=_said(after[m : m + _CONTEXT]),
                old_line=_line_at(old, i, low),
                new_line=_line_at(new, k, start),
            )


def _said(spoken: Sequence[str]) -> str:
    """Return words as one text, marks set against the word before them."""
    return "".join(joint(before, word) + word for before, word in zip(("", *spoken), spoken, strict=False))


def _line_at(numbered: list[tuple[str, int]], index: int, otherwise: int) -> int:
    if not numbered:
        return otherwise
    return numbered[min(index, len(numbered) - 1)][1]


def _slice(text: str, matches: Sequence[re.Match[str]], low: int, high: int) -> str:
    return text[matches[low].start() : matches[high - 1].end()] if low < high else ""


def _opcodes(
    old: Sequence[str] | Sequence[re.Match[str]], new: Sequence[str] | Sequence[re.Match[str]]
) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield difflib's operations; the equal head and tail, most of a letter, cost nothing."""
    before = [o if isinstance(o, str) else o.group() for o in old]
    after = [n if isinstance(n, str) else n.group() for n in new]
    head = _equal_run(before, after)
    tail = _equal_run(before[head:][::-1], after[head:][::-1])
    if head:
        yield "equal", 0, head, 0, head
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    for tag, low, high, start, end in _middle_opcodes(*middle):
        yield tag, head + low, head + high, head + start, head + end
    if tail:
        yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)


def _middle_opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if not old and not new:
        return ()
    if len(old) + len(new) > _MOST_WORDS_COMPARED:
        return (("replace", 0, len(old), 0, len(new)),)
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _equal_run(old: Sequence[str], new: Sequence[str]) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
