"""How the office's own log-in is reached.

From the environment, so that its secret is in no file of a campaign.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from generator.errors import UsageError

_VARIABLES = ("LETTERBOOK_OIDC_ISSUER", "LETTERBOOK_OIDC_CLIENT_ID", "LETTERBOOK_OIDC_CLIENT_SECRET")


@dataclass(frozen=True, slots=True)
class OfficeLogin:
    """An OpenID Connect provider, and what this server is called there."""

    issuer: str
    client_id: str
    client_secret: str


def office_login() -> OfficeLogin | None:
    """Return the office's own log-in, if the environment names one.

    Raises:
        UsageError: it names a part of it, or one that is not reached through TLS.
    """
    told = [os.environ.get(name, "").strip() for name in _VARIABLES]
    if not any(told):
        return None
    for name, value in zip(_VARIABLES, told, strict=True):
        if not value:
            raise UsageError(
                f"{name} is not set", hint=f"the log-in of the office needs {', '.join(_VARIABLES)}"
            )
    issuer = told[0].rstrip("/")
    local = issuer.startswith(("http://127.0.0.1:", "http://localhost:"))
    if not issuer.startswith("https://") and not local:
        raise UsageError(f"{_VARIABLES[0]}: {issuer!r} is not reached through TLS", hint="write https://…")
    return OfficeLogin(issuer, told[1], told[2])
