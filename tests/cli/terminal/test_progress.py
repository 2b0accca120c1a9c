"""The time that is left is counted from letters, not from what is done once before them."""

from __future__ import annotations

import io
import re
import sys
import time

import pytest

from generator.cli.letters.generate import progress_bar


class Terminal(io.StringIO):
    """A stderr that somebody looks at."""

    def isatty(self) -> bool:  # noqa: D102
        return True


def test_the_first_time_left_is_that_of_the_letters_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, terminal = [1000.0], Terminal()
    monkeypatch.setattr(time, "time", lambda: clock[0])
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar() as show:
        for seconds, done in ((60, 1), (2, 21)):
            clock[0] += seconds
            show(done, 101)
    assert re.findall(r"\d\d:\d\d:\d\d", terminal.getvalue())[0] == "00:00:07"


def test_off_a_terminal_nothing_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as show:
        show(1, 2)
    assert capfd.readouterr() == ("", "")
