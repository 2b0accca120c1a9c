"""The blocks that a page shows, run as a reader would run them: in order, in one shell, in a fresh folder.

A comment before a block says what the page does not show: ``first:`` a command that comes before it,
``given:`` the arguments of a Python block, ``not run:`` why it cannot be run here. In a block ``console`` the
commands are the lines that begin with ``$``, and below each is what it says; ``…`` is whatever is there.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"((?:^<!-- .*? -->\n)*)^```(\w*)\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"^<!-- (first|given|not run): (.*?) -->$", flags=re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n?)*)", flags=re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page; ``first`` are the commands that go before it."""

    language: str
    text: str
    first: tuple[str, ...]
    given: str
    not_run: str


def blocks_of(page: Path) -> tuple[Block, ...]:
    """Return the blocks of a page in their order."""
    return tuple(_blocks(page.read_text(encoding="utf-8")))


def _blocks(text: str) -> Iterator[Block]:
    for marks, language, shown in _BLOCK.findall(text):
        told = _MARK.findall(marks)
        first = tuple(words for name, words in told if name == "first")
        yield Block(language, shown, first, dict(told).get("given", ""), dict(told).get("not run", ""))


class Reader:
    """Somebody who types what the blocks of a page show; folder and variables last from one to the next."""

    def __init__(self, folder: Path, kept: Path) -> None:
        self._kept = kept
        tools = Path(sys.executable).parent
        kept.write_text(f"cd {shlex.quote(str(folder))}\nexport PATH={shlex.quote(str(tools))}:$PATH\n")

    def follow(self, block: Block) -> None:
        """Run a block and hold what it says to what the page shows."""
        for command in block.first:
            self._run(command)
        match block.language:
            case "sh":
                self._run(block.text)
            case "console":
                self._compare(block.text)
            case "python":
                self._run(f"python - {block.given} <<'PYTHON'\n{block.text}PYTHON")

    def _run(self, script: str, *, any_status: bool = False) -> str:
        """Run a script; what it says comes in the order in which a terminal shows it."""
        kept = shlex.quote(str(self._kept))
        keep = f"trap '{{ export -p; echo cd \"$PWD\"; }} > {kept}' EXIT"
        done = subprocess.run(
            ["bash", "-c", f"source {kept}\n{keep}\nset -ea\n{script}"],
            env=dict(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert any_status or done.returncode == 0, f"{script}\n{done.stdout}"
        return done.stdout

    def _compare(self, text: str) -> None:
        for command, shown in _COMMAND.findall(text):
            said = self._run(command, any_status=True)
            pattern = ".*".join(map(re.escape, shown.strip().split("…")))
            assert re.fullmatch(pattern, said.strip(), flags=re.DOTALL), f"{command}\n{said}"
