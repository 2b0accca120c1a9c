"""``letterbook golden``: keep what a campaign's letters say and look like, and check that they still do."""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.campaign import read_campaign
from generator.comparison.faults import ComparisonError
from generator.comparison.golden import (
    TEXTS,
    RenderedLetter,
    changed_hashes,
    check_letter,
    golden_files,
    missing_letters,
)
from generator.comparison.outcome import DIFFERENT, Outcome, conclude
from generator.comparison.records import LetterKey, Settings
from generator.errors import Problem, StorageError
from generator.merging import merge_values
from generator.model import Letter
from generator.storage import disk_errors, stage_folder
from generator.workflow.check import Checked, check_letters, every_letter
from generator.workflow.formats import render_formats
from generator.workflow.sources import Sources, read_table


@dataclass(frozen=True, slots=True)
class GoldenCheck:
    """How today's letters compare with the golden ones.

    ``rewritten`` are files that say and show the same in other bytes than this stack made before; None when
    the stack was never recorded.
    """

    outcome: Outcome
    stack: str
    rewritten: tuple[str, ...] | None

    @property
    def exit_status(self) -> int:
        """0 when everything holds, bytes too where the stack is recorded; 1 or 2 as for a comparison."""
        return self.outcome.exit_status or (DIFFERENT if self.rewritten else 0)


def update_golden(sources: Sources, folder: Path) -> tuple[str, ...]:
    """Keep today's letters as the golden ones and return the names of the files.

    Raises:
        ProblemsFoundError: the campaign has faults; nothing was written.
        StorageError: the disk does not take the files.
    """
    files = golden_files(_render(sources), typesetting_stack(), _kept(folder))
    with stage_folder(folder) as stage:
        for name, content in files.items():
            stage.write(name, content)
    return tuple(sorted(files))


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
        for letter, rendered, template_sha256 in _rendered_letters(sources):
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
    letters = tuple(_render(sources))
    compared = [check_letter(letter, kept, settings) for letter in letters]
    compared += missing_letters((letter.name for letter in letters), kept)
    stack = typesetting_stack()
    return GoldenCheck(conclude(str(folder), "today", compared), stack, changed_hashes(letters, stack, kept))


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


def _render(sources: Sources) -> Iterator[RenderedLetter]:
    yield from (rendered for _, rendered, _ in _rendered_letters(sources))


def _rendered_letters(sources: Sources) -> Iterator[tuple[Letter, RenderedLetter, str]]:
    """Yield every letter the campaign can ask for, with the hash of its template; the first are the samples.

    A sample is typeset too when it is on the grounds that its kind has by default.
    """
    campaign = read_campaign(sources.campaign)
    table = read_table(campaign, sources)
    checked = check_letters(campaign, table, every_letter(campaign, table))
    sampled: set[tuple[str, int]] = set()
    for letter in checked.letters:
        key = _key(letter)
        sample = (key.kind, key.level) not in sampled
        sampled.add((key.kind, key.level))
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
