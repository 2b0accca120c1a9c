"""The story that the pages are for, played by a real Chromium against a real server, with scripts or not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.web.browser import barriers, chromium
from tests.web.conftest import copy_sample
from tests.web.serving import PASSWORD, Served, serving

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore::ResourceWarning")]

FAULTS = {
    3: ("America/Chicago", "America/Chicagoo", "timezone"),
    4: (",NY,", ",ZZ,", "state"),
    6: ("Dear Mayor:", "", "salutation"),
    9: ("05401", "5401", "postal_code"),
    13: ("records@wa", "records.wa", "email"),
}


class Player:
    """Somebody at a browser."""

    def __init__(self, browser: Any, served: Served, *, scripts: bool) -> None:
        self.context = browser.new_context(java_script_enabled=scripts)
        self.page = self.context.new_page()
        self.url = f"{served.url}/c/sample"
        self.scripts = scripts
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console", lambda said: self.faults.append(said.text) if "Security Policy" in said.text else None
        )

    def come(self, link: str) -> None:
        self.page.goto(link)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.fill("input[name=again]", PASSWORD)
        self.page.click("button.main")

    def see(self, path: str = "", says: str = "") -> None:
        """Go to a page, or stay; it says something, and keeps nobody out."""
        if path:
            self.page.goto(f"{self.url}/{path}".rstrip("/"))
        if says:
            assert says in self.page.locator("main").inner_text(), self.page.locator("main").inner_text()[
                :2000
            ]
        if self.scripts:
            assert barriers(self.page) == [], self.page.url
        assert self.faults == []

    def invite(self, name: str, role: str) -> str:
        self.see("admin", "Invite somebody")
        form = self.page.locator("section[aria-labelledby=h-invite]")
        form.locator("input[name=name]").fill(name)
        form.locator(f"input[value={role}]").check()
        form.locator("button").click()
        return str(self.page.locator("#link").inner_text())

    def upload(self, form: str, path: Path) -> None:
        self.page.goto(f"{self.url}/desk")
        self.page.set_input_files(f"form[action$='{form}'] input[type=file]", path)
        self.page.click(f"form[action$='{form}'] button")

    def generate(self, only: str = "") -> None:
        self.page.goto(f"{self.url}/desk")
        self.page.select_option("select[name=letter]", "document_request")
        self.page.fill("input[name=as_of]", "2018-01-24")
        self.page.fill("input[name=only]", only)
        self.page.click("form[action$='/generate'] button")
        self.page.wait_for_selector("a.button:has-text('To the batch')", timeout=120_000)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def players(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, dict[str, Player]]]:
    folder = copy_sample(tmp_path / "sample")
    with serving(folder) as served, chromium() as browser:
        found = {
            name: Player(browser, served, scripts=request.param) for name in ("admin", "clerk", "reviewer")
        }
        found["admin"].come(served.link)
        found["clerk"].come(found["admin"].invite("carla", "clerk"))
        found["reviewer"].come(found["admin"].invite("rhea", "reviewer"))
        yield folder, found


def with_faults(folder: Path) -> Path:
    lines = (folder / "recipients.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    for number, (old, new, _) in FAULTS.items():
        lines[number - 1] = lines[number - 1].replace(old, new)
    faulty = folder.parent / "recipients.csv"
    faulty.write_text("".join(lines), encoding="utf-8")
    return faulty


def _changed_template(folder: Path) -> Path:
    template = docx.Document(str(folder / "templates" / "letters" / "document_request.docx"))
    runs = [
        run
        for paragraph in template.paragraphs
        for run in paragraph.runs
        if "This letter does not" in run.text
    ]
    assert runs
    runs[0].text = runs[0].text.replace("This letter does not", "This letter itself does not")
    changed = folder.parent / "document_request.docx"
    template.save(str(changed))
    return changed


def test_letters_are_made_read_returned_made_again_approved_and_released(
    players: tuple[Path, dict[str, Player]],
) -> None:
    folder, people = players
    clerk, reviewer = people["clerk"], people["reviewer"]
    clerk.upload("/desk/table", with_faults(folder))
    clerk.see(says="5 faults in recipients.csv")
    for number, (_, _, column) in FAULTS.items():
        assert clerk.page.locator(f"#cell-{number}-{column} .fault").count() == 1
    clerk.upload("/desk/table", folder / "recipients.csv")
    clerk.see(says="The new table is in place")
    clerk.generate()
    clerk.see(says="23 letters made")
    clerk.page.click("a.button:has-text('To the batch')")
    clerk.see(says="23 waiting")
    batch = clerk.page.url.rpartition("/")[2]

    reviewer.see("/", "23 letters")
    reviewer.see(f"batches/{batch}/alike", "What was compared")
    returned = _comment_and_return(reviewer)
    _approve_the_rest(reviewer, batch)
    reviewer.see(f"batches/{batch}", "22 approved")

    clerk.see("/", "Returned, to be made again")
    clerk.upload("/desk/templates/document_request", _changed_template(folder))
    clerk.see(says="The new template is in place")
    clerk.generate(only=returned)
    reviewer.page.goto(f"{reviewer.url}/cases/{returned}")
    reviewer.page.click("section[aria-labelledby=h-letters] a")
    reviewer.see(says="draft 2 of 2")
    assert reviewer.page.locator("svg rect.commented").count() >= 1
    reviewer.page.click("#differences a:has-text('the one I last read')")
    reviewer.see(says="itself")
    assert reviewer.page.locator(".changes ins:has-text('itself')").count() >= 1
    reviewer.page.click("button:has-text('Approve these bytes')")
    _release_everything(clerk, folder)


def _comment_and_return(reviewer: Player) -> str:
    """Read the first letter of the largest group, comment on its words, return it, and tell whose it is."""
    page = reviewer.page
    page.locator("a.example").first.click()
    page.wait_for_timeout(700)
    reviewer.see(says="letter")
    recipient = page.locator("section[aria-labelledby=h-case] a").first.inner_text()
    page.click("#commenting summary")
    page.fill("#commenting textarea[name=quote]", "This letter does not decide that question.")
    page.fill("#commenting textarea[name=text]", "It should say that the letter itself does not.")
    page.click("#commenting button")
    reviewer.see(says="It should say that the letter itself does not.")
    assert page.locator("svg rect.commented").count() == 1
    page.click("summary:has-text('Return it with a reason')")
    page.fill("form[action$='/return'] textarea", "See the comment.")
    page.click("form[action$='/return'] button")
    return str(recipient)


def _approve_the_rest(reviewer: Player, batch: str) -> None:
    page = reviewer.page
    for _ in range(25):
        page.goto(f"{reviewer.url}/")
        first = page.locator("a.button:has-text('Read the first')")
        if not first.count():
            return
        first.click()
        page.wait_for_timeout(50)
        page.click("button:has-text('Approve these bytes')")
    raise AssertionError(f"letters of {batch} still wait")


def _release_everything(clerk: Player, folder: Path) -> None:
    """Release all that is approved; the files are those that were made, and the record says so."""
    clerk.see("/", "Approved, to be released")
    for _ in range(3):
        clerk.page.goto(f"{clerk.url}/")
        ready = clerk.page.locator("section[aria-labelledby=h-ready] a.row-main")
        if not ready.count():
            break
        ready.first.click()
        clerk.page.click("button:has-text('Release what is approved')")
    released = sorted(folder.glob("out/*-released/*"))
    assert len(released) == 46
    for path in released:
        assert (
            path.read_bytes()
            == (folder / "out" / path.parent.name.removesuffix("-released") / path.name).read_bytes()
        )
    verified = subprocess.run(
        [sys.executable, "-m", "generator", "verify"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert verified.returncode == 0, verified.stderr
