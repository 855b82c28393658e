"""What the law says of each act, as a table of addresses: every row names a clause that is held, and says why it is there.

A row says nothing of its own: its ``why`` tells in a few words what joins the clause to the act, and a test
demands that its address resolves and that each number in its words stands in the clause.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

Role = Literal["norma", "bentuk", "sanksi", "jenis_sanksi", "pidana", "lapor", "prosedur", "pengecualian"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A clause that touches a case: for which acts, of whom, in which election and phase; empty means any.

    ``why`` joins it to the act; ``condition`` tells what must be so besides; ``by`` holds the addresses of the clauses
    that say who imposes it; ``until`` is the day from which another clause speaks in its place.
    """

    address: str
    role: Role
    acts: frozenset[str]
    who: frozenset[str]
    why: str
    election: str = ""
    phase: str = ""
    condition: str = ""
    relation: str = ""
    by: tuple[str, ...] = ()
    until: datetime.date = datetime.date.max


PNS = frozenset({"pns", "cpns"})
SERVANT = frozenset({"pns"})
PPPK = frozenset({"pppk"})
ASN = PNS | PPPK
NON = frozenset({"non_asn"})
TNI, POLRI = frozenset({"tni"}), frozenset({"polri"})
KADES, PERANGKAT, BPD = frozenset({"kepala_desa"}), frozenset({"perangkat_desa"}), frozenset({"bpd"})
BUMN, NEGARA, LURAH = frozenset({"bumn"}), frozenset({"pejabat_negara"}), frozenset({"lurah"})
ANYONE = ASN | NON | TNI | POLRI | KADES | PERANGKAT | BPD | BUMN | NEGARA | LURAH
CAMPAIGN = frozenset({"hadir", "ikut_kampanye", "jurkam", "tim_sukses", "atribut", "narasumber"})
TEAM = frozenset({"ikut_kampanye", "jurkam", "tim_sukses"})
MONEY = frozenset({"keberpihakan", "politik_uang"})
SUPPORT = CAMPAIGN | MONEY | {
    "alat_peraga", "kampanye_medsos", "interaksi_medsos", "foto", "dukungan_ktp", "keputusan", "fasilitas", "kerahkan", "dana", "dekati_partai", "dukungan",
}  # fmt: skip
_PERHAPS_CAMPAIGN = MONEY | {"alat_peraga", "kampanye_medsos", "interaksi_medsos", "foto", "fasilitas", "kerahkan", "dukungan"}
_P94, _PEMILU, _PILKADA, _ASN, _ETIK = "pp-94-2021/", "uu-7-2017/", "uu-1-2015/", "uu-20-2023/", "pp-42-2004/"
_P11, _P37, _P49, _DESA, _SKB = "pp-11-2017/", "pp-37-2004/", "pp-49-2018/", "uu-6-2014/", "skb-netralitas-2022/lampiran-2/"
_BERAT = (_P94 + "pasal-16", _P94 + "pasal-18", _P94 + "pasal-24/ayat-1")


def _acts(acts: str | frozenset[str]) -> frozenset[str]:
    return acts if isinstance(acts, frozenset) else frozenset(acts.split())


def _norm(address: str, acts: str | frozenset[str], who: frozenset[str], why: str, **more: str) -> Rule:
    return Rule(address, "norma", _acts(acts), who, why, **more)  # type: ignore[arg-type]


def _sanction(
    address: str, acts: str | frozenset[str], who: frozenset[str], why: str, *by: str, role: Role = "sanksi", phase: str = "",
    condition: str = "", relation: str = "",
) -> Rule:  # fmt: skip
    return Rule(address, role, _acts(acts), who, why, phase=phase, condition=condition, relation=relation, by=by)


def _crime(address: str, acts: str | frozenset[str], who: frozenset[str], election: str, condition: str, phase: str = "") -> Rule:
    return Rule(address, "pidana", _acts(acts), who, "ancaman pidana, terpisah dari hukuman disiplin", election, phase, condition)


def _row(row: str, acts: str, phase: str = "", relation: str = "", condition: str = "") -> Rule:
    part, number = row[0].lower(), row[1:]
    where = f"{_SKB}bagian-{part}/baris-{number}"
    return Rule(where, "bentuk", _acts(acts), ASN | NON, "bentuk yang disebut SKB", "", phase, condition, relation)


