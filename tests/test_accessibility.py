"""WCAG 2.2 AA as axe-core sees it: every tab and every kind of result, light and dark, wide and on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_fixtures import Site, chromium, served, turn_to
from playwright.sync_api import Browser

LEVEL = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
VIEWS = [
    pytest.param("", "#contoh button", id="start"),
    pytest.param("?tanya=PNS+memasang+spanduk+calon", ".kb-kartu", id="answer"),
    pytest.param("?alamat=pp-71-2019/pasal-3/huruf-b", ".kb-kartu", id="clause"),
    pytest.param("?alamat=pp-71-2019", ".kb-naskah", id="outline"),
    pytest.param("?tanya=Pasal+99+PP+71%2F2019", ".kb-kosong", id="nothing found"),
    pytest.param("?naskah=pp-71-2019/pasal-3", "#bacaan h3", id="reader"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("akses")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def violations(browser: Browser, site: Site, link: str, sign: str, tab: str = "", width: int = 1280, dark: bool = False) -> list[str]:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    try:
        page.goto(f"{site.url}/{link}")
        page.wait_for_selector(sign)
        if tab:
            turn_to(page, tab)
        page.wait_for_timeout(400)  # opacity on its way would be taken for a lack of contrast
        found = Axe().run(page, options=LEVEL).response["violations"]
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
    finally:
        page.close()


@pytest.mark.parametrize("width", [pytest.param(1280, id="wide"), pytest.param(390, id="phone")])
@pytest.mark.parametrize(("link", "sign"), VIEWS)
def test_no_view_breaks_a_rule(browser: Browser, site: Site, link: str, sign: str, width: int) -> None:
    assert violations(browser, site, link, sign, width=width) == []


@pytest.mark.parametrize(("link", "sign"), VIEWS)
def test_no_view_breaks_a_rule_in_the_dark(browser: Browser, site: Site, link: str, sign: str) -> None:
    assert violations(browser, site, link, sign, dark=True) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_tab_breaks_a_rule(browser: Browser, site: Site, dark: bool) -> None:
    page = browser.new_page()
    page.goto(site.url)
    page.wait_for_selector("#contoh button")
    tabs = [tab.inner_text().strip() for tab in page.get_by_role("tab").all()]
    page.close()
    assert len(tabs) >= 3
    found = {tab: violations(browser, site, "", "#contoh button", tab, dark=dark) for tab in tabs}
    assert {tab: broken for tab, broken in found.items() if broken} == {}


def test_the_check_can_fail(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<!doctype html><html lang="id"><title>x</title><main><h1>x</h1><img src="x.png"></main></html>')
    assert [rule["id"] for rule in Axe().run(page, options=LEVEL).response["violations"]] == ["image-alt"]
    page.close()
