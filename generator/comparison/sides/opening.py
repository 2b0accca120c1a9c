"""What a user names as one side of a comparison becomes a tuple of letters.

A side is a batch's folder, a batch id, a manifest, a single file, a folder of letters without a manifest, or
any of these in a revision of a git repository (``git:REV:PATH``).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.comparison.faults import ComparisonError
from generator.comparison.golden.choosing import golden_name
from generator.comparison.records import (
    ComparableLetter,
    InRevision,
    LetterFile,
    LetterKey,
    Location,
    OnDisk,
    Pair,
    Side,
    Stray,
)
from generator.comparison.sides.contents import read_content
from generator.comparison.sides.revisions import list_folder, plain_path, resolve_commit
from generator.comparison.words.tokens import fold
from generator.errors import Problem
from generator.model import Format
from generator.storage import disk_errors

MANIFEST = "manifest.jsonl"
_FORMATS: dict[str, Format] = {".docx": "docx", ".pdf": "pdf"}
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_BESIDE = frozenset({MANIFEST, "manifest.csv"})
"""What a batch's folder holds beside its letters."""
_VALUES = ("recipient_id", "reference", "date", "due_date")


@dataclass(frozen=True, slots=True)
class _Folder:
    """Where a side's files lie: their names, and what each name's location is."""

    names: tuple[str, ...]
    locate: Callable[[str], Location]


def open_side(name: str, out: Path, repository: Path) -> Side:
    """Return the letters of the side that ``name`` means; a batch id is looked up below ``out``.

    Raises:
        ComparisonError: there is no such side, or its manifest has faults; all are in it.
    """
    if name.startswith("git:"):
        return _open_revision(name, repository)
    with disk_errors(Path(name)):
        return _open_path(name, out)


def _open_path(name: str, out: Path) -> Side:
    path = Path(name)
    if not path.exists() and _PLAIN_NAME.fullmatch(name):
        path = out / name
    if path.is_dir():
        return _open_folder(name, _Folder(_files_below(path), lambda file: OnDisk(path / file)))
    if path.is_file():
        return _open_file(name, path.name, _Folder((), lambda file: OnDisk(path.parent / file)))
    raise _fault(name, "is not a batch, manifest, file or folder", f"name a file, or a batch below {out}")


def pair_letters(old: Side, new: Side, only: tuple[str, ...] = ()) -> tuple[Pair, ...]:
    """Return every letter of either side with its counterpart, in the order of the keys.

    ``only`` names recipients; none means all.

    Raises:
        ComparisonError: there is nothing to compare, or a recipient named has no letter on either side.
    """
    before, after = (
        {letter.key: letter for letter in old.letters},
        {letter.key: letter for letter in new.letters},
    )
    keys = sorted(key for key in before.keys() | after.keys() if not only or key.recipient_id in only)
    if unknown := set(only) - {key.recipient_id for key in keys}:
        raise _fault("--only", f"no letter of either side is to {', '.join(sorted(unknown))}", "see the ids")
    if not keys:
        raise _fault(f"{old.name}, {new.name}", "have no letter that could be compared", "look at both sides")
    return tuple(Pair(key, before.get(key), after.get(key)) for key in keys)


def stray_problems(old: Side, new: Side) -> Iterator[Problem]:
    """Yield each file beside the letters that a manifest should name, or that the two sides do not share."""
    before, after = ({stray.name: stray for stray in side.strays} for side in (old, new))
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        for side, stray in ((old, was), (new, now)):
            if stray and stray.unnamed:
                hint = "remove it, or generate the batch again"
                yield Problem(f"{side.name}: {name}", "", "is a file that the manifest does not name", hint)
        if (was and was.unnamed) or (now and now.unnamed):
            continue
        if was is None or now is None:
            message = f"is only in the {'new' if was is None else 'old'} run, and is neither .docx nor PDF"
            yield Problem(name, "", message)
        elif read_content(was.location) != read_content(now.location):
            yield Problem(name, "", "differs, and is neither .docx nor PDF")


def _files_below(folder: Path) -> tuple[str, ...]:
    """Return the paths of all files below a folder, without following links to other folders."""
    paths = (Path(at, file).relative_to(folder) for at, _, files in os.walk(folder) for file in files)
    return tuple(sorted(path.as_posix() for path in paths))