_ACTIVE = "kalau disertai tindakan atau dukungan secara aktif"
_AIM = "kalau foto itu dipasang di media yang dapat diakses publik dengan tujuan mendukung"
_SIGN = "kalau foto itu dipasang di media yang dapat diakses publik"
_AS_TEAM = "kalau ia menjadi pelaksana atau anggota tim kampanye"
_OFFICER = "kalau ia pejabat struktural atau pejabat fungsional dalam jabatan negeri"
_ASN_OFFICER = "kalau ia pejabat aparatur sipil negara"
_PRESIDENT = "kalau yang didukung calon Presiden/Wakil Presiden"
_AT_CAMPAIGN = "kalau ia menjadi peserta kampanye"
_FAVOURS = "kalau itu menguntungkan atau merugikan salah satu peserta"
_TAKES_PART = "kalau itu berarti ikut serta atau terlibat dalam kampanye"
_IN_SEASON = "kalau dalam masa kampanye"
SE_STAGES = "kalau tahapan pemilihannya yang dimaksud surat edaran itu"
_ON_LEAVE = "kalau tidak sedang dalam cuti di luar tanggungan negara"

# ruff: noqa: E501 - a table reads best one row a line
ROWS: tuple[Rule, ...] = (
    _row("A1", "alat_peraga", "bakal"),
    _row("A2", "kampanye_medsos", "bakal"),
    _row("A3", "hadir", "bakal", condition=_ACTIVE),
    _row("A4", "interaksi_medsos", "bakal"),
    _row("A5", "foto", "bakal", condition=_SIGN),
    _row("A6", "ikut_kampanye jurkam narasumber atribut", "bakal"),
    _row("A7", "hadir ikut_kampanye jurkam mendampingi", relation="pasangan_calon", condition=_ON_LEAVE),
    _row("B1", "alat_peraga", "calon"),
    _row("B2", "kampanye_medsos", "calon"),
    _row("B3", "dekati_partai", condition=_ON_LEAVE),
    _row("B4", "hadir ikut_kampanye jurkam atribut kerahkan", "calon", condition=_ACTIVE),
    _row("B5", "anggota_partai"),
    _row("B6", "interaksi_medsos", "calon"),
    _row("B7", "foto", "calon", condition=_AIM),
    _row("B8", "keberpihakan politik_uang"),
    _row("B9", "tim_sukses", "bakal"),
    _row("B10", "tim_sukses", "calon"),
    _row("B11", "dukungan_ktp"),
    _row("B12", "keputusan mutasi"),
    _row("B13", "fasilitas dana atribut kerahkan narasumber", condition="kalau dinilai bentuk lain yang diatur peraturan tetapi tidak ada dalam matriks"),
)  # fmt: skip

