"""Whether letters spell a Vietnamese syllable."""

import unicodedata
from functools import lru_cache

_INITIALS = ["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()]
_RIMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh
    uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y ych yêm yên yêng yêt yêu yn ynh yt
    """.split()
)
_STOPS = ("c", "ch", "p", "t")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_TONES_OF_STOPS = {"\u0301", "\u0323"}


@lru_cache(8192)
def is_syllable(word: str) -> bool:
    """True for "cách", "HÀNH", "hoà" and "hòa"; false for "tế1", "cach" (a stop has a tone), "café", "naïve"."""
    letters: list[str] = []
    tones: list[str] = []
    for letter in unicodedata.normalize("NFD", word.lower()):
        (tones if letter in _TONES else letters).append(letter)
    if len(tones) > 1:
        return False
    return spells(unicodedata.normalize("NFC", "".join(letters)), bool(_TONES_OF_STOPS.intersection(tones)))


@lru_cache(8192)
def lacks_tone(word: str) -> bool:
    """True for "đươc" and "quyêt": a syllable without a tone that ends in a stop, which asks for sắc or nặng.

    Only where a letter shows that the word is Vietnamese: "internet" is what it is.
    """
    if word.isascii() or not word.endswith(_STOPS) or _TONES.intersection(unicodedata.normalize("NFD", word)):
        return False
    return spells(word, True)


def spells(toneless: str, tone_of_stop: bool) -> bool:
    """Whether letters without a tone are a syllable; one that ends in a stop has the tone sắc or nặng."""
    if toneless.endswith(_STOPS) and not tone_of_stop:
        return False
    return any(toneless.startswith(initial) and toneless[len(initial) :] in _RIMES for initial in _INITIALS)
