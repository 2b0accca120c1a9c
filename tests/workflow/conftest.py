"""A PostgreSQL server for the record, beside the files that it usually lies in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.postgresql import run_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    with run_server() as socket_folder:
        yield socket_folder