NORMS: tuple[Rule, ...] = (
    _norm(_ASN + "pasal-9/ayat-2", SUPPORT | {"anggota_partai"}, ASN, "kedudukan pegawai ASN: bebas dari pengaruh partai politik"),
    _norm(_ASN + "pasal-24/ayat-1/huruf-d", SUPPORT | {"anggota_partai"}, ASN, "kewajiban pegawai ASN menjaga netralitas"),
    _norm("uu-5-2014/pasal-9/ayat-2", SUPPORT | {"anggota_partai"}, ASN, "kedudukan pegawai ASN menurut UU ASN yang berlaku pada tanggal itu"),
    _norm("uu-5-2014/pasal-2/huruf-f", SUPPORT | {"anggota_partai"}, ASN, "asas netralitas menurut UU ASN yang berlaku pada tanggal itu"),
    # disiplin PNS
    _norm(_P94 + "pasal-5/huruf-n", "alat_peraga kampanye_medsos dukungan", PNS, "larangan memberi dukungan kepada calon", phase="calon", condition="kalau caranya termasuk salah satu angka di bawahnya"),
    _norm(_P94 + "pasal-5/huruf-n/angka-1", CAMPAIGN - {"narasumber"}, PNS, "larangan memberi dukungan dengan ikut kampanye", phase="calon"),
    _norm(_P94 + "pasal-5/huruf-n/angka-2", "atribut", PNS, "larangan menjadi peserta kampanye dengan atribut partai atau atribut PNS", phase="calon", condition=_AT_CAMPAIGN),
    _norm(_P94 + "pasal-5/huruf-n/angka-3", "kerahkan", PNS, "larangan menjadi peserta kampanye dengan mengerahkan PNS lain", phase="calon", condition=_AT_CAMPAIGN),
    _norm(_P94 + "pasal-5/huruf-n/angka-4", "fasilitas", PNS, "larangan menjadi peserta kampanye dengan fasilitas negara", phase="calon", condition=_AT_CAMPAIGN),
    _norm(_P94 + "pasal-5/huruf-n/angka-5", "keputusan mutasi", PNS, "larangan membuat keputusan atau tindakan yang menguntungkan atau merugikan"),
    _norm(_P94 + "pasal-5/huruf-n/angka-5", "interaksi_medsos foto", PNS, "aturan yang disebut baris SKB untuk perbuatan ini", phase="calon"),
    _norm(_P94 + "pasal-5/huruf-n/angka-6", MONEY, PNS, "larangan mengadakan kegiatan yang mengarah pada keberpihakan"),
    _norm(_P94 + "pasal-5/huruf-n/angka-7", "dukungan_ktp", PNS, "larangan memberi surat dukungan disertai fotokopi KTP"),
    _norm(_P94 + "pasal-43", SUPPORT | {"anggota_partai"}, frozenset({"cpns"}), "peraturan disiplin PNS berlaku juga untuk calon PNS"),
    _norm(_P94 + "pasal-24/ayat-1", "membiarkan", PNS, "kewajiban menjatuhkan hukuman disiplin"),
    _norm(_P94 + "pasal-27/ayat-1", "membiarkan", PNS, "kewajiban atasan langsung memeriksa"),
    # disiplin PNS menurut peraturan sebelumnya
    *(
        _norm(f"pp-53-2010/pasal-4/{place}", acts, SERVANT, "larangan menurut peraturan disiplin yang berlaku pada tanggal itu", election=election, condition=condition)
        for place, acts, election, condition in (
            ("angka-12", CAMPAIGN | {"kerahkan", "fasilitas"}, "pemilu", ""), ("angka-13", MONEY | {"keputusan"}, "pemilu", _PRESIDENT),
            ("angka-14", frozenset({"dukungan_ktp"}), "", ""), ("angka-15", CAMPAIGN | MONEY | {"keputusan", "fasilitas"}, "pilkada", ""),
        )
    ),
    # etik PNS
    _norm(_ETIK + "pasal-11/huruf-c", SUPPORT - {"dana"}, PNS, "etika terhadap diri sendiri: menjauhi konflik kepentingan", phase="bakal"),
    # PPPK
    _norm(_P49 + "pasal-51/ayat-1", SUPPORT | {"anggota_partai"}, PPPK, "kewajiban PPPK mematuhi disiplin PPPK"),
    _norm(_P49 + "pasal-52/ayat-1", SUPPORT, PPPK, "disiplin PPPK ditetapkan Pejabat Pembina Kepegawaian tiap instansi"),
    # non-ASN
    _norm("se-menpanrb-1-2023/angka-2", SUPPORT | {"anggota_partai"}, NON, "kewajiban pegawai pemerintah non pegawai negeri untuk netral"),
    _norm("se-menpanrb-1-2023/angka-5", SUPPORT | {"anggota_partai"}, NON, "bentuk pelanggarannya berpedoman pada yang berlaku bagi ASN"),
    # partai politik
    _norm(_P37 + "pasal-2/ayat-1", "anggota_partai", PNS, "larangan PNS menjadi anggota atau pengurus partai politik"),
    _norm(_P37 + "pasal-1/angka-4", "anggota_partai", PNS, "kapan seorang PNS dianggap anggota: kalau ia terdaftar"),
    _norm(_P11 + "pasal-255/ayat-1", "anggota_partai", SERVANT, "larangan PNS menjadi anggota atau pengurus partai politik"),
    _norm(_P11 + "pasal-255/ayat-2", "anggota_partai", SERVANT, "kewajiban mengundurkan diri tertulis"),
    _norm(_DESA + "pasal-29/huruf-g", "anggota_partai", KADES, "larangan kepala desa menjadi pengurus partai politik", condition="kalau ia pengurus"),
    _norm(_DESA + "pasal-51/huruf-g", "anggota_partai", PERANGKAT, "larangan perangkat desa menjadi pengurus partai politik", condition="kalau ia pengurus"),
    _norm(_DESA + "pasal-64/huruf-h", "anggota_partai", BPD, "larangan anggota BPD menjadi pengurus partai politik", condition="kalau ia pengurus"),
    _norm("uu-34-2004/pasal-39/angka-1", "anggota_partai", TNI, "larangan prajurit menjadi anggota partai politik"),
    _norm("uu-2-2002/penjelasan/pasal-28/ayat-1", "anggota_partai", POLRI, "arti bersikap netral: larangan menjadi anggota atau pengurus partai politik"),
    # mencalonkan diri
    _norm(_ASN + "pasal-59/ayat-3", "mencalonkan dekati_partai", ASN, "kewajiban menyatakan pengunduran diri sejak ditetapkan sebagai calon", condition="kalau ia sudah ditetapkan sebagai calon"),
    _norm(_ASN + "pasal-56", "mencalonkan", PNS, "kewajiban pejabat pimpinan tinggi mengundurkan diri dari PNS", election="pilkada", condition="kalau ia pejabat pimpinan tinggi madya atau pratama"),
    _norm(_P11 + "pasal-254/ayat-1", "mencalonkan", SERVANT, "kewajiban mengundurkan diri pada saat ditetapkan sebagai calon", condition="kalau ia sudah ditetapkan sebagai calon"),
    _norm(_P11 + "pasal-346/ayat-1", "mencalonkan", SERVANT, "kewajiban mengundurkan diri tertulis sejak ditetapkan sebagai calon", condition="kalau ia sudah ditetapkan sebagai calon"),
    _norm(_PILKADA + "pasal-7/ayat-2/huruf-t", "mencalonkan", PNS | TNI | POLRI | KADES, "syarat calon: menyatakan pengunduran diri tertulis", election="pilkada"),
    _norm(_PILKADA + "pasal-7/ayat-2/huruf-u", "mencalonkan", BUMN, "syarat calon: berhenti dari jabatan di BUMN atau BUMD", election="pilkada"),
    _norm(_DESA + "pasal-26/ayat-4/huruf-g", "mencalonkan", KADES, "kewajiban kepala desa mengundurkan diri bila mencalonkan diri"),
    _norm("uu-34-2004/pasal-39/angka-4", "mencalonkan", TNI, "larangan prajurit berkegiatan agar dipilih"),
    _norm("uu-2-2002/pasal-28/ayat-2", "mencalonkan memilih", POLRI, "hak memilih dan dipilih tidak digunakan"),
    # TNI dan Polri
    _norm("uu-34-2004/pasal-39/angka-2", SUPPORT, TNI, "larangan prajurit terlibat politik praktis"),
    _norm("uu-34-2004/pasal-2/huruf-d", SUPPORT | {"anggota_partai"}, TNI, "jati diri tentara profesional: tidak berpolitik praktis"),
    _norm("uu-2-2002/pasal-28/ayat-1", SUPPORT | {"anggota_partai"}, POLRI, "kewajiban Polri bersikap netral"),
    # desa
    _norm(_DESA + "pasal-29/huruf-j", CAMPAIGN, KADES, "larangan kepala desa ikut serta atau terlibat kampanye"),
    _norm(_DESA + "pasal-29/huruf-j", _PERHAPS_CAMPAIGN, KADES, "larangan kepala desa ikut serta atau terlibat kampanye", condition=_TAKES_PART),
    _norm(_DESA + "pasal-29/huruf-b", "keputusan", KADES, "larangan membuat keputusan yang menguntungkan pihak tertentu"),
    _norm(_DESA + "pasal-51/huruf-j", CAMPAIGN, PERANGKAT, "larangan perangkat desa ikut serta atau terlibat kampanye"),
    _norm(_DESA + "pasal-51/huruf-j", _PERHAPS_CAMPAIGN, PERANGKAT, "larangan perangkat desa ikut serta atau terlibat kampanye", condition=_TAKES_PART),
    _norm(_DESA + "pasal-51/huruf-b", "keputusan", PERANGKAT, "larangan membuat keputusan yang menguntungkan pihak tertentu"),
    # Pemilu
    *(
        _norm(f"{_PEMILU}pasal-280/ayat-2/huruf-{letter}", TEAM | {"hadir"}, who, "larangan bagi pelaksana dan tim kampanye mengikutsertakan orang berstatus ini", election="pemilu", phase="calon")
        for letter, who in (("d", BUMN), ("f", ASN), ("g", TNI | POLRI), ("h", KADES), ("i", PERANGKAT), ("j", BPD))
    ),
    _norm(_PEMILU + "pasal-280/ayat-3", TEAM, ASN | TNI | POLRI | KADES | PERANGKAT | BPD | BUMN, "larangan ikut serta menjadi pelaksana dan tim kampanye", election="pemilu", phase="calon", condition=_AS_TEAM),
    _norm(_PEMILU + "pasal-280/ayat-1/huruf-h", "fasilitas", ANYONE, "larangan kampanye memakai fasilitas pemerintah, tempat ibadah, dan tempat pendidikan", election="pemilu", phase="calon", condition="kalau ia pelaksana, peserta, atau tim kampanye"),
    _norm(_PEMILU + "pasal-280/ayat-1/huruf-j", "politik_uang", ANYONE, "larangan menjanjikan atau memberi uang atau materi kepada peserta kampanye", election="pemilu", phase="calon", condition="kalau ia pelaksana, peserta, atau tim kampanye"),
    _norm(_PEMILU + "pasal-278/ayat-2", "politik_uang", ANYONE, "larangan imbalan pada masa tenang", election="pemilu", phase="tenang", condition="kalau ia pelaksana, peserta, atau tim kampanye"),
    _norm(_PEMILU + "pasal-282", "keputusan", ASN, "larangan keputusan atau tindakan yang menguntungkan atau merugikan selama masa kampanye", election="pemilu", phase="calon", condition=f"{_OFFICER}; {_IN_SEASON}"),
    _norm(_PEMILU + "pasal-282", MONEY | {"keputusan"}, KADES | NEGARA, "larangan keputusan atau tindakan yang menguntungkan atau merugikan selama masa kampanye", election="pemilu", phase="calon", condition=f"{_IN_SEASON}; {_FAVOURS}"),
    _norm(_PEMILU + "pasal-283/ayat-1", MONEY | {"kerahkan"}, ASN | NEGARA, "larangan mengadakan kegiatan yang mengarah pada keberpihakan", election="pemilu"),
    _norm(_PEMILU + "pasal-283/ayat-2", MONEY | {"kerahkan"}, ASN | NEGARA, "arti kegiatan yang dilarang dan sasarannya", election="pemilu"),
    _norm(_PEMILU + "pasal-304/ayat-1", "fasilitas", NEGARA, "larangan memakai fasilitas negara dalam kampanye", election="pemilu"),
    _norm(_PEMILU + "pasal-304/ayat-2", "fasilitas", ASN | NEGARA, "apa yang termasuk fasilitas negara", election="pemilu"),
    _norm(_PEMILU + "pasal-339/ayat-4", "dana", ANYONE, "larangan memakai anggaran untuk disumbangkan kepada pelaksana kampanye", election="pemilu"),
    _norm(_PEMILU + "pasal-281/ayat-1", CAMPAIGN, NEGARA, "syarat kampanye yang mengikutsertakan pejabat: tanpa fasilitas jabatan dan cuti", election="pemilu"),
    _norm(_PEMILU + "pasal-200", "memilih", TNI | POLRI, "TNI dan Polri tidak memakai hak memilihnya", election="pemilu"),
    # Pilkada
    _norm(_PILKADA + "pasal-70/ayat-1/huruf-a", CAMPAIGN, BUMN, "larangan bagi pasangan calon melibatkan pejabat BUMN atau BUMD", election="pilkada", phase="calon", condition="kalau ia pejabat BUMN atau BUMD"),
    _norm(_PILKADA + "pasal-70/ayat-1/huruf-b", CAMPAIGN, ASN | TNI | POLRI, "larangan bagi pasangan calon melibatkan orang berstatus ini", election="pilkada", phase="calon"),
    _norm(_PILKADA + "pasal-70/ayat-1/huruf-c", CAMPAIGN, KADES | PERANGKAT | LURAH, "larangan bagi pasangan calon melibatkan orang berstatus ini", election="pilkada", phase="calon"),
    _norm(_PILKADA + "pasal-71/ayat-1", MONEY | {"keputusan", "kerahkan"}, ASN, "larangan keputusan atau tindakan yang menguntungkan atau merugikan pasangan calon", election="pilkada", condition=_ASN_OFFICER),
    _norm(_PILKADA + "pasal-71/ayat-1", MONEY | {"keputusan", "kerahkan"}, TNI | POLRI | KADES | LURAH | NEGARA, "larangan keputusan atau tindakan yang menguntungkan atau merugikan pasangan calon", election="pilkada", condition=_FAVOURS),
    _norm(_PILKADA + "pasal-71/ayat-2", "mutasi", NEGARA, "larangan mengganti pejabat sejak 6 (enam) bulan sebelum penetapan pasangan calon"),
    _norm(_PILKADA + "pasal-71/ayat-3", "keputusan fasilitas dana", NEGARA, "larangan memakai kewenangan, program, dan kegiatan yang menguntungkan atau merugikan", election="pilkada"),
    _norm(_PILKADA + "pasal-70/ayat-2", CAMPAIGN, NEGARA, "syarat ikut kampanye: izin kampanye", election="pilkada"),
    _norm(_PILKADA + "pasal-69/huruf-h", "fasilitas dana", ANYONE, "larangan memakai fasilitas dan anggaran pemerintah dalam kampanye", election="pilkada", phase="calon"),
    _norm(_PILKADA + "pasal-73/ayat-4", "politik_uang", ANYONE, "larangan memberi uang atau materi sebagai imbalan kepada pemilih", election="pilkada"),
    # suami atau istri calon
    _norm("se-menpanrb-18-2023/angka-2/huruf-d", "hadir ikut_kampanye mendampingi atribut", ASN, "ketentuan bagi ASN yang suami atau istrinya calon: atribut", relation="pasangan_calon", condition=SE_STAGES),
    _norm("se-menpanrb-18-2023/angka-2/huruf-e", "interaksi_medsos kampanye_medsos foto", ASN, "ketentuan bagi ASN yang suami atau istrinya calon: media sosial", relation="pasangan_calon", condition=SE_STAGES),
    _norm("se-menpanrb-18-2023/angka-3", "jurkam narasumber tim_sukses ikut_kampanye", ASN, "ketentuan bagi ASN yang suami atau istrinya calon: juru kampanye dan narasumber", relation="pasangan_calon", condition=SE_STAGES),
)  # fmt: skip

