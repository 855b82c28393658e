"""The page in a browser: asked, linked to, attacked, made narrow; and the parts of it that need none."""

from __future__ import annotations

import datetime
import html
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_fixtures import HOSTILE, Site, chromium, environment, kb_command, served, turn_to
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from kb.errors import QuestionError, ServeError
from kb.knowledge import KnowledgeBase
from kb.law.catalogue import Standing, Status
from kb.law.terms import rank_of
from kb.web.answers import layered
from kb.web.cari import chosen_day
from kb.web.labels import cause
from kb.web.page import check_port
from kb.web.wording import blocks, marked, telling

ASKED = "?tanya=PNS+memasang+spanduk+calon"
CLAUSE = "?alamat=pp-71-2019/pasal-3/huruf-b"
VIEWS = {
    "start": "",
    "answer": ASKED,
    "clause": CLAUSE,
    "outline": "?alamat=pp-71-2019",
    "nothing": "?tanya=Pasal+99+PP+71%2F2019",
    "not held": "?alamat=pp-71-2019/pasal-99",
    "fault": "?tanya=PNS&tanggal=besok",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("halaman")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="id-ID")
    made.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    made = context.new_page()
    yield made
    made.close()


def opened(page: Page, site: Site, link: str = "") -> Page:
    """The page behind a link, once what it shows stands."""
    page.goto(f"{site.url}/{link}")
    page.wait_for_selector("#hasil .kb-hasil, #hasil .kb-salah" if link else "#contoh button")
    return page


def ask(page: Page, question: str) -> None:
    page.get_by_label("Pertanyaan, kasus, atau rujukan pasal").fill(question)
    page.keyboard.press("Enter")


def test_question_brings_the_clause_with_its_citation(page: Page, site: Site) -> None:
    opened(page, site)
    ask(page, "Boleh PNS ikut kampanye calon pakai kendaraan dinas?")
    card = page.locator(".kb-kartu").first
    expect(card.locator("h3")).to_have_text("Pasal 3 huruf c PP 71/2019")
    expect(card.locator(".kb-letak li")).to_have_text(["PP 71/2019", "BAB I LARANGAN", "Pasal 3"])
    expect(card.locator("blockquote")).to_contain_text("ikut kampanye calon kepala daerah dengan kendaraan dinas.")
    expect(card.locator("mark")).to_have_text(["ikut", "kampanye", "calon", "kendaraan", "dinas"])
    expect(card.locator(".kb-gantungan")).to_contain_text("PNS dilarang:")
    expect(card.locator(".kb-status")).to_have_text("berlaku")
    expect(card.locator(".kb-status svg")).to_have_count(1)
    expect(card.locator(".kb-sifat")).to_have_text("ringkasan, bukan teks resmi")
    expect(page.locator("#siaran")).to_contain_text("klausul · status per")


def test_an_answer_is_one_request(page: Page, site: Site) -> None:
    """So that any of several servers may give it, and a proxy need not hold a stream open."""
    opened(page, site)
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url.removeprefix(site.url)}"))
    ask(page, "Boleh PNS ikut kampanye?")
    page.wait_for_selector(".kb-kartu")
    page.locator(".kb-kartu h3 a").first.click()
    page.wait_for_selector("#hasil [data-ke^='?alamat=']")
    assert sent == ["POST /minta/cari", "POST /minta/tautan"]


def test_what_was_asked_last_is_what_is_shown(page: Page, site: Site) -> None:
    opened(page, site)
    held: list[Route] = []
    page.route("**/minta/cari", lambda route: held.append(route) if "lama" in (route.request.post_data or "") else route.continue_())
    ask(page, "aturan lama partai politik")
    expect(page.locator("#hasil")).to_have_class(re.compile("kb-sibuk"))
    ask(page, "Pasal 3 huruf a PP 71/2019")
    expect(page.locator(".kb-kartu h3").first).to_have_text("Pasal 3 huruf a PP 71/2019")
    expect(page.locator("#hasil")).not_to_have_class(re.compile("kb-sibuk"))
    with suppress(Error):  # the browser gave it up already
        held[0].continue_()
    page.wait_for_timeout(400)
    expect(page.locator(".kb-kartu h3").first).to_have_text("Pasal 3 huruf a PP 71/2019")


