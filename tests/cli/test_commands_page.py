"""docs/commands.md tells every command with every option, and none that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup

from generator.cli.main import app

PAGE = (Path(__file__).parent.parent.parent / "docs" / "commands.md").read_text(encoding="utf-8")
SHARED = "Options of several commands"

Command: TypeAlias = TyperCommand | TyperGroup


def sections() -> dict[str, str]:
    """Return the text below each heading, by the heading."""
    parts = re.split(r"^#{2,3} (.*)$", PAGE, flags=re.MULTILINE)
    return dict(zip((heading.strip("`") for heading in parts[1::2]), parts[2::2], strict=True))


def commands(command: Command, path: str) -> Iterator[tuple[str, Command]]:
    """Yield every command below one, with the words that call it."""
    for name, inner in getattr(command, "commands", {}).items():
        yield f"{path} {name}", inner
        yield from commands(inner, f"{path} {name}")


COMMANDS = dict(commands(typer.main.get_command(app), "letterbook"))


def told(text: str) -> set[str]:
    """Return the options that a text names in code of their own, not within a longer command."""
    return {
        option
        for code in re.findall(r"`(-[^`]*)`", text)
        for option in re.findall(r"(?<!\w)--?[a-z][\w-]*", code)
    }


def options(command: Command) -> set[str]:
    return {name for it in command.params if it.param_type_name == "option" for name in it.opts}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_every_command_is_documented(name: str) -> None:
    assert name in sections(), f"docs/commands.md has no section {name}"
    missing = options(COMMANDS[name]) - told(sections()[name]) - told(sections()[SHARED])
    assert not missing, f"docs/commands.md, {name}: say what {', '.join(sorted(missing))} means"


def test_no_command_or_option_is_documented_that_there_is_not() -> None:
    assert {name for name in sections() if name != SHARED} == set(COMMANDS)
    everywhere = set[str]().union(*map(options, COMMANDS.values())) | {"-h", "--help"}
    assert told(sections()[SHARED]) <= everywhere
    for name, command in COMMANDS.items():
        below = (inner for path, inner in COMMANDS.items() if path.startswith(f"{name} "))
        assert told(sections()[name]) <= options(command).union(*map(options, below)), name
