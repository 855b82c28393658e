"""What the tests of the page stand on: a tiny made-up corpus, a served page, a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from making import ROOT, static_model
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
HOSTILE = '<script>window.pwned=1</script> <img src=x onerror="window.pwned=2"> ${window.pwned=3} {{constructor}} `'
CATALOGUE = {
    "pp-71-2019": """
        kunci = "pp-71-2019"
        jenis = "PP"
        judul = "Contoh Disiplin Pegawai"
        ditetapkan = 2019-05-01
        [[nomor]]
        nomor = "71"
        tahun = 2019
        [[mencabut]]
        regulasi = "pp-17-2001"
        sejak = 2019-05-01
    """,
    "pp-17-2001": """
        kunci = "pp-17-2001"
        jenis = "PP"
        judul = "Contoh Lama"
        ditetapkan = 2001-02-03
        [[nomor]]
        nomor = "17"
        tahun = 2001
    """,
}
TEXTS = {
    "pp-71-2019": f"""---
regulasi: pp-71-2019
naskah: ringkasan
diperiksa: contoh buatan sendiri
---
PERATURAN PEMERINTAH NOMOR 71 TAHUN 2019
TENTANG
CONTOH DISIPLIN PEGAWAI

BAB I
LARANGAN

Pasal 3
PNS dilarang:
a. memasang spanduk calon kepala daerah;
b. membagikan selebaran kampanye {HOSTILE} kepada warga; dan
c. ikut kampanye calon kepala daerah dengan kendaraan dinas.

BAB II
HUKUMAN

<!-- diperiksa: belum -->
Pasal 4
PNS yang melanggar Pasal 3 dijatuhi teguran tertulis.
""",
    "pp-17-2001": """---
regulasi: pp-17-2001
naskah: ringkasan
diperiksa: contoh buatan sendiri
---
PERATURAN PEMERINTAH NOMOR 17 TAHUN 2001
TENTANG
CONTOH LAMA

Pasal 9
PNS dilarang menjadi anggota partai politik.
""",
}


@dataclass(frozen=True)
class Site:
    """A served page: its address, its port, where its output goes, what was built."""

    url: str
    port: int
    log: Path
    index: Path
    model: Path


def write_corpus(folder: Path) -> Path:
    """The catalogue and the texts above as files."""
    (folder / "katalog").mkdir(parents=True)
    (folder / "ringkasan").mkdir()
    for key, entry in CATALOGUE.items():
        lines = "\n".join(line.strip() for line in entry.strip().splitlines())
        (folder / "katalog" / f"{key}.toml").write_text(lines, encoding="utf-8")
    for key, text in TEXTS.items():
        (folder / "ringkasan" / f"{key}.md").write_text(text, encoding="utf-8")
    return folder


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kb_command(*arguments: object) -> list[str]:
    """The command line as a subprocess runs it."""
    return [sys.executable, "-m", "kb", *map(str, arguments)]


def environment() -> dict[str, str]:
    """The environment for a subprocess that runs this checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """Build the small corpus and serve its page until the block ends."""
    corpus, model = write_corpus(folder / "korpus"), static_model(folder / "model")
    index, port, log = folder / "indeks", free_port(), folder / "serve.log"
    built = subprocess.run(
        kb_command("build", "--corpus", corpus, "--index", index, "--model", model), env=environment(), capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    with running(index, model, log, port) as url:
        yield Site(url, port, log, index, model)


@contextmanager
def running(index: Path, model: Path, log: Path, port: int, *options: object) -> Iterator[str]:
    """Serve an index until the block ends; gives the address."""
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        command = kb_command("serve", "--port", port, "--index", index, "--model", model, *options)
        server = subprocess.Popen(command, env=environment(), stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_for(f"{url}/healthz", server, log)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until, last = time.monotonic() + 90, ""
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            with direct.open(url, timeout=5):
                return
        except OSError as error:
            last = repr(error)
            time.sleep(0.2)
    raise AssertionError(f"{url} tidak menjawab dalam 90 detik ({last}): {log.read_text(encoding='utf-8')}")


def turn_to(page: Page, name: str) -> None:
    """Open a tab for good: one clicked before the page listens goes unheard, and one chosen before it is laid out is left again."""
    page.wait_for_selector("fieldset.block[aria-label]", state="attached", timeout=60_000)  # what its own script does last
    tab = page.get_by_role("tab", name=name)
    for _ in range(40):
        tab.click()
        chosen = []
        for _ in range(5):
            page.wait_for_timeout(150)
            chosen.append(tab.get_attribute("aria-selected") == "true")
        if all(chosen):
            return
    raise AssertionError(f"{name} did not open")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser; a missing one skips the test, or fails it where CI is set."""
    if not CHROMIUM.is_file():
        missing = f"{CHROMIUM} tidak ada; pasang dengan: apt-get install -y chromium"
        if os.environ.get("CI", "").casefold() == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()
