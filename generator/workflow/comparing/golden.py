"""``letterbook golden``: keep what a campaign's letters say and look like, and check that they still do."""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.campaign import read_campaign
from generator.comparison.faults import ComparisonError
from generator.comparison.golden.approving import GONE, difference, sight_of, token_of
from generator.comparison.golden.checking import (
    changed_hashes,
    check_letter,
    missing_letters,
    unrecorded_files,
)
from generator.comparison.golden.choosing import Choice, choose, golden_name
from generator.comparison.golden.keeping import golden_files, renewal
from generator.comparison.golden.kept import TEXTS, known_letters
from generator.comparison.golden.letters import RenderedLetter
from generator.comparison.outcome import DIFFERENT, Outcome, conclude
from generator.comparison.records import LetterKey, Settings
from generator.errors import Problem, StaleReportError, StorageError
from generator.merging import merge_values
from generator.model import Letter
from generator.storage import disk_errors, stage_files, stage_folder
from generator.workflow.letters.check import Checked, check_letters, every_letter
from generator.workflow.letters.formats import render_formats
from generator.workflow.sources import Sources, read_table


@dataclass(frozen=True, slots=True)
class GoldenCheck:
    """How today's letters compare with the golden ones.

    ``rewritten`` are files that say and show the same in other bytes than this stack made before; None when
    the stack was never recorded. ``unrecorded`` are those that it has not recorded, though it has others.
    """

    outcome: Outcome
    stack: str
    rewritten: tuple[str, ...] | None
    unrecorded: tuple[str, ...]
    letters: tuple[RenderedLetter, ...]
    kept: Mapping[str, bytes]

    @property
    def exit_status(self) -> int:
        """0 when everything holds, bytes too where the stack is recorded; 1 or 2 as for a comparison."""
        return self.outcome.exit_status or (DIFFERENT if self.rewritten else 0)


ALL_LETTERS = Choice()


def update_golden(
    sources: Sources, folder: Path, choice: Choice = ALL_LETTERS, expected: str | None = None
) -> tuple[str, ...]:
    """Keep the chosen letters as they are today as the golden ones; return the names of the files written.

    Golden files of other letters stay as they are, byte for byte; so does what else lies in the folder, when
    not all letters are chosen. ``expected`` is what somebody saw of the letters before approving of them.

    Raises:
        ProblemsFoundError: the campaign has faults; nothing was written.
        UsageError: the choice names what there is not.
        StaleReportError: the letters are not what is expected; nothing was written.
        StorageError: the disk does not take the files.
    """
    kept, checked = _kept(folder), _checked(sources)
    there = {_key(letter) for letter in checked.letters}
    chosen = choose(choice, there if choice.is_all else there | known_letters(kept))
    letters = tuple(rendered for _, rendered, _ in _rendered_letters(checked, chosen))
    names = {golden_name(key) for key in chosen}
    _refuse_stale(expected, names, letters)
    if not choice.is_all:
        return _renew(names, letters, folder, kept)
    files = golden_files(letters, typesetting_stack(), kept)
    with stage_folder(folder) as stage:
        for name, content in files.items():
            stage.write(name, content)
    return tuple(sorted(files))


def _renew(
    names: set[str], letters: tuple[RenderedLetter, ...], folder: Path, kept: Mapping[str, bytes]
) -> tuple[str, ...]:
    renewed = renewal(names, letters, typesetting_stack(), kept)
    with stage_files(folder) as stage:
        for name, content in renewed.files.items():
            stage.write(name, content)
    with disk_errors(folder):
        for name in renewed.outdated:
            (folder / name).unlink()
    return tuple(sorted(renewed.files))


def _refuse_stale(expected: str | None, names: set[str], letters: Iterable[RenderedLetter]) -> None:
    """Refuse to keep letters that are not those which somebody saw."""
    if expected is None:
        return
    today = {letter.name: sight_of(letter.docx, letter.pdf, letter.name) for letter in letters}
    seen = dict.fromkeys(names, GONE) | today
    hint = "run 'letterbook golden check --html DIR', look at the letters, and take its command"
    match difference(expected, token_of(seen)):
        case "words":
            raise StaleReportError(
                f"--expect {expected}: the letters are others by now; nothing was written", hint=hint
            )
        case "pages":
            message = "the letters say the same, but their pages come out otherwise"
            raise StaleReportError(
                f"--expect {expected}: {message}, by another program or other libraries than the report's "
                f"(here {typesetting_stack()}); nothing was written",
                hint=hint,
            )