UNANSWERED: dict[str, tuple[Callable[[Route], None], str]] = {
    "no server": (lambda route: route.abort(), "Jawaban tidak sampai."),
    "a proxy's own page": (lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"), "Jawaban tidak sampai."),
    "too fast": (lambda route: route.fulfill(status=429, json={"error": f"terlalu banyak {HOSTILE}"}), "terlalu banyak <script>"),
}


@pytest.mark.parametrize("case", UNANSWERED)
def test_a_question_that_got_no_answer_is_said_and_can_be_asked_again(page: Page, site: Site, case: str) -> None:
    answers, words = UNANSWERED[case]
    opened(page, site)
    page.route("**/minta/cari", answers)
    ask(page, "Boleh PNS ikut kampanye?")
    expect(page.locator("#hasil .kb-salah")).to_contain_text(words)
    expect(page.locator("#siaran")).to_contain_text(words)
    assert page.evaluate("window.pwned") is None
    page.unroute("**/minta/cari")
    page.locator("#cari").click()
    expect(page.locator(".kb-kartu h3").first).to_have_text("Pasal 3 huruf c PP 71/2019")


def test_sample_question_is_asked_by_a_click(page: Page, site: Site) -> None:
    opened(page, site)
    expect(page.locator("#contoh h2")).to_have_text(["Petugas hukum", "ASN", "Wartawan"])
    page.locator("#contoh button", has_text="PNS ikut kampanye").click()
    expect(page.locator(".kb-kartu h3").first).to_have_text("Pasal 3 huruf c PP 71/2019")
    expect(page.get_by_label("Pertanyaan, kasus, atau rujukan pasal")).to_have_value("Boleh nggak PNS ikut kampanye?")
    expect(page.locator("#contoh")).to_be_hidden()


def test_empty_question_shows_only_a_hint(page: Page, site: Site) -> None:
    opened(page, site)
    ask(page, "   ")
    expect(page.locator("#hasil")).to_contain_text("Tulis pertanyaan atau rujukan pasal")
    expect(page.locator(".kb-kartu, .kb-salah")).to_have_count(0)


@pytest.mark.parametrize(
    ("button", "copied"),
    [
        pytest.param("Pendek", "Pasal 3 huruf b PP 71/2019", id="pendek"),
        pytest.param("Resmi", "Pasal 3 huruf b Peraturan Pemerintah Nomor 71 Tahun 2019 tentang Contoh Disiplin Pegawai", id="resmi"),
        pytest.param("Dengan tautan", "Pasal 3 huruf b PP 71/2019, {url}/?alamat=pp-71-2019/pasal-3/huruf-b", id="with permalink"),
    ],
)
def test_citation_is_copied_and_said(page: Page, site: Site, button: str, copied: str) -> None:
    opened(page, site, CLAUSE)
    page.get_by_role("group", name="Salin kutipan").get_by_role("button", name=button, exact=True).click()
    wanted = copied.format(url=site.url)
    expect(page.locator("#siaran")).to_have_text(f"Tersalin: {wanted}")
    assert page.evaluate("navigator.clipboard.readText()") == wanted


def test_permalink_opens_the_clause_among_its_neighbours(page: Page, site: Site) -> None:
    opened(page, site, CLAUSE)
    expect(page.locator(".kb-kartu h3")).to_have_text("Pasal 3 huruf b PP 71/2019")
    around = page.locator(".kb-konteks[open] li")
    expect(around).to_have_count(4)
    expect(around.locator(".kb-arah")).to_have_text(["induk", "sebelumnya", "klausul ini", "berikutnya"])
    expect(around.nth(1)).to_contain_text("memasang spanduk calon kepala daerah;")
    page.locator(".kb-sumber summary").click()
    expect(page.locator(".kb-sumber")).to_contain_text("korpus/ringkasan/pp-71-2019.md")
    expect(page.locator(".kb-sumber")).to_contain_text("contoh buatan sendiri")


def test_link_opens_without_reloading_and_back_returns_to_the_answer(page: Page, site: Site) -> None:
    opened(page, site)
    ask(page, "PNS memasang spanduk calon")
    expect(page.locator(".kb-kartu h3").first).to_have_text("Pasal 3 huruf a PP 71/2019")
    assert "tanya" not in page.url, "a question stays out of the address, and so out of the browser's list"
    page.evaluate("window.same = true")
    page.locator(".kb-kartu h3 a").first.click()
    page.wait_for_url("**/?alamat=pp-71-2019/pasal-3/huruf-a")
    expect(page.locator(".kb-konteks[open]")).to_have_count(1)
    page.go_back()
    expect(page.get_by_label("Pertanyaan, kasus, atau rujukan pasal")).to_have_value("PNS memasang spanduk calon")
    expect(page.locator(".kb-kartu h3").first).to_have_text("Pasal 3 huruf a PP 71/2019")
    assert page.evaluate("window.same")


def test_link_with_a_question_asks_it(page: Page, site: Site) -> None:
    opened(page, site, f"{ASKED}&tanggal=2018-01-01")
    expect(page.locator(".kb-kartu .kb-status").first).to_have_text("belum berlaku")
    expect(page.locator(".kb-keadaan")).to_contain_text("status per 1 Januari 2018")


def test_script_in_a_document_is_text(page: Page, site: Site) -> None:
    for link in (CLAUSE, "?tanya=Pasal+3+huruf+b+PP+71/2019", "?alamat=pp-71-2019", "?alamat=pp-71-2019/pasal-3"):
        opened(page, site, link)
        expect(page.locator("#hasil").get_by_text("<script>window.pwned=1</script>").first).to_be_visible()
        page.wait_for_timeout(200)
        assert page.evaluate("window.pwned") is None
        assert page.locator("#hasil img, #hasil script").count() == 0
    quoted = opened(page, site, CLAUSE).locator("blockquote").inner_text()
    assert " ".join(quoted.split()) == f"b. membagikan selebaran kampanye {HOSTILE} kepada warga; dan"


@pytest.mark.parametrize("name", ["tanya", "alamat", "tanggal"])
def test_script_in_a_link_is_inert(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.url}/?{name}={quote(HOSTILE)}%22%3E%3Csvg+onload=window.pwned=4%3E")
    page.wait_for_selector("#hasil .kb-hasil, #hasil .kb-salah")
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None


def test_script_in_a_question_is_inert(page: Page, site: Site) -> None:
    opened(page, site)
    ask(page, f"Pasal 3 huruf a PP 71/2019 {HOSTILE}")
    page.wait_for_selector("#hasil .kb-hasil")
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_needs_no_sideways_scroll(page: Page, site: Site, scheme: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened(page, site)
    for view, link in VIEWS.items():
        page.evaluate("(link) => window.kbBuka(link)", link)
        page.wait_for_function(
            """(link) => !document.querySelector('#hasil.kb-sibuk') && (link
                ? document.querySelector('#hasil .kb-salah') || document.querySelector('#hasil [data-ke]')?.dataset.ke === link
                : document.querySelector('#hasil .kb-petunjuk'))""",
            arg=link,
        )
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, view
    for name in ("Cari", "Periksa Kasus", "Verifikasi Rujukan", "Naskah", "Korpus"):  # all five, none behind the dots
        expect(page.get_by_role("tab", name=name)).to_be_in_viewport()
    turn_to(page, "Korpus")
    expect(page.locator(".kb-korpus")).to_contain_text("Nasib tiap berkas")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_request_leaves_this_machine(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, site)
    ask(page, "PNS memasang spanduk calon")
    expect(page.locator(".kb-kartu").first).to_be_visible()
    turn_to(page, "Korpus")
    page.wait_for_timeout(1000)
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert page.evaluate("Object.values({ ...localStorage, ...sessionStorage }).join().includes('spanduk')") is False


def test_question_is_not_logged(page: Page, site: Site) -> None:
    opened(page, site, "?tanya=rahasiasekali+Pasal+4+PP+71/2019")
    ask(page, "rahasiasekali Pasal 3 PP 71/2019")
    page.wait_for_selector("#hasil .kb-hasil")
    assert "rahasiasekali" not in site.log.read_text(encoding="utf-8")


def test_unanswered_question_says_so_and_what_is_held(page: Page, site: Site) -> None:
    opened(page, site)
    ask(page, "Pasal 99 PP 71/2019")
    empty = page.locator(".kb-kosong")
    expect(empty).to_contain_text("Pasal 99 PP 71/2019 tidak ada dalam korpus ini")
    expect(empty).to_contain_text("2 peraturan")
    expect(page.locator(".kb-kartu")).to_have_count(0)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        pytest.param("pp-71-2019/pasal-99", "Lihat isi yang dipegang: PP 71/2019.", id="no such clause"),
        pytest.param("uu-1-1900/pasal-1", "Contoh alamat yang benar", id="no such instrument"),
        pytest.param("<b>x</b>", "<b>x</b> tidak ada dalam korpus ini.", id="no address at all"),
    ],
)
def test_permalink_to_nothing_says_so(page: Page, site: Site, address: str, says: str) -> None:
    opened(page, site, f"?alamat={quote(address)}")
    expect(page.locator(".kb-kosong")).to_contain_text(says)


