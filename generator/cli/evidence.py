"""``letterbook checkpoint``, ``verify`` and ``prove``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import DEFAULT_CAMPAIGN, CampaignOption, JsonOption, KeysOption, OutFileOption
from generator.cli.reporting import print_json, print_problems, reporting, told


def checkpoint(campaign: CampaignOption = DEFAULT_CAMPAIGN, as_json: JsonOption = False) -> None:
    """Sign what the record is now.

    Keep a copy of the text, and of record/key.pub, where nobody who can write the record can write.
    """
    with reporting(as_json=as_json):
        from generator.workflow.evidence import sign_checkpoint

        signed = sign_checkpoint(campaign)
        if as_json:
            print_json({"ok": True, "file": str(signed.path), "checkpoint": signed.note})
            return
        typer.echo(signed.note, nl=False)
        typer.echo(f"kept in {signed.path}", err=True)


def verify(
    checkpoints: Annotated[
        list[Path] | None,
        typer.Option(
            "--checkpoint", metavar="FILE", help="A checkpoint that was kept elsewhere; repeatable."
        ),
    ] = None,
    proof: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Check the proof of one letter instead of the record.")
    ] = None,
    key: KeysOption = None,
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Re-read the whole record and name everything that was changed.

    Exit status 1 when something was. With --proof and --key nothing but these two files is needed.
    """
    with reporting(as_json=as_json):
        if proof is not None:
            _verify_proof(proof, tuple(key or ()), campaign, as_json=as_json)
        else:
            _verify_record(tuple(checkpoints or ()), tuple(key or ()), campaign, as_json=as_json)


def _verify_record(
    checkpoints: tuple[Path, ...], keys: tuple[Path, ...], campaign: Path, *, as_json: bool
) -> None:
    from generator.workflow.evidence import verify_record

    found = verify_record(campaign, checkpoints, keys)
    if as_json:
        facts = {
            "ok": found.is_sound,
            "events": found.events,
            "checkpoints": found.checkpoints,
            "first_bad_seq": found.first_bad_seq or None,
        }
        print_json(facts | told(found.problems))
    else:
        print_problems(found.problems)
        if found.is_sound:
            typer.echo(f"nothing was changed; events: {found.events}, checkpoints: {found.checkpoints}")
        elif found.first_bad_seq:
            typer.echo(f"the first event at fault is {found.first_bad_seq}")
    if not found.is_sound:
        raise typer.Exit(1)


def _verify_proof(proof: Path, keys: tuple[Path, ...], campaign: Path, *, as_json: bool) -> None:
    from generator.workflow.evidence import verify_proof_file

    proven = verify_proof_file(proof, keys, campaign)
    events = [{"seq": it.seq, "type": it.type, "at": it.at, "payload": it.payload} for it in proven.events]
    stated = proven.checkpoint
    if as_json:
        facts = {"origin": stated.origin, "size": stated.size, "root": stated.root.hex()}
        print_json({"ok": True, "letter_id": proven.letter_id, "events": events, "checkpoint": facts})
        return
    for event in proven.events:
        typer.echo(
            f"event {event.seq}: {event.type}, recorded {event.at:%Y-%m-%d %H:%M} UTC by {event.actor}"
        )
    typer.echo(f"letter {proven.letter_id}: these stood among {stated.size} events of {stated.origin}")


def prove(
    letter: Annotated[str, typer.Argument(metavar="LETTER_ID", help="The letter's id, or its reference.")],
    out: OutFileOption = None,
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Prove one letter without showing the others.

    The proof is a JSON text; letterbook verify --proof checks it with the public key alone.
    """
    with reporting(as_json=as_json):
        from generator.workflow.evidence import prove as prove_letter
        from generator.workflow.saving import save_file

        proof = prove_letter(campaign, letter)
        if out is not None:
            save_file(proof.encode(), out)
        if as_json:
            print_json({"ok": True, "file": str(out) if out else None, "proof": proof})
        elif out is None:
            typer.echo(proof, nl=False)
