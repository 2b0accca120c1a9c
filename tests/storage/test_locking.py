"""One process at a time, on whatever system; and nothing of the package needs POSIX to be imported."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.storage.locking import locked

HOLDER = "import sys; from pathlib import Path; from generator.storage.locking import locked\n"


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "campaign.toml"
    path.write_text("name = 'x'\n")
    return path


def test_another_process_waits_until_the_lock_is_given_back(file: Path) -> None:
    code = HOLDER + "with locked(Path(sys.argv[1])): print('mine', flush=True)"
    with locked(file):
        other = subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(timeout=1.0)
    assert other.communicate(timeout=20)[0] == "mine\n"


def test_a_lock_ends_with_the_process_that_held_it(file: Path) -> None:
    killed = python(HOLDER + "import os\nwith locked(Path(sys.argv[1])): os._exit(9)", str(file))
    assert killed.returncode == 9
    with locked(file):
        assert file.read_text() == "name = 'x'\n"


def refusing(times: int, code: int, calls: list[int]) -> Callable[[int, int, int], None]:
    def locking(descriptor: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        assert os.lseek(descriptor, 0, os.SEEK_CUR) > 2**30, "it locks a byte that nobody reads"
        calls.append(descriptor)
        if len(calls) <= times:
            raise OSError(code, os.strerror(code))

    return locking


@pytest.mark.parametrize(
    ("refusals", "code", "tries"), [(0, 0, 1), (2, errno.EACCES, 3), (9, errno.ENOSYS, 1)]
)
def test_windows_tries_until_it_has_the_lock_and_does_without_where_there_is_none(
    file: Path, monkeypatch: pytest.MonkeyPatch, refusals: int, code: int, tries: int
) -> None:
    calls: list[int] = []
    library = SimpleNamespace(LK_NBLCK=2, locking=refusing(refusals, code, calls))
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", library)
    monkeypatch.setattr("generator.storage.locking._PAUSE", 0.0)
    with locked(file):
        assert len(calls) == tries


def test_every_module_can_be_imported_where_there_is_no_posix() -> None:
    done = python(
        """
        import os, pkgutil, signal, sys
        # What the libraries below import is theirs; they are there before POSIX goes.
        import typer, lxml.etree, jinja2, docxtpl, sqlalchemy, pydantic, openpyxl, cryptography
        import fontTools.ttLib
        for name in ("fcntl", "pwd", "grp", "resource", "termios", "pty", "syslog"):
            sys.modules[name] = None
        for name in ("O_DIRECTORY", "O_CLOEXEC", "fchmod", "getuid", "sched_getaffinity", "fork"):
            delattr(os, name)
        del signal.SIGKILL, signal.SIGALRM
        import generator
        for module in pkgutil.walk_packages(generator.__path__, "generator."):
            if module.name != "generator.__main__":
                __import__(module.name)
        """
    )
    assert done.returncode == 0, done.stderr


def test_files_are_written_whole_where_there_is_no_posix(tmp_path: Path) -> None:
    done = python(
        """
        import os, sys
        from pathlib import Path
        for name in ("O_DIRECTORY", "O_CLOEXEC", "fchmod"):
            delattr(os, name)
        from generator.storage import write_once
        write_once(Path(sys.argv[1]) / "new" / "letter.docx", b"letter")
        """,
        str(tmp_path),
    )
    assert done.returncode == 0, done.stderr
    written = tmp_path / "new" / "letter.docx"
    assert written.read_bytes() == b"letter"
    assert written.stat().st_mode & 0o777 == 0o444
