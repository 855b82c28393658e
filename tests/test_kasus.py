"""The tab Periksa Kasus: what it shows of a case, in a browser and without one; hostile stories; a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from page_fixtures import HOSTILE, Site, chromium, served, turn_to
from playwright.sync_api import Browser, expect

from kb.answer.facts import Case
from kb.records_case import SECTIONS
from kb.web.cards import Cards
from kb.web.kasus import FIELDS, SAMPLES, case_html, respond


@pytest.fixture(scope="module")
def cards(repository_kb):
    return Cards.of(SimpleNamespace(kb=repository_kb))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("kasus")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


EMPTY = [""] * (len(FIELDS) + 1)


@pytest.mark.parametrize("story", SAMPLES)
def test_every_sample_brings_clauses(cards, story):
    html, samples = respond(cards, story, *EMPTY)
    assert "Fakta yang terbaca" in html
    assert html.count('class="kb-pasal"') > 5
    assert samples["visible"] is False


def test_sections_stand_in_order_and_crime_apart(cards):
    html, _ = respond(cards, "PNS jadi tim kampanye capres setelah penetapan", *EMPTY)
    titles = [title for _, title, _ in SECTIONS if title in html]
    assert sorted(titles, key=html.index) == titles
    crime = html[html.index("Pidana, terpisah dari disiplin") : html.index("Pelaporan dan batas waktunya")]
    assert "Pasal 494 UU 7/2017" in crime
    assert "PP 94/2021" not in crime


@pytest.mark.parametrize("story", [HOSTILE, f"PNS {HOSTILE} like status {HOSTILE} calon bupati", "PNS ikut <b onmouseover=x>kampanye"])
def test_a_hostile_story_is_shown_as_text(cards, story):
    html, _ = respond(cards, story, *EMPTY)
    assert not re.search(r"<(?:script|img|b)\b", html)
    assert 'onerror="' not in html


@pytest.mark.parametrize(("story", "date", "told"), [("", "", "kasus kosong"), ("PNS ikut kampanye", "kemarin", "TTTT-BB-HH")])
def test_a_fault_is_one_calm_line(cards, story, date, told):
    html, samples = respond(cards, story, *EMPTY[:-1], date)
    assert 'role="alert"' in html
    assert told in html
    assert samples["visible"] is True


def test_links_of_a_result_carry_the_day_of_the_story(cards, repository_kb):
    html = case_html(repository_kb.case(Case("Pada 5 Mei 2018 PNS mengajak staf memilih calon bupati")), cards, None)
    assert "pp-53-2010/pasal-4/angka-15&amp;tanggal=2018-05-05" in html


@pytest.mark.parametrize("width", [1280, 390])
def test_a_story_is_examined_in_the_browser(browser: Browser, site: Site, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.set_default_timeout(20_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(site.url)
    page.wait_for_selector("#contoh button")
    page.wait_for_timeout(800)
    turn_to(page, "Periksa Kasus")
    page.get_by_label("Cerita kasus").fill(f"Saya PNS, kemarin like status calon bupati {HOSTILE}")
    page.get_by_role("button", name="Periksa", exact=True).click()
    result = page.locator("#hasil-kasus .kb-kasus")
    expect(result.locator("h3").first).to_have_text("Fakta yang terbaca")
    expect(result.locator(".kb-fakta")).to_contain_text("PNS")
    expect(page.locator("#siaran")).to_contain_text("ketentuan · status per")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("window.pwned") is None
    assert faults == []
    page.close()


def test_a_card_shows_its_sanction(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}/?alamat=pp-71-2019/pasal-3")
    links = page.locator(".kb-tautan")
    expect(links.locator("dt").first).to_have_text("Sanksi")
    expect(links.locator("dd a").first).to_have_text("Pasal 4 PP 71/2019")
    expect(links.locator("svg")).to_have_attribute("role", "img")
    links.locator("dd a").first.click()
    expect(page.locator(".kb-kartu h3")).to_have_text("Pasal 4 PP 71/2019")
    expect(page.locator(".kb-tautan dt").first).to_have_text("Mengancam pelanggaran atas")
    page.close()
