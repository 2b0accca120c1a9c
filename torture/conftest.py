"""A PostgreSQL server beside the files."""

from __future__ import annotations

from tests.ledger.conftest import postgresql

__all__ = ["postgresql"]
