"""A side may be a folder, an id, a manifest, a file or a revision; what is none is refused by name."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from generator.comparison.comparing import compare_pair, is_identical
from generator.comparison.describe import summary
from generator.comparison.faults import ComparisonError
from generator.comparison.outcome import Outcome
from generator.comparison.records import LetterKey, Settings, Side
from generator.comparison.sides.opening import open_side, pair_letters
from generator.workflow.comparing.compare import Sides, compare
from tests.comparison.specimens import docx, docx_parts, pdf, swapped

LETTER = docx(docx_parts())
OTHER = docx(swapped(docx_parts(), "word/document.xml", "must", "shall"))


def record(recipient: str, **other: object) -> dict[str, object]:
    files = [{"format": "docx", "path": f"{recipient}.docx", "sha256": "", "size": 1}]
    return {"recipient_id": recipient, "kind": "follow_up", "level": 1, "files": files} | other


def batch(folder: Path, letters: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True)
    for recipient, content in letters.items():
        (folder / f"{recipient}.docx").write_bytes(content)
    lines = (json.dumps(record(recipient)) for recipient in letters)
    (folder / "manifest.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def opened(name: Path | str, folder: Path) -> Side:
    return open_side(str(name), folder / "out", folder)


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository whose first commit has another letter than its second."""
    folder = tmp_path / "repository"
    batch(folder / "run", {"a": LETTER})
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    (folder / "run" / "a.docx").write_bytes(OTHER)
    git(folder, "commit", "-qam", "two")
    return folder


def test_a_batch_is_found_by_folder_by_id_and_by_manifest(tmp_path: Path) -> None:
    folder = batch(tmp_path / "out" / "2018-run", {"a": LETTER, "b": OTHER})
    sides = [opened(name, tmp_path) for name in (folder, "2018-run", folder / "manifest.jsonl")]
    assert len({side.letters for side in sides}) == 1
    assert [letter.key for letter in sides[0].letters] == [
        LetterKey("a", "follow_up", 1),
        LetterKey("b", "follow_up", 1),
    ]


def test_two_single_files_are_counterparts_whatever_their_names(tmp_path: Path) -> None:
    (tmp_path / "first.docx").write_bytes(LETTER)
    (tmp_path / "second.docx").write_bytes(OTHER)
    (pair,) = pair_letters(
        opened(tmp_path / "first.docx", tmp_path), opened(tmp_path / "second.docx", tmp_path)
    )
    assert compare_pair(pair, Settings()).verdict == "different"


def test_a_folder_without_manifest_pairs_files_by_name(tmp_path: Path) -> None:
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.docx").write_bytes(LETTER)
    (pair,) = pair_letters(opened(tmp_path / "old", tmp_path), opened(tmp_path / "new", tmp_path))
    assert is_identical(pair)


def test_revisions_of_a_repository_are_compared_without_a_checkout(repository: Path) -> None:
    sides = [opened(f"git:{revision}:run", repository) for revision in ("HEAD~1", "HEAD")]
    (pair,) = pair_letters(*sides)
    found = compare_pair(pair, Settings())
    assert [edit.new for change in found.changes for edit in change.edits] == ["shall"]


@pytest.mark.parametrize("name", ["run/manifest.jsonl", "run/a.docx"])
def test_a_revision_has_manifests_and_files_too(repository: Path, name: str) -> None:
    (pair,) = pair_letters(opened(f"git:HEAD:{name}", repository), opened(repository / name, repository))
    assert is_identical(pair)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere", "is not a batch, manifest, file or folder"),
        ("git:HEAD:../secret", "is not a path below the top"),
        ("git:HEAD:/etc/passwd", "is not a path below the top"),
        ("git:HEAD", "is not a path below the top"),
        ("git:--output=x:run", "is not a revision of git"),
        ("git:HEAD..x:run", "is not a revision of git"),
        ("git:no-such-branch:run", "is not a commit of this repository"),
    ],
)
def test_what_is_no_side_is_refused_by_name(repository: Path, name: str, message: str) -> None:
    with pytest.raises(ComparisonError, match="problem") as caught:
        opened(name, repository)
    assert message in caught.value.problems[0].message
    assert caught.value.exit_status == 2