def _open_revision(name: str, repository: Path) -> Side:
    _, revision, path = (*name.split(":", 2), "", "")[:3]
    path = plain_path(path)
    commit = resolve_commit(repository, revision)
    names = list_folder(repository, commit, path)
    if names:
        return _open_folder(
            name, _Folder(names, lambda file: InRevision(repository, commit, f"{path}/{file}"))
        )
    folder, _, last = path.rpartition("/")
    above = f"{folder}/" if folder else ""
    return _open_file(name, last, _Folder((), lambda file: InRevision(repository, commit, f"{above}{file}")))


def _open_folder(name: str, folder: _Folder) -> Side:
    if MANIFEST in folder.names:
        return _read_manifest(name, MANIFEST, folder)
    by_stem: dict[str, list[str]] = {}
    for file in folder.names:
        if _format(file):
            by_stem.setdefault(str(PurePosixPath(file).with_suffix("")), []).append(file)
    if not by_stem:
        raise _fault(name, "holds no letter", "name a folder with a manifest, or with .docx or .pdf files")
    letters = (_letter_of(stem, stem, files, folder) for stem, files in by_stem.items())
    strays = (Stray(file, folder.locate(file), unnamed=False) for file in folder.names if not _format(file))
    return Side(name, tuple(letters), tuple(strays))


def _open_file(name: str, file: str, folder: _Folder) -> Side:
    if file.endswith(".jsonl"):
        return _read_manifest(name, file, folder)
    if not _format(file):
        raise _fault(name, "is neither .docx, .pdf nor a manifest (.jsonl)", "name one of these")
    return Side(name, (_letter_of("", file, [file], folder),))


def _letter_of(key: str, name: str, files: Iterable[str], folder: _Folder) -> ComparableLetter:
    """Return a letter that only its files tell of; two single files are counterparts whatever their names."""
    located = (LetterFile(form, file, folder.locate(file)) for file in files if (form := _format(file)))
    return ComparableLetter(LetterKey(key, "", 0), name, tuple(located))


def _format(file: str) -> Format | None:
    return _FORMATS.get(PurePosixPath(file).suffix.lower())


def _read_manifest(name: str, manifest: str, folder: _Folder) -> Side:
    letters: dict[LetterKey, ComparableLetter] = {}
    problems: list[Problem] = []
    for place, line in _manifest_lines(name, manifest, folder):
        try:
            letter = _letter(json.loads(line), folder)
        except (ValueError, KeyError, TypeError, RecursionError) as exc:
            problems.append(
                Problem(place, "", f"is not a line of a manifest: {exc}", "generate the batch again")
            )
            continue
        if letter.key in letters:
            problems.append(Problem(place, "recipient_id", f"{letter.name!r} is there a second time"))
        letters[letter.key] = letter
    if problems:
        raise ComparisonError(tuple(problems))
    named = {file.name for letter in letters.values() for file in letter.files} | {manifest} | _BESIDE
    strays = (Stray(file, folder.locate(file), unnamed=True) for file in folder.names if file not in named)
    return Side(name, tuple(letters.values()), tuple(strays))


def _manifest_lines(name: str, manifest: str, folder: _Folder) -> Iterator[tuple[str, str]]:
    content = read_content(folder.locate(manifest))
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as exc:
        raise _fault(name, f"{manifest} is not UTF-8", "generate the batch again") from exc
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield f"{name}: {manifest}:{number}", line


def _letter(record: Mapping[str, object], folder: _Folder) -> ComparableLetter:
    key = LetterKey(fold(str(record["recipient_id"])), fold(str(record["kind"])), int(str(record["level"])))
    files = record["files"]
    if not isinstance(files, list):
        raise TypeError("its files are no list")
    golden = record.get("golden") == golden_name(key)
    return ComparableLetter(
        key=key,
        name=golden_name(key) if golden else f"{key.recipient_id}.{key.kind}",
        files=tuple(_file(file, folder) for file in files),
        values=tuple((field, str(record.get(field) or "")) for field in _VALUES),
        template_sha256=str(record.get("template_sha256") or ""),
        row_sha256=str(record.get("row_sha256") or ""),
        golden=golden,
    )


def _file(record: Mapping[str, object], folder: _Folder) -> LetterFile:
    path = str(record["path"])
    form = _format(path)
    if not _PLAIN_NAME.fullmatch(path) or form is None:
        raise ValueError(f"{path!r} is not a plain name of a .docx or .pdf")
    return LetterFile(form, path, folder.locate(path), str(record.get("sha256") or ""))


def _fault(place: str, message: str, hint: str) -> ComparisonError:
    return ComparisonError((Problem(place, "", message, hint),))
