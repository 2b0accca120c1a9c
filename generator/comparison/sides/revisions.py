"""Files as a revision of a git repository has them, read with ``git cat-file`` and never checked out."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from generator.comparison.faults import ComparisonError
from generator.errors import Problem

_REVISION = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./~^@{}+-]*")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SECONDS = 60


def resolve_commit(repository: Path, revision: str) -> str:
    """Return the full name of the commit that ``revision`` (branch, tag, ``HEAD~2``) means.

    Raises:
        ComparisonError: it is not a revision, or not one of this repository.
    """
    if not _REVISION.fullmatch(revision) or ".." in revision:
        raise _fault(revision, "is not a revision of git", "name a branch, a tag or a commit")
    asked = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = _git(repository, "rev-parse", *asked).decode("ascii", "replace").strip()
    if not _COMMIT.fullmatch(commit):
        raise _fault(revision, "is not a commit of this repository", "fetch it, or name another")
    return commit


def plain_path(path: str) -> str:
    """Return a path below the top of a repository without a trailing slash.

    Raises:
        ComparisonError: it is absolute, leads out, or has a character that no path of ours has.
    """
    parts = path.rstrip("/").split("/")
    if not path.isprintable() or ":" in path or "\\" in path or {"", ".", ".."} & set(parts):
        raise _fault(
            path, "is not a path below the top of the repository", "write it like out/2018-01-24-follow_up"
        )
    return "/".join(parts)


def list_folder(repository: Path, commit: str, path: str) -> tuple[str, ...]:
    """Return the paths of all files below a folder of the commit; none when it is a file."""
    listed = _git(repository, "ls-tree", "-r", "-z", "--name-only", commit, f"{path}/")
    names = listed.decode("utf-8", "replace").split("\0")
    return tuple(name.removeprefix(f"{path}/") for name in names if name)


def read_blob(repository: Path, commit: str, path: str, limit: int) -> bytes:
    """Return the bytes of a file of the commit.

    Raises:
        ComparisonError: the commit has no such file, or it is larger than ``limit`` bytes.
    """
    name = f"{commit}:{path}"
    size = _git(repository, "cat-file", "-s", name)
    if not size.strip().isdigit() or int(size) > limit:
        message = (
            f"has {int(size):,} bytes; the limit is {limit:,}" if size.strip().isdigit() else "is not there"
        )
        raise _fault(f"git:{commit[:12]}:{path}", message)
    return _git(repository, "cat-file", "blob", name)


def _git(repository: Path, *arguments: str) -> bytes:
    """Run git without a shell, hooks, pager or optional locks; what it prints on failure is nothing."""
    command = [
        "git",
        "--no-pager",
        "--no-optional-locks",
        "-C",
        str(repository),
        "-c",
        "core.fsmonitor=",
        *arguments,
    ]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - no shell, every argument checked above
    except FileNotFoundError as exc:
        raise _fault("git", "is not installed", "install it, or compare folders") from exc
    except subprocess.TimeoutExpired as exc:
        raise _fault("git", f"did not answer within {_SECONDS} seconds") from exc
    return done.stdout if done.returncode == 0 else b""


def _fault(place: str, message: str, hint: str = "") -> ComparisonError:
    return ComparisonError((Problem(place, "", message, hint),))
