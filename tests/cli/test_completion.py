"""The shell completes commands and options."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading_back import letterbook


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("letterbook gen", ["generate"]),
        ("letterbook record re", ["response", "resume", "returned-mail"]),
        ("letterbook generate --le", ["--letter"]),
    ],
)
def test_what_is_begun_is_completed(line: str, completed: list[str], tmp_path: Path) -> None:
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    done = letterbook(cwd=tmp_path, _LETTERBOOK_COMPLETE="complete_bash", **asked)
    assert done.stdout.split() == completed
