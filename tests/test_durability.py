"""An index that is killed, harmed, refused by its disk, built twice at once, replaced under its readers, backed up and brought back."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import weakref

import pytest
from click.testing import CliRunner
from making import HERE, ROOT, rows
from page_fixtures import environment, free_port, kb_command, running

from kb.backup import back_up, restore
from kb.cli import main
from kb.errors import BackupError, IndexMismatch, IndexMissing, IndexUnusable, KbError
from kb.indexing.disk import Disk
from kb.indexing.generation import current, faults, generations, locked, verify
from kb.ingest import build
from kb.knowledge import KnowledgeBase
from kb.library import Library
from kb.upkeep import verify_index
from kb.web.cards import Dealer

SMALL = "PERATURAN BUPATI CONTOH\nNOMOR 71 TAHUN 1998\nTENTANG\nPERAHU\n\nPasal 1\nPerahu dicat {}.\n\nPasal 2\nDayung disimpan kering.\n"
ADDRESS = "perbup-contoh-71-1998/pasal-1"


@pytest.fixture
def own(tmp_path, index):
    """The made-up corpus's index, a copy to be harmed."""
    return shutil.copytree(index, tmp_path / "indeks")


@pytest.fixture
def painted(tmp_path, model):
    """A folder of one text, an index of it, and a function that builds it anew in another colour."""
    texts, index = tmp_path / "naskah", tmp_path / "indeks"
    texts.mkdir()

    def paint(colour, disk=None):
        (texts / "a.txt").write_text(SMALL.format(colour), encoding="utf-8")
        return build([texts], index, str(model), disk=disk)[0]

    paint("biru")
    return index, paint


def colour_of(kb):
    return kb.show(ADDRESS)[0].clause.text.split()[-1].rstrip(".")


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def flip(path, at, bit):
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)


# Bits and bytes


def test_a_bit_flipped_in_any_file_is_found_and_named_and_a_cache_is_mended(own, model):
    folder, chance = current(own), random.Random(7)
    whole = contents(folder)
    for name in whole:
        flip(folder / name, chance.randrange(len(whole[name])), chance.randrange(8))
        assert [fault.name for fault in faults(folder)] == [name]
        with pytest.raises(IndexUnusable, match=re.escape(name)):
            verify(folder)
        mended = name not in ("clauses.sqlite", "manifest.json")
        report = verify_index(own, repair=True, model=str(model))
        assert report.whole is mended
        assert report.findings[0].path == folder / name
        if not mended:
            assert "kb build" in report.remedy
            (folder / name).write_bytes(whole[name])
        assert contents(folder) == whole


def test_any_bit_of_the_manifest_and_of_current(own):
    """Every byte of both, a bit of each; the format's own digit makes it an index of another format."""
    folder, chance = current(own), random.Random(7)
    for path in (folder / "manifest.json", own / "CURRENT"):
        whole = path.read_bytes()
        for at in range(0, len(whole), 1 if len(whole) < 100 else 7):
            flip(path, at, chance.randrange(8))
            with pytest.raises((IndexUnusable, IndexMismatch)):
                verify(current(own))
            path.write_bytes(whole)
    assert verify(current(own))


def test_every_cache_lost_at_once_is_made_again_with_the_same_bytes(own, model):
    folder = current(own)
    whole = contents(folder)
    for name in whole:
        if name not in ("clauses.sqlite", "manifest.json"):
            (folder / name).unlink()
    shutil.rmtree(folder / "lexical")
    report = verify_index(own)
    assert (report.whole, len(report.findings)) == (False, len(whole) - 2)
    assert all(finding.what == "tidak ada" and not finding.mended for finding in report.findings)
    assert verify_index(own, repair=True, model=str(model)).whole
    assert contents(folder) == whole


def test_the_corpus_we_ship_gives_its_caches_back_too(tmp_path, model):
    folder, _ = build([ROOT / "corpus"], tmp_path / "indeks", str(model))
    whole = contents(folder)
    shutil.rmtree(folder / "lexical")
    for name in ("vectors.faiss", "clauses.npy", "articles.npy", "keys.npy", "questions.npy"):
        (folder / name).unlink()
    assert verify_index(tmp_path / "indeks", repair=True, model=str(model)).whole
    assert contents(folder) == whole


