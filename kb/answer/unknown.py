"""What a story leaves out: which missing fact would change the result, and how; and what this corpus does not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kb.answer.facts import Understood

_SUPPORTING = {"hadir", "ikut_kampanye", "jurkam", "atribut", "narasumber"}
_TEAM = {"ikut_kampanye", "jurkam"}
_BY_PHASE = _SUPPORTING | {"alat_peraga", "kampanye_medsos", "interaksi_medsos", "foto", "tim_sukses"}
_SKB, _PEMILU, _PILKADA = "skb-netralitas-2022/lampiran-2/", "uu-7-2017/", "uu-1-2015/"


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact the story does not tell: what to ask, what it would change, and the clauses that say so."""

    fact: str
    question: str
    changes: str
    addresses: tuple[str, ...]


def _without(name: str) -> Callable[[Understood], bool]:
    return lambda told: not told.values(name)


def _acts(told: Understood) -> set[str]:
    return set(told.values("act"))


# ruff: noqa: E501 - a table reads best one row a line
QUESTIONS: tuple[tuple[Missing, Callable[[Understood], bool]], ...] = (
    (Missing("status", "Apa status orangnya: PNS, PPPK, CPNS, non-ASN, TNI, Polri, kepala desa, perangkat desa, anggota BPD, atau pegawai BUMN/BUMD?",
        "Status menentukan larangan dan sanksi mana yang berlaku.", ("uu-20-2023/pasal-1/angka-2", _PEMILU + "pasal-280/ayat-2")), _without("status")),
    (Missing("status", "Apakah ia PNS atau PPPK?",
        "Hukuman disiplin PNS diatur PP 94/2021; disiplin PPPK ditetapkan Pejabat Pembina Kepegawaian tiap instansi.", ("pp-94-2021/pasal-7", "pp-49-2018/pasal-52/ayat-1")), lambda told: told.value("status") == "asn"),
    (Missing("actor", "Siapa yang melakukan? Cerita ini menyebut lebih dari satu status.",
        "Ketentuan yang ditunjukkan ialah bagi status yang tertulis pertama pada fakta.", ()), lambda told: bool(told.values("other_status"))),
    (Missing("election", "Ini Pemilu (Presiden, DPR, DPD, DPRD) atau Pilkada (gubernur, bupati, wali kota)?",
        "Pemilu dan Pilkada diatur undang-undang yang berlainan, juga pidana dan batas waktu lapornya.", (_PEMILU + "pasal-454/ayat-6", _PILKADA + "pasal-134/ayat-4")), lambda told: not told.values("election") and _acts(told) != {"anggota_partai"}),
    (Missing("phase", "Waktu itu calonnya masih bakal calon atau sudah ditetapkan?",
        "Terhadap bakal calon, SKB menyebutnya pelanggaran kode etik dengan sanksi moral; terhadap calon, pelanggaran disiplin.", (_SKB + "bagian-a", _SKB + "bagian-b", "pp-42-2004/pasal-15/ayat-1", "pp-94-2021/pasal-8/ayat-1")), lambda told: not told.values("phase") and bool(_acts(told) & _BY_PHASE)),
    (Missing("way", "Dengan cara apa ia mendukung: memasang, mengunggah, hadir, mengajak, atau lainnya?",
        "Larangan disiplin dan baris SKB dibedakan menurut caranya.", ("pp-94-2021/pasal-5/huruf-n", _SKB + "bagian-b")), lambda told: "dukungan" in _acts(told)),
    (Missing("date", "Kapan kejadiannya?", "Tanggal menentukan peraturan mana yang berlaku; yang ditunjukkan sekarang menurut hari ini.", ()), _without("date")),
    (Missing("known_since", "Kapan kejadian itu diketahui?", "Batas waktu laporan dihitung sejak diketahui.", (_PEMILU + "pasal-454/ayat-6",)), lambda told: "pilkada" not in told.values("election")),
    (Missing("known_since", "Kapan kejadian itu diketahui?", "Batas waktu laporan dihitung sejak diketahui.", (_PILKADA + "pasal-134/ayat-4",)), lambda told: told.values("election") == ("pilkada",)),
    (Missing("support", "Apakah ia hanya hadir, atau memberi dukungan secara aktif?", "Baris SKB tentang menghadiri menyebut tindakan atau dukungan.", (_SKB + "bagian-a/baris-3", _SKB + "bagian-b/baris-4", "pp-94-2021/penjelasan/pasal-5/huruf-n/angka-1")), lambda told: "hadir" in _acts(told) and not told.values("support")),
    (Missing("role", "Apakah ia menjadi pelaksana atau anggota tim kampanye?", "Ancaman pidana menyangkut orang yang menjadi pelaksana dan tim kampanye.", (_PEMILU + "pasal-280/ayat-3", _PEMILU + "pasal-494")), lambda told: bool(_acts(told) & _TEAM) and "tim_sukses" not in _acts(told) and "pilkada" not in told.values("election")),
    (Missing("position", "Apa jabatannya?", "Larangan mengambil keputusan atau tindakan ini mengenai pejabat.", (_PEMILU + "pasal-282", _PILKADA + "pasal-71/ayat-1")), lambda told: bool(_acts(told) & {"keputusan", "keberpihakan"}) and not set(told.values("position")) & {"pejabat", "pejabat_tinggi", "lurah"} and told.value("status") in ("", "asn", "pns", "pppk", "cpns")),
    (Missing("purpose", "Apa tujuan foto itu, dan apakah ada simbol, atribut, atau latar partai?", "Baris SKB tentang foto menyebut tujuan mendukung, simbol, atribut, dan latar.", (_SKB + "bagian-a/baris-5", _SKB + "bagian-b/baris-7")), lambda told: "foto" in _acts(told)),
    (Missing("leave", "Apakah ia sedang cuti di luar tanggungan negara?", "Baris SKB ini mengenai yang tidak sedang cuti itu.", (_SKB + "bagian-a/baris-7",)), lambda told: "pasangan_calon" in told.values("relation") and not told.values("leave")),
    (Missing("leave", "Apakah ia sedang cuti di luar tanggungan negara?", "Baris SKB ini mengenai yang tidak sedang cuti itu.", (_SKB + "bagian-b/baris-3",)), lambda told: "dekati_partai" in _acts(told) and not told.values("leave")),
    (Missing("resigned", "Apakah ia sudah mengundurkan diri secara tertulis?", "Yang lebih dulu mengundurkan diri diberhentikan dengan hormat.", ("pp-11-2017/pasal-255/ayat-3", "pp-11-2017/pasal-255/ayat-4")), lambda told: "anggota_partai" in _acts(told) and told.value("status") in ("", "asn", "pns", "cpns")),
    (Missing("named", "Apakah ia sudah ditetapkan sebagai calon?", "Kewajiban mengundurkan diri berlaku sejak ditetapkan sebagai calon.", ("uu-20-2023/pasal-59/ayat-3",)), lambda told: "mencalonkan" in _acts(told) and told.value("status") in ("", "asn", "pns", "pppk", "cpns")),
    (Missing("approval", "Apakah ada persetujuan tertulis dari Menteri?", "Larangan mengganti pejabat tidak berlaku bila ada persetujuan tertulis.", (_PILKADA + "pasal-71/ayat-2",)), lambda told: "mutasi" in _acts(told)),
    (Missing("permit", "Apakah ada izin penanggung jawab tempat, dan apakah hadir tanpa atribut?", "Putusan Mahkamah Konstitusi mengecualikan hal itu dari larangan memakai fasilitas.", (_PEMILU + "pasal-280/ayat-1/huruf-h",)), lambda told: "fasilitas" in _acts(told) and "pilkada" not in told.values("election")),
)  # fmt: skip