def render_letters(sources: Sources, folder: Path) -> int:
    """Write every letter the campaign can ask for into a folder, with its manifest; return how many.

    Each is there as .docx, the samples that are typeset as PDF too: what a build compares with the letters
    that another state of the campaign or of the program makes.

    Raises:
        ProblemsFoundError: the campaign has faults; nothing was written.
        StorageError: the folder is there already, or the disk does not take the files.
    """
    if folder.exists():
        raise StorageError(f"{folder} is there already", hint="name a folder that is not there yet")
    lines: list[str] = []
    with stage_folder(folder) as stage:
        for letter, rendered, template_sha256 in _rendered_letters(_checked(sources)):
            files = {"docx": rendered.docx, "pdf": rendered.pdf}
            for form, content in files.items():
                if content:
                    stage.write(f"{rendered.name}.{form}", content)
            lines.append(_manifest_line(letter, rendered, template_sha256))
        stage.write("manifest.jsonl", "".join(f"{line}\n" for line in lines).encode())
    return len(lines)


def _manifest_line(letter: Letter, rendered: RenderedLetter, template_sha256: str) -> str:
    contents = (("docx", rendered.docx), ("pdf", rendered.pdf))
    files = [
        {"format": form, "path": f"{rendered.name}.{form}", "sha256": hashlib.sha256(content).hexdigest()}
        for form, content in contents
        if content
    ]
    record = {
        "recipient_id": rendered.key.recipient_id,
        "kind": rendered.key.kind,
        "level": rendered.key.level,
        "golden": rendered.name,
        "reference": letter.reference,
        "date": letter.date.isoformat(),
        "due_date": letter.due_date.isoformat() if letter.due_date else "",
        "files": files,
        "template_sha256": template_sha256,
        "row_sha256": letter.recipient.row_sha256,
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


def check_golden(sources: Sources, folder: Path, settings: Settings) -> GoldenCheck:
    """Compare today's letters with the golden ones.

    Raises:
        ComparisonError: there are none.
        ProblemsFoundError: the campaign has faults.
    """
    kept = _kept(folder)
    if TEXTS not in kept:
        problem = Problem(str(folder), "", "holds no golden letters", "run 'letterbook golden update' first")
        raise ComparisonError((problem,))
    letters = tuple(rendered for _, rendered, _ in _rendered_letters(_checked(sources)))
    compared = [check_letter(letter, kept, settings) for letter in letters]
    compared += missing_letters((letter.name for letter in letters), kept)
    stack = typesetting_stack()
    outcome = conclude(str(folder), "today", compared)
    rewritten = changed_hashes(letters, stack, kept)
    unrecorded = () if rewritten is None else unrecorded_files(letters, stack, kept)
    return GoldenCheck(outcome, stack, rewritten, unrecorded, letters, kept)


def typesetting_stack() -> str:
    """Return the libraries that decide the bytes of a letter, with their versions, as one plain name."""
    import weasyprint
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    pango_version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return (
        f"weasyprint-{weasyprint.__version__}_pango-{pango_version}_harfbuzz-{_harfbuzz_version()}"
        f"_zlib-{zlib.ZLIB_RUNTIME_VERSION}"
    )


def _harfbuzz_version() -> str:
    library = ctypes.CDLL(ctypes.util.find_library("harfbuzz") or "libharfbuzz.so.0")
    library.hb_version_string.restype = ctypes.c_char_p
    version: bytes = library.hb_version_string()
    return version.decode("ascii")


def _kept(folder: Path) -> dict[str, bytes]:
    with disk_errors(folder):
        if not folder.is_dir():
            return {}
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _checked(sources: Sources) -> Checked:
    """Return every letter the campaign can ask for, none of which has a fault."""
    campaign = read_campaign(sources.campaign)
    table = read_table(campaign, sources)
    return check_letters(campaign, table, every_letter(campaign, table))


def _rendered_letters(
    checked: Checked, wanted: frozenset[LetterKey] | None = None
) -> Iterator[tuple[Letter, RenderedLetter, str]]:
    """Yield the letters wanted, or all, with the hash of their template; the first of each sort are samples.

    A sample is typeset too when it is on the grounds that its kind has by default.
    """
    sampled: set[tuple[str, int]] = set()
    for letter in checked.letters:
        key = _key(letter)
        sample = (key.kind, key.level) not in sampled
        sampled.add((key.kind, key.level))
        if wanted is not None and key not in wanted:
            continue
        usual = letter.grounds in {None, *letter.kind.grounds[:1]}
        rendered = _rendered(checked, letter, key, sample=sample, typeset=sample and usual)
        yield letter, rendered, checked.templates[letter.kind.key].sha256


def _rendered(
    checked: Checked, letter: Letter, key: LetterKey, *, sample: bool, typeset: bool
) -> RenderedLetter:
    docx = checked.templates[letter.kind.key].merge(merge_values(letter, checked.campaign))
    source = f"{key.recipient_id}.{key.kind}.docx"
    pdf = render_formats(docx, ("pdf",), source=source)["pdf"] if typeset else b""
    return RenderedLetter(key, docx, pdf, sample)


def _key(letter: Letter) -> LetterKey:
    kind = f"{letter.kind.key}-{letter.grounds}" if letter.grounds else letter.kind.key
    return LetterKey(letter.recipient.recipient_id, kind, letter.step.level)