def test_another_model_mends_nothing(own, tmp_path):
    (current(own) / "vectors.faiss").unlink()
    with pytest.raises(IndexMismatch, match="--model"):
        verify_index(own, repair=True)
    assert not list(own.glob(".membangun-*"))


def test_a_damaged_truth_gives_way_to_the_generation_before(painted, model):
    index, paint = painted
    before = current(index)
    after = paint("hijau")
    flip(after / "clauses.sqlite", 5000, 3)
    assert verify_index(index).remedy.startswith("kembalikan generasi sebelumnya")
    report = verify_index(index, repair=True)
    assert (report.whole, report.generation, current(index)) == (True, before.name, before)
    assert "kb build" in report.remedy
    assert colour_of(KnowledgeBase.open(index, str(model))) == "biru"


def test_a_lost_pointer_finds_the_newest_whole_generation(painted):
    index, paint = painted
    after = paint("hijau")
    (index / "CURRENT").unlink()
    assert verify_index(index, repair=True).generation == after.name == current(index).name
    with pytest.raises(IndexMissing):
        verify_index(index / "tidak-ada", repair=False)


def test_a_build_mends_what_only_its_bytes_betray(painted, model):
    index, paint = painted
    harmed = current(index)
    flip(harmed / "vectors.faiss", 60, 0)
    assert paint("biru") != harmed, "a damaged generation is not written over, nor taken for whole"
    assert verify(current(index))
    assert colour_of(KnowledgeBase.open(index, str(model))) == "biru"


COMMANDS = [
    # why, harm, options, exit code, words
    ("whole", lambda f: None, (), 0, "utuh     gen-"),
    ("a cache is named", lambda f: (f / "keys.npy").unlink(), (), 1, "keys.npy (cache): tidak ada"),
    ("a cache is mended", lambda f: (f / "keys.npy").unlink(), ("--repair",), 0, "dibuat ulang"),
    ("the truth is named", lambda f: flip(f / "clauses.sqlite", 99, 1), ("--repair",), 1, "(kebenaran): isinya berubah"),
]


@pytest.mark.parametrize(("harm", "options", "code", "words"), rows(COMMANDS))
def test_verify_index_command(own, model, harm, options, code, words):
    harm(current(own))
    result = CliRunner().invoke(main, ["verify-index", "--index", str(own), "--model", str(model), *options])
    assert (result.exit_code, result.stderr) == (code, "")
    assert words in result.stdout


def test_a_kept_index_of_an_older_format_is_told_and_built_anew(tmp_path, painted, model):
    """``tests/indeks-format-1`` was built by the program when its format was 1."""
    index, paint = painted
    shutil.rmtree(index)
    shutil.copytree(HERE / "indeks-format-1", index)
    old = current(index)
    for attempt in (lambda: KnowledgeBase.open(index, str(model)), lambda: verify_index(index), lambda: verify_index(index, repair=True)):
        with pytest.raises(IndexMismatch, match=r"indeks berformat 1, program ini membaca format \d+; bangun dengan: kb build"):
            attempt()
    assert paint("biru") == current(index)
    assert colour_of(KnowledgeBase.open(index, str(model))) == "biru"
    assert old.is_dir(), "the one before stays"


@pytest.mark.parametrize("name", ["clauses.sqlite", "vectors.faiss", "keys.npy", "lexical/params.index.json", "lexical/vocabulary.json"])
def test_a_head_that_is_garbage_is_told_when_opened(own, model, name):
    """Opening reads sizes only, so as to be quick; what then cannot be read is told all the same."""
    path = current(own) / name
    path.write_bytes(b"\xff" * path.stat().st_size)
    with pytest.raises(IndexUnusable, match="kb verify-index --repair"):
        KnowledgeBase.open(own, str(model))


# Death and disks


