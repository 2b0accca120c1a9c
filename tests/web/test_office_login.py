"""The office's own log-in, against a small real provider: who is let in, and what is not believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from generator.web.application import make_application
from generator.web.settings import Settings
from generator.workflow.office.login import OfficeLogin
from tests.web.conftest import URL, House, Visitor
from tests.web.provider import Provider, provider


@pytest.fixture
def office_login(house: House) -> Iterator[tuple[House, Provider]]:
    with provider() as told:
        login = OfficeLogin(told.issuer, "letterbook", "secret")
        offices = {"sample": house.office}
        application = make_application(Settings((house.office.folder,), login=login), offices)
        yield replace(house, application=application), told


def come(house: House, *, through: Any = None) -> tuple[Visitor, Any]:
    """Log in at the provider and come back; ``through`` may spoil the address on the way."""
    visitor = Visitor(TestClient(house.application, base_url=URL), "sample")
    there = visitor.get("/login/office?next=/c/sample/batches").headers["location"]
    back = httpx2.get(there, follow_redirects=False).headers["location"]
    return visitor, visitor.client.get(through(back) if through else back, follow_redirects=False)


def test_who_has_an_account_with_the_verified_address_is_let_in_and_known_from_then_on(
    office_login: tuple[House, Provider],
) -> None:
    house, told = office_login
    visitor, came = come(house)
    assert (came.status_code, came.headers["location"]) == (303, "/c/sample/batches")
    assert "rhea" in visitor.get("/account").text
    told.claims = {"sub": "7"}  # the address may change: the subject is who they are
    assert come(house)[1].status_code == 303
    told.claims = {"sub": "8", "email": "rhea@office.example", "email_verified": True}
    assert come(house)[1].status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "7", "email": "rhea@office.example", "email_verified": False},
        {"sub": "7", "email": "rhea@office.example"},
        {"sub": "7", "email": "nobody@office.example", "email_verified": True},
        {"sub": "7"},
    ],
)
def test_nobody_gets_an_account_by_logging_in(
    office_login: tuple[House, Provider], claims: dict[str, Any]
) -> None:
    house, told = office_login
    told.claims = claims
    assert come(house)[1].status_code == 403


@pytest.mark.parametrize(
    "claims", [{"nonce": "x"}, {"aud": "another"}, {"iss": "http://evil.example"}, {"exp": 1}]
)
def test_a_token_that_does_not_hold_is_not_believed(
    office_login: tuple[House, Provider], claims: dict[str, Any]
) -> None:
    house, told = office_login
    told.claims |= claims
    assert come(house)[1].status_code == 503


def test_a_token_of_another_key_is_not_believed(office_login: tuple[House, Provider]) -> None:
    house, told = office_login
    told.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert come(house)[1].status_code == 503


def test_an_answer_counts_once_and_for_the_browser_that_asked(office_login: tuple[House, Provider]) -> None:
    house, _ = office_login
    kept: list[str] = []
    visitor, _ = come(house, through=lambda back: kept.append(back) or back)
    assert visitor.client.get(kept[0], follow_redirects=False).status_code == 403
    other = Visitor(TestClient(house.application, base_url=URL), "sample")
    there = other.get("/login/office").headers["location"]
    back = httpx2.get(there, follow_redirects=False).headers["location"]
    stranger = TestClient(house.application, base_url=URL)
    assert stranger.get(back, follow_redirects=False).status_code == 403
    assert come(house, through=lambda back: back.replace("state=", "state=x"))[1].status_code == 403
