"""What people do in stories of elections, in everyday words, each act with an example; notation: ``kb/law/phrases.py``.

A test demands that every act is found in its example. What the law says of an act stands in ``kb/answer/rules.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

_CALON = (
    "calon*/bacalon*/bakal/balon*/bacaleg*/bacabup/bacagub/bacapres/paslon*/capres*/cawapres*/caleg*/cagub*/cabup*/cawali*/cawabup*/cawagub*/"
    "cawalkot*/kandidat*/partai*/parpol*/petahana"
)
_MEDIA = (
    "facebook/fb/instagram/ig/tiktok/twitter/whatsapp/wa/telegram/youtube/medsos/media_sosial/media_daring/threads/internet/grup/story/akun*/"
    "status/online/blog/live/siaran/reels/podcast/linkedin/daring"
)
_POST = "postingan*/konten*/status*/link*/tautan*/video*/unggahan*/berita*/flyer*/poster_digital/meme/reels/story/siaran_langsung/utas/podcast/pesan_berantai/pamflet*"
_BAWAHAN = (
    "staf*/stafnya/pegawai*/pns/asn/pppk/guru/guru-guru/bawahan*/honorer/anak_buah*/perangkat*/kades/lurah/rt/kepsek/kasek/karyawan*/camat*"
)
_CHOOSE = "nyoblos/*ilih*/milih/*menang*/menangin/*dukung*/*coblos*"
_PARTY = "partai*/parpol*/dpc/dpd/dpw/dpp/ranting/anak_cabang"

# ruff: noqa: E501 - a table reads best one row a line


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


ACTS: tuple[Act, ...] = (
    Act("alat_peraga", "memasang spanduk, baliho, atau alat peraga", (
        "pasang*/memasang*/masang*/dipasang*/tempel*/menempel*/nempel*/ditempel*/pajang*/memajang*/majang*/mendirikan/ikat/mengikat/mancang/menancapkan/nancepin/bentangkan/membentangkan/kibarkan/mengibarkan ... spanduk*/baliho*/stiker*/sticker*/poster*/bendera*/banner*/alat_peraga/apk/billboard*/gambar/umbul-umbul",
        f"spanduk*/baliho*/stiker*/poster*/bendera/banner* ... {_CALON} ... terpasang/dipasang/ditempel/depan/rumah*/pagar/kantor/mobil/motor/pintu*"),
        "Ia memasang spanduk calon bupati"),
    Act("kampanye_medsos", "berkampanye atau bersosialisasi lewat media sosial", (
        f"*ampanyekan/*ampanyein/*promosi*/promoin/*sosialisasi*/*enalkan/ngenalin/endorse*/jualan/koar2/koar-koar/berkampanye/kampanye ... {_MEDIA}",
        f"kampanye/berkampanye/*promosi* [di/lewat/melalui/via] {_MEDIA}", "kampanye online/digital/daring", f"endorse* ... {_CALON}",
        f"{_POST}/live/siaran/akun/kanal ... *enalkan/ngenalin/*ajak*/ajakan/*promosi*/*ampanyekan/*enal ... {_CALON}/*ilih*/nyoblos/coblos/dukung*/pilih",
        f"live/siaran_langsung/kanal/podcast/utas/reels ... {_CALON}", f"kirim*/mengirim*/ngirim*/menyebar*/nyebar*/menayangkan/sebar* ... flyer*/poster_digital/pesan*/broadcast/pamflet*/ajakan ... {_CALON}/{_MEDIA}/dukung*",
        "*status/story/*posting ... pilih/memilih/milih/coblos/nyoblos/dukung/mendukung"),
        "Ia mempromosikan calon gubernur lewat Instagram"),
    Act("interaksi_medsos", "unggahan, komentar, suka, bagikan, ikuti, atau bergabung dengan grup di media sosial", (
        "like*/nge-like/ngelike/ngelike-in/komen*/dikomen/nge-komen/komentar*/*komentari/mengomentari/ngomen*/*share/*shared/repost*/retweet*/follow*/nge-follow/ngefollow/posting*/memposting/*posting/subscribe*/unggahan/mengunggah/menyukai",
        "*kasih/*beri/*memberi/*ngasih/tombol/tanda/tekan/menekan/pencet/mencet/klik ... jempol/love/like/emoji/komentar/suka", "jempol*/love/emoji/suka ... status/postingan*/akun*/foto/unggahan*",
        f"*bagikan/menyebarkan/*sebarkan/nyebar*/*terusin/meneruskan/forward* ... {_POST}",
        f"*unggah/upload*/buat/bikin/update/menulis/tulis/membuat/ganti ... {_POST}/dukungan*/foto_profil/twibbon*",
        "gabung*/bergabung/masuk/ikut/ikutan/join/admin/anggota/dimasukkan/dimasukin/dimasukan/di-add/diadd/diinvite/diundang ... grup*/group*/channel", "*ikuti ... akun*/ig/instagram/tiktok/facebook/channel/kanal"),
        "Ia cuma like status calon bupati"),
    Act("foto", "berfoto bersama calon, tim sukses, atau alat peraga", (
        f"foto/foto-foto/poto/berfoto/difoto/fotbar/selfie/swafoto/wefie/fotonya/berpose/pose ... {_CALON}/tim_sukses/timses/suami/istri/istrinya/suaminya/berdua",
        "foto/poto/berfoto/selfie/swafoto/unggah/pose ... jari*/simbol*", "pose*/gaya/ngacungin/mengacungkan/*acung ... jari*/simbol*/dukungan/jempol", "foto/poto bersama/bareng/sama/ama ... *bupati/gubernur/wali_kota/presiden/walkot"),
        "Ia foto bareng calon bupati"),
    Act("hadir", "menghadiri deklarasi atau kampanye", (
        "*hadir*/datang*/dateng*/nonton/menonton/berangkat*/mendatangi/menyaksikan/nongol/diundang/diajak/undangan/di/ke ... deklarasi*/kampanye*/rapat_akbar/rapat_umum",
        "deklarasi*/kampanye*/rapat_umum ... *hadir*/datang/dateng/nongol"),
        "Ia menghadiri deklarasi calon gubernur"),
    Act("ikut_kampanye", "ikut kampanye, sosialisasi, atau pengenalan calon", (
        "ikut*/turut*/terlibat/mengikuti/gabung ... kampanye*/konvoi*/deklarasi*/sosialisasi*/pengenalan*/perkenalan*/blusukan/safari/pawai/arak-arakan", "panggung ... kampanye*",
        "*orasi/berorasi ... kampanye*/calon*/dukung*", f"ikut*/turut*/nemenin/menemani/mengantar/rombongan/keliling/kegiatan/acara/jalan_santai/silaturahmi ... {_CALON}", "kegiatan partai*/parpol*",
        f"*enalkan/ngenalin/perkenalan/pengenalan ... {_CALON}/programnya", "berjoget/joget/nyanyi*/bernyanyi/yel-yel ... kampanye*/paslon*"),
        "Ia ikut kampanye calon bupati"),
    Act("jurkam", "menjadi juru kampanye atau pelaksana kampanye", (
        "juru_kampanye/jurkam*/pelaksana_kampanye/juru_bicara/jubir", f"*ampanyekan/*ampanyein ... {_CALON}/suami*/istri*", "pelaksana ... kampanye"),
        "Ia jadi juru kampanye suaminya"),
    Act("tim_sukses", "menjadi tim sukses, tim ahli, atau konsultan", (
        "jadi/jd/menjadi/masuk/anggota/*gabung/ikut/sebagai/merangkap/direkrut/ketua/koordinator/bantu/bantuin/membantu/nyambi/tercantum/tercatat/nama/nama_saya/sk/struktur/disebut/dijadikan/didapuk/ditunjuk/diminta/penasihat ... tim_sukses*/timses*/tim_kampanye*/tim_pemenangan*/tim_ahli*/tim_kreatif/tim_relawan/tim_transisi/konsultan*/relawan*",
        "konsultan*/tim_ahli/timses/tim_sukses/tim_pemenangan [politik/asn/paslon] bakal/balon*/calon*/paslon*/capres*/cabup*/cagub*/caleg*/bacabup*/partai*",
        f"penasihat/penulis_pidato/penyusun/menyusun/nyusun/susun/bikin/membuat/strategi/dokumen ... strategi/visi_misi/program/pidato/pemenangan ... {_CALON}", f"penasihat/penulis_pidato/ahli_strategi ... {_CALON}"),
        "Ia jadi tim sukses calon bupati"),
    Act("dekati_partai", "mendekati partai atau masyarakat untuk maju sebagai bakal calon", (
        "*dekati/pendekatan/pdkt/mendaftar*/daftar/*lamar/ngelamar/penjaringan/lobi*/melobi*/nglobi/ketemu/bertemu/menemui ... partai*/parpol*",
        "penjaringan ... partai*/parpol*/calon*", "formulir/fit_and_proper*/uji_kelayakan ... partai*/parpol*/calon", "rekomendasi/restu/tiket/dukungan partai*/parpol*",
        "mencari/cari/kumpul/mengumpulkan/minta/gerilya/mengunjungi ... dukungan/restu/warga/tokoh* ... maju/perseorangan/independen/dpd", "diusung/diusungnya/diusulkan ... jadi/walkot/bupati/partai*/wali_kota/gubernur"),
        "Ia melakukan pendekatan ke partai untuk maju"),
    Act("anggota_partai", "menjadi anggota atau pengurus partai politik", (
        f"anggota*/pengurus*/kader*/simpatisan/ketua*/bendahara*/sekretaris*/sekre/kepengurusan [dan/atau/wakil] [pengurus] {_PARTY}",
        "ketua/bendahara/sekretaris/sekre/pengurus/kepengurusan/dilantik ... dpc/dpw/ranting/anak_cabang/partai*/parpol*", "masuk/gabung/bergabung/join [ke/dengan/di/jadi] [anggota/pengurus] partai*/parpol*",
        "kta/kartu_anggota/kartu_tanda_anggota/sipol [partai/parpol]", "terdaftar/tercatat/dicatut/aktif ... partai*/parpol*"),
        "Ia menjadi anggota partai politik"),
    Act("keberpihakan", "mengadakan pertemuan, ajakan, imbauan, seruan, atau pemberian barang yang mengarah pada keberpihakan", (
        f"mengajak*/ajak/ngajak*/ajakan/*imbau*/himbau*/menyeru*/seruan/menyuruh*/suruh/nyuruh*/mengarahkan/ngarahin/arahan/meminta/minta/memerintahkan/memengaruhi/mempengaruhi/bilang/menginstruksikan/instruksi/supaya/agar ... {_CHOOSE}",
        f"mengumpulkan/kumpulkan/kumpulin/ngumpulin/mengundang ... {_BAWAHAN}", "rapat/pertemuan/acara/apel/arisan/pengajian ... *menangkan/*menangin/*dukung*/pemenangan/memihak/berpihak/*ilih",
        "ajakan/imbauan/himbauan/seruan/pertemuan/kegiatan ... memihak/berpihak/keberpihakan", "pemberian barang",
        "*bagi/*bagiin/*bagikan/membagikan/bagi-bagi/bagi2/memberi/memberikan/kasih/ngasih/bagikan/dibagi* ... sembako*/kaos*/kaus*/barang*/hadiah*/bansos/bingkisan*/suvenir*/souvenir*/uang/duit/amplop*/selebaran*/brosur*/kalender*"),
        "Ia mengajak staf memilih calon nomor satu"),
    Act("politik_uang", "menjanjikan atau memberi uang atau materi lain", (
        "*bagi/*bagiin/*bagikan/membagikan/bagi-bagi/bagi2/memberi/memberikan/kasih/ngasih/menjanjikan/janjiin/nyebar ... uang*/amplop*/sembako*/duit*/beras/pulsa", "politik_uang/money_politic*/serangan_fajar"),
        "Ia membagikan sembako dari caleg kepada warga"),
    Act("dukungan_ktp", "memberi surat dukungan atau mengumpulkan fotokopi KTP", (
        "surat_dukungan/formulir_dukungan/surat_pernyataan_dukungan", "*umpul*/ngumpulin/dimintain/meminta/minta/dipinjam/pinjam/ngasih/kasih/memberi/menyerahkan/nyerahin/setor/setorin ... ktp*/e-ktp/ktp-nya/surat_keterangan_penduduk",
        "ktp*/fotokopi*/foto_kopi/fotocopy ... dukung*/pendukung/mendukung/perseorangan/independen", "surat_keterangan_penduduk ... dukung*/dukungan"),
        "Ia mengumpulkan fotokopi KTP untuk calon independen"),
    Act("keputusan", "mengambil keputusan atau tindakan yang menguntungkan atau merugikan", (
        "keputusan*/tindakan*/kebijakan*/program*/kewenangan*/wewenang* ... *untung*/*rugi*", f"*untung*/*rugikan ... {_CALON}", "anggaran/hibah/bantuan*/bansos*/proyek*/data/dana_hibah/program ... diarahkan/diarahin/diatur/pendukung*/*menangkan/menang/basis",
        "mengarahkan/arahkan/menyalurkan/salurkan/mempercepat/memprioritaskan ... bantuan*/bansos*/program*/proyek*/basis/pengaspalan", f"menolak/persulit/mempersulit/nolak/menahan/nahan/mencabut ... izin*/ijin*/surat*/lapangan ... {_CALON}/lawan/relawan/sebelah/kampanye",
        f"persulit/mempersulit/menghambat ... izin/ijin/acara ... {_CALON}", "mencopot/menertibkan/nyopot ... baliho*/spanduk*/apk ... lawan/paslon*/calon*"),
        "Ia membuat keputusan yang menguntungkan salah satu pasangan calon"),
    Act("fasilitas", "memakai fasilitas negara atau jabatan", (
        "mobil_dinas/motor_dinas/kendaraan_dinas/bus_dinas/mobdin/rumah_dinas/rumdin/rumah_jabatan/fasilitas_negara/fasilitas_kantor/fasilitas_dinas/fasilitas_pemerintah/gedung_kantor/aula_kantor/kantor_pemerintah/kantor_dinas/pendopo/plat_merah/pelat_merah/mobil_pemda/ambulans",
        "kampanye*/deklarasi ... di kantor*/gedung/aula*/balai_desa/sekolah*/masjid/kampus", "pakai/memakai/minjemin/meminjamkan/pinjam ... aula/balai_desa/printer/kantor/tenda ... kampanye*/calon*/partai*/caleg*/paslon*"),
        "Ia pakai mobil dinas ke kampanye"),
    Act("atribut", "memakai atribut partai, calon, atau PNS", (
        "pakai/pake/make/memakai/mengenakan/kenakan/menggunakan/dengan/berkaos/berseragam/bawa ... kaos*/kaus*/atribut*/seragam*/korpri/jaket*/topi*/baju_dinas/rompi*",),
        "Ia pakai kaos partai saat kampanye"),
    Act("kerahkan", "mengerahkan pegawai lain", (
        f"*kerahkan/mengerahkan/ngerahin/kerahin/memobilisasi/mobilisasi/mewajibkan/wajibin/menyuruh/nyuruh/mengajak/ngajak/memerintahkan/membawa ... {_BAWAHAN} ... kampanye*/hadir*/datang/dateng/deklarasi*",
        f"*kerahkan/mengerahkan/ngerahin/memobilisasi/mobilisasi ... {_BAWAHAN}"),
        "Ia mengerahkan pegawai ke kampanye"),
    Act("mencalonkan", "mencalonkan diri atau dicalonkan", (
        "nyaleg/nyalon*/nyagub/nyabup/nyapres/nyalonin", "*calonkan [diri]", "pencalonan*", "maju [di/sebagai/jadi/dalam/ke] [bakal] pilkada/pilgub/pilbup/pilwali/pilwalkot/pileg/pilpres/pemilu/calon*/caleg/cabup/cagub/bupati/gubernur/wali_kota/independen/dpd/dpr/dprd/perseorangan", "daftar/mendaftar [jadi/sebagai] caleg/bacaleg/calon*/cabup/cagub"),
        "Ia mau nyaleg"),
    Act("mutasi", "mengganti atau memutasi pejabat", (
        f"*mutasi*/mengganti*/*rotasi*/lantik*/melantik/dilantik/mencopot*/copot/menggeser/merombak ... pejabat*/kepala*/kadis*/camat*/sekda/eselon*/{_BAWAHAN}", "mutasi/rotasi/rolling pejabat*/jabatan/asn/pns/eselon*", "mutasi ... pilkada/penetapan", "ganti pejabat/kadis/camat/kepala_dinas"),
        "Bupati memutasi kepala dinas"),
    Act("dana", "memakai anggaran negara, daerah, desa, BUMN, atau BUMD untuk kampanye", (
        "apbd/apbn/dana_desa/dandes/anggaran/uang_dinas/kas_daerah/kas_desa/dana_dinas/uang_negara ... kampanye*/calon*/partai*/caleg*/capres*/paslon*/timses", "*umbang* ... apbd/apbn/dana_desa/anggaran"),
        "Ia memberi dana APBD kepada pelaksana kampanye"),
    Act("mendampingi", "mendampingi suami atau istri yang menjadi calon", (
        "mendampingi/dampingi/menemani/temani/nemenin/nemani/mengantar/antar/nganterin/nganter/ngedampingi ... pasangan*/suami*/istri*/isteri*/bini/laki/bojo/pendaftaran/mendaftar/daftar/kpu/kpud",
        "kampanye/deklarasi pasangan_sendiri/bini/laki/bojo/suami*/istri*"),
        "Ia mendampingi suaminya mendaftar di KPU"),
    Act("narasumber", "menjadi pembicara atau narasumber kegiatan partai", ("pembicara/narasumber/narsum/pemateri/mc/moderator ... partai*/parpol*",),
        "Ia jadi narasumber acara partai"),
    Act("dukungan", "mendukung calon atau partai, caranya belum disebut", (
        f"*dukung*/berpihak/memihak/bantu/membantu/membela/simpati ... {_CALON}/{_PARTY}", "kampanye/berkampanye/politik_praktis"),
        "Ia mendukung calon bupati"),
    Act("memilih", "memakai hak pilih", ("nyoblos/mencoblos/hak_pilih*/hak_memilih/hak_suara/golput",), "Bolehkah PNS nyoblos?"),
    Act("membiarkan", "tidak memeriksa atau tidak menghukum bawahan", (
        "tidak/tak/nggak/gak/enggan/ga ... menjatuhkan/menghukum/hukum/memproses/menindak*/memanggil/memeriksa", "membiarkan/biarin/melindungi/tutup_mata ... bawahan*/anak_buah*/staf*/pegawai*/pns"),
        "Atasan tidak menjatuhkan hukuman kepada bawahannya", denies=True),
)  # fmt: skip

NAMES: dict[str, str] = {act.code: act.name for act in ACTS}