def test_builds_that_are_killed_leave_the_old_or_the_new():
    """A handful here; ``python -m bench.durability`` does 200."""
    command = [sys.executable, "-m", "bench.durability", "--kills", "4", "--seed", "1"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    steps, kills, after = done.stdout.splitlines()
    assert int(re.search(r"(\d+) disk steps", steps)[1]) == int(re.search(r"(\d+) times whole", steps)[1]) > 20
    assert "4 times whole" in kills
    assert after.endswith("nothing")


class Failing(Disk):
    """Refuses one step as a disk does."""

    def __init__(self, at, number):
        self._left, self._number = at, number

    def __getattribute__(self, name):
        if not name.startswith("_"):
            self._left -= 1
            if self._left == 0 and name != "remove":
                raise OSError(self._number, os.strerror(self._number))
        return super().__getattribute__(name)


REFUSALS = [
    # why, errno, words
    ("a full disk", errno.ENOSPC, "disk penuh"),
    ("a quota", errno.EDQUOT, "disk penuh"),
    ("a disk that is read only", errno.EROFS, "tidak boleh ditulisi"),
    ("no permission", errno.EACCES, "tidak boleh ditulisi"),
    ("a broken disk", errno.EIO, "Input/output error"),
]


@pytest.mark.parametrize(("number", "words"), rows(REFUSALS))
def test_a_disk_that_refuses_any_step_is_named_and_the_old_index_stands(painted, model, number, words):
    index, paint = painted
    told = []
    for at in range(1, 60):
        try:
            paint("hijau", Failing(at, number))
        except IndexUnusable as error:
            told.append(str(error))
            assert verify(current(index))
            assert not list(index.glob(".membangun-*"))
        else:
            break
    assert len(told) > 20
    assert all(words in line and str(index) in line and "--index" in line for line in told)
    assert colour_of(KnowledgeBase.open(index, str(model))) == "hijau"


@pytest.mark.parametrize("most", [3_000, 20_000, 100_000, 250_000])
def test_files_that_may_not_grow_are_a_full_disk(corpus, index, model, tmp_path, most):
    """The system itself refuses a write in the middle of a file: of clauses, of words, of vectors."""
    own = shutil.copytree(index, tmp_path / "indeks")
    more = shutil.copytree(corpus, tmp_path / "contoh")
    long = "".join(f"\nPasal {n}\nPerahu nomor {n} dicat biru dan disimpan kering di dermaga.\n" for n in range(1, 1500))
    (more / "b.txt").write_text(SMALL.format("biru").split("Pasal 1")[0] + long, encoding="utf-8")
    done = subprocess.run(
        kb_command("build", "--corpus", more, "--index", own, "--model", model),
        env=environment(), capture_output=True, text=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
    told = done.stderr.splitlines()[-1]
    assert told.startswith(f"kb: {own}: indeks tidak dapat ditulis")
    assert not list(own.glob(".membangun-*"))
    assert current(own).name == current(index).name
    assert verify(current(own))


def test_a_place_where_nothing_can_be_made_is_told(tmp_path, corpus, model):
    with pytest.raises(IndexUnusable, match="--index"):
        build([corpus], tmp_path / "berkas" / "indeks" if (tmp_path / "berkas").write_text("x") else tmp_path, str(model))


def test_two_builds_at_once_do_no_harm(tmp_path, model):
    """Four at a time, of two texts: each ends well, one after another, and what stands is one of the two."""
    index, texts = tmp_path / "indeks", []
    for colour in ("biru", "hijau"):
        texts.append(tmp_path / colour)
        texts[-1].mkdir()
        (texts[-1] / "a.txt").write_text(SMALL.format(colour), encoding="utf-8")
    running_ = [
        subprocess.Popen(
            kb_command("build", "--corpus", folder, "--index", index, "--model", model),
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for folder in [*texts, *texts]
    ]  # fmt: skip
    ended = [(*process.communicate(timeout=120), process.returncode) for process in running_]
    assert [code for *_, code in ended] == [0, 0, 0, 0], ended
    assert verify(current(index))
    assert len(generations(index)) == 2
    assert colour_of(KnowledgeBase.open(index, str(model))) in ("biru", "hijau")


def test_a_build_waits_for_the_lock_and_says_so(painted, tmp_path, model):
    index, _ = painted
    (tmp_path / "naskah" / "a.txt").write_text(SMALL.format("hijau"), encoding="utf-8")
    command = kb_command("build", "--corpus", tmp_path / "naskah", "--index", index, "--model", model)
    with locked(index):
        process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert "Menunggu build lain selesai" in process.stderr.readline()
        assert process.poll() is None
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "1 peraturan" in said


# Readers


def test_a_library_turns_to_the_new_generation_and_a_reader_keeps_its_own(painted, model):
    index, paint = painted
    library = Library(index, str(model), look_every=0)
    held = library.kb
    assert held is library.kb
    paint("hijau")
    assert colour_of(library.kb) == "hijau"
    assert colour_of(held) == "biru"
    assert library.generation == current(index).name


def test_a_generation_that_nobody_reads_is_let_go_of(painted, model):
    index, paint = painted
    library = Library(index, str(model), look_every=0)
    before = weakref.ref(library.kb.held.clauses)
    paint("hijau")
    assert colour_of(library.kb) == "hijau"
    assert before() is None


def test_the_page_lets_go_of_a_generation_and_keeps_its_cards_until_the_next(painted, model):
    index, paint = painted
    dealer = Dealer(Library(index, str(model), look_every=0))
    before = weakref.ref(dealer.cards().kb.held.clauses)
    paint("hijau")
    after = dealer.cards()
    assert colour_of(after.kb) == "hijau"
    assert dealer.cards() is after
    assert before() is None


def test_a_library_keeps_serving_where_the_new_generation_cannot_be_opened(painted, model):
    index, paint = painted
    library = Library(index, str(model), look_every=0)
    harmed = paint("hijau")
    (harmed / "keys.npy").rename(harmed / "lain.npy")
    assert colour_of(library.kb) == "biru"
    assert "keys.npy" in library.fault
    (harmed / "lain.npy").rename(harmed / "keys.npy")
    assert colour_of(library.kb) == "hijau"
    assert library.fault == ""


def test_a_library_looks_but_now_and_then(painted, model):
    index, paint = painted
    library = Library(index, str(model), look_every=3600)
    paint("hijau")
    assert colour_of(library.kb) == "biru"


def test_the_server_picks_a_new_index_up_without_a_restart(painted, model, tmp_path):
    import time
    import urllib.request

    index, paint = painted
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def shown(url):
        with direct.open(f"{url}/api/show?wanted={ADDRESS}", timeout=30) as answer:
            return json.loads(answer.read())[0]["text"].split()[-1]

    with running(index, model, tmp_path / "log", free_port()) as url:
        assert shown(url) == "biru."
        paint("hijau")
        until = time.monotonic() + 20
        while shown(url) != "hijau." and time.monotonic() < until:
            time.sleep(0.2)
        assert shown(url) == "hijau."
        with direct.open(f"{url}/healthz", timeout=30) as answer:
            assert json.loads(answer.read())["generation"] == current(index).name


# Backups


def test_a_backup_comes_back_as_it_was(painted, tmp_path, model):
    index, paint = painted
    file = tmp_path / "cadangan.tar.gz"
    assert "diperiksa" in back_up(file, index, [tmp_path / "naskah"])
    wanted = contents(current(index))
    paint("hijau")
    newer = current(index)
    restore(file, index, tmp_path / "kembali")
    assert contents(current(index)) == wanted
    assert newer.is_dir()
    assert (tmp_path / "kembali" / "naskah" / "a.txt").read_text(encoding="utf-8") == SMALL.format("biru")
    elsewhere = tmp_path / "lain"
    assert "dipakai" in restore(file, elsewhere)
    assert contents(current(elsewhere)) == wanted
    assert colour_of(KnowledgeBase.open(elsewhere, str(model))) == "biru"


def test_two_backups_of_one_index_are_the_same_bytes(own, tmp_path):
    files = [tmp_path / f"{n}.tar.gz" for n in "ab"]
    for file in files:
        back_up(file, own)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_backup_whose_checksum_disagrees_is_refused(own, tmp_path):
    file = tmp_path / "a.tar.gz"
    back_up(file, own)
    flip(file, len(file.read_bytes()) - 6, 0)  # in the checksum of the whole, the only one that texts have
    with pytest.raises(BackupError):
        restore(file, own)


def test_a_backup_harmed_anywhere_changes_nothing(own, tmp_path):
    file, chance = tmp_path / "a.tar.gz", random.Random(7)
    back_up(file, own)
    whole, before = file.read_bytes(), contents(own)
    for _ in range(12):
        flip(file, chance.randrange(12, len(whole)), chance.randrange(8))
        with pytest.raises(BackupError) as caught:
            restore(file, own)
        assert "\n" not in str(caught.value)
        file.write_bytes(whole[: chance.randrange(len(whole))])
        with pytest.raises(BackupError):
            restore(file, own)
        file.write_bytes(whole)
    assert contents(own) == {**before, ".kunci": b""}


def hostile(path, name, kind=tarfile.REGTYPE, target=""):
    with tarfile.open(path, "w:gz") as tar:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, target
        tar.addfile(entry)


HOSTILE = [
    # why, name in the archive, kind, target
    ("up and out", "indeks/../../../luar", tarfile.REGTYPE, ""),
    ("absolute", "/tmp/luar/a/b", tarfile.REGTYPE, ""),
    ("a link", "indeks/gen-0000000000000000/a", tarfile.SYMTYPE, "/etc/passwd"),
    ("a hard link", "indeks/gen-0000000000000000/a", tarfile.LNKTYPE, "/etc/passwd"),
    ("a device", "indeks/gen-0000000000000000/a", tarfile.CHRTYPE, ""),
    ("another folder", "rumah/a/b", tarfile.REGTYPE, ""),
    ("nothing of ours", "naskah/a/b", tarfile.REGTYPE, ""),
]


@pytest.mark.parametrize(("name", "kind", "target"), rows(HOSTILE))
def test_an_archive_of_other_things_is_not_opened(own, tmp_path, name, kind, target):
    file = tmp_path / "a.tar.gz"
    hostile(file, name, kind, target)
    before = current(own)
    with pytest.raises(BackupError):
        restore(file, own)
    assert current(own) == before
    assert not (tmp_path / "luar").exists()
    assert not list(own.glob(".membangun-*"))


def test_backup_faults_are_told(own, tmp_path):
    faults_ = [
        (lambda: back_up(tmp_path / "a.tar.zst", own), ".tar.gz"),
        (lambda: back_up(tmp_path / "tidak" / "ada.tar.gz", own), "tidak dapat ditulis"),
        (lambda: back_up(tmp_path / "a.tar.gz", own, [tmp_path / "tidak-ada"]), "--corpus"),
        (lambda: back_up(tmp_path / "a.tar.gz", tmp_path / "kosong"), "kb build"),
        (lambda: restore(tmp_path / "tidak-ada.tar.gz", own), "tidak ada"),
    ]
    for attempt, words in faults_:
        with pytest.raises(KbError, match=re.escape(words)):
            attempt()
    (current(own) / "keys.npy").unlink()
    with pytest.raises(IndexUnusable, match=r"keys\.npy"):
        back_up(tmp_path / "a.tar.gz", own)
    assert not list(tmp_path.glob("*.tar.gz"))
    assert not list(tmp_path.glob(".*sebagian"))


def test_texts_in_the_way_are_not_written_over(painted, tmp_path):
    index, _ = painted
    back_up(tmp_path / "a.tar.gz", index, [tmp_path / "naskah"])
    before = current(index)
    with pytest.raises(BackupError, match="sudah ada"):
        restore(tmp_path / "a.tar.gz", index, tmp_path)
    assert current(index) == before


def test_backup_and_restore_are_a_command_each(own, tmp_path):
    file = str(tmp_path / "a.tar.gz")
    for arguments in (["backup", file, "--index", str(own)], ["restore", file, "--index", str(tmp_path / "baru")]):
        result = CliRunner().invoke(main, arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        assert "gen-" in result.stdout
