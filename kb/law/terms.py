"""Vocabulary as data: kinds of instrument, the names people shorten, everyday words, each with an example.

A test demands that every pattern matches its example and that every everyday word names words
that the law uses.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Jenis:
    """A kind of instrument: its short name, the pattern it is written in, its rank, and an example."""

    short: str
    name: str
    pattern: str
    rank: int
    example: str


# Longer names stand before the shorter ones they contain. Rank: 1 highest; 9 is peraturan kebijakan, not law.
# ruff: noqa: E501 - a table reads best one row a line
JENIS: tuple[Jenis, ...] = (
    Jenis("UUD", "Undang-Undang Dasar", r"undang\W{0,3}undang\s+dasar|UUD", 1, "UUD 1945"),
    Jenis("TAP MPR", "Ketetapan Majelis Permusyawaratan Rakyat", r"ketetapan\s+majelis\s+permusyawaratan\s+rakyat|tap\s+mpr", 2, "TAP MPR Nomor XI/MPR/1998"),
    Jenis("Perppu", "Peraturan Pemerintah Pengganti Undang-Undang", r"peraturan\s+pemerintah\s+pengganti\s+undang\W{0,3}undang|perp{1,2}u", 3, "Perppu 1 Tahun 2022"),
    Jenis("UU", "Undang-Undang", r"undang\W{0,3}undang(?!\s+dasar)|UU", 3, "Undang-Undang Nomor 7 Tahun 2017"),
    Jenis("PP", "Peraturan Pemerintah", r"peraturan\s+pemerintah(?!\s+pengganti|\s+daerah)|PP", 4, "PP No. 94 Tahun 2021"),
    Jenis("Perpres", "Peraturan Presiden", r"peraturan\s+presiden|perpres", 5, "Perpres 47/2015"),
    Jenis("Keppres", "Keputusan Presiden", r"keputusan\s+presiden|kepp?res", 5, "Keppres Nomor 10 Tahun 2024"),
    Jenis("Inpres", "Instruksi Presiden", r"instruksi\s+presiden|inpres", 5, "Inpres 1/2025"),
    Jenis("Perbawaslu", "Peraturan Badan Pengawas Pemilihan Umum", r"peraturan\s+(?:badan\s+pengawas\s+pemilihan\s+umum|bawaslu)|perbawaslu", 6, "Perbawaslu Nomor 6 Tahun 2018"),
    Jenis("PKPU", "Peraturan Komisi Pemilihan Umum", r"peraturan\s+(?:komisi\s+pemilihan\s+umum|kpu)|pkpu", 6, "PKPU 15 Tahun 2023"),
    Jenis("Perka", "Peraturan Kepala Badan", r"peraturan\s+(?:kepala\s+)?(?:badan|lembaga)\b(?!\s+pengawas\s+pemilihan)|perka|perban", 6, "Perka LAN Nomor 4 Tahun 2017"),
    Jenis("Permen", "Peraturan Menteri", r"peraturan\s+menteri(?:\s+koordinator)?|permen(?:ko)?(?:[a-z]+)?|pmk", 6, "Permendagri Nomor 65 Tahun 2017"),
    Jenis("Kepmen", "Keputusan Menteri", r"keputusan\s+menteri|kepmen(?:[a-z]+)?", 6, "Kepmendagri 17 Tahun 2000"),
    Jenis("Perda", "Peraturan Daerah", r"peraturan\s+daerah|perda", 7, "Perda Nomor 1 Tahun 2001"),
    Jenis("Pergub", "Peraturan Gubernur", r"peraturan\s+gubernur|pergub", 8, "Pergub 5 Tahun 2023"),
    Jenis("Perbup", "Peraturan Bupati", r"peraturan\s+bupati|perbup", 8, "Perbup Nomor 62 Tahun 2018"),
    Jenis("Perwali", "Peraturan Wali Kota", r"peraturan\s+wali\s?kota|perwali|perwako", 8, "Perwali 3 Tahun 2020"),
    Jenis("SKB", "Keputusan Bersama", r"(?:surat\s+)?keputusan\s+bersama|SKB", 9, "SKB Nomor 2 Tahun 2022"),
    Jenis("SE", "Surat Edaran", r"surat\s+edaran|SE(?=\W)", 9, "Surat Edaran Menteri PANRB Nomor 1 Tahun 2023"),
    Jenis("Instruksi", "Instruksi", r"instruksi(?!\s+presiden)|insekda", 9, "Instruksi Sekda Nomor 11 Tahun 2023"),
    Jenis("Putusan MK", "Putusan Mahkamah Konstitusi", r"putusan\s+(?:mahkamah\s+konstitusi|mk)", 2, "Putusan MK Nomor 65/PUU-XXI/2023"),
    Jenis("Surat", "Surat", r"surat(?!\s+(?:edaran|keputusan|dukungan|keterangan|suara|tugas|izin|perintah))", 9, "Surat Menteri PANRB Nomor B/71/M.SM.00.00/2017"),
)  # fmt: skip

KEBIJAKAN = 9
"""The rank of peraturan kebijakan: circulars, letters, instructions."""

JENIS_BY_SHORT: dict[str, Jenis] = {jenis.short.casefold(): jenis for jenis in JENIS}


def is_policy(jenis: str) -> bool:
    """Whether a kind is peraturan kebijakan: it binds those it is written to, and is no law of its own.

    >>> is_policy("SE"), is_policy("SKB"), is_policy("PP")
    (True, True, False)
    """
    return jenis.casefold() in JENIS_BY_SHORT and rank_of(jenis) == KEBIJAKAN


def rank_of(jenis: str) -> int:
    """The rank of a kind, 1 the highest; one that is not known stands with peraturan kebijakan.

    >>> rank_of("UU") < rank_of("PP") < rank_of("SE")
    True
    """
    kind = JENIS_BY_SHORT.get(jenis.casefold())
    return kind.rank if kind else KEBIJAKAN


ISSUERS: dict[str, str] = {
    "komunikasi dan informatika": "kominfo",
    "dalam negeri": "dagri",
    "hukum dan hak asasi manusia": "kumham",
    "pendayagunaan aparatur negara": "panrb",
    "koordinator bidang politik": "ko Polhukam",
    "koordinator bidang perekonomian": "ko Ekon",
    "keuangan": "keu",
    "pertahanan": "han",
    "desa": "desa",
    "kepala lembaga administrasi negara": "LAN",
    "kepala badan kepegawaian negara": "BKN",
}
"""Words of a ministry's name to the tail of its usual short form (Permen + dagri)."""