def test_revoked_clause_is_folded_under_its_successor(page: Page, site: Site) -> None:
    opened(page, site)
    ask(page, "PNS menjadi anggota partai politik")
    card = page.locator(".kb-kartu").first
    expect(card.locator(".kb-status")).to_have_text("sudah dicabut")
    expect(card.locator(".kb-sebab")).to_have_text("oleh PP 71/2019 sejak 1 Mei 2019")
    expect(card.locator("blockquote")).to_be_hidden()
    card.get_by_text("Tampilkan bunyi yang sudah dicabut").click()
    expect(card.locator("blockquote")).to_contain_text("anggota partai politik")
    page.get_by_text("Tanggal lain").click()
    page.get_by_label("Tanggal (TTTT-BB-HH)").fill("2018-12-31")
    page.keyboard.press("Enter")
    expect(card.locator(".kb-status")).to_have_text("berlaku")
    expect(card.locator("blockquote")).to_be_visible()


def test_wrong_date_is_one_calm_line(page: Page, site: Site) -> None:
    opened(page, site, f"{ASKED}&tanggal=2024-02-30")
    expect(page.get_by_role("alert")).to_have_text(
        "Tanggal '2024-02-30' tidak ada dalam kalender; tulis dengan bentuk TTTT-BB-HH, misalnya 2024-09-25."
    )


