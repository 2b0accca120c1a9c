"""Standard output and error that cannot be written: a full disk, a reader who has gone."""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from typing_extensions import Buffer


class OutputLostError(Exception):
    """What a command prints cannot be written; ``reason`` is empty when the reader has gone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Output(io.FileIO):
    """Standard output. Once it is lost all more is let go, so that nothing waits to be written."""

    lost = False

    def write(self, content: Buffer, /) -> int:
        if self.lost:
            return memoryview(content).nbytes
        try:
            return super().write(content)
        except OSError as exc:
            self.lost = True
            raise OutputLostError("" if exc.errno == errno.EPIPE else exc.strerror or str(exc)) from exc


class _Diagnostics(io.FileIO):
    """Standard error. Where it cannot be written nothing can be told, and the exit status says the rest."""

    def write(self, content: Buffer, /) -> int:
        with suppress(OSError):
            return super().write(content)
        return memoryview(content).nbytes


@contextmanager
def guarded_output() -> Iterator[None]:
    """Run a command whose output may be lost: it ends with 4, and without a word when its reader has gone."""
    sys.stdout, sys.stderr = _over(_Output, sys.stdout), _over(_Diagnostics, sys.stderr)
    try:
        yield
    except OutputLostError as exc:
        if exc.reason:
            sys.stderr.write(f"letterbook: the output cannot be written: {exc.reason}\n")
            sys.stderr.write("  hint: what the command was to do is done; to see it, run it again\n")
        sys.exit(4)


def _over(kind: type[io.FileIO], stream: TextIO) -> TextIO:
    """Return a text stream like the one given, whose bytes go through a raw file of another kind."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    raw = kind(stream.fileno(), "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
