"""A reply of the database that is lost makes no false statement: what was recorded is called recorded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import StorageError
from generator.ledger import Evidence, Ledger, verify_ledger
from generator.ledger.database import outcome
from tests.ledger.conftest import ORIGIN, make_database_schema, reports
from tests.ledger.losing import LosingProxy, Loss


@pytest.fixture
def direct(postgresql: Path) -> Iterator[Ledger]:
    with Ledger.make(make_database_schema(postgresql)) as ledger:
        yield ledger


@pytest.fixture
def proxy(postgresql: Path, tmp_path: Path) -> Iterator[LosingProxy]:
    with LosingProxy(postgresql, tmp_path / "p").running() as proxy:
        yield proxy


@pytest.fixture
def losing(direct: Ledger, proxy: LosingProxy) -> Iterator[Ledger]:
    """Return the ledger as it is reached through the proxy."""
    url = direct.engine.url.update_query_dict({"host": str(proxy.folder)}).set(drivername="postgresql")
    with Ledger.open(url.render_as_string(hide_password=False)) as ledger:
        yield ledger


@pytest.mark.parametrize("loss", ["reply", "reply in time"])
def test_what_was_committed_is_recorded_though_the_reply_is_lost(
    losing: Ledger, direct: Ledger, proxy: LosingProxy, loss: Loss
) -> None:
    before = losing.append(reports(0, 1))
    proxy.loss = loss
    appended = losing.append(reports(1, 2, 3), after=2)
    assert proxy.lost == 1
    assert direct.events() == (*before, *appended[1:])
    assert [event.seq for event in appended] == [2, 3, 4]


def test_a_commit_that_never_came_is_told_as_nothing_recorded(
    losing: Ledger, direct: Ledger, proxy: LosingProxy
) -> None:
    proxy.loss = "request"
    with pytest.raises(StorageError) as told:
        losing.append(reports(0, 1))
    assert proxy.lost == 1
    assert told.value.hint.startswith("nothing was recorded")
    assert direct.events() == ()
    assert len(losing.append(reports(0, 1))) == 2


def test_what_cannot_be_known_is_not_stated(
    losing: Ledger, direct: Ledger, proxy: LosingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "_PAUSES", (0.0, 0.1))
    proxy.loss = "reply and server"
    with pytest.raises(StorageError, match="may have been recorded, or not") as told:
        losing.append(reports(0, 1))
    assert "not recorded twice" in told.value.hint
    proxy.deaf = False
    assert losing.append(reports(0, 1)) == direct.events()
    assert verify_ledger(direct, Evidence(ORIGIN)).problems == ()
