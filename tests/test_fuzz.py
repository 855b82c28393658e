"""``bench.fuzz`` itself: a run from a fixed seed finds nothing, and what it holds the output to would find something."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from making import ROOT, rows
from page_fixtures import environment

from bench import fuzz
from bench.fuzzing import clock, markup
from bench.fuzzing.making import SHARES, kind_of, made
from bench.fuzzing.worker import tried

KINDS = tuple(SHARES)


def test_four_hundred_hostile_inputs_do_nothing(index, model):
    """Some hundred here; ``docs/SECURITY.md`` has what a hundred thousand did."""
    command = [sys.executable, "-m", "bench.fuzz", "--inputs", "400", "--seed", "1", "--index", str(index), "--model", str(model)]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    counts = {line.split()[0]: [int(n) for n in line.split()[1:]] for line in done.stdout.splitlines()[1 : len(KINDS) + 2]}
    assert set(counts) == {*KINDS, "all"}
    assert (counts["all"][0], counts["all"][-1]) == (400, 0)
    assert all(ok > inputs / 5 for inputs, ok, *_ in counts.values()), "hostile, but much of it is read"


@pytest.mark.parametrize("kind", KINDS)
def test_an_input_is_the_same_each_time(kind, tmp_path):
    one, again, other = (made(3, number, kind, tmp_path) for number in (5, 5, 6))
    assert (one.name, one.data, one.words) == (again.name, again.data, again.words)
    assert (one.name, one.data, one.words) != (other.name, other.data, other.words)


def test_each_kind_has_its_share():
    kinds = [kind_of(number, KINDS) for number in range(200, 300)]
    assert {kind: kinds.count(kind) for kind in KINDS} == SHARES
    assert {kind_of(number, ("pdf",)) for number in range(9)} == {"pdf"}


SAFE = [
    # why, page
    ("ours", '<p class="kb-judul">Pasal 5 &lt;b&gt;</p>'),
    ("a link of ours", '<a href="?alamat=pp-94-2021/pasal-5&amp;tanggal=2024-02-14">Pasal 5</a>'),
    ("without quotes", "<p class=kb-sebab>a</p><th scope='col'>b</th>"),
    ("an element that needs no end", '<svg class="kb-ikon"><path d="M4 2"/></svg>'),
]
UNSAFE = [
    # why, page
    ("a script", "<p>a</p><script>alert(1)</script>"),
    ("an element of nobody's", "<font>a</font>"),
    ("a handler", '<p onmouseover="alert(1)">a</p>'),
    ("a handler without quotes", "<p onmouseover=alert(1)>a</p>"),
    ("a link that does something", '<a href="javascript:alert(1)">a</a>'),
    ("a link that does something, in capitals", '<a href="JavaScript:alert(1)">a</a>'),
    ("a page in a link", '<a href="data:text/html;base64,PHA+">a</a>'),
    ("a picture from elsewhere", '<img src="//jahat.example/x">'),
    ("a bracket", "<p>a < b</p>"),
    ("a tag that does not end", "<p>a</p><img src=x"),
    ("a comment", "<p>a<!-- b --></p>"),
    ("a quote that opened early", '<p class="a" title=""b">a</p>'),
    ("left open", "<p><strong>a</p>"),
    ("closed twice", "<p>a</p></article>"),
    ("a style of nobody's", '<p style="background:url(//jahat.example)">a</p>'),
]


@pytest.mark.parametrize("html", rows(SAFE))
def test_our_own_page_is_safe(html):
    markup.check_html(html, again=True)


@pytest.mark.parametrize("html", rows(UNSAFE))
def test_a_page_of_others_is_not(html):
    with pytest.raises(markup.Unsafe):
        markup.check_html(html)


CHECKS = [
    # why, check, what it must not let through
    ("a code for the terminal", markup.check_printed, "a\x1b[31m"),
    ("a code of one letter for the terminal", markup.check_printed, "a\x9b31m"),
    ("a reason of two lines", markup.check_line, "a\nb"),
    ("a reason that shows the inside", markup.check_line, "Traceback (most recent call last)"),
    ("a formula", markup.check_csv, b"\xef\xbb\xbfKutipan\r\n=1+1\r\n"),
    ("a tag in Markdown", markup.check_markdown, b"a <script>"),
    ("a link in Markdown", markup.check_markdown, b"[a](javascript:1)"),
    ("an element of nobody's in Akoma Ntoso", markup.check_akn, "<html/>"),
]


@pytest.mark.parametrize(("check", "given"), rows(CHECKS))
def test_each_check_sees_what_it_is_for(check, given):
    with pytest.raises(markup.Unsafe):
        check(given)


class Doors:
    """Doors that do one thing."""

    def __init__(self, room, do):
        self.room, self.slow, self._do = room, 0, do

    def go(self, made, number):
        with clock.within(0.2, clock.TooLong):
            return self._do()


def for_ever():
    while True:
        pass


def swallowing():
    while True:
        try:
            for_ever()
        except Exception:
            continue


OUTCOMES = [
    # why, what happens, what is told
    ("read", lambda: "", {"why": ""}),
    ("refused with a reason", lambda: "berkas rusak", {"why": "berkas rusak"}),
    ("what nobody foresaw", lambda: 1 // 0, {"fault": "ZeroDivisionError"}),
    ("a hang", for_ever, {"fault": "more than"}),
    ("a hang that catches everything", swallowing, {"fault": "more than"}),
    ("an unescaped page", lambda: markup.check_html("<script>"), {"fault": "script"}),
]


@pytest.mark.parametrize(("do", "told"), rows(OUTCOMES))
def test_a_fault_is_told_as_one(tmp_path, do, told):
    found = tried(Doors(tmp_path, do), 0, 1, "letter")
    [(name, words)] = told.items()
    assert words in found[name]
    assert ("fault" in found) == (name == "fault")


def running(monkeypatch, told, *arguments):
    """The command with workers that say what ``told(first, apart)`` gives; its exit code and the numbers it asked for."""
    asked = []

    def worker(self, first, end, apart):
        asked.append((first, apart))
        yield from told(first, apart)

    monkeypatch.setattr(fuzz.Run, "_told", worker)
    monkeypatch.setattr(sys, "argv", ["fuzz", "--kinds", "pdf", *arguments])
    return fuzz.main(), asked


def begun(number):
    return {"number": number, "kind": "pdf"}


def ended(number, **more):
    return {"number": number, "kind": "pdf", "seconds": 0.1, "slow": 0, **({"why": ""} | more)}


def test_a_fault_ends_the_run_with_1_and_says_how_to_repeat_it(monkeypatch, capsys):
    code, _ = running(monkeypatch, lambda first, apart: [begun(0), ended(0), begun(1), ended(1, fault="aduh")], "--inputs", "2")
    assert code == 1
    assert "FAULT pdf 1: aduh\n  again: python -m bench.fuzz --seed 0 --kinds pdf --only 1" in capsys.readouterr().out


def test_a_file_that_ends_the_process_is_read_apart_and_the_rest_goes_on(monkeypatch, capsys):
    dying = {(0, False): [begun(0), ended(0), begun(1)], (1, True): [begun(1), ended(1, why="rusak")], (2, False): [begun(2), ended(2)]}
    code, asked = running(monkeypatch, lambda first, apart: dying[first, apart], "--inputs", "3")
    assert (code, asked) == (0, [(0, False), (1, True), (2, False)])
    assert re.search(r"^all +3 +2 +1 +1 +0$", capsys.readouterr().out, re.MULTILINE)


def test_what_ends_the_process_apart_too_is_a_fault(monkeypatch, capsys):
    code, _ = running(monkeypatch, lambda first, apart: [begun(first)], "--inputs", "1")
    assert code == 1
    assert "ends the process" in capsys.readouterr().out