def test_unverified_text_is_marked(page: Page, site: Site) -> None:
    opened(page, site, "?alamat=pp-71-2019/pasal-4")
    expect(page.locator(".kb-lencana .kb-ragu")).to_have_text("belum diverifikasi")
    turn_to(page, "Korpus")
    expect(page.locator(".kb-tabel tbody tr", has_text="PP 71/2019").locator(".kb-ragu")).to_have_text("1")


def test_page_is_in_indonesian_and_its_parts_are_named(page: Page, site: Site) -> None:
    opened(page, site)
    assert page.evaluate("document.documentElement.lang") == "id"
    expect(page.get_by_role("heading", level=1)).to_have_text("Netralitas ASN")
    expect(page.get_by_role("group", name="Berlaku pada tanggal")).to_be_visible()
    expect(page.locator("footer")).to_contain_text("Bukan nasihat hukum.")


def test_port_in_use_is_one_line_with_the_remedy(site: Site) -> None:
    command = kb_command("serve", "--port", site.port, "--index", site.index, "--model", site.model)
    ended = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"kb: porta {site.port} di 127.0.0.1 sedang dipakai program lain; pilih porta lain, misalnya: kb serve --port {site.port + 1}"
    ]


@pytest.mark.parametrize("port", [0, -1, 70_000])
def test_port_out_of_range_names_another(port: int) -> None:
    with pytest.raises(ServeError, match="kb serve --port 7861"):
        check_port(port)


@pytest.mark.parametrize(
    ("when", "typed", "expected"),
    [
        pytest.param("", None, None, id="a field never shown"),
        pytest.param("", "2020-01-01", None, id="today, whatever the field holds"),
        pytest.param("2024-02-14", "", datetime.date(2024, 2, 14), id="a day of the radio"),
        pytest.param("lain", " 2020-01-31 ", datetime.date(2020, 1, 31), id="a day of the field"),
    ],
)
def test_chosen_day(when: str, typed: str | None, expected: datetime.date | None) -> None:
    assert chosen_day(when, typed) == expected


