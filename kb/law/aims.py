"""What a question says it is about: which election, whom, a penalty, an old rule, the meaning of a word, a ruling, what still holds.

Patterns as data, each with an example that a test demands it to match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Election(StrEnum):
    """The two kinds of election, each with a law of its own."""

    PEMILU = "pemilu"
    PILKADA = "pilkada"


ELECTION_LAWS: dict[str, Election] = {
    "uu-7-2017": Election.PEMILU,
    "uu-7-2023": Election.PEMILU,
    "perppu-1-2022": Election.PEMILU,
    "uu-1-2015": Election.PILKADA,
    "uu-8-2015": Election.PILKADA,
    "uu-10-2016": Election.PILKADA,
    "uu-6-2020": Election.PILKADA,
    "perppu-1-2014": Election.PILKADA,
    "perppu-2-2020": Election.PILKADA,
}
"""The laws that hold for one kind of election only; the Pilkada law with its amendments is one law."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One way a question says something: what it says, the pattern, and a question it was seen in."""

    says: str
    pattern: str
    example: str


_SEEKING = r"(?:calon|balon|kandidat|nyalon|nyalonin|mencalonkan|dicalonkan|pencalonan|maju|paslon|pasangan calon|pemilihan)"
# ruff: noqa: E501 - a table reads best one row a line
ELECTIONS: tuple[Spoken, ...] = (
    Spoken("pilkada", r"pilkada|pilgub|pilbup|pilwal\w*|pilwako\w*|pemilukada|pemilihan kepala daerah|uu pilkada", "netral di pilkada itu gimana"),
    Spoken("pilkada", r"cabup|cagub|cawagub|cawabup|cawalkot|cakada|bacabup|bacagub|petahana", "istri saya cabup"),
    Spoken("pilkada", rf"{_SEEKING}(?:\s+(?:jadi|sebagai|diri|di|pasangan))*\s+(?:wakil\s+)?(?:gubernur|bupati|wali ?kota|kepala daerah)", "foto bareng calon bupati"),
    Spoken("pemilu", r"pileg|pilpres|nyaleg|caleg|bacaleg|capres|cawapres|legislatif|uu pemilu", "like postingan caleg"),
    Spoken("pemilu", rf"{_SEEKING}(?:\s+(?:jadi|sebagai|diri|anggota|di))*\s+(?:wakil\s+)?(?:presiden|dpr\w*|dpd|anggota dewan)", "maju sebagai anggota DPRD"),
)  # fmt: skip
"""Words that say which election is meant; ``pemilu`` alone is said of both and does not."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Those a rule binds: how a question and how the law speak of them, and a question it was seen in."""

    name: str
    asked: str
    legal: str
    example: str


SUBJECTS: tuple[Subject, ...] = (
    Subject("desa", r"kades|kepala desa|perangkat desa|aparat(?:ur)? desa|kadus|sekdes|bpd|pamong|pak lurah desa", r"kepala desa|perangkat desa|permusyawaratan desa", "kades ikut kampanye"),
    Subject("tni", r"tni|tentara|prajurit|babinsa|danramil|kodim|koramil", r"tentara nasional|tni|prajurit", "babinsa bagi stiker"),
    Subject("polri", r"polri|polisi|polres|polsek|kapolres|kapolsek|bhabinkamtibmas|bhabin", r"kepolisian|polri", "polisi dukung caleg"),
    Subject("pppk", r"pppk|p3k|perjanjian kerja", r"pppk|perjanjian kerja", "p3k ikut kampanye"),
    Subject("non-asn", r"honorer|honor|non ?asn|non ?pns|kontrak|pjlp|ppnpn|outsourcing|phl|thl|ptt", r"non[- ]?asn|non[- ]?pegawai|non[- ]?pns|honorer|tenaga kontrak|pjlp", "honorer jadi timses"),
    Subject("keluarga", r"suami|istri|isteri|suamiku|istriku|bojo", r"suami|istri|isteri", "suami nyaleg"),
    Subject("bumn", r"bumn|bumd", r"badan usaha milik", "pegawai bumn kampanye"),
)  # fmt: skip

