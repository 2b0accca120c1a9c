"""What the README and the documentation show is what happens."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.campaign import read_campaign
from tests.shown import Reader, blocks_of

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_what_a_page_shows_can_be_done_in_its_order_and_says_what_is_shown(
    page: Path, tmp_path: Path
) -> None:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in ("campaign.toml", "recipients.csv"):
        shutil.copy(ROOT / name, checkout)
    shutil.copytree(ROOT / "templates", checkout / "templates")
    reader = Reader(checkout, tmp_path / "kept.sh")
    for block in blocks_of(page):
        if not block.not_run:
            reader.follow(block)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_no_command_stands_where_it_is_not_run_without_a_reason(page: Path) -> None:
    for block in blocks_of(page):
        runs = block.language in {"sh", "console", "python"}
        commands = re.search(r"^(\$ |letterbook |git |make )", block.text, flags=re.MULTILINE)
        assert runs or not commands or block.not_run, block.text


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_what_a_page_shows_of_a_campaign_can_be_read(page: Path, tmp_path: Path) -> None:
    for block in blocks_of(page):
        if block.language == "toml":
            rest = "" if block.text.startswith("id =") else (ROOT / "campaign.toml").read_text("utf-8")
            (tmp_path / "campaign.toml").write_text(rest + block.text, encoding="utf-8")
            read_campaign(tmp_path / "campaign.toml")


def test_every_key_of_the_sample_campaign_is_documented() -> None:
    page = (ROOT / "docs" / "campaign.md").read_text(encoding="utf-8")
    text = (ROOT / "campaign.toml").read_text(encoding="utf-8")
    read_campaign(ROOT / "campaign.toml")
    for key in (
        "id",
        "title",
        "timezone",
        "reference",
        "specimen",
        "table",
        "address",
        "template",
        "grounds",
    ):
        assert re.search(rf"^{key} =", text, flags=re.MULTILINE), key
        assert f"`{key}`" in page, key


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
