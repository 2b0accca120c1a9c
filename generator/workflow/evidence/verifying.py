"""``letterbook checkpoint``, ``verify`` and ``prove``: what the record is worth to somebody who doubts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.campaign import read_campaign
from generator.cases import illegal_events
from generator.errors import Problem, UsageError
from generator.review import review_faults
from generator.storage import disk_errors, find_leftovers, refuse_absent
from generator.storage.store import LEFT_UNFINISHED
from generator.workflow.evidence.made_files import MadeFiles, check_made_files
from generator.workflow.evidence.witness import Witnessed, check_witnesses
from generator.workflow.record.campaign_record import CampaignRecord

if TYPE_CHECKING:
    from generator.ledger import Ledger, ProvenLetter, VerifyingKey

_LARGEST_PROOF = 10_000_000


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint: its file, and the text to be kept elsewhere."""

    path: Path
    note: str
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found, and could not know. ``first_bad_seq`` is the earliest event at fault, or 0."""

    events: int
    checkpoints: int
    problems: tuple[Problem, ...]
    first_bad_seq: int
    witnessed: tuple[Witnessed, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Say whether nothing is wrong; a warning is not."""
        return all(problem.severity == "warning" for problem in self.problems)


def sign_checkpoint(campaign_file: Path) -> Signed:
    """Sign what the ledger is now.

    Raises:
        StorageError, LedgerError: there is no record or no key, or the ledger was changed.
    """
    record = _made_record(campaign_file)
    with record.opened() as ledger:
        ledger.events()  # nothing is signed that was changed
        path, warnings = record.sign(ledger)
    with disk_errors(path):
        return Signed(path, path.read_text(encoding="utf-8"), warnings)


def verify_record(
    campaign_file: Path,
    checkpoints: tuple[Path, ...],
    keys: tuple[Path, ...],
    witnesses: tuple[Path, ...] = (),
) -> Verified:
    """Re-read the ledger, every checkpoint beside it and given, and every file of the store.

    ``keys`` are public keys that were kept elsewhere; without them the one beside the ledger is believed.
    Each of the ``witnesses``, by their public keys, has to have signed a checkpoint.

    Raises:
        ConfigurationError: the campaign file has faults.
        MissingFileError: a checkpoint given is not there.
        StorageError, LedgerError: there is no ledger, or the key or a checkpoint cannot be read.
    """
    from generator.ledger import Evidence, Ledger, files_named, list_checkpoints, verify_ledger

    campaign = read_campaign(campaign_file)
    record = CampaignRecord.of(campaign)
    for given in checkpoints:
        refuse_absent(given, "checkpoint")
    evidence = Evidence(record.origin, _keys(record, keys), checkpoints, record.checkpoints)
    record.require_made()
    with Ledger.open(record.place) as ledger:
        verification = verify_ledger(ledger, evidence, rules=(illegal_events, review_faults))
    made = check_made_files(campaign.folder / "out", verification.events, record.store)
    stored = record.store.verify(files_named(verification.events))
    witnessed, unwitnessed = check_witnesses(record, evidence.paths, witnesses)
    problems = (*verification.problems, *stored, *_unfinished(record), *made.problems, *unwitnessed)
    if verification.events and not evidence.paths:
        problems += (_unsigned(record),)
    signed = max((int(path.stem) for path in list_checkpoints(record.checkpoints)), default=0)
    unknown = (*_unknown(len(verification.events), signed, has_copy=bool(checkpoints)), *_not_seen(made))
    return Verified(
        len(verification.events),
        len(evidence.paths),
        problems,
        verification.first_bad_seq,
        witnessed,
        unknown,
    )


def _unfinished(record: CampaignRecord) -> tuple[Problem, ...]:
    """Return what killed runs left beside the ledger; the store tells of its own."""
    return tuple(
        Problem(str(path), "", LEFT_UNFINISHED, "the next run removes it", "warning")
        for path in find_leftovers(record.folder)
        if not path.is_relative_to(record.store.folder)
    )


def _unknown(events: int, signed: int, *, has_copy: bool) -> Iterator[str]:
    if signed < events:
        yield f"whether an end after event {events} was cut off, as events {signed + 1} on are not signed yet"
    if not has_copy:
        yield "whether all was replaced, ledger and checkpoints: no checkpoint kept elsewhere was given"


def _not_seen(made: MadeFiles) -> Iterator[str]:
    if made.present < made.recorded:
        yield f"what became of {made.recorded - made.present} of {made.recorded} batches that are not in out/"
    if made.unrecorded:
        made_so = f"{made.unrecorded} of {made.present} batches in out/"
        yield f"whether the manifests of {made_so} were changed: the version that made them kept no hashes"


def _made_record(campaign_file: Path) -> CampaignRecord:
    record = CampaignRecord.of(read_campaign(campaign_file))
    record.require_made()
    return record


def _unsigned(record: CampaignRecord) -> Problem:
    message = "there is no checkpoint: a cut end or a chain rewritten throughout cannot be seen"
    hint = "sign one with: letterbook checkpoint, and keep a copy elsewhere"
    return Problem(str(record.checkpoints), "", message, hint, "warning")


def prove(campaign_file: Path, letter: str) -> str:
    """Return the proof of one letter, named by its id or its reference, under a checkpoint of this moment.

    Raises:
        UsageError: there is no such letter.
        StorageError, LedgerError: there is no record or no key, or the ledger was changed.
    """
    from generator.ledger import prove_letter

    record = _made_record(campaign_file)
    with record.opened() as ledger:
        letter_id = _find_letter(ledger, letter)
        path, _ = record.sign(ledger)
        with disk_errors(path):
            note = path.read_text(encoding="utf-8")
        return prove_letter(ledger, letter_id, note, record.known_keys())


def _find_letter(ledger: Ledger, named: str) -> str:
    for event in ledger.events():
        if event.letter_id and named in {event.letter_id, event.payload.get("reference")}:
            return event.letter_id
    raise UsageError(
        f"{named!r} is not a letter of this record", hint="see the letters with: letterbook manifest"
    )


def verify_proof_file(proof: Path, keys: tuple[Path, ...], campaign_file: Path) -> ProvenLetter:
    """Return what a proof shows. With public ``keys`` nothing else is read; without, the campaign's own is.

    Raises:
        MissingFileError: there is no such proof.
        StorageError: a file cannot be read.
        LedgerError: it is not a proof, or does not hold.
    """
    from generator.ledger import read_public_key, verify_proof

    refuse_absent(proof, "proof")
    with disk_errors(proof), proof.open("rb") as stream:
        content = stream.read(_LARGEST_PROOF + 1)
    trusted = tuple(map(read_public_key, keys))
    if not trusted:
        trusted = CampaignRecord.of(read_campaign(campaign_file)).known_keys()
    return verify_proof(content.decode(errors="replace"), trusted)


def _keys(record: CampaignRecord, keys: tuple[Path, ...]) -> tuple[VerifyingKey, ...]:
    from generator.ledger import read_public_key

    return tuple(map(read_public_key, keys)) or record.known_keys()
