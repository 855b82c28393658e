"""Where a case is reported and by when, who examines it, and what can except it: addresses, as in ``kb/answer/rules.py``."""

from __future__ import annotations

import datetime

from kb.answer.rules import (
    ANYONE,
    ASN,
    CAMPAIGN,
    KADES,
    MONEY,
    NEGARA,
    PERANGKAT,
    PNS,
    POLRI,
    PPPK,
    SE_STAGES,
    SERVANT,
    SUPPORT,
    TNI,
    Role,
    Rule,
)
from kb.law.conduct import NAMES

_P94, _PEMILU, _PILKADA, _SE18 = "pp-94-2021/", "uu-7-2017/", "uu-1-2015/", "se-menpanrb-18-2023/"
_TAKEN_OVER = datetime.date(2024, 9, 4)  # SE MenPANRB 4/2024, as the catalogue dates it
_ANY = frozenset(NAMES) - {"memilih"}
_CONDUCT = _ANY - {"membiarkan", "mencalonkan"}


def _rule(
    role: Role, address: str, acts: frozenset[str] | str, who: frozenset[str], why: str, election: str = "", phase: str = "",
    condition: str = "", relation: str = "", until: datetime.date = datetime.date.max,
) -> Rule:  # fmt: skip
    told = acts if isinstance(acts, frozenset) else frozenset(acts.split())
    return Rule(address, role, told, who, why, election, phase, condition, relation, until=until)


# ruff: noqa: E501 - a table reads best one row a line
CHANNELS: tuple[Rule, ...] = (
    _rule("lapor", _PEMILU + "pasal-454/ayat-3", _CONDUCT, ANYONE, "siapa yang dapat melapor dan pengawas yang menerima", "pemilu"),
    _rule("lapor", _PEMILU + "pasal-454/ayat-4", _CONDUCT, ANYONE, "isi laporan tertulis", "pemilu"),
    _rule("lapor", _PEMILU + "pasal-454/ayat-6", _CONDUCT, ANYONE, "batas waktu laporan", "pemilu"),
    _rule("lapor", _PEMILU + "pasal-95/huruf-e", _CONDUCT, ASN | TNI | POLRI, "Bawaslu memberi rekomendasi kepada instansi", "pemilu"),
    _rule("lapor", _PEMILU + "pasal-476/ayat-1", _CONDUCT, ANYONE, "penerusan dugaan tindak pidana kepada kepolisian", "pemilu", condition="kalau diduga tindak pidana Pemilu"),
    _rule("lapor", _PILKADA + "pasal-134/ayat-1", _CONDUCT, ANYONE, "pengawas yang menerima laporan", "pilkada"),
    _rule("lapor", _PILKADA + "pasal-134/ayat-2", _CONDUCT, ANYONE, "siapa yang dapat melapor", "pilkada"),
    _rule("lapor", _PILKADA + "pasal-134/ayat-3", _CONDUCT, ANYONE, "isi laporan tertulis", "pilkada"),
    _rule("lapor", _PILKADA + "pasal-134/ayat-4", _CONDUCT, ANYONE, "batas waktu laporan", "pilkada"),
    _rule("lapor", _PILKADA + "pasal-135/ayat-1/huruf-d", _CONDUCT, ANYONE, "tindak lanjut dugaan tindak pidana", "pilkada", condition="kalau diduga tindak pidana Pemilihan"),
    _rule("lapor", "se-menpanrb-4-2024/angka-3/huruf-c", _ANY, ASN, "BKN menjaga netralitas Pegawai ASN"),
    _rule("lapor", "se-menpanrb-4-2024/angka-3/huruf-a", _ANY, ASN, "BKN mengawasi kode etik dan kode perilaku ASN"),
    _rule("lapor", "uu-20-2023/pasal-70/ayat-3", _ANY, ASN, "KASN yang sudah ada tetap melaksanakan tugasnya", until=_TAKEN_OVER),
    _rule("lapor", "uu-5-2014/pasal-31/ayat-2/huruf-c", _ANY, ASN, "KASN menerima laporan menurut UU ASN yang berlaku pada tanggal itu"),
)  # fmt: skip

