"""Photograph the pages of the sample campaign: ``python -m tests.web.screenshots FOLDER``."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from tests.web.browser import chromium
from tests.web.conftest import copy_sample
from tests.web.serving import serving
from tests.web.test_story import Player, with_faults

WIDTH, HEIGHT = 1280, 860


def shoot(page: Any, path: Path, *, dark: bool = False, phone: bool = False) -> None:
    """Photograph what stands on the screen, as a small PNG."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.set_viewport_size({"width": 390, "height": 844} if phone else {"width": WIDTH, "height": HEIGHT})
    page.wait_for_timeout(400)
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(96).save(path, "PNG", optimize=True)


def main(folder: Path) -> None:
    """Play as much of the story as there are pictures of."""
    with tempfile.TemporaryDirectory() as place:
        campaign = copy_sample(Path(place) / "sample")
        with serving(campaign) as served, chromium() as browser:
            admin, clerk, reviewer = (Player(browser, served, scripts=True) for _ in range(3))
            admin.come(served.link)
            clerk.come(admin.invite("records-clerk", "clerk"))
            reviewer.come(admin.invite("counsel", "reviewer"))
            clerk.upload("/desk/table", with_faults(campaign))
            shoot(clerk.page, folder / "faults.png")
            clerk.generate()
            clerk.page.click("a.button:has-text('To the batch')")
            shoot(clerk.page, folder / "batch.png")
            reviewer.page.goto(f"{clerk.page.url}/alike")
            shoot(reviewer.page, folder / "alike.png")
            reviewer.page.locator("a.example").first.click()
            _comment(reviewer.page)
            shoot(reviewer.page, folder / "letter.png")
            shoot(reviewer.page, folder / "letter-dark.png", dark=True)
            shoot(reviewer.page, folder / "letter-phone.png", phone=True)


def _comment(page: Any) -> None:
    page.click("#commenting summary")
    page.fill("#commenting textarea[name=quote]", "This letter does not decide that question.")
    page.fill("#commenting textarea[name=text]", "Say who decides it, and when.")
    page.click("#commenting button")
    page.goto(page.url.partition("#")[0])
    page.reload()  # from its beginning, without the note that the comment was recorded


if __name__ == "__main__":
    main(Path(sys.argv[1]))
