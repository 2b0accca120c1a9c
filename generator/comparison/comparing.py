"""One letter against its counterpart, cheapest level first: hashes, words, pictures, structure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.comparison.docx.levels import docx_changes
from generator.comparison.faults import ComparisonError
from generator.comparison.pdf.levels import pdf_changes
from generator.comparison.pdf.lines import CONSEQUENCES, PAGE_COUNT, PUSHED
from generator.comparison.records import (
    LEVELS,
    Change,
    ComparableLetter,
    LetterComparison,
    LetterFile,
    Pair,
    Settings,
)
from generator.comparison.sides.contents import read_content
from generator.comparison.words.ignoring import Hidden, hidden_words, is_ignored
from generator.comparison.words.tokens import words
from generator.errors import LetterbookError, Problem
from generator.model import Format

_FURNITURE = ("header", "footer")
READERS = {"docx": docx_changes, "pdf": pdf_changes}


@dataclass(frozen=True, slots=True)
class _FilePair:
    """The two files of one format, read."""

    format: Format
    names: tuple[str, str]
    old: bytes
    new: bytes


def compare_pair(pair: Pair, settings: Settings) -> LetterComparison:
    """Compare a letter with its counterpart; a file that cannot be read is a verdict, not an exception."""
    if pair.old is None or pair.new is None:
        return LetterComparison(pair, "only_new" if pair.old is None else "only_old")
    try:
        files = tuple(_files(pair.old, pair.new))
        hiding = hidden_words(settings, pair.old), hidden_words(settings, pair.new)
        changes = [change for file in files for change in _file_changes(file, hiding, settings)]
        changes += _missing_files(pair.old, pair.new)
        merged = _merged([c for c in changes if not is_ignored(c, settings, *hiding)])
    except ComparisonError as exc:
        return LetterComparison(pair, "unreadable", (), exc.problems)
    except Exception as exc:  # noqa: BLE001 - one letter's fault, ours or its own, must not lose the others
        message = f"cannot be compared: {type(exc).__name__}: {exc}"
        return LetterComparison(
            pair, "unreadable", (), (Problem(pair.name, "", message, "please report this"),)
        )
    problems = tuple(_tampered(pair.old, files, 0)) + tuple(_tampered(pair.new, files, 1))
    return LetterComparison(pair, "different" if merged else "same", merged, problems)


def broken_off(pair: Pair) -> LetterComparison:
    """Return the verdict on a letter whose comparison had to be ended from outside."""
    message = "cannot be compared: it takes more time or memory than a letter of its size may"
    return LetterComparison(
        pair, "unreadable", (), (Problem(pair.name, "", message, "make the letter again"),)
    )


def size_of_pair(pair: Pair) -> int:
    """Return how many bytes the files of both sides have; 0 for one that cannot be read."""
    sides = [side for side in (pair.old, pair.new) if side is not None]
    try:
        return sum(len(read_content(file.location)) for side in sides for file in side.files)
    except LetterbookError:
        return 0  # the comparison tells it


def is_identical(pair: Pair) -> bool:
    """Return whether both sides have the same files, byte for byte, each the one that its manifest names.

    False means that they are to be compared, also when a file cannot be read.
    """
    if pair.old is None or pair.new is None:
        return False
    if [file.format for file in pair.old.files] != [file.format for file in pair.new.files]:
        return False
    try:
        return all(map(_same_file, pair.old.files, pair.new.files))
    except ComparisonError:
        return False


def _same_file(old: LetterFile, new: LetterFile) -> bool:
    content = read_content(old.location)
    if content != read_content(new.location):
        return False
    known = {old.sha256, new.sha256} - {""}
    return not known or known == {hashlib.sha256(content).hexdigest()}


def _files(old: ComparableLetter, new: ComparableLetter) -> Iterator[_FilePair]:
    before, after = {file.format: file for file in old.files}, {file.format: file for file in new.files}
    shared = [form for form in READERS if form in before and form in after]
    if not shared:
        message = f"is {_formats(old)} on one side and {_formats(new)} on the other"
        raise ComparisonError((Problem(new.name, "", message, "compare files of the same format"),))
    for form in shared:
        was, now = before[form], after[form]
        yield _FilePair(form, (was.name, now.name), read_content(was.location), read_content(now.location))


def _missing_files(old: ComparableLetter, new: ComparableLetter) -> Iterator[Change]:
    """Yield a change for each format that one side alone has."""
    before, after = {file.format: file for file in old.files}, {file.format: file for file in new.files}
    for form in sorted(before.keys() ^ after.keys()):
        was, now = (side[form].name if form in side else "none" for side in (before, after))
        yield Change("structure", form, "file", "the letter", 0, was, now)


def _formats(letter: ComparableLetter) -> str:
    return " and ".join(file.format for file in letter.files) or "no file"


def _file_changes(file: _FilePair, hiding: tuple[Hidden, Hidden], settings: Settings) -> Iterator[Change]:
    if file.old != file.new:
        yield from READERS[file.format](file.old, file.new, file.names, hiding, settings)


def _tampered(letter: ComparableLetter, files: tuple[_FilePair, ...], side: int) -> Iterator[Problem]:
    """Yield a warning for each file that is not the one its manifest names."""
    recorded: dict[str, LetterFile] = {file.format: file for file in letter.files}
    for file in files:
        known = recorded[file.format]
        content = (file.old, file.new)[side]
        if known.sha256 and hashlib.sha256(content).hexdigest() != known.sha256:
            message = "is not the file that its manifest names: it was changed afterwards"
            yield Problem(known.name, "sha256", message, "generate the batch again", "warning")


def _merged(changes: list[Change]) -> tuple[Change, ...]:
    """Return each change once: words that both formats tell are the .docx's, with the page of the PDF."""
    spoken = [change for change in changes if change.format == "docx" and change.level == "words"]
    printed = [change for change in changes if change.format == "pdf" and change.what == "wording"]
    paged = tuple(_following(_with_page(change, printed), changes) for change in spoken)
    words_told = _Told(spoken)
    rest = [_following(c, changes) for c in changes if c not in spoken and not words_told.explains(c)]
    return tuple(sorted((*paged, *rest), key=lambda change: LEVELS.index(change.level)))