STEPS: tuple[Rule, ...] = (
    _rule("prosedur", "pp-42-2004/pasal-17/ayat-1", SUPPORT, PNS, "Majelis Kode Etik dibentuk setiap instansi", phase="bakal"),
    _rule("prosedur", "pp-42-2004/pasal-19/ayat-2", SUPPORT, PNS, "kesempatan membela diri sebelum Majelis Kode Etik memutus", phase="bakal"),
    _rule("prosedur", _P94 + "pasal-26/ayat-1", SUPPORT, PNS, "pemanggilan tertulis oleh atasan langsung", phase="calon"),
    _rule("prosedur", _P94 + "pasal-27/ayat-1", SUPPORT, PNS, "pemeriksaan sebelum hukuman disiplin dijatuhkan", phase="calon"),
    _rule("prosedur", _P94 + "pasal-29/ayat-2", SUPPORT - {"atribut", "hadir", "ikut_kampanye", "jurkam"}, PNS, "tim pemeriksa untuk hukuman berat", phase="calon"),
    _rule("prosedur", "pp-11-2017/pasal-270/ayat-1", "anggota_partai", SERVANT, "usul pemberhentian", condition="kalau ia tidak mengundurkan diri"),
    _rule("prosedur", "pp-37-2004/pasal-5/ayat-1", "anggota_partai", PNS, "ke mana pengunduran diri diajukan"),
    _rule("prosedur", "pp-49-2018/pasal-71/ayat-1", SUPPORT, PPPK, "usul pemutusan hubungan perjanjian kerja karena pelanggaran disiplin", condition="kalau pelanggaran disiplinnya tingkat berat"),
    _rule("prosedur", "pp-49-2018/pasal-74/ayat-1", "anggota_partai", PPPK, "usul pemutusan hubungan perjanjian kerja"),
    _rule("prosedur", "uu-6-2014/pasal-40/ayat-3", CAMPAIGN | {"anggota_partai"}, KADES, "pemberhentian kepala desa ditetapkan Bupati/Walikota"),
    _rule("prosedur", "uu-6-2014/pasal-53/ayat-3", CAMPAIGN | {"anggota_partai"}, PERANGKAT, "pemberhentian perangkat desa ditetapkan Kepala Desa"),
)  # fmt: skip

EXCEPTIONS: tuple[Rule, ...] = (
    _rule("pengecualian", _SE18 + "angka-1", _ANY, ASN, "ASN dapat mendampingi suami atau istri yang menjadi calon", relation="pasangan_calon", condition=SE_STAGES),
    _rule("pengecualian", _SE18 + "angka-2/huruf-a", "mendampingi hadir ikut_kampanye", ASN, "boleh mendampingi saat pendaftaran dan pengenalan", relation="pasangan_calon", condition=SE_STAGES),
    _rule("pengecualian", _SE18 + "angka-2/huruf-b", "mendampingi hadir ikut_kampanye jurkam", ASN, "boleh menghadiri kampanye tanpa terlibat aktif", relation="pasangan_calon", condition=SE_STAGES),
    _rule("pengecualian", _SE18 + "angka-2/huruf-c", "foto", ASN, "boleh berfoto bersama tanpa simbol tangan", relation="pasangan_calon", condition=SE_STAGES),
    _rule("pengecualian", _SE18 + "angka-4", _ANY, ASN, "cuti di luar tanggungan negara untuk mendampingi", relation="pasangan_calon", condition=SE_STAGES),
    _rule("pengecualian", _P94 + "penjelasan/pasal-5/huruf-n/angka-1", "hadir ikut_kampanye", PNS, "arti peserta kampanye yang hadir untuk mendengar dan menyimak", phase="calon"),
    _rule("pengecualian", _P94 + "penjelasan/pasal-5/huruf-n/angka-2", "atribut", PNS, "arti menggunakan atribut partai dan atribut PNS", phase="calon"),
    _rule("pengecualian", _P94 + "penjelasan/pasal-5/huruf-n/angka-3", "tim_sukses kerahkan dana", PNS, "arti peserta kampanye: pelaksana, tim sukses, tenaga ahli, penyandang dana", phase="calon"),
    _rule("pengecualian", _PEMILU + "pasal-198/ayat-1", "memilih", ANYONE - TNI - POLRI, "memilih adalah hak warga negara", "pemilu"),
    _rule("pengecualian", _PEMILU + "pasal-304/ayat-3", "fasilitas", ANYONE, "fasilitas negara yang disewakan kepada umum", "pemilu"),
    _rule("pengecualian", _PEMILU + "pasal-299/ayat-3", CAMPAIGN, NEGARA, "pejabat negara yang dapat berkampanye", "pemilu"),
    _rule("pengecualian", _PILKADA + "penjelasan/pasal-71/ayat-2", "mutasi", NEGARA, "penggantian hanya dibatasi untuk mutasi jabatan; jabatan kosong diisi pelaksana tugas"),
    _rule("pengecualian", _PILKADA + "penjelasan/pasal-73/ayat-1", "politik_uang", ANYONE, "apa yang tidak termasuk memberi uang atau materi lainnya", "pilkada"),
    _rule("pengecualian", "pp-37-2004/pasal-3/ayat-1", "anggota_partai", PNS, "PNS yang lebih dulu mengundurkan diri"),
    _rule("pengecualian", "pp-11-2017/pasal-254/ayat-3", "mencalonkan", SERVANT, "PNS yang mengundurkan diri diberhentikan dengan hormat"),
    _rule("pengecualian", "pp-11-2017/pasal-255/ayat-3", "anggota_partai", SERVANT, "PNS yang mengundurkan diri diberhentikan dengan hormat"),
    _rule("pengecualian", "skb-netralitas-2022/lampiran-2/bagian-b/baris-3", "dekati_partai", ASN, "baris ini mengenai yang tidak sedang cuti di luar tanggungan negara"),
    _rule("pengecualian", _PEMILU + "pasal-280/ayat-1/huruf-h", "fasilitas", ANYONE, "fasilitas pemerintah dan tempat pendidikan dengan izin dan tanpa atribut, menurut putusan Mahkamah Konstitusi", "pemilu", "calon"),
)  # fmt: skip

GATHERING = MONEY | CAMPAIGN
"""Acts of which it matters whether the person took part or was only there."""
