"""Take the README's pictures of the page: ``python docs/screenshot.py`` (needs Chromium and a built index)."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PORT = 7899
ADDRESS = f"http://127.0.0.1:{PORT}/"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]


def main() -> None:
    """Serve the page, ask, check and tell a case, save what is seen."""
    server = subprocess.Popen([sys.executable, "-m", "kb", "serve", "--port", str(PORT)], cwd=ROOT)
    try:
        _wait()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            page = browser.new_page(viewport={"width": 1180, "height": 860})
            page.goto(f"{ADDRESS}?tanya=Boleh+nggak+PNS+ikut+kampanye%3F")
            page.wait_for_selector("article")
            _save(page, "halaman")
            page.get_by_role("tab", name="Verifikasi Rujukan").click()
            page.locator("#contoh-rujukan").click()
            page.wait_for_selector("#hasil-rujukan article, #hasil-rujukan .kb-periksa")
            _save(page, "rujukan")
            browser.close()
    finally:
        server.terminate()


def _save(page: Page, name: str) -> None:
    page.wait_for_timeout(500)
    page.screenshot(path=ROOT / "docs" / f"{name}.png")


def _wait() -> None:
    for _ in range(300):
        with suppress(OSError), urllib.request.urlopen(ADDRESS, timeout=2):
            return
        time.sleep(0.2)


if __name__ == "__main__":
    main()