SANCTIONS: tuple[Rule, ...] = (
    _sanction(_ETIK + "pasal-15/ayat-1", SUPPORT - {"dana"}, PNS, "sanksi moral atas pelanggaran kode etik", _ETIK + "pasal-15/ayat-2", _ETIK + "pasal-15/ayat-5", phase="bakal"),
    _sanction(_ETIK + "pasal-15/ayat-3", SUPPORT - {"dana"}, PNS, "bentuk sanksi moral", _ETIK + "pasal-15/ayat-2", role="jenis_sanksi", phase="bakal"),
    _sanction(_ETIK + "pasal-16", SUPPORT - {"dana"}, PNS, "tindakan administratif selain sanksi moral", phase="bakal", condition="kalau direkomendasikan Majelis Kode Etik"),
    _sanction(_P94 + "pasal-13/huruf-g", "atribut", PNS, "hukuman disiplin sedang", _P94 + "pasal-16", _P94 + "pasal-24/ayat-1", phase="calon", condition=_AT_CAMPAIGN),
    *(
        _sanction(f"{_P94}pasal-14/huruf-i/angka-{number}", acts, PNS, "hukuman disiplin berat", *_BERAT, phase=phase, condition=_AT_CAMPAIGN if number < 3 else "")
        for number, acts, phase in ((1, "kerahkan", "calon"), (2, "fasilitas", "calon"), (3, "keputusan mutasi", ""), (4, "keberpihakan politik_uang", ""), (5, "dukungan_ktp", ""))
    ),
    _sanction(_P94 + "pasal-14/huruf-i/angka-3", "interaksi_medsos foto", PNS, "sanksi yang disebut baris SKB untuk perbuatan ini: hukuman disiplin berat", *_BERAT, phase="calon"),
    _sanction(_P94 + "pasal-7", "alat_peraga kampanye_medsos hadir ikut_kampanye jurkam tim_sukses", PNS, "pelanggaran larangan dijatuhi hukuman disiplin; tingkat untuk cara ini tidak disebut pasal yang dipegang", _P94 + "pasal-16", phase="calon"),
    _sanction(_P94 + "pasal-8/ayat-3", "atribut dekati_partai", PNS, "jenis hukuman disiplin sedang", role="jenis_sanksi"),
    _sanction(_P94 + "pasal-8/ayat-3", "tim_sukses", PNS, "jenis hukuman disiplin sedang", role="jenis_sanksi", phase="bakal"),
    _sanction(_P94 + "pasal-42/ayat-2", "atribut dekati_partai", PNS, "jenis hukuman sedang yang dipakai sebelum peraturan gaji dan tunjangan berlaku", role="jenis_sanksi"),
    _sanction(_P94 + "pasal-42/ayat-2", "tim_sukses", PNS, "jenis hukuman sedang yang dipakai sebelum peraturan gaji dan tunjangan berlaku", role="jenis_sanksi", phase="bakal"),
    _sanction("pp-53-2010/pasal-7/ayat-3", "tim_sukses", PNS, "jenis hukuman disiplin sedang yang masih dipakai", role="jenis_sanksi", phase="bakal"),
    _sanction("pp-53-2010/pasal-7/ayat-3", "atribut dekati_partai", PNS, "jenis hukuman disiplin sedang yang masih dipakai", role="jenis_sanksi"),
    _sanction(_P94 + "pasal-8/ayat-4", "kerahkan fasilitas keputusan mutasi keberpihakan politik_uang dukungan_ktp", PNS, "jenis hukuman disiplin berat", role="jenis_sanksi"),
    _sanction(_P94 + "pasal-8/ayat-4", "interaksi_medsos foto alat_peraga kampanye_medsos hadir ikut_kampanye tim_sukses", PNS, "jenis hukuman disiplin berat, tingkat yang disebut baris SKB", role="jenis_sanksi", phase="calon"),
    _sanction(_P94 + "pasal-24/ayat-2", "membiarkan", PNS, "pejabat yang tidak menjatuhkan hukuman dihukum oleh atasannya"),
    _sanction(_P94 + "pasal-28/ayat-1", "membiarkan", PNS, "atasan langsung yang tidak memanggil, memeriksa, atau melapor", _P94 + "pasal-28/ayat-2"),
    _sanction(_ASN + "pasal-24/ayat-2", SUPPORT, ASN, "tidak menaati kewajiban: hukuman disiplin"),
    _sanction(_ASN + "pasal-52/ayat-3/huruf-g", SUPPORT, ASN, "pemberhentian tidak atas permintaan sendiri", condition="kalau pelanggaran disiplinnya tingkat berat"),
    _sanction(_P49 + "pasal-51/ayat-3", SUPPORT, PPPK, "PPPK yang melanggar disiplin dijatuhi hukuman disiplin", _P49 + "pasal-52/ayat-1"),
    _sanction(_P49 + "pasal-53/ayat-2/huruf-b", SUPPORT, PPPK, "pemutusan hubungan perjanjian kerja", _P49 + "pasal-71/ayat-2", condition="kalau pelanggaran disiplinnya tingkat berat"),
    _sanction("se-menpanrb-1-2023/angka-4", SUPPORT | {"anggota_partai"}, NON, "sanksi bertingkat menurut perjanjian kerja"),
    _sanction(_P37 + "pasal-9/ayat-1", "anggota_partai", PNS, "pemberhentian tidak dengan hormat", _P11 + "pasal-270/ayat-2", condition="kalau ia tidak lebih dulu mengundurkan diri"),
    _sanction(_P11 + "pasal-255/ayat-4", "anggota_partai", SERVANT, "pemberhentian tidak dengan hormat", _P11 + "pasal-270/ayat-2"),
    _sanction(_ASN + "pasal-52/ayat-3/huruf-j", "anggota_partai", ASN, "pemberhentian tidak atas permintaan sendiri"),
    _sanction(_ASN + "pasal-52/ayat-4", "anggota_partai", ASN, "pemberhentian itu tidak dengan hormat"),
    _sanction(_P49 + "pasal-53/ayat-3/huruf-c", "anggota_partai", PPPK, "pemutusan hubungan perjanjian kerja tidak dengan hormat", _P49 + "pasal-74/ayat-2"),
    _sanction(_P49 + "pasal-63/ayat-1", "anggota_partai", PPPK, "pemutusan hubungan perjanjian kerja dan pemberhentian", _P49 + "pasal-74/ayat-2"),
    _sanction(_P11 + "pasal-254/ayat-4", "mencalonkan", SERVANT, "pemberhentian tidak dengan hormat", _P11 + "pasal-266/ayat-2", condition="kalau ia ditetapkan sebagai calon tetapi tidak mengundurkan diri"),
    _sanction(_P11 + "pasal-346/ayat-4", "mencalonkan", SERVANT, "pemberhentian tidak dengan hormat", condition="kalau ia tidak mengajukan pengunduran diri"),
    _sanction(_DESA + "pasal-30/ayat-1", CAMPAIGN | {"keputusan", "anggota_partai"}, KADES, "teguran lisan atau teguran tertulis"),
    _sanction(_DESA + "pasal-30/ayat-1", _PERHAPS_CAMPAIGN, KADES, "teguran lisan atau teguran tertulis", condition=_TAKES_PART),
    _sanction(_DESA + "pasal-30/ayat-2", CAMPAIGN | {"keputusan", "anggota_partai"}, KADES, "pemberhentian sementara, dapat dilanjutkan pemberhentian", _DESA + "pasal-40/ayat-3", condition="kalau sanksi administratif tidak dilaksanakan"),
    _sanction(_DESA + "pasal-30/ayat-2", _PERHAPS_CAMPAIGN, KADES, "pemberhentian sementara, dapat dilanjutkan pemberhentian", _DESA + "pasal-40/ayat-3", condition=f"{_TAKES_PART}; kalau sanksi administratif tidak dilaksanakan"),
    _sanction(_DESA + "pasal-52/ayat-1", CAMPAIGN | {"keputusan", "anggota_partai"}, PERANGKAT, "teguran lisan atau teguran tertulis"),
    _sanction(_DESA + "pasal-52/ayat-1", _PERHAPS_CAMPAIGN, PERANGKAT, "teguran lisan atau teguran tertulis", condition=_TAKES_PART),
    _sanction(_DESA + "pasal-52/ayat-2", CAMPAIGN | {"keputusan", "anggota_partai"}, PERANGKAT, "pemberhentian sementara, dapat dilanjutkan pemberhentian", _DESA + "pasal-53/ayat-3", condition="kalau sanksi administratif tidak dilaksanakan"),
    _sanction(_DESA + "pasal-52/ayat-2", _PERHAPS_CAMPAIGN, PERANGKAT, "pemberhentian sementara, dapat dilanjutkan pemberhentian", _DESA + "pasal-53/ayat-3", condition=f"{_TAKES_PART}; kalau sanksi administratif tidak dilaksanakan"),
    _sanction(_PILKADA + "pasal-71/ayat-5", "mutasi keputusan", NEGARA, "pembatalan sebagai calon oleh KPU Provinsi atau KPU Kabupaten/Kota", condition="kalau ia petahana yang menjadi calon"),
    _sanction(_PILKADA + "pasal-71/ayat-6", "mutasi keputusan", NEGARA, "sanksi bagi yang bukan petahana", condition="kalau ia bukan petahana"),
    _sanction("se-menpanrb-18-2023/angka-5", "hadir ikut_kampanye jurkam mendampingi foto interaksi_medsos", ASN, "sanksi bagi ASN yang melanggar asas netralitas", relation="pasangan_calon", condition=SE_STAGES),
)  # fmt: skip

