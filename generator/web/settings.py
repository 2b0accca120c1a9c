"""How a server is set up: under which address people know it, and how the office's own log-in is reached."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from generator.errors import UsageError
from generator.workflow.office.login import OfficeLogin


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server needs to know. ``url`` is the address that people type, without a path."""

    folders: tuple[Path, ...]
    host: str = "127.0.0.1"
    port: int = 8000
    url: str = ""
    login: OfficeLogin | None = None

    @property
    def address(self) -> str:
        """Return the address that people type, such as ``https://letters.office.example``."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return self.url.rstrip("/") or f"http://{shown}:{self.port}"

    @property
    def is_secure(self) -> bool:
        """Say whether people reach the server through TLS."""
        return self.address.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """Return what a request may say that its host is; to any other it is not answered."""
        own = urlsplit(self.address).netloc
        local = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        return frozenset({own, *(local if _is_loopback(self.host) and not self.url else ())})


def check_settings(settings: Settings) -> Settings:
    """Return the settings, if they have a meaning.

    Raises:
        UsageError: they have none, or would carry passwords through a network in the open.
    """
    split = urlsplit(settings.address)
    if split.scheme not in {"http", "https"} or not split.netloc or split.path or split.query:
        raise UsageError(
            f"--url: {settings.url!r} is not an address", hint="write https://letters.office.example"
        )
    if not settings.url and not _is_loopback(settings.host):
        hint = "put a proxy with TLS before it, and give its address: --url https://letters.office.example"
        raise UsageError(f"--host {settings.host}: others would reach this server without TLS", hint=hint)
    return settings


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