class _Told:
    """The words that the .docx tells as changed: each accounts for one in the PDF, a header's for many."""

    def __init__(self, spoken: list[Change]) -> None:
        self._spoken = spoken
        self._removed = Counter(word for change in spoken for word in words(change.old))
        self._added = Counter(word for change in spoken for word in words(change.new))
        repeated = [change for change in spoken if change.place.startswith(_FURNITURE)]
        self._repeated = {word for change in repeated for word in (*words(change.old), *words(change.new))}

    def explains(self, change: Change) -> bool:
        """Return whether a change of the PDF is one that the .docx tells; its words count no second time."""
        if change.format != "pdf" or change.level != "words" or change.what == PAGE_COUNT:
            return False
        if change.what == PUSHED:
            return any(side.what == "paragraph moved" and change.old in side.old for side in self._spoken)
        if not change.edits:
            return False
        edit = change.edits[0]
        sides = (self._removed, Counter(words(edit.old))), (self._added, Counter(words(edit.new)))
        needed = [
            (side, {w: n for w, n in said.items() if w not in self._repeated or not side[w]})
            for side, said in sides
        ]
        if any(side[word] < count for side, said in needed for word, count in said.items()):
            return False
        for side, said in needed:
            side.subtract(said)
        return True


def _following(change: Change, changes: list[Change]) -> Change:
    """Return the change as a consequence where it is one: text pushed, or more pages, by other words."""
    worded = any(other.level == "words" and other.what not in CONSEQUENCES for other in changes)
    return replace(change, follows=True) if change.what in CONSEQUENCES and worded else change


def _with_page(change: Change, printed: list[Change]) -> Change:
    """Return the change with the page of the first printed edit of the same words; headers are on many."""
    if change.place.startswith(_FURNITURE):
        return change
    for line in printed:
        edit = line.edits[0]
        if any(edit in (one, replace(one, new=edit.new), replace(one, old=edit.old)) for one in change.edits):
            return replace(change, page=line.page)
    return change
