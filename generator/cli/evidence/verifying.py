"""``letterbook checkpoint``, ``verify`` and ``prove``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.terminal.options import (
    DEFAULT_CAMPAIGN,
    CampaignOption,
    JsonOption,
    KeysOption,
    OutFileOption,
)
from generator.cli.terminal.reporting import print_json, print_problems, problems_as_json, reporting
from generator.errors import UsageError


def checkpoint(
    since: Annotated[
        int | None,
        typer.Option(
            min=0, metavar="N", help="Print the request to a witness that saw N events last, 0 for none."
        ),
    ] = None,
    to: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="With --since: up to the checkpoint of N events, not to now."),
    ] = None,
    cosigned: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep what a witness answered; with --witness."),
    ] = None,
    witness_key: Annotated[
        Path | None, typer.Option("--witness", metavar="FILE", help="The witness's public key.")
    ] = None,
    campaign: CampaignOption = DEFAULT_CAMPAIGN,
    as_json: JsonOption = False,
) -> None:
    """Sign what the record is now.

    Keep a copy of the text, and of record/key.pub, where nobody who can write the record can write.
    """
    with reporting(as_json=as_json):
        if cosigned is not None:
            _keep_cosignature(campaign, cosigned, witness_key, as_json=as_json)
        elif since is not None:
            _ask_witness(campaign, since, to, as_json=as_json)
        elif to is not None:
            raise UsageError("--to: from which checkpoint on?", hint="add: --since, 0 for the beginning")
        else:
            _sign(campaign, as_json=as_json)


def _sign(campaign: Path, *, as_json: bool) -> None:
    from generator.workflow.evidence.verifying import sign_checkpoint

    signed = sign_checkpoint(campaign)
    if as_json:
        facts = {"ok": True, "file": str(signed.path), "checkpoint": signed.note}
        print_json(facts | problems_as_json(signed.warnings))
        return
    print_problems(signed.warnings)
    typer.echo(signed.note, nl=False)
    typer.echo(f"kept in {signed.path}", err=True)


def _ask_witness(campaign: Path, since: int, to: int | None, *, as_json: bool) -> None:
    from generator.workflow.evidence.witness import ask_witness

    request = ask_witness(campaign, since, to)
    if as_json:
        print_json({"ok": True, "request": request})
    else:
        typer.echo(request, nl=False)


def _keep_cosignature(campaign: Path, answer: Path, witness_key: Path | None, *, as_json: bool) -> None:
    from generator.workflow.evidence.witness import keep_cosignature

    if witness_key is None:
        raise UsageError("--cosigned: whose signature is it?", hint="add: --witness witness.pub")
    path = keep_cosignature(campaign, answer, witness_key)
    if as_json:
        print_json({"ok": True, "file": str(path)})
    else:
        typer.echo(f"kept in {path}")


def witness(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where the witness keeps its key and memory.")
    ],
    request: Annotated[Path, typer.Argument(metavar="REQUEST", help="What checkpoint --since printed.")],
    log: Annotated[list[Path], typer.Option("--log", metavar="FILE", help="A record's key.pub; repeatable.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="The name of a new witness.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Sign, elsewhere, that a checkpoint continues the last one that was shown here.

    Prints a line for letterbook checkpoint --cosigned. DIR/witness.pub is for those who verify.
    """
    with reporting(as_json=as_json):
        from generator.workflow.evidence.witness import witness as sign_as_witness

        line = sign_as_witness(folder, request, tuple(log), name)
        if as_json:
            print_json({"ok": True, "cosignature": line})
        else:
            typer.echo(line, nl=False)


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
    witnesses: Annotated[
        list[Path] | None,
        typer.Option(
            "--witness",
            metavar="FILE",
            help="The public key of a witness that has to have signed; repeatable.",
        ),
    ] = None,
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
            _verify_record(
                campaign, tuple(checkpoints or ()), tuple(key or ()), tuple(witnesses or ()), as_json=as_json
            )


def _verify_record(
    campaign: Path,
    checkpoints: tuple[Path, ...],
    keys: tuple[Path, ...],
    witnesses: tuple[Path, ...],
    *,
    as_json: bool,
) -> None:
    from generator.workflow.evidence.verifying import verify_record

    verified = verify_record(campaign, checkpoints, keys, witnesses)
    if as_json:
        facts = {
            "ok": verified.is_sound,
            "events": verified.events,
            "checkpoints": verified.checkpoints,
            "first_bad_seq": verified.first_bad_seq or None,
            "witnessed": [asdict(it) for it in verified.witnessed],
            "unknown": verified.unknown,
        }
        print_json(facts | problems_as_json(verified.problems))
    else:
        print_problems(verified.problems)
        for it in verified.witnessed:
            typer.echo(f"{it.witness} signed {it.size} events at {it.at:%Y-%m-%d %H:%M} UTC")
        if verified.is_sound:
            typer.echo(f"nothing was changed; events: {verified.events}, checkpoints: {verified.checkpoints}")
        elif verified.first_bad_seq:
            typer.echo(f"the first event at fault is {verified.first_bad_seq}")
        if verified.unknown:
            typer.echo(f"not known: {'; '.join(verified.unknown)}")
    if not verified.is_sound:
        raise typer.Exit(1)


def _verify_proof(proof: Path, keys: tuple[Path, ...], campaign: Path, *, as_json: bool) -> None:
    from generator.workflow.evidence.verifying import verify_proof_file

    proven = verify_proof_file(proof, keys, campaign)
    names = ("seq", "type", "at", "actor", "role", "payload")
    events = [{name: getattr(it, name) for name in names} for it in proven.events]
    stated = proven.checkpoint
    if as_json:
        facts = {"origin": stated.origin, "size": stated.size, "root": stated.root.hex()}
        print_json({"ok": True, "letter_id": proven.letter_id, "events": events, "checkpoint": facts})
        return
    for event in proven.events:
        typer.echo(
            f"event {event.seq}: {event.type}, recorded {event.at:%Y-%m-%d %H:%M} UTC "
            f"by {event.actor} as {event.role}"
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
        from generator.workflow.evidence.verifying import prove as prove_letter
        from generator.workflow.saving import save_file

        proof = prove_letter(campaign, letter)
        if out is not None:
            save_file(proof.encode(), out)
        if as_json:
            print_json({"ok": True, "file": str(out) if out else None, "proof": proof})
        elif out is None:
            typer.echo(proof, nl=False)