_UNHELD: tuple[tuple[str, frozenset[str]], ...] = (
    ("Peraturan disiplin dan hukuman bagi prajurit TNI tidak dipegang korpus ini.", frozenset({"tni"})),
    ("Peraturan disiplin dan kode etik anggota Polri tidak dipegang korpus ini.", frozenset({"polri"})),
    ("Sanksi administratif bagi anggota BPD tidak dipegang korpus ini.", frozenset({"bpd"})),
    ("Peraturan disiplin pegawai BUMN dan BUMD tidak dipegang korpus ini.", frozenset({"bumn"})),
    ("Tingkat dan jenis hukuman disiplin PPPK ditetapkan tiap instansi dan tidak dipegang korpus ini.", frozenset({"pppk", "asn", ""})),
    ("Apakah calon PNS termasuk aparatur sipil negara menurut undang-undang pemilihan tidak disebut naskah yang dipegang.", frozenset({"cpns"})),
    ("Isi perjanjian kerja pegawai non-ASN tidak dipegang korpus ini.", frozenset({"non_asn"})),
)  # fmt: skip


def missing_facts(told: Understood) -> tuple[Missing, ...]:
    """The facts a story leaves out, those that change most first."""
    return tuple(missing for missing, applies in QUESTIONS if applies(told))


def not_held(told: Understood) -> tuple[str, ...]:
    """What matters to a case but is not in this corpus, in sentences."""
    return tuple(sentence for sentence, statuses in _UNHELD if told.value("status") in statuses and told.values("act"))