def test_a_file_that_a_revision_does_not_have_cannot_be_compared(repository: Path) -> None:
    pair = pair_letters(opened("git:HEAD:run/b.docx", repository), opened("git:HEAD:run/a.docx", repository))[
        0
    ]
    found = compare_pair(pair, Settings())
    assert found.verdict == "unreadable"
    assert "is not there" in found.problems[0].message


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        json.dumps(record("a", level="x")),
        json.dumps(record("a", files=[{"path": "../../etc/passwd.docx"}])),
        json.dumps(record("a", files=[{"path": "notes.txt"}])),
        json.dumps(record("a", files=3)),
        "[" * 100_000,
    ],
)
def test_a_faulty_manifest_names_every_line_that_is(tmp_path: Path, line: str) -> None:
    folder = batch(tmp_path / "run", {"a": LETTER})
    (folder / "manifest.jsonl").write_text(f"{line}\n{json.dumps(record('b'))}\n{line}\n", encoding="utf-8")
    with pytest.raises(ComparisonError) as caught:
        opened(folder, tmp_path)
    assert [problem.source.rpartition(":")[2] for problem in caught.value.problems] == ["1", "3"]


def test_a_letter_listed_twice_is_a_fault(tmp_path: Path) -> None:
    folder = batch(tmp_path / "run", {"a": LETTER})
    line = json.dumps(record("a"))
    (folder / "manifest.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(ComparisonError) as caught:
        opened(folder, tmp_path)
    assert "second time" in caught.value.problems[0].message


def test_letters_of_one_side_alone_are_told_as_such(tmp_path: Path) -> None:
    old, new = (
        batch(tmp_path / "old", {"a": LETTER, "b": LETTER}),
        batch(tmp_path / "new", {"b": LETTER, "c": LETTER}),
    )
    pairs = pair_letters(opened(old, tmp_path), opened(new, tmp_path))
    assert [compare_pair(pair, Settings()).verdict for pair in pairs] == ["only_old", "same", "only_new"]


def test_only_named_recipients_are_compared(tmp_path: Path) -> None:
    side = opened(batch(tmp_path / "old", {"a": LETTER, "b": LETTER}), tmp_path)
    assert [pair.key.recipient_id for pair in pair_letters(side, side, ("b",))] == ["b"]
    with pytest.raises(ComparisonError):
        pair_letters(side, side, ("z",))


def test_files_of_different_formats_cannot_be_compared(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(LETTER)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (pair,) = pair_letters(opened(tmp_path / "a.docx", tmp_path), opened(tmp_path / "a.pdf", tmp_path))
    found = compare_pair(pair, Settings())
    assert found.verdict == "unreadable"
    assert "docx on one side and pdf on the other" in found.problems[0].message


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7 nothing", b"\0" * 100])
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_damaged_file_cannot_be_compared_and_is_named(tmp_path: Path, content: bytes, suffix: str) -> None:
    for side, text in (("old", content), ("new", content + b" ")):
        (tmp_path / f"{side}.{suffix}").write_bytes(text)
    sides = (opened(tmp_path / f"{side}.{suffix}", tmp_path) for side in ("old", "new"))
    (pair,) = pair_letters(*sides)
    found = compare_pair(pair, Settings())
    assert found.verdict == "unreadable"
    assert found.problems[0].source == f"old.{suffix}"


def test_a_file_changed_after_its_manifest_is_a_warning(tmp_path: Path) -> None:
    folder = batch(tmp_path / "run", {"a": LETTER})
    files = [{"format": "docx", "path": "a.docx", "sha256": "0" * 64, "size": 1}]
    (folder / "manifest.jsonl").write_text(json.dumps(record("a", files=files)), encoding="utf-8")
    side = opened(folder, tmp_path)
    (pair,) = pair_letters(side, side)
    found = compare_pair(pair, Settings())
    assert (found.verdict, found.problems[0].severity) == ("same", "warning")
    assert not is_identical(pair)


def compared(old: Path | str, new: Path | str, *only: str) -> Outcome:
    """Compare two sides as the command does."""
    return compare(Sides(str(old), str(new), only=only), Settings())


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """Return two runs of the same letters."""
    letters = {"a": LETTER, "b": OTHER}
    return batch(tmp_path / "old", letters), batch(tmp_path / "new", letters)


def test_equal_runs_are_the_same(runs: tuple[Path, Path]) -> None:
    assert compared(*runs).exit_status == 0


def test_a_letter_whose_pdf_is_gone_is_different(tmp_path: Path) -> None:
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.docx").write_bytes(LETTER)
    (tmp_path / "old" / "a.pdf").write_bytes(b"%PDF")
    outcome = compared(tmp_path / "old", tmp_path / "new")
    assert outcome.exit_status == 1
    assert "file changed from a.pdf to none" in summary(outcome)


def test_a_file_that_its_manifest_names_and_nobody_finds_cannot_be_compared(runs: tuple[Path, Path]) -> None:
    for run in runs:
        (run / "a.docx").unlink()
    outcome = compared(*runs)
    assert outcome.exit_status == 2
    assert "a.docx" in str(outcome.problems[0])


@pytest.mark.parametrize("name", ["c.docx", "notes.txt", "below/a.docx"])
def test_a_file_that_no_manifest_names_is_told(runs: tuple[Path, Path], name: str) -> None:
    for run in runs:
        (run / name).parent.mkdir(exist_ok=True)
        (run / name).write_bytes(LETTER)
    outcome = compared(*runs)
    assert outcome.exit_status == 1
    assert f"{name}: is a file that the manifest does not name" in str(outcome.problems[0])


def test_letters_in_folders_below_are_compared(tmp_path: Path) -> None:
    for side, letter in (("old", LETTER), ("new", OTHER)):
        (tmp_path / side / "below").mkdir(parents=True)
        (tmp_path / side / "below" / "a.docx").write_bytes(letter)
    outcome = compared(tmp_path / "old", tmp_path / "new")
    assert [found.pair.name for found in outcome.comparisons] == ["below/a"]
    assert outcome.exit_status == 1


def test_another_file_beside_letters_is_told_when_it_differs(tmp_path: Path) -> None:
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.docx").write_bytes(LETTER)
        (tmp_path / side / "list.csv").write_text("same", "utf-8")
    assert compared(tmp_path / "old", tmp_path / "new").exit_status == 0
    (tmp_path / "new" / "list.csv").write_text("other", "utf-8")
    outcome = compared(tmp_path / "old", tmp_path / "new")
    assert outcome.exit_status == 1
    assert outcome.problems[0].message == "differs, and is neither .docx nor PDF"


def test_an_unknown_recipient_is_refused_by_name(runs: tuple[Path, Path]) -> None:
    with pytest.raises(ComparisonError) as caught:
        compared(*runs, "a", "z")
    assert "is to z" in caught.value.problems[0].message


def test_files_tampered_alike_on_both_sides_are_told(runs: tuple[Path, Path]) -> None:
    files = [{"format": "docx", "path": "a.docx", "sha256": "0" * 64, "size": 1}]
    for run in runs:
        (run / "b.docx").unlink()
        (run / "manifest.jsonl").write_text(json.dumps(record("a", files=files)), encoding="utf-8")
    outcome = compared(*runs)
    assert outcome.exit_status == 1
    assert "not the file that its manifest names" in outcome.problems[0].message


DAMAGED: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "tags that are a number": lambda pdf: pdf.Root.__setitem__("/StructTreeRoot", 5),
    "kids of a tag that are a name": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/K", pikepdf.Name.A),
    "fonts that are a text": lambda pdf: pdf.pages[0].Resources.__setitem__("/Font", pikepdf.String("x")),
    "annotations that are a number": lambda pdf: pdf.pages[0].__setitem__("/Annots", 7),
    "a box cut by names": lambda pdf: pdf.pages[0].__setitem__(
        "/CropBox", pikepdf.Array([pikepdf.Name.A] * 4)
    ),
    "an outline that is a number": lambda pdf: pdf.Root.__setitem__("/Outlines", 3),
    "content with too few numbers": lambda pdf: pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"1 2 re f")),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_broken_pdf_is_the_result_of_its_letter_and_the_others_are_compared(
    name: str, tmp_path: Path
) -> None:
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        DAMAGED[name](document)
        document.save(broken)
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.pdf").write_bytes(pdf())
        (tmp_path / side / "b.docx").write_bytes(LETTER if side == "old" else OTHER)
    (tmp_path / "new" / "a.pdf").write_bytes(broken.getvalue())
    outcome = compared(tmp_path / "old", tmp_path / "new")
    verdicts = {found.pair.name: found.verdict for found in outcome.comparisons}
    assert verdicts["a"] in {"unreadable", "different"}
    assert verdicts["b"] == "different"
    assert outcome.exit_status >= 1
    assert "report this" not in "".join(problem.hint for problem in outcome.problems)
