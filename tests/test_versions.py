"""Which wording is quoted on a date: an amended clause is never shown as law before its amendment."""

from __future__ import annotations

from datetime import date

import pytest
from making import ROOT, rows

from kb.ingest import build
from kb.knowledge import KnowledgeBase

OLD = "UNDANG-UNDANG\nNOMOR 1 TAHUN 2015\nTENTANG\nPEMILIHAN CONTOH\n\n" + "".join(
    f"Pasal {n}\n(1) Bunyi lama nomor {n} tentang sumur.\n(2) Bunyi lama lain.\n\n" for n in range(1, 80)
)


@pytest.fixture(scope="module")
def both(tmp_path_factory, model) -> KnowledgeBase:
    """Our corpus beside a made-up old wording of UU 1/2015."""
    folder = tmp_path_factory.mktemp("naskah")
    (folder / "lama.txt").write_text(OLD, encoding="utf-8")
    build([ROOT / "corpus", folder], folder / "indeks", str(model))
    return KnowledgeBase.open(folder / "indeks", str(model))


@pytest.fixture(scope="module")
def ours(repository_kb) -> KnowledgeBase:
    return repository_kb


QUOTED = [
    # why, whether the old wording is held, day, nature of the quote, status
    ("after the amendment our restatement of it is quoted", True, date(2024, 6, 1), "ringkasan", "diubah"),
    ("before it the old official wording is", True, date(2015, 6, 1), "resmi", "berlaku"),
    ("before it, with no old wording held, what is shown is said not to be law yet", False, date(2015, 6, 1), "ringkasan", "belum_berlaku"),
    ("after it, with no old wording held", False, date(2024, 6, 1), "ringkasan", "diubah"),
]


@pytest.mark.parametrize(("old_held", "on", "nature", "status"), rows(QUOTED))
def test_the_wording_of_the_day_is_quoted(both, ours, old_held, on, nature, status):
    kb = both if old_held else ours
    [shown] = kb.show("Pasal 71 ayat (1) UU 1/2015", on)
    asked = kb.ask("Pasal 71 ayat (1) UU 1/2015", on=on).hits[0]
    for hit in (shown, asked):
        assert (hit.clause.address, str(hit.clause.nature), str(hit.standing.status)) == ("uu-1-2015/pasal-71/ayat-1", nature, status)


def test_an_old_wording_has_no_restatement_of_the_new_one_beside_it(both):
    [shown] = both.show("Pasal 71 ayat (1) UU 1/2015", date(2015, 6, 1))
    assert shown.companion is None


def test_what_is_not_yet_law_says_since_when(ours):
    [shown] = ours.show("Pasal 71 ayat (1) UU 1/2015", date(2015, 6, 1))
    assert (shown.standing.cause, shown.standing.since) == ("UU 10/2016", date(2016, 7, 1))
    assert "tidak dipegang" in shown.standing.note
