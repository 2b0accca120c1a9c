"""A proxy before PostgreSQL that loses what is said around the COMMIT of an appending: once, then no more."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

_SOCKET = ".s.PGSQL.5432"

Loss: TypeAlias = Literal["nothing", "request", "reply", "reply in time", "reply and server"]
"""Lost is the COMMIT itself; its reply; its reply before the server has begun; or both reply and server."""


@dataclass
class LosingProxy:
    """Forwards each connection to the server, until an appending commits."""

    server: Path
    folder: Path
    loss: Loss = "nothing"
    lost: int = 0
    deaf: bool = False
    _listener: socket.socket = field(default_factory=lambda: socket.socket(socket.AF_UNIX))

    @contextmanager
    def running(self) -> Iterator[LosingProxy]:
        """Listen in ``folder``, as a server whose socket lies there would."""
        self.folder.mkdir()
        self._listener.bind(str(self.folder / _SOCKET))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()
        try:
            yield self
        finally:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, contextlib.suppress(OSError):
            if self.deaf:
                return
            server.connect(str(self.server / _SOCKET))
            threading.Thread(target=self._back, args=(server, client), daemon=True).start()
            try:
                self._forward(client, server)
            finally:
                server.shutdown(socket.SHUT_RDWR)

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        inserted = False
        while said := client.recv(65536):
            inserted = inserted or b"INSERT INTO events" in said
            if inserted and b"COMMIT" in said and self.loss != "nothing":
                self._lose(said, client, server)
                return
            server.sendall(said)

    def _lose(self, said: bytes, client: socket.socket, server: socket.socket) -> None:
        loss, self.loss = self.loss, "nothing"
        self.lost += 1
        self.deaf = loss == "reply and server"
        client.shutdown(socket.SHUT_RDWR)
        if loss == "reply in time":
            time.sleep(0.3)
        if loss != "request":
            server.sendall(said)
            time.sleep(0.1)

    @staticmethod
    def _back(server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := server.recv(65536):
                client.sendall(said)
            client.shutdown(socket.SHUT_RDWR)