PENALTY = Spoken(
    "sanksi",
    r"sanksi|hukuman|hukumannya|dihukum|hukdis|kena (?:apa|pasal|sanksi|hukum\w*)|pidana|dipidana|penjara|dipenjara|bui|denda|didenda|dipecat|pecat|diberhentikan|ancaman\w*|diapain|konsekuensi\w*",
    "kades kampanye kena apa",
)
FORMER = Spoken(
    "aturan lama",
    r"(?:aturan|peraturan|pp|uu|ketentuan|regulasi|skb)(?: \w+)? (?:yang )?(?:lama|dulu|terdahulu|sebelumnya)",
    "hukuman menurut pp lama",
)
MEANING = Spoken(
    "arti kata",
    r"(?:apa|apakah) (?:sih )?(?:yang dimaksud|arti(?:nya)?|maksud(?:nya)?|pengertian)|maksudnya (?:apa|gimana|bagaimana)|artinya apa|definisi|pengertian|itu apa(?:an)?(?: sih)?$|termasuk apa (?:aja|saja)",
    "atribut partai maksudnya apa",
)
RULING = Spoken(
    "putusan pengadilan",
    r"putusan (?:mk|mahkamah konstitusi)|mahkamah konstitusi|(?:diputus|dibatalkan) mk|mk (?:memutus|membatalkan)\w*",
    "putusan mk soal kampanye di kampus",
)
FATE = Spoken(
    "masih berlakukah",
    r"(?:masih|msh|mash?i)(?: \w+)? (?:berlaku|dipakai|dipake|pakai|digunakan|relevan|sah|menjadi|jadi|hidup|ada)|(?:sudah|udah|udh|telah|kapan|apakah|belum) dicabut|dicabut (?:belum|blm|apa|ga|gak|nggak|kah|oleh|dengan|atau)|(?:tidak|gak|ga|nggak|tdk) berlaku(?: lagi)?|(?:sudah|udah|udh|telah) (?:diganti\w*|tidak berlaku)|yang (?:sudah dicabut|mencabut)",
    "pp 53 2010 udh dicabut blm",
)
PENALTY_TEXT = Spoken(
    "ancaman",
    r"dipidana|pidana (?:penjara|kurungan|denda)|hukuman disiplin (?:tingkat )?(?:ringan|sedang|berat)|(?:dikenai|dikenakan|dijatuhi) sanksi|sanksi (?:administratif|moral)",
    "dipidana dengan pidana penjara",
)
"""How a clause of penalties speaks, as against the norm it guards."""


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


_ELECTION = {kind: _any([s.pattern for s in ELECTIONS if s.says == kind]) for kind in Election}
_ASKED = {s.name: _any([rf"(?:{s.asked})(?:nya|ku)?"]) for s in SUBJECTS}
_LEGAL = {s.name: _any([s.legal]) for s in SUBJECTS}
_PENALTY, _FORMER, _MEANING, _RULING, _FATE, _PENALTY_TEXT = (
    _any([s.pattern]) for s in (PENALTY, FORMER, MEANING, RULING, FATE, PENALTY_TEXT)
)


@dataclass(frozen=True, slots=True)
class Aims:
    """What a question says it is about; nothing said is the empty set or False."""

    elections: frozenset[Election]
    subjects: frozenset[str]
    penalty: bool
    former: bool
    meaning: bool
    ruling: bool
    fate: bool


def read_aims(question: str) -> Aims:
    """What a question says it is about.

    >>> aims = read_aims("kades kampanye buat cabup kena apa?")
    >>> sorted(aims.elections), sorted(aims.subjects), aims.penalty
    ([<Election.PILKADA: 'pilkada'>], ['desa'], True)
    """
    return Aims(
        frozenset(kind for kind, pattern in _ELECTION.items() if pattern.search(question)),
        frozenset(name for name, pattern in _ASKED.items() if pattern.search(question)),
        bool(_PENALTY.search(question)),
        bool(_FORMER.search(question)),
        bool(_MEANING.search(question)),
        bool(_RULING.search(question)),
        bool(_FATE.search(question)),
    )


def speaks_of_subject(text: str, subjects: frozenset[str]) -> bool:
    """Whether a clause's words speak of one of the subjects."""
    return any(_LEGAL[name].search(text) for name in subjects)


def sets_penalty(text: str) -> bool:
    """Whether a clause's words threaten a penalty.

    >>> sets_penalty("dipidana dengan pidana penjara"), sets_penalty("dilarang ikut kampanye")
    (True, False)
    """
    return bool(_PENALTY_TEXT.search(text))


def cites_article(text: str, pasal: str) -> bool:
    """Whether a clause's words name a Pasal by its number.

    >>> cites_article("melanggar larangan Pasal 280 ayat (2)", "280"), cites_article("Pasal 2801", "280")
    (True, False)
    """
    return bool(re.search(rf"\bPasal\s+{re.escape(pasal)}(?!\w)", text))
