"""What the documentation says of the ledger can be done as it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from generator.ledger import Ledger, write_entries
from generator.ledger.merkle import merkle_root
from tests.ledger.conftest import reports
from tests.ledger.tampering import unguarded

PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"


def test_the_ledger_is_checked_by_the_program_in_the_documentation(
    sqlite_ledger: Ledger, tmp_path: Path
) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    sqlite_ledger.append(reports(*range(11)))
    command = [sys.executable, "-c", program, sqlite_ledger.name]

    sound = subprocess.run(command, capture_output=True, text=True, check=True)
    assert sound.stdout.strip() == merkle_root(sqlite_ledger.leaves()).hex()
    exported = tmp_path / "events.jsonl"
    exported.write_bytes(b"".join(write_entries(sqlite_ledger.entries())))
    again = subprocess.run([*command[:-1], str(exported)], capture_output=True, text=True, check=True)
    assert again.stdout == sound.stdout
    with unguarded(tmp_path) as connection:
        connection.execute("UPDATE events SET actor = 'eve' WHERE seq = 4")
    changed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "event 4 was changed" in changed.stderr
