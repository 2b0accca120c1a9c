"""What differs between two .docx files and no other level has told: everything else. Pure.

Nothing is looked for here: all blocks and lines are compared, and what the levels above account for is taken
away. Words that changed account for themselves, not for what stands between them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import attrgetter

from generator.comparison.docx.everything import DocxContents
from generator.comparison.docx.flow import Atom, Block, Marks
from generator.comparison.docx.names import EXPLAINED_BY, what_of
from generator.comparison.facts import ABSENT, joined
from generator.comparison.records import Change, Passage
from generator.comparison.words.wording import pair_passages
from generator.comparison.xml_lines import without_namespaces

_CARRIED = frozenset(
    {"tbl", "tblPr", "tblGrid", "tr", "trPr", "tc", "tcPr", "tblPrEx", "footnote", "endnote"}
)
"""What comes and goes with the words in it: the rows and cells of a table, a note."""
_SPACES = ("/tab", "/br", "/cr", "/ptab")


@dataclass(frozen=True, slots=True)
class _Difference:
    """A line that differs, with the paragraph or part it stands in."""

    path: str
    place: str
    old: str
    new: str


def remainder(old: DocxContents, new: DocxContents, known: Sequence[Change]) -> Iterator[Change]:
    """Yield what no change in ``told`` accounts for."""
    differences = (*_part_differences(old, new, known), *_all_story_differences(old, new, known))
    yield from joined(differences, attrgetter("place"))


def _part_differences(old: DocxContents, new: DocxContents, known: Sequence[Change]) -> Iterator[Change]:
    for role in sorted(old.lines.keys() | new.lines.keys()):
        if role not in old.lines or role not in new.lines:
            yield _part_change(role, in_old=role in old.lines)
            continue
        yield from _explained(_line_differences(old.lines[role], new.lines[role], role), known)


def _all_story_differences(old: DocxContents, new: DocxContents, known: Sequence[Change]) -> Iterator[Change]:
    for role in sorted(old.stories.keys() & new.stories.keys()):
        yield from _explained(_story_differences(old.stories[role], new.stories[role], role), known)


def _part_change(role: str, *, in_old: bool) -> Change:
    was, now = ("is there", ABSENT) if in_old else (ABSENT, "is there")
    return Change("other", "docx", f"document part “{role.rpartition('/')[2]}”", role, 0, was, now)


def _explained(differences: Iterable[_Difference], known: Sequence[Change]) -> Iterator[Change]:
    """Yield each difference that nothing told explains: the same thing at the same place, or in all of it."""
    named = {(change.what, change.place) for change in known if change.format == "docx"}
    whats = {what for what, _ in named}
    for difference in dict.fromkeys(differences):
        names = next(
            (names for pattern, names in EXPLAINED_BY if pattern.search(difference.path)), frozenset()
        )
        if difference.place.startswith("“"):
            is_known = any((name, difference.place) in named for name in names)
        else:
            is_known = bool(names & whats)
        if not is_known:
            what = what_of(difference.path)
            yield Change("other", "docx", what, difference.place, 0, difference.old, difference.new)


def _line_differences(old: Marks, new: Marks, place: str) -> Iterator[_Difference]:
    """Yield each line on one side alone; a path that both have with other values is one difference."""
    before, after = Counter(old), Counter(new)
    gone, come = list((before - after).elements()), list((after - before).elements())
    values: dict[str, list[str]] = {}
    for path, value in come:
        values.setdefault(path, []).append(value)
    for path, value in gone:
        now = values.get(path)
        yield _Difference(path, place, value, now.pop(0) if now else ABSENT)
    yield from (_Difference(path, place, ABSENT, value) for path, left in values.items() for value in left)
    if before == after and list(old) != list(new):
        yield _Difference("order", place, "one", "another")


def _story_differences(old: Sequence[Block], new: Sequence[Block], role: str) -> Iterator[_Difference]:
    before, after = [block.key for block in old], [block.key for block in new]
    gone: list[tuple[Block, bool]] = []
    come: list[tuple[Block, bool]] = []
    for tag, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs = list(zip(old[low:high], new[start:end], strict=True))
        else:
            pairs, left, right = _paired(old[low:high], new[start:end])
            gone += [(block, _is_carried(block, left)) for block in left]
            come += [(block, _is_carried(block, right)) for block in right]
        for was, now in pairs:
            if was != now:
                yield from _block_differences(was, now, role)
    yield from _alone(gone, come, role)


def _paired(
    old: Sequence[Block], new: Sequence[Block]
) -> tuple[list[tuple[Block, Block]], list[Block], list[Block]]:
    """Pair the paragraphs of a stretch as the words do, and structure of one name in its order."""
    words = [
        [Passage(block.text, str(n)) for n, block in enumerate(side) if block.text] for side in (old, new)
    ]
    pairs = [
        (old[int(rewording.old.place)], new[int(rewording.new.place)])
        for rewording in pair_passages(*words)
        if rewording.old and rewording.new
    ]
    used = {id(block) for pair in pairs for block in pair}
    left, right = ([block for block in side if id(block) not in used] for side in (old, new))
    for block in [block for block in left if not block.text]:
        other = next((b for b in right if b.name == block.name and not b.text), None)
        if other is not None:
            pairs.append((block, other))
            left.remove(block)
            right.remove(other)
    return pairs, left, right


def _is_carried(block: Block, stretch: Sequence[Block]) -> bool:
    """Return whether a block comes or goes with words that are told: their paragraph, or the table around."""
    if block.text:
        return True
    rows = any(other.name in _CARRIED for other in stretch)
    return (block.name in _CARRIED or (block.name == "p" and rows)) and any(other.text for other in stretch)


def _alone(
    gone: list[tuple[Block, bool]], come: list[tuple[Block, bool]], role: str
) -> Iterator[_Difference]:
    for block, carried in gone:
        moved = next((pair for pair in come if block.text and pair[0].text == block.text), None)
        if moved is not None:
            come.remove(moved)
            yield from _block_differences(block, moved[0], role)
        else:
            yield from _alone_differences(block, role, carried=carried, is_new=False)
    for block, carried in come:
        yield from _alone_differences(block, role, carried=carried, is_new=True)


def _alone_differences(block: Block, role: str, *, carried: bool, is_new: bool) -> Iterator[_Difference]:
    if not carried:
        name = "empty paragraph" if block.name == "p" else block.name
        yield _one_sided(name, "is there", role, is_new=is_new)
    for atom in block.atoms:
        if atom.thing and not atom.thing[0][0].startswith(_SPACES):
            yield _one_sided(_path_of(atom.thing), _said(atom.thing), role, is_new=is_new)


def _one_sided(path: str, value: str, place: str, *, is_new: bool) -> _Difference:
    return _Difference(path, place, ABSENT, value) if is_new else _Difference(path, place, value, ABSENT)


def _block_differences(was: Block, now: Block, role: str) -> Iterator[_Difference]:
    place = _place(now, role)
    yield from _line_differences(was.lines, now.lines, place)
    before, after = ([(a.text, a.thing) for a in block.atoms] for block in (was, now))
    for tag, low, high, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            for one, other in zip(was.atoms[low:high], now.atoms[start:end], strict=True):
                yield from _mark_differences(one.marks, other.marks, place)
            continue
        gone, come = was.atoms[low:high], now.atoms[start:end]
        yield from _thing_differences(gone, come, place)
        near = {mark for atom in was.atoms[max(low - 1, 0) : high + 1] for mark in atom.marks}
        for atom in come:
            if atom.text.strip() and near and not set(atom.marks) <= near:
                yield from _mark_differences(tuple(near)[:1], atom.marks, place)


def _mark_differences(old: tuple[Marks, ...], new: tuple[Marks, ...], place: str) -> Iterator[_Difference]:
    if old == new:
        return
    before, after = (tuple(dict.fromkeys(line for marks in side for line in marks)) for side in (old, new))
    differences = list(_line_differences(before, after, place))
    if not differences and sorted(old) != sorted(new):
        differences = [_Difference("rPr", place, str(len(old)), str(len(new)))]
    yield from differences


def _thing_differences(gone: Sequence[Atom], come: Sequence[Atom], place: str) -> Iterator[_Difference]:
    before, after = [a.thing for a in gone if a.thing], [a.thing for a in come if a.thing]
    for was, now in zip(before, after, strict=False):
        if was[0][0].partition("@")[0] == now[0][0].partition("@")[0]:
            yield from _line_differences(was, now, place)
        else:
            yield _one_sided(_path_of(was), _said(was), place, is_new=False)
            yield _one_sided(_path_of(now), _said(now), place, is_new=True)
    for thing in before[len(after) :]:
        yield _one_sided(_path_of(thing), _said(thing), place, is_new=False)
    for thing in after[len(before) :]:
        yield _one_sided(_path_of(thing), _said(thing), place, is_new=True)


def _path_of(thing: Marks) -> str:
    return " ".join(dict.fromkeys(path for path, _ in thing))


def _said(thing: Marks) -> str:
    values = "; ".join(value for _, value in thing if value != "is there")
    return re.sub(r"\s+", " ", without_namespaces(values))[:120] or "is there"


def _place(block: Block, role: str) -> str:
    if block.name != "p":
        return role
    return f"“{excerpt(block.text)}”" if block.text else "empty paragraph"


def excerpt(text: str) -> str:
    """Return the beginning of a paragraph, by which it is named."""
    return text if len(text) <= 40 else f"{text[:38].rstrip()}…"
