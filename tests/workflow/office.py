"""An office at work: the commands that it types, run in this process, and what they print."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.cli.main import app

ROOT = Path(__file__).parent.parent.parent


def copy_campaign(folder: Path, *recipient_ids: str) -> Path:
    """Copy the sample campaign into a folder, with all of its recipients or some, and return the folder."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "campaign.toml", folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    lines = (ROOT / "recipients.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines[1:] if not recipient_ids or line.split(",")[0] in recipient_ids]
    (folder / "recipients.csv").write_text("".join([lines[0], *kept]), encoding="utf-8")
    return folder


@dataclass
class Office:
    """The folder of a campaign, and the commands typed in it."""

    folder: Path
    letters: list[dict[str, Any]] = field(default_factory=list)

    def run(self, *arguments: str, exit_status: int = 0) -> dict[str, Any]:
        """Run a command with --json and return what it prints."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            done = CliRunner().invoke(app, [*arguments, "--json"])
        assert done.exit_code == exit_status, done.output
        printed: dict[str, Any] = json.loads(done.stdout)
        return printed

    def generate(self, as_of: date | str, *arguments: str) -> list[dict[str, Any]]:
        """Make what is due, without PDFs, and return the letters."""
        made = self.run("generate", "--as-of", str(as_of), "--format", "docx", "--actor", "ann", *arguments)
        letters: list[dict[str, Any]] = made["letters"]
        self.letters += letters
        return letters

    def record(self, *arguments: str, exit_status: int = 0) -> dict[str, Any]:
        """Record what happened."""
        return self.run("record", *arguments, "--actor", "ben", exit_status=exit_status)

    def record_rows(self, rows: list[dict[str, str]], exit_status: int = 0) -> dict[str, Any]:
        """Record the rows of a table."""
        table = self.folder / "entries.csv"
        names = sorted({name for row in rows for name in row})
        with table.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, names)
            writer.writeheader()
            writer.writerows(rows)
        return self.record("--from", str(table), exit_status=exit_status)

    def post(self, letters: list[dict[str, Any]], on: date | str) -> None:
        """Hand letters over at noon."""
        if letters:
            self.record_rows([posted(letter, on) for letter in letters])

    def change_row(self, recipient_id: str, old: str, new: str) -> None:
        """Change the row of a recipient in the table."""
        table = self.folder / "recipients.csv"
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        table.write_text(
            "".join(
                line.replace(old, new, 1) if line.startswith(f"{recipient_id},") else line for line in lines
            ),
            encoding="utf-8",
        )


def posted(letter: dict[str, Any], on: date | str) -> dict[str, str]:
    """Return the row that records a hand-over at noon."""
    return {
        "event": "sent",
        "recipient_id": letter["recipient_id"],
        "letter": letter["reference"],
        "on": f"{on}T12:00",
        "channel": "certified mail",
    }
