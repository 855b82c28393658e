"""The print a clause was read from: found by name, believed by its hash, shown with the clause boxed."""

from __future__ import annotations

import io

import pytest
from making import pdf, static_model
from msgspec import structs
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kb.errors import QuestionError
from kb.ingest import build
from kb.library import Library
from kb.originals import leaves_of
from kb.web.halaman import page_route

PAGES = [
    "PERATURAN PEMERINTAH\nNOMOR 5 TAHUN 2001\nTENTANG\nCONTOH TAMAN\nPasal 1\nPegawai taman menyiram bunga setiap pagi.",
    "dan setiap sore pula.\nPasal 2\nPegawai taman memangkas pagar.",
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A folder with one PDF, the library of its index, and a client of the route."""
    folder = tmp_path_factory.mktemp("cetak") / "naskah"
    folder.mkdir()
    (folder / "pp-5-2001.pdf").write_bytes(pdf(PAGES))
    model = str(static_model(folder.parent / "model"))
    build([folder], folder.parent / "indeks", model)
    library = Library(folder.parent / "indeks", model, corpora=(folder,))
    return folder, library, TestClient(Starlette(routes=[page_route(library)]))


def boxed(png):
    """Whether something on the page is drawn in a colour that no print has."""
    with Image.open(io.BytesIO(png)) as image:
        return any(max(pixel) - min(pixel) > 60 for _, pixel in image.convert("RGB").getcolors(1 << 24))


def test_a_clause_is_boxed_on_each_page_it_stands_on(shelf):
    _, library, client = shelf
    [hit] = library.kb.show("pp-5-2001/pasal-1")
    assert [source.page for source, _ in leaves_of(hit.clause)] == [1, 2]
    for leaf in (0, 1):
        answer = client.get(f"/halaman?alamat=pp-5-2001/pasal-1&lembar={leaf}")
        assert answer.headers["content-type"] == "image/png"
        assert boxed(answer.content)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        pytest.param("alamat=pp-5-2001/pasal-1&lembar=2", "ada di 2 lembar", id="a page too many"),
        pytest.param("alamat=pp-5-2001/pasal-1&lembar=-1", "ada di 2 lembar", id="no number"),
        pytest.param("alamat=../../../etc/passwd", "tidak dikenali", id="no address"),
        pytest.param("alamat=pp-5-2001/pasal-9", "tidak ada dalam korpus ini", id="not held"),
    ],
)
def test_what_cannot_be_shown_is_said(shelf, query, told):
    answer = shelf[2].get(f"/halaman?{query}")
    assert answer.status_code == 404
    assert told in answer.text


def test_only_the_very_file_that_was_read_is_shown(shelf):
    folder, library, _ = shelf
    [hit] = library.kb.show("pp-5-2001/pasal-2")
    source = hit.clause.source
    assert library.originals.has_page(source)
    assert not library.originals.has_page(structs.replace(source, sha256="0" * 64))
    assert not library.originals.has_page(structs.replace(source, file=f"{folder.name}/../{folder.name}-lain/rahasia.pdf"))
    assert not library.originals.has_page(structs.replace(source, file="lain/pp-5-2001.pdf"))
    with pytest.raises(QuestionError, match="kb serve --corpus"):
        library.originals.picture(structs.replace(source, sha256="0" * 64), "apa saja")