@pytest.mark.parametrize("typed", [None, "", "14-02-2024", "20240214", "2024-2-14", "2023-02-29", "besok", "<b>"])
def test_date_that_is_none_is_refused_with_the_form(typed: str | None) -> None:
    with pytest.raises(QuestionError, match="misalnya 2024-09-25"):
        chosen_day("lain", typed)


STANDINGS = [
    ("nothing touched it", Standing(Status.BERLAKU), ""),
    (
        "spared by the revocation of its instrument",
        Standing(Status.BERLAKU, "PP 94/2021", datetime.date(2021, 8, 31), "tetap berlaku meskipun peraturannya dicabut"),
        'tetap berlaku meskipun peraturannya dicabut (<a href="?alamat=pp-94-2021">PP 94/2021</a>, 31 Agustus 2021)',
    ),
    (
        "successor not held is named, not linked",
        Standing(Status.DICABUT, "UU <9>/2030", datetime.date(2030, 1, 2)),
        "oleh UU &lt;9&gt;/2030 sejak 2 Januari 2030",
    ),
    (
        "ended by its own terms: no cause but itself",
        Standing(Status.DICABUT, "PP 1/2020", datetime.date(2024, 12, 31), "berakhir menurut ketentuannya sendiri"),
        "sejak 31 Desember 2024",
    ),
    ("not yet", Standing(Status.BELUM_BERLAKU, "PP 1/2020", datetime.date(2027, 1, 1)), "baru berlaku 1 Januari 2027"),
]


@pytest.mark.parametrize(("standing", "expected"), [pytest.param(s, e, id=why) for why, s, e in STANDINGS])
def test_cause_of_a_status(standing: Standing, expected: str) -> None:
    assert cause(standing, "PP 1/2020", {"PP 94/2021": "pp-94-2021"}) == expected


BLOCKS = [
    ("angka hang below their huruf", "n. memberi:\n   1. satu;\n   2. dua.", [("butir", "n.", 0), ("butir", "1.", 1), ("butir", "2.", 1)]),
    (
        "huruf hang below their ayat, and the next ayat does not",
        "Pasal 8\n(1) Ada:\n    a. ringan;\n(2) Jenis:",
        [("kepala", "", 0), ("butir", "(1)", 0), ("butir", "a.", 1), ("butir", "(2)", 0)],
    ),
    ("a line broken by its page goes on", "a. memilih\n   calon", [("butir", "a.", 0)]),
    ("a year that begins a line is no angka", "sejak tahun\n2017 berlaku", [("alinea", "", 0)]),
    ("a blank line parts paragraphs", "satu\n\ndua", [("alinea", "", 0), ("alinea", "", 0)]),
    ("an annex table", "| No | Isi |\n| --- | --- |\n| 1 | x |", [("baris", "", 0)] * 3),
    ("our annotation is not the instrument's", "satu\n<!-- diperiksa: belum -->\n", [("alinea", "", 0)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=why) for why, t, e in BLOCKS])