_OLD = "hukuman disiplin menurut peraturan yang berlaku pada tanggal itu"
OLD_SANCTIONS: tuple[Rule, ...] = tuple(
    Rule(f"pp-53-2010/{place}", "sanksi", acts, SERVANT, _OLD, election, condition=condition)
    for place, acts, election, condition in (
        ("pasal-12/angka-6", CAMPAIGN | {"kerahkan"}, "pemilu", ""), ("pasal-12/angka-7", MONEY, "pemilu", _PRESIDENT),
        ("pasal-12/angka-8", frozenset({"dukungan_ktp"}), "", ""), ("pasal-12/angka-9", CAMPAIGN | MONEY, "pilkada", ""),
        ("pasal-13/angka-11", frozenset({"fasilitas"}), "pemilu", ""), ("pasal-13/angka-12", frozenset({"keputusan"}), "pemilu", _PRESIDENT),
        ("pasal-13/angka-13", frozenset({"fasilitas", "keputusan"}), "pilkada", ""), ("pasal-7/ayat-4", frozenset({"fasilitas", "keputusan"}), "", ""),
    )
)  # fmt: skip

CRIMES: tuple[Rule, ...] = (
    _crime(_PEMILU + "pasal-494", TEAM, ASN | TNI | POLRI | KADES | PERANGKAT | BPD, "pemilu", _AS_TEAM, "calon"),
    _crime(_PEMILU + "pasal-522", TEAM, BUMN, "pemilu", _AS_TEAM, "calon"),
    _crime(_PEMILU + "pasal-493", TEAM, ASN | TNI | POLRI | KADES | PERANGKAT | BPD | BUMN, "pemilu", "yang terancam di sini pelaksana atau tim kampanye yang mengikutsertakannya", "calon"),
    _crime(_PEMILU + "pasal-521", "fasilitas politik_uang", ANYONE, "pemilu", "kalau ia pelaksana, peserta, atau tim kampanye dan sengaja", "calon"),
    _crime(_PEMILU + "pasal-523/ayat-1", "politik_uang", ANYONE, "pemilu", "kalau ia pelaksana, peserta, atau tim kampanye dan penerimanya peserta kampanye", "calon"),
    _crime(_PEMILU + "pasal-523/ayat-2", "politik_uang", ANYONE, "pemilu", "kalau ia pelaksana, peserta, atau tim kampanye dan sengaja", "tenang"),
    _crime(_PEMILU + "pasal-523/ayat-3", "politik_uang", ANYONE, "pemilu", "kalau sengaja", "suara"),
    _crime(_PEMILU + "pasal-515", "politik_uang", ANYONE, "pemilu", "kalau sengaja", "suara"),
    _crime(_PEMILU + "pasal-490", MONEY | {"keputusan"}, KADES, "pemilu", "kalau sengaja, dalam masa kampanye, dan menguntungkan atau merugikan salah satu peserta Pemilu", "calon"),
    _crime(_PEMILU + "pasal-547", MONEY | {"keputusan"}, NEGARA, "pemilu", "kalau sengaja dan dalam masa kampanye", "calon"),
    _crime(_PEMILU + "pasal-548", "dana", ANYONE, "pemilu", ""),
    _crime(_PILKADA + "pasal-188", MONEY | {"keputusan", "kerahkan"}, ASN, "pilkada", "kalau ia pejabat Aparatur Sipil Negara dan sengaja"),
    _crime(_PILKADA + "pasal-188", MONEY | {"keputusan", "kerahkan", "mutasi"}, KADES | NEGARA | LURAH, "pilkada", "kalau sengaja"),
    _crime(_PILKADA + "pasal-188", MONEY | {"keputusan", "kerahkan"}, TNI | POLRI, "pilkada", "kalau sengaja; tentang TNI dan Polri menurut putusan Mahkamah Konstitusi yang membatasi pasal ini"),
    _crime(_PILKADA + "pasal-189", CAMPAIGN, ASN | TNI | POLRI | KADES | PERANGKAT | BUMN | LURAH, "pilkada", "yang terancam di sini calon yang sengaja melibatkannya", "calon"),
    _crime(_PILKADA + "pasal-190", "mutasi", NEGARA, "", "kalau pejabat yang mengganti itu melanggar larangan"),
    _crime(_PILKADA + "pasal-187a/ayat-1", "politik_uang", ANYONE, "pilkada", "kalau sengaja dan melawan hukum"),
    _crime(_PILKADA + "pasal-187/ayat-3", "fasilitas", ANYONE, "pilkada", "kalau sengaja, dalam kampanye pemilihan bupati atau wali kota", "calon"),
)  # fmt: skip
