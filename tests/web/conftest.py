"""A campaign with two letters that wait for review, its people, and a client for each of them."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from generator.web.accounts.sessions import begin_session
from generator.web.accounts.tokens import make_token
from generator.web.accounts.users import add_user
from generator.web.application import make_application
from generator.web.offices import Office, open_offices
from generator.web.settings import Settings
from generator.workflow.environment import now
from generator.workflow.letters.batches import Selection
from generator.workflow.letters.generate import generate
from generator.workflow.office.granting import grant_role
from generator.workflow.sources import Sources
from tests.conftest import ROOT

ROLES = ("clerk", "reviewer", "viewer", "admin")
PEOPLE = {"carla": "clerk", "rhea": "reviewer", "vic": "viewer", "ada": "admin", "nemo": ""}
URL = "http://127.0.0.1:8000"


def make_letters(folder: Path, *, actor: str = "carla") -> None:
    """Make the document requests to two recipients of the sample campaign."""
    only = ("ny-albany", "vt-burlington")
    selection = Selection("document_request", dt.date(2018, 1, 24), only=only, actor=actor)
    generate(Sources(folder / "campaign.toml"), selection, folder / "out")


def copy_sample(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("campaign.toml", "recipients.csv"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


@pytest.fixture(scope="session")
def made_campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_sample(tmp_path_factory.mktemp("made") / "sample")
    for name, role in PEOPLE.items():
        if role:
            grant_role(folder / "campaign.toml", name, role, actor="ada")
    make_letters(folder)
    return folder


@dataclass(slots=True)
class Visitor:
    """Somebody with a browser: keeps cookies, and sends the token of forms."""

    client: TestClient
    slug: str
    token: str = ""
    csrf: str = field(default="", init=False)

    def path(self, path: str) -> str:
        return f"/c/{self.slug}{path}"

    def get(self, path: str, **options: Any) -> Any:
        return self.client.get(self.path(path), follow_redirects=False, **options)

    def post(self, path: str, *, csrf: str | None = None, **form: Any) -> Any:
        if csrf is None:
            shown = re.search(r'name="csrf" value="([0-9a-f]+)"', self.client.get(self.path("/account")).text)
            csrf = shown.group(1) if shown else ""
        files = form.pop("files", None)
        return self.client.post(
            self.path(path), data={"csrf": csrf, **form}, files=files, follow_redirects=False
        )

    def api(self, method: str, path: str, **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return self.client.request(method, f"/api/v1/c/{self.slug}{path}", headers=headers, **options)


@dataclass(frozen=True, slots=True)
class House:
    """Two campaigns behind one server, and whoever is to visit them."""

    application: Any
    office: Office
    other: Office

    def visitor(self, name: str = "", *, scope: str = "write") -> Visitor:
        """Return somebody who is logged in, or nobody known."""
        client = TestClient(self.application, base_url=URL, raise_server_exceptions=True)
        visitor = Visitor(client, self.office.slug)
        if name:
            with self.office.accounts.writing() as connection:
                opener = begin_session(connection, name, now(), address="127.0.0.1", agent="a test")
                visitor.token = make_token(connection, name, now(), label="test", scope=scope, days=1)
            client.cookies.set(f"letterbook-{self.office.slug}", opener)
        return visitor

    @property
    def letters(self) -> list[str]:
        register = self.office.register.look()
        return [letter for batch in register.batches.values() for letter in batch.letters]

    @property
    def batch(self) -> str:
        return next(iter(self.office.register.look().batches))


def open_house(made: Path, folder: Path) -> House:
    shutil.copytree(made, folder / "sample")
    other = copy_sample(folder / "other")
    offices = open_offices((folder / "sample", other))
    for office in offices.values():
        with office.accounts.writing() as connection:
            for name in PEOPLE:
                add_user(connection, name, f"{name}@office.example", now())
    application = make_application(Settings((folder / "sample", other)), offices)
    return House(application, offices["sample"], offices["other"])


@pytest.fixture
def house(made_campaign: Path, tmp_path: Path) -> Iterator[House]:
    return open_house(made_campaign, tmp_path)


@pytest.fixture(scope="module")
def shared_house(made_campaign: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """Return a house for tests that change nothing that another would see."""
    return open_house(made_campaign, tmp_path_factory.mktemp("house"))