def test_blocks(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert [(b.kind, b.sign, b.depth) for b in blocks(text)] == expected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_marking_changes_no_character(text: str) -> None:
    shown = marked(text, telling(text))
    assert html.unescape(re.sub(r"</?mark>", "", shown)) == text
    assert not re.search(r"<(?!/?mark>)", shown)


@given(st.lists(st.sampled_from(["(1) satu", "a. dua", "1. tiga", "empat", "", "Pasal 5", "- lima <b>"]), max_size=12))
def test_blocks_lose_no_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert " ".join(f"{b.sign} {b.words}" for b in blocks(text)).split() == text.split()


def test_reader_opens_an_article_and_turns_the_leaf(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?naskah=pp-71-2019/pasal-3/huruf-b")
    leaf = page.locator("#bacaan")
    expect(leaf.locator("h3")).to_have_text("Pasal 3 PP 71/2019")
    expect(page.get_by_role("tab", name="Naskah")).to_have_attribute("aria-selected", "true")
    expect(leaf.locator(".kb-daftar-isi [aria-current]")).to_have_text("Pasal 3")
    expect(leaf.locator("blockquote")).to_contain_text("memasang spanduk calon kepala daerah;")
    expect(leaf.locator(".kb-waktu li > strong")).to_have_text(["PP 17/2001", "PP 71/2019"])
    leaf.get_by_role("link", name="Pasal 4").last.click()
    expect(leaf.locator("h3")).to_have_text("Pasal 4 PP 71/2019")
    assert page.url.endswith("?naskah=pp-71-2019/pasal-4")
    page.go_back()
    expect(leaf.locator("h3")).to_have_text("Pasal 3 PP 71/2019")
    assert page.evaluate("window.pwned") is None


def test_clause_leads_from_the_answer_to_the_reader_and_back(page: Page, site: Site) -> None:
    opened(page, site, CLAUSE)
    page.locator(".kb-kartu").get_by_role("link", name="Baca dalam naskah").click()
    expect(page.locator("#bacaan h3")).to_have_text("Pasal 3 PP 71/2019")
    page.locator("#bacaan h3 a").click()
    expect(page.locator(".kb-kartu h3")).to_have_text("Pasal 3 PP 71/2019")
    expect(page.get_by_role("tab", name="Cari")).to_have_attribute("aria-selected", "true")


def test_reader_chooses_an_instrument_from_the_list(page: Page, site: Site) -> None:
    opened(page, site)
    turn_to(page, "Naskah")
    page.get_by_label("Peraturan").click()
    page.get_by_role("option", name="PP 17/2001").click()
    expect(page.locator("#bacaan h3")).to_have_text("Pasal 9 PP 17/2001")


@pytest.mark.parametrize("address", ["pp-71-2019/pasal-99", "uu-99-1999", "pp-71-2019/<b>", "../../etc"])
def test_reader_says_what_is_not_held(page: Page, site: Site, address: str) -> None:
    page.goto(f"{site.url}/?naskah={quote(address)}")
    expect(page.locator("#bacaan .kb-kosong")).to_contain_text(f"{address} tidak ada dalam korpus ini.")


def test_chosen_clauses_become_a_memo(page: Page, site: Site) -> None:
    opened(page, site, ASKED)
    tray = page.locator("#baki")
    expect(tray).to_be_hidden()
    page.locator("button[data-pilih]").nth(0).click()
    page.locator("button[data-pilih]").nth(1).click()
    expect(tray).to_contain_text("2 klausul dipilih: Pasal 3 huruf a PP 71/2019; ")
    expect(page.locator("button[data-pilih]").first).to_have_attribute("aria-pressed", "true")
    with page.expect_download() as download:
        tray.get_by_role("link", name="Markdown").click()
    told = download.value.path().read_text(encoding="utf-8")
    assert "Pasal 3 huruf a PP 71/2019" in told
    assert "ringkasan, bukan teks resmi" in told
    tray.get_by_role("button", name="Kosongkan").click()
    expect(tray).to_be_hidden()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        pytest.param("bentuk=md", "belum ada klausul", id="nothing chosen"),
        pytest.param("alamat=pp-71-2019/pasal-3&bentuk=exe", "md, docx, csv", id="no such form"),
        pytest.param("alamat=../../etc/passwd&bentuk=md", "tidak dikenali", id="no address"),
        pytest.param("&".join(f"alamat=pp-71-2019/pasal-{n}" for n in range(60)), "lebih dari batas 50", id="too many"),
        pytest.param("alamat=pp-71-2019/pasal-3&tanggal=besok", "TTTT-BB-HH", id="no day"),
    ],
)
def test_memo_that_cannot_be_made_is_said(page: Page, site: Site, query: str, told: str) -> None:
    answer = page.request.get(f"{site.url}/memo?{query}")
    assert answer.status == 400
    assert told in answer.text()


def test_reports_are_saved_on_the_persons_own_machine(page: Page, site: Site) -> None:
    opened(page, site, CLAUSE)
    page.locator(".kb-sumber summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Laporkan teks salah").click()
    told = download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename == "laporan-teks-salah.txt"
    assert "Alamat: pp-71-2019/pasal-3/huruf-b" in told
    assert HOSTILE in told
    opened(page, site, "?tanya=Pasal+99+PP+71%2F2019")
    with page.expect_download() as download:
        page.get_by_role("button", name="Laporkan: seharusnya ada").click()
    assert "Pertanyaan: Pasal 99 PP 71/2019" in download.value.path().read_text(encoding="utf-8")