@dataclass(frozen=True, slots=True)
class Everyday:
    """An everyday or short word, the words of the law it stands for, and a question it was seen in."""

    word: str
    legal: str
    example: str


EVERYDAY: tuple[Everyday, ...] = (
    Everyday("kampus", "tempat pendidikan perguruan tinggi", "calon gubernur kampanye di kampus boleh?"),
    Everyday("masjid", "tempat ibadah", "kampanye di masjid kena pasal apa"),
    Everyday("gereja", "tempat ibadah", "caleg pidato di gereja boleh?"),
    Everyday("nyaleg", "calon anggota DPR DPRD legislatif mencalonkan", "boleh nyaleg nggak kalau masih PNS?"),
    Everyday("caleg", "calon anggota DPR DPRD legislatif", "PNS foto bareng caleg"),
    Everyday("capres", "calon Presiden", "komen di postingan capres"),
    Everyday("cawapres", "calon Wakil Presiden", "dukung cawapres di medsos"),
    Everyday("cakada", "calon kepala daerah", "ketemu cakada di rumah"),
    Everyday("cabup", "calon bupati kepala daerah", "istri saya maju cabup"),
    Everyday("cagub", "calon gubernur kepala daerah", "antar cagub daftar ke KPU"),
    Everyday("cawalkot", "calon wali kota kepala daerah", "pasang baliho cawalkot"),
    Everyday("balon", "bakal calon", "deklarasi balon bupati"),
    Everyday("paslon", "pasangan calon", "pakai kaos paslon"),
    Everyday("timses", "tim sukses tim kampanye pelaksana kampanye", "jadi timses boleh?"),
    Everyday("tim sukses", "tim kampanye pelaksana kampanye", "guru masuk tim sukses"),
    Everyday("relawan", "pelaksana kampanye tim kampanye dukungan", "ASN jadi relawan capres"),
    Everyday("parpol", "partai politik", "PNS jadi anggota parpol"),
    Everyday("partai", "partai politik", "kartu anggota partai"),
    Everyday("medsos", "media sosial", "like di medsos"),
    Everyday("sosmed", "media sosial", "nge-share di sosmed"),
    Everyday("wa", "media sosial grup pesan", "sebar di grup WA"),
    Everyday("facebook", "media sosial", "status facebook dukung calon"),
    Everyday("instagram", "media sosial", "story instagram caleg"),
    Everyday("tiktok", "media sosial", "joget tiktok dua jari"),
    Everyday("komen", "comment memberikan tanggapan", "komen doang"),
    Everyday("komentar", "comment memberikan tanggapan", "komentar di akun capres"),
    Everyday("like", "like menyukai unggahan media sosial", "cuma like foto"),
    Everyday("nge-like", "like menyukai unggahan media sosial", "nge-like status paslon"),
    Everyday("share", "share membagikan unggahan media sosial", "share video kampanye"),
    Everyday("follow", "follow bergabung akun media sosial", "follow akun paslon"),
    Everyday("posting", "mengunggah media sosial", "posting dukungan"),
    Everyday("postingan", "unggahan media sosial", "like postingan caleg"),
    Everyday("status", "unggahan media sosial status", "like status cabup"),
    Everyday("story", "unggahan media sosial", "share story paslon"),
    Everyday("upload", "mengunggah media sosial", "upload foto caleg"),
    Everyday("repost", "membagikan unggahan media sosial", "repost video kampanye"),
    Everyday("retweet", "membagikan unggahan media sosial", "retweet cuitan capres"),
    Everyday("twitter", "media sosial", "komen di twitter capres"),
    Everyday("youtube", "media sosial", "komentar youtube paslon"),
    Everyday("grup", "grup bergabung akun media sosial", "gabung grup pemenangan"),
    Everyday("emoji", "like memberikan tanggapan media sosial", "kasih emoji jempol"),
    Everyday("jempol", "like memberikan tanggapan media sosial", "kasih jempol di status caleg"),
    Everyday("buzzer", "kampanye media sosial", "ASN jadi buzzer paslon"),
    Everyday("selfie", "foto bersama", "selfie sama calon bupati"),
    Everyday("foto bareng", "foto bersama", "foto bareng bakal calon"),
    Everyday("pose", "simbol gerakan tangan keberpihakan", "pose dua jari"),
    Everyday("jari", "simbol gerakan tangan keberpihakan", "pose jari di foto dinas"),
    Everyday("baliho", "spanduk baliho alat peraga", "pasang baliho sendiri"),
    Everyday("kades", "kepala desa", "kades ikut kampanye"),
    Everyday("lurah", "lurah perangkat kelurahan", "lurah dukung calon"),
    Everyday("kadus", "perangkat desa", "kadus bagi stiker"),
    Everyday("bpd", "badan permusyawaratan desa", "anggota BPD jadi timses"),
    Everyday("honorer", "pegawai non-ASN pegawai pemerintah non pegawai negeri", "honorer boleh kampanye?"),
    Everyday("pppk", "pegawai pemerintah dengan perjanjian kerja PPPK", "PPPK kena aturan netralitas?"),
    Everyday("p3k", "pegawai pemerintah dengan perjanjian kerja PPPK", "p3k ikut kampanye"),
    Everyday("pns", "PNS pegawai negeri sipil", "PNS boleh kampanye?"),
    Everyday("asn", "ASN aparatur sipil negara", "ASN harus netral"),
    Everyday("polisi", "anggota Kepolisian Negara Republik Indonesia", "polisi dukung capres"),
    Everyday("tentara", "anggota Tentara Nasional Indonesia prajurit", "tentara ikut kampanye"),
    Everyday("polri", "anggota Kepolisian Negara Republik Indonesia", "polri netral"),
    Everyday("tni", "anggota Tentara Nasional Indonesia", "TNI aktif kampanye"),
    Everyday("serangan fajar", "menjanjikan atau memberikan uang materi pemilih hari pemungutan suara", "serangan fajar dari kades"),
    Everyday("politik uang", "menjanjikan atau memberikan uang atau materi lainnya", "politik uang hukumannya?"),
    Everyday("money politic", "menjanjikan atau memberikan uang atau materi lainnya", "sanksi money politic"),
    Everyday("sembako", "pemberian barang materi lainnya", "bagi sembako sambil ajak pilih"),
    Everyday("bansos", "bantuan sosial program pemerintah", "bansos dipakai kampanye"),
    Everyday("mobil dinas", "fasilitas negara kendaraan dinas", "mobil dinas ke kampanye"),
    Everyday("pelat merah", "fasilitas negara kendaraan dinas", "mobil pelat merah"),
    Everyday("plat merah", "fasilitas negara kendaraan dinas", "mobil plat merah"),
    Everyday("tukin", "tunjangan kinerja", "tukin dipotong berapa?"),
    Everyday("cltn", "cuti di luar tanggungan negara", "ambil CLTN dampingi suami"),
    Everyday("dipecat", "pemberhentian diberhentikan", "bisa dipecat nggak?"),
    Everyday("pecat", "pemberhentian diberhentikan", "langsung pecat?"),
    Everyday("hukuman", "sanksi hukuman", "hukumannya apa?"),
    Everyday("kena apa", "sanksi hukuman", "kena apa kalau like?"),
    Everyday("penjara", "pidana penjara", "berapa tahun penjara?"),
    Everyday("dipenjara", "pidana penjara", "kades bisa dipenjara?"),
    Everyday("denda", "pidana denda", "dendanya berapa?"),
    Everyday("suami", "suami istri pasangan", "suami nyaleg"),
    Everyday("istri", "suami istri pasangan", "istri jadi calon"),
    Everyday("ktp", "Kartu Tanda Penduduk surat dukungan", "kasih fotokopi KTP"),
    Everyday("lapor", "melaporkan laporan pengaduan dugaan pelanggaran", "lapor ke mana?"),
    Everyday("ngajak", "mengajak ajakan mengikutsertakan", "ngajak teman kantor milih"),
    Everyday("nyoblos", "memberikan suara memilih", "ajak nyoblos nomor satu"),
    Everyday("mundur", "mengundurkan diri", "harus mundur dari PNS?"),
    Everyday("resign", "mengundurkan diri", "kapan harus resign?"),
    Everyday("bos", "atasan pejabat pembina kepegawaian", "disuruh bos pilih calon"),
    Everyday("atasan", "atasan pejabat pembina kepegawaian", "atasan menyuruh"),
    Everyday("pilkada", "Pemilihan gubernur bupati wali kota kepala daerah", "netral di pilkada"),
    Everyday("pilpres", "Pemilu Presiden dan Wakil Presiden", "netral di pilpres"),
    Everyday("pileg", "Pemilu anggota DPR DPD DPRD", "netral di pileg"),
    Everyday("pemilu", "Pemilu pemilihan umum", "netralitas di pemilu"),
    Everyday("netral", "netralitas", "harus netral?"),
    Everyday("ultah", "kegiatan", "ultah partai"),
    Everyday("narsum", "narasumber pembicara", "jadi narsum partai"),
)  # fmt: skip
"""Words of everyday questions; matching them to the law's words is what lexical search cannot do alone."""

FIELD: dict[str, tuple[str, ...]] = {
    "election": tuple(
        "kampanye pemilihan pemilu pilkada pilpres pileg calon caleg capres cawapres paslon balon cabup cagub cawalkot cakada kandidat "
        "nyaleg partai parpol politik netral bawaslu panwaslu gakkumdu timses relawan dukungan coblos petahana golput keberpihakan".split()
    ),
    "actor": tuple(
        "asn pns cpns pppk p3k pegawai pejabat kades lurah camat bupati gubernur menteri guru dosen dokter tni polri polisi tentara "
        "prajurit bumn bumd honorer sekda kadis kepsek rt rw bpd perangkat atasan bawahan istri suami ppk aparatur kontrak".split()
    ),
    "discipline": tuple(
        "sanksi hukuman disiplin pelanggaran melanggar dilarang larangan pemeriksaan banding keberatan pidana penjara denda kurungan "
        "teguran tukin pemberhentian dipecat laporan etik pasal".split()
    ),
}
"""Words that place a question in the field: elections and parties, the people its rules bind, discipline and penalties."""
