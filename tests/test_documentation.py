"""What the README and the documentation show is what happens."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from generator.campaign import read_campaign
from generator.cli.main import app
from tests.reading_back import letterbook

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def test_the_faults_that_the_readme_shows_are_what_check_says(copied_campaign: Path) -> None:
    table, campaign = copied_campaign / "recipients.csv", copied_campaign / "campaign.toml"
    rows = table.read_text(encoding="utf-8").splitlines()
    for number, (old, new) in {
        9: ("05401", "5401"),
        13: ("records@wa", "records.wa"),
        6: ("Dear Mayor:", ""),
    }.items():
        rows[number - 1] = rows[number - 1].replace(old, new)
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    text = campaign.read_text(encoding="utf-8").replace('salutation = "text"', 'salutation = "optional text"')
    campaign.write_text(text, encoding="utf-8")
    done = letterbook("check", cwd=copied_campaign)
    (shown,) = [block for block in blocks("text") if "postal_code" in block]
    assert done.returncode == 1
    for line in shown.splitlines():
        assert line in done.stderr


def test_every_command_of_the_readme_exists_with_the_options_it_shows() -> None:
    for line in "".join(blocks("sh")).splitlines():
        if line.startswith("letterbook "):
            command, words = typer.main.get_command(app), shlex.split(line)[1:]
            while words and words[0] in getattr(command, "commands", {}):
                command = command.commands[words.pop(0)]  # type: ignore[attr-defined]
            options = {option for parameter in command.params for option in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= options, line


def test_the_record_that_the_readme_shows_is_kept_so(copied_campaign: Path) -> None:
    (shown,) = [block for block in blocks("sh") if "letterbook record" in block]
    made = ("generate", "--letter", "document_request", "--as-of", "2018-01-24", "--format", "docx")
    lines = [made, *(shlex.split(line)[1:] for line in shown.splitlines())]
    done = [letterbook(*line, cwd=copied_campaign) for line in lines]
    assert [it.returncode for it in done] == [0] * len(lines), [it.stderr for it in done]
    (folder,) = copied_campaign.glob("out/2018-02-26-*")
    assert {path.stem for path in folder.glob("*.pdf")} == {"il-chicago.follow_up"}


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    (code,) = blocks("python")
    values = (
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from generator.campaign import read_campaign\n"
        "from generator.deadlines import due_date\n"
        "from generator.merging import merge_values\n"
        "from generator.planning import order_letters, plan_letters\n"
        "from generator.recipients import read_recipients\n"
        "campaign = read_campaign(Path('campaign.toml'))\n"
        "table = read_recipients(Path('recipients.csv'), campaign.columns)\n"
        "order = order_letters(campaign, 'closing', date(2018, 2, 26), None)\n"
        "letter = plan_letters(campaign, table.recipients[:1], order, count_due_date=due_date)[0]\n"
        "values = merge_values(letter, campaign)\n"
    )
    script = tmp_path / "readme.py"
    script.write_text(values + code + "\nassert pdf.startswith(b'%PDF')\n", encoding="utf-8")
    done = subprocess.run([sys.executable, script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "recipient.salutation" in done.stdout


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
