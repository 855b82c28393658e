"""Who acts in a story, and its circumstances, in everyday words, each with an example; notation: ``kb/law/phrases.py``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A value a fact can have: its code, its name for people, the phrases it is told in, and an example."""

    code: str
    name: str
    phrases: tuple[str, ...]
    example: str


# ruff: noqa: E501 - a table reads best one row a line
STATUSES: tuple[Term, ...] = (
    Term("cpns", "CPNS", ("cpns", "calon pns", "calon pegawai negeri [sipil]", "capeg"), "Saya CPNS"),
    Term("pns", "PNS", ("pns", "pegawai negeri [sipil]"), "Saya PNS"),
    Term("pppk", "PPPK", ("pppk/p3k",), "Saya PPPK"),
    Term("non_asn", "pegawai non-ASN", ("honorer/ppnpn/non-asn/non_asn/thl/pjlp", "tenaga/pegawai honor/honorer/kontrak/non_asn/harian", "guru honorer"), "Saya tenaga honorer"),
    Term("asn", "ASN", ("asn", "aparatur sipil negara", "abdi negara", "pegawai pemerintah"), "Saya ASN"),
    Term("tni", "anggota TNI", ("tni/prajurit/tentara/babinsa/danramil/dandim/kodim/koramil",), "Saya anggota TNI"),
    Term("polri", "anggota Polri", ("polri/polisi/kapolsek/kapolres/bhabinkamtibmas/brimob",), "Saya polisi"),
    Term("perangkat_desa", "perangkat desa", ("perangkat desa", "sekretaris desa", "sekdes/kadus/carik", "kaur/kasi desa", "kepala dusun"), "Saya sekdes"),
    Term("bpd", "anggota BPD", ("bpd", "badan permusyawaratan desa"), "Saya anggota BPD"),
    Term("kepala_desa", "kepala desa", ("kades/kuwu/keuchik/petinggi/pak_kades/lurah_desa", "kepala desa", "wali nagari"), "Saya kades"),
    Term("bumn", "pegawai BUMN atau BUMD", ("bumn/bumd/pertamina/pln/pdam",), "Saya karyawan BUMN"),
    Term("pejabat_negara", "pejabat negara atau kepala daerah", ("pejabat negara/daerah", "bupati/gubernur/wali_kota/walikota/walkot/wakil_bupati/wakil_gubernur/wabup/wagub/menteri/petahana",), "Pak bupati"),
)  # fmt: skip
POSITIONS: tuple[Term, ...] = (
    Term("pejabat_tinggi", "pejabat pimpinan tinggi", ("sekda/sekjen/kadis/jpt", "kepala dinas/badan", "sekretaris daerah/jenderal/dinas", "pejabat pimpinan tinggi [pratama/madya]", "direktur jenderal", "asisten bupati/gubernur/daerah"), "Kepala dinas"),
    Term("lurah", "lurah", ("lurah",), "Pak lurah"),
    Term("pejabat", "pejabat struktural", ("camat/sekcam/kabid/kabag/kasubag/kasi/kasubbag", "kepala bidang/bagian/seksi/kantor/kecamatan/puskesmas/sekolah", "kepsek", "pejabat"), "Pak camat"),
    Term("fungsional", "pejabat fungsional atau pelaksana", ("guru/dosen/perawat/bidan/dokter/penyuluh/auditor/staf/pegawai",), "Bu guru"),
)  # fmt: skip
ELECTIONS: tuple[Term, ...] = (
    Term("pilkada", "Pilkada", ("pilkada/pilgub/pilbup/pilwali/pilwalkot/pilwako/cagub*/cabup*/cawali*/cawabup*/cawagub*/cawalkot*/cakada*", "pemilihan kepala_daerah/gubernur/bupati/wali_kota",
        "calon/balon/kandidat/bakal [calon] [wakil] bupati/gubernur/gub/wali_kota/walikota/walkot/kepala_daerah/wabup/wagub", "bacabup*/bacagub*/balonbup/nyabup/nyagub", "sebagai/jadi [bakal] [calon] [wakil] bupati/gubernur/wali_kota"), "calon bupati"),
    Term("pemilu", "Pemilu", ("pemilu/pileg/pilpres/capres*/cawapres*/caleg*/bacaleg*/nyaleg/nyapres/dpr/dpd/dprd/presiden", "pemilihan umum/presiden/legislatif", "calon legislatif"), "caleg DPRD"),
)  # fmt: skip
PHASES: tuple[Term, ...] = (
    Term("tenang", "masa tenang", ("masa/hari/minggu tenang",), "saat masa tenang"),
    Term("suara", "hari pemungutan suara", ("hari pemungutan/pencoblosan", "hari h", "hari [pemungutan] suara"), "pada hari pemungutan suara"),
    Term("bakal", "sebelum penetapan calon", ("bakal [pasangan] calon*/caleg*/capres*/cabup*/cagub*/paslon*/walkot/gub/calegnya", "pasangan bakal calon", "balon*/bacaleg*/bacalon*/bacabup*/bacapres*/bacagub*", "sebelum [ada] penetapan", "belum/blm [ada/masa/jadi] ditetapkan/ditetapin/penetapan/resmi/daftar/mendaftar", "calonnya belum/blm", "sebelum [masa/ada] penetapan/ditetapkan/pendaftaran/calon_resmi", "baru mau/akan daftar", "pra penetapan", "digadang-gadang/digadang"), "bakal calon bupati"),
    Term("calon", "sesudah penetapan calon", ("masa/jadwal/musim kampanye", "sudah/telah/udah/udh ditetapkan/resmi", "paslon*/calon/caleg/cabup/capres/cagub resmi", "setelah/sesudah/pasca penetapan", "[paslon/pasangan/calon] nomor [urut] 1/2/3/4/5/satu/dua/tiga/empat/urut*", "nomor_urut"), "calon yang sudah ditetapkan KPU"),
)  # fmt: skip
MEDIA: tuple[Term, ...] = (
    Term("medsos", "media sosial", ("facebook/fb/instagram/ig/tiktok/twitter/whatsapp/wa/telegram/youtube/threads/medsos/media_sosial/story",), "di Facebook"),
    Term("ruang_publik", "tempat umum", ("spanduk*/baliho*/billboard*/banner*",), "lewat baliho"),
    Term("tatap_muka", "tatap muka", ("rapat/pertemuan/panggung/konvoi/deklarasi*/acara",), "dalam rapat"),
)  # fmt: skip
CANDIDATES: tuple[Term, ...] = (
    Term("presiden", "calon Presiden atau Wakil Presiden", ("capres*/cawapres*/pilpres", "calon [wakil] presiden"), "capres"),
    Term("legislatif", "calon anggota DPR, DPD, atau DPRD", ("caleg*/bacaleg*/nyaleg/pileg", "calon [anggota] dpr/dpd/dprd/legislatif"), "caleg"),
    Term("kepala_daerah", "calon kepala daerah atau wakilnya", ("cagub*/cabup*/cawali*/cawabup*/cawagub*/cakada*", "calon [wakil] bupati/gubernur/wali_kota/walikota/kepala_daerah"), "calon bupati"),
    Term("partai", "partai politik", ("partai*/parpol*",), "partai"),
)  # fmt: skip
LEAVES: tuple[Term, ...] = (
    Term("tanpa", "tidak sedang cuti", ("tanpa/tidak/belum/tak/nggak/gak [ambil/mengambil/ada/sedang/mengajukan/dalam] cuti*/cltn",), "tanpa cuti"),
    Term("cltn", "cuti di luar tanggungan negara", ("cltn", "cuti di luar tanggungan negara"), "sedang CLTN"),
    Term("cuti", "cuti", ("cuti*",), "sedang cuti"),
)  # fmt: skip
FIELD = (
    "*calon*/balon*/bacaleg*/paslon*/*kampanye*/netral*/netralitas/pemilu/pilkada/pileg/pilpres/pilgub/pilbup/pilwali/*caleg*/capres*/cawapres*/cabup*/cagub*/cawali*/"
    "partai*/parpol*/timses/relawan/kandidat*/petahana/*coblos*/nyoblos/pemilih/pemilihan/nyaleg/nyalon*/deklarasi*/perseorangan/skb/bawaslu/kpu",
    "hak pilih/suara",
    "tim sukses/pemenangan",
    "maju bupati/gubernur/wali_kota/independen/dpd",
)
"""Words without which a story is not of elections at all."""
SUPPORT = ("orasi/berorasi/yel-yel/yel/menyanyikan/bernyanyi/joget/meneriakkan/mendukung/dukungan/mengajak/panggung/sambutan",)
"""Words that tell of active support at a gathering."""
KIN = "suami*/istri*/isteri*/pasangan_saya/pasangannya/bini/laki/bojo"
"""A spouse; ``SPOUSE`` tells that the spouse is a candidate."""
SPOUSE: tuple[str, ...] = (
    f"{KIN} ... calon*/caleg*/cabup*/cagub*/nyaleg/nyalon*/mencalonkan/maju/balon/bakal_calon/mendaftar",
    "kampanye*/deklarasi*/postingan*/mendampingi/dampingi/didampingi/mengantar/nemenin/kampanyekan ... suami*/istri*/isteri*/bini/bojo/laki/pasangan_sendiri/pasangan",
    "jurkam/juru_kampanye suami*/istri*",
)
KINFOLK = (
    "suami*/istri*/isteri*/bini/bojo/laki/anak/anaknya/adik*/kakak*/ipar*/paman/ayah*/bapak_saya/ibu_saya/saudara*/keponakan*/mertua*",
)
"""Words after which, to the end of the clause, another acts than the one asked about, unless the clause gives that one's status."""
OF_OTHERS = (*KINFOLK, "yang [akan/mau/sedang/hendak]")
"""Words after which it is another who runs for office."""

NAMES: dict[str, str] = {
    term.code: term.name for table in (STATUSES, POSITIONS, ELECTIONS, PHASES, MEDIA, CANDIDATES, LEAVES) for term in table
}
