"""What people do in stories of elections, in everyday words, each act with an example; notation: ``kb/law/phrases.py``.

A test demands that every act is found in its example. What the law says of an act stands in ``kb/answer/rules.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

_CALON = "calon*/bacalon*/balon/bacaleg*/paslon*/capres*/cawapres*/caleg*/cagub*/cabup*/cawali*/cawabup*/cawagub*/cawalkot*/kandidat*/partai*/parpol*"
_MEDIA = "facebook/fb/instagram/ig/tiktok/twitter/whatsapp/wa/telegram/youtube/medsos/media_sosial/media_daring/threads/internet/grup/story/akun*"
_BAWAHAN = "staf*/pegawai*/pns/asn/pppk/guru/guru-guru/bawahan*/honorer/anak_buah*/perangkat*/kades/lurah/rt"


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its code, its name for people, the phrases it is told in, and an example.

    ``denies`` marks one whose phrases hold a "tidak" of their own.
    """

    code: str
    name: str
    phrases: tuple[str, ...]
    example: str
    denies: bool = False


# ruff: noqa: E501 - a table reads best one row a line
ACTS: tuple[Act, ...] = (
    Act("alat_peraga", "memasang spanduk, baliho, atau alat peraga", (
        "pasang*/memasang*/dipasang*/tempel*/menempel*/pajang*/memajang*/mendirikan ... spanduk*/baliho*/stiker*/sticker*/poster*/bendera*/banner*/alat_peraga/apk/billboard*",
        f"spanduk*/baliho*/stiker*/poster* ... {_CALON} ... terpasang/dipasang/ditempel"),
        "Ia memasang spanduk calon bupati"),
    Act("kampanye_medsos", "berkampanye atau bersosialisasi lewat media sosial", (
        f"*ampanyekan/*promosi*/*sosialisasi* ... {_MEDIA}",
        f"kampanye/berkampanye [di/lewat/melalui/via] {_MEDIA}"),
        "Ia mempromosikan calon gubernur lewat Instagram"),
    Act("interaksi_medsos", "unggahan, komentar, suka, bagikan, ikuti, atau bergabung dengan grup di media sosial", (
        "like*/nge-like/ngelike/*komen/komentar*/*komentari/mengomentari/*share/repost*/retweet*/follow*/nge-follow/posting*/memposting/subscribe*",
        "*kasih/*beri/*memberi ... jempol/love/like/emoji/komentar", "jempol*/love/emoji ... status/postingan*/akun*/foto/unggahan",
        "*bagikan/menyebarkan/*sebarkan ... postingan*/konten*/status*/link*/tautan*/video*/unggahan*/berita*",
        "*unggah/upload*/buat/bikin/update/menulis/tulis ... konten*/status*/dukungan*/story/video*",
        "gabung*/bergabung/masuk/ikut/admin ... grup*", "*ikuti/mengikuti ... akun*/ig/instagram/tiktok/facebook"),
        "Ia cuma like status calon bupati"),
    Act("foto", "berfoto bersama calon, tim sukses, atau alat peraga", (
        f"foto/foto-foto/berfoto/fotbar/selfie/swafoto/fotonya ... {_CALON}/tim_sukses/timses/suami/istri/istrinya/suaminya/berdua",
        "foto/berfoto/selfie/swafoto/unggah/pose ... jari*/simbol*", "pose* ... jari*/simbol*/dukungan", "foto bersama/bareng ... *bupati/gubernur/wali_kota/presiden"),
        "Ia foto bareng calon bupati"),
    Act("hadir", "menghadiri deklarasi atau kampanye", (
        "*hadir*/datang*/nonton/menonton/berangkat*/mendatangi/menyaksikan ... deklarasi*/kampanye*/rapat_akbar",),
        "Ia menghadiri deklarasi calon gubernur"),
    Act("ikut_kampanye", "ikut kampanye, sosialisasi, atau pengenalan calon", (
        "ikut*/turut*/terlibat/mengikuti ... kampanye*/konvoi*/deklarasi*/sosialisasi*/pengenalan*", "panggung ... kampanye*",
        "*orasi/berorasi ... kampanye*/calon*/dukung*"),
        "Ia ikut kampanye calon bupati"),
    Act("jurkam", "menjadi juru kampanye atau pelaksana kampanye", (
        "juru_kampanye/jurkam*/pelaksana_kampanye", f"*ampanyekan ... {_CALON}", "pelaksana ... kampanye"),
        "Ia jadi juru kampanye suaminya"),
    Act("tim_sukses", "menjadi tim sukses, tim ahli, atau konsultan", (
        "jadi/menjadi/masuk/anggota/*gabung/ikut/sebagai/merangkap/direkrut/ketua/koordinator ... tim_sukses*/timses*/tim_kampanye*/tim_pemenangan*/tim_ahli/konsultan*/relawan*",),
        "Ia jadi tim sukses calon bupati"),
    Act("dekati_partai", "mendekati partai atau masyarakat untuk maju sebagai bakal calon", (
        "*dekati/pendekatan/mendaftar*/daftar/*lamar/penjaringan ... ke/kepada/dengan/di ... partai*/parpol*", "*dekati ... partai*/parpol*",
        "penjaringan ... partai*/parpol*/calon*"),
        "Ia melakukan pendekatan ke partai untuk maju"),
    Act("anggota_partai", "menjadi anggota atau pengurus partai politik", (
        "anggota*/pengurus*/kader*/ketua/bendahara/sekretaris [dan/atau] [pengurus] partai*/parpol*", "masuk/gabung/bergabung/join [ke/dengan/di/jadi] [anggota/pengurus] partai*/parpol*",
        "kta/kartu_anggota [partai/parpol]"),
        "Ia menjadi anggota partai politik"),
    Act("keberpihakan", "mengadakan pertemuan, ajakan, imbauan, seruan, atau pemberian barang yang mengarah pada keberpihakan", (
        "mengajak*/ajak/ngajak/*imbau/mengimbau/menghimbau/menyeru*/menyerukan/menyuruh*/suruh/mengarahkan/meminta/minta/memerintahkan/memengaruhi/mempengaruhi ... *ilih*/*menang*/*dukung*/coblos*/mencoblos",
        f"mengumpulkan/kumpulkan/kumpulin ... {_BAWAHAN}", "rapat/pertemuan/acara ... *menangkan/*dukung*/pemenangan",
        "*bagi/*bagikan/membagikan/bagi-bagi/memberi/memberikan/kasih/bagikan ... sembako*/kaos*/kaus*/barang*/hadiah*/bansos/bingkisan*/suvenir*/souvenir*/uang/duit/amplop*/selebaran*/brosur*"),
        "Ia mengajak staf memilih calon nomor satu"),
    Act("politik_uang", "menjanjikan atau memberi uang atau materi lain", (
        "*bagi/*bagikan/membagikan/bagi-bagi/memberi/memberikan/kasih/menjanjikan ... uang*/amplop*/sembako*/duit*/beras", "politik_uang/money_politic*/serangan_fajar"),
        "Ia membagikan sembako dari caleg kepada warga"),
    Act("dukungan_ktp", "memberi surat dukungan atau mengumpulkan fotokopi KTP", (
        "surat_dukungan", "*umpul* ... ktp*", "fotokopi*/foto_kopi/fotocopy [e-ktp/ktp] ... dukung*/perseorangan/independen"),
        "Ia mengumpulkan fotokopi KTP untuk calon independen"),
    Act("keputusan", "mengambil keputusan atau tindakan yang menguntungkan atau merugikan", (
        "keputusan*/tindakan*/kebijakan*/program*/kewenangan* ... *untung*/*rugi*", f"*untung*/*rugikan ... {_CALON}",
        "mengarahkan/arahkan/menyalurkan/salurkan ... bantuan*/bansos*/program*/proyek*", "bantuan*/bansos ... pendukung*/*menangkan"),
        "Ia membuat keputusan yang menguntungkan salah satu pasangan calon"),
    Act("fasilitas", "memakai fasilitas negara atau jabatan", (
        "mobil_dinas/motor_dinas/kendaraan_dinas/rumah_dinas/rumah_jabatan/fasilitas_negara/fasilitas_kantor/fasilitas_dinas/fasilitas_pemerintah/gedung_kantor/aula_kantor/kantor_pemerintah/kantor_dinas",
        "kampanye* ... di kantor*/gedung/aula*/balai_desa/sekolah*"),
        "Ia pakai mobil dinas ke kampanye"),
    Act("atribut", "memakai atribut partai, calon, atau PNS", (
        "pakai/memakai/mengenakan/kenakan/menggunakan/dengan/berkaos ... kaos*/kaus*/atribut*/seragam*/korpri/jaket*/topi*",),
        "Ia pakai kaos partai saat kampanye"),
    Act("kerahkan", "mengerahkan pegawai lain", (
        f"*kerahkan/mengerahkan/memobilisasi/mobilisasi/mewajibkan ... {_BAWAHAN}",),
        "Ia mengerahkan pegawai ke kampanye"),
    Act("mencalonkan", "mencalonkan diri atau dicalonkan", (
        "nyaleg/nyalon*/nyagub/nyabup/nyapres", "*calonkan [diri]", "maju [di/sebagai/jadi/dalam] [bakal] pilkada/pilgub/pilbup/pilwali/pileg/pilpres/pemilu/calon*/caleg/cabup/cagub/bupati/gubernur/wali_kota/independen", "daftar/mendaftar [jadi/sebagai] caleg/bacaleg/calon*/cabup/cagub"),
        "Ia mau nyaleg"),
    Act("mutasi", "mengganti atau memutasi pejabat", (
        f"*mutasi*/mengganti*/*rotasi*/*lantik/melantik/mencopot*/copot ... pejabat*/kepala*/kadis*/camat/sekda/eselon*/{_BAWAHAN}",),
        "Bupati memutasi kepala dinas"),
    Act("dana", "memakai anggaran negara, daerah, desa, BUMN, atau BUMD untuk kampanye", (
        "apbd/apbn/dana_desa/anggaran/uang_dinas/kas_daerah/dana_dinas ... kampanye*/calon*/partai*/caleg*/capres*", "*sumbang* ... apbd/apbn/dana_desa/anggaran"),
        "Ia memberi dana APBD kepada pelaksana kampanye"),
    Act("mendampingi", "mendampingi suami atau istri yang menjadi calon", (
        "mendampingi/dampingi/menemani/temani/mengantar/antar/nganterin ... suami*/istri*/isteri*/pendaftaran/mendaftar/kpu/kpud",),
        "Ia mendampingi suaminya mendaftar di KPU"),
    Act("narasumber", "menjadi pembicara atau narasumber kegiatan partai", ("pembicara/narasumber/pemateri ... partai*/parpol*",),
        "Ia jadi narasumber acara partai"),
    Act("memilih", "memakai hak pilih", ("nyoblos/mencoblos/hak_pilih*/hak_memilih/golput",), "Bolehkah PNS nyoblos?"),
    Act("membiarkan", "tidak memeriksa atau tidak menghukum bawahan", (
        "tidak/tak/nggak/gak/enggan ... menjatuhkan/menghukum/memproses/menindak*/memanggil/memeriksa", "membiarkan ... bawahan*/anak_buah*/staf*/pegawai*/pns"),
        "Atasan tidak menjatuhkan hukuman kepada bawahannya", denies=True),
)  # fmt: skip

NAMES: dict[str, str] = {act.code: act.name for act in ACTS}
