"""Debian's Chromium for tests, driven by Playwright; it downloads no browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parent / "assets" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def chromium() -> Iterator[Browser]:
    assert CHROMIUM, "apt-get install chromium, or name one with CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def barriers(page: Page) -> list[str]:
    """Return what axe-core finds on a page that keeps somebody out, by WCAG 2.2 AA and good practice."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(f"() => axe.run(document, {{runOnly: {RULES}}})")
    return [
        f"{it['id']}: {node['html'][:200]} — {node['failureSummary']}"
        for it in found["violations"]
        for node in it["nodes"]
    ]