def test_words_that_no_clause_has_are_named_with_the_nearest(page: Page, site: Site) -> None:
    opened(page, site, "?tanya=resep+spanduks+gulai")
    expect(page.locator(".kb-kosong")).to_contain_text("“spanduks” (dekat: spanduk)")


def test_two_texts_are_compared_word_by_word(page: Page, site: Site) -> None:
    opened(page, site)
    turn_to(page, "Naskah")
    page.get_by_role("button", name="Bandingkan dua teks").click()
    page.get_by_label("Teks pertama").fill("pp-71-2019/pasal-3/huruf-a")
    page.get_by_label("Teks kedua").fill("Pasal 3 huruf c PP 71/2019")
    page.get_by_role("button", name="Bandingkan", exact=True).click()
    sides = page.locator(".kb-banding section")
    expect(sides.locator("h3")).to_have_text(["Pasal 3 huruf a PP 71/2019", "Pasal 3 huruf c PP 71/2019"])
    expect(sides.nth(0).locator("del")).to_have_text(["a. memasang spanduk", "daerah;"])
    expect(sides.nth(1).locator("ins")).to_have_text(["c. ikut kampanye", "daerah dengan kendaraan dinas."])


def test_clause_tells_what_became_of_it(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?naskah=pp-17-2001/pasal-9")
    page.locator(".kb-riwayat summary").click()
    expect(page.locator(".kb-riwayat li")).to_have_text(["1 Mei 2019 Pasal 9 sudah dicabut oleh PP 71/2019"])


def test_text_that_cannot_be_compared_is_said(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/?banding=pp-71-2019/pasal-99&dengan={quote(HOSTILE)}")
    expect(page.locator("#bacaan .kb-salah")).to_contain_text("tidak ada dalam korpus ini")
    assert page.evaluate("window.pwned") is None


def test_a_region_chosen_comes_first_and_the_national_rules_by_rank(repository_kb: KnowledgeBase) -> None:
    answer = repository_kb.ask("netralitas ASN dalam kampanye pemilu di media sosial", k=30, wilayah=("DKI Jakarta",))
    [(own, letters), (above, national)] = layered(answer)
    assert (own, above) == ("Ketentuan DKI Jakarta", "Aturan nasional di atasnya, menurut tingkatannya")
    assert {hit.regulation.wilayah for hit in letters} == {"DKI Jakarta"}
    ranks = [rank_of(hit.regulation.jenis) for hit in national]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1
    assert len(letters) + len(national) == len(answer.hits)


ASKED_FOR_A_TABLE = """
from kb.web import page
page._stay_at_home()
import gradio
queue = gradio.Blocks().queue()._queue
queue._get_df = lambda records: exit("a table was made")
queue.events_recorded = 10_000
queue.compute_analytics_summary([{"function": "cari"}])
assert queue.ANALYTICS_MAX_EVENTS == 1
"""


def test_gradio_makes_no_table_of_all_events_at_each():
    """It did, with pandas, of the last 10,000: most of the time and the growing memory of a page that many people use."""
    done = subprocess.run([sys.executable, "-c", ASKED_FOR_A_TABLE], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


IDLE = """
from kb.web import page
page._stay_at_home()
import gradio
assert gradio.Blocks().queue()._queue.sleep_when_free < page._LOOKED_EVERY
"""


def test_gradio_looks_for_uploads_seldom():
    """A thousand times a second it did: a twentieth of a processor while nobody asks."""
    done = subprocess.run([sys.executable, "-c", IDLE], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


IMPORTED = """
import ast, inspect
from kb.web import page
page._stay_at_home()
of = inspect.getfile
ast.get_source_segment = lambda code, node: exit(f"a stub was made of {node.name}")
with page._no_stubs():
    import gradio
assert inspect.getfile is of
"""


def test_gradio_writes_no_stubs_when_it_is_imported():
    """It did, of all its components, which took a third of the time until the page could be used."""
    done = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
