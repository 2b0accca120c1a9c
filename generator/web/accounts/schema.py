"""The tables of the accounts, beside the ledger in the same database and apart from it.

Secrets are kept as hashes only: passwords by argon2, links, sessions and tokens (256 random bits each) by
SHA-256. Instants are UTC with microseconds, as the ledger writes them, so that they order as text does.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Integer, MetaData, Table, Text

METADATA: Final = MetaData()


def _table(name: str, key: str, *columns: str) -> Table:
    others = (Column(column, Text, nullable=False, server_default="") for column in columns)
    return Table(f"account_{name}", METADATA, Column(key, Text, primary_key=True), *others)


USERS: Final = _table("users", "name", "email", "password", "subject", "made_at", "disabled_at")
"""``subject`` is who the office's own log-in says this is: issuer and ``sub`` (OpenID Connect Core, 5.7)."""

SESSIONS: Final = _table(
    "sessions", "sha256", "id", "user", "made_at", "seen_at", "ends_at", "address", "agent"
)

LINKS: Final = _table("links", "sha256", "user", "made_at", "ends_at", "used_at", "made_by")
"""Links that let somebody choose a password, once."""

TOKENS: Final = _table(
    "tokens", "sha256", "id", "user", "label", "scope", "made_at", "ends_at", "used_at", "revoked_at"
)

ATTEMPTS: Final = Table(
    "account_attempts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("address", Text, nullable=False),
)
"""Log-ins that failed."""

JOBS: Final = _table("jobs", "id", "kind", "user", "state", "done", "of", "made_at", "process", "outcome")

REPLIES: Final = _table("replies", "key", "asked", "status", "body", "made_at")
"""What was answered to a request with an ``Idempotency-Key``, to be answered again."""

HOOKS: Final = _table("hooks", "id", "url", "secret", "user", "told", "made_at", "failed_at", "failures")
"""Webhooks; ``told`` is the number of the last event of the ledger that was told."""

FLOWS: Final = _table("flows", "state", "opener", "nonce", "verifier", "wanted", "made_at")
"""Log-ins that were begun at the office's own provider and have not come back yet."""
