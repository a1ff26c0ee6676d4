"""TCVN3 and VNI: tables as published, there and back unchanged, Unicode never touched."""

import random
import unicodedata
from itertools import product

import pytest

from cchc_desktop.text import legacy, tcvn3, vni
from cchc_desktop.text.legacy import TCVN3, VNI, decode, font_encoding, recognise
from cchc_desktop.text.syllables import is_syllable

INITIALS = ["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()]
RIMES = """a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu oa oac oach oai oan oang oanh oao
    oat oay oăc oăn oăng oăt oc oe oen oeo oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uât
    uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưng
    ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu""".split()
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


def with_tone(syllable: str, tone: str) -> list[str]:
    """The syllable with its tone on each vowel that may carry it."""
    vowels = [index for index, letter in enumerate(syllable) if letter in "aăâeêioôơuưy"]
    spelled = [syllable[: at + 1] + tone + syllable[at + 1 :] for at in vowels[-2:]]
    return [unicodedata.normalize("NFC", word) for word in spelled]


SYLLABLES = sorted(
    {
        word
        for initial, rime, tone in product(INITIALS, RIMES, TONES)
        for word in with_tone(initial + rime, tone)
        if is_syllable(word)
    }
)


def to_tcvn3(text: str) -> str:
    codes = {letter: code for code, letter in tcvn3.LETTERS.items()}
    return "".join(codes.get(letter, letter) for letter in text)


def to_vni(text: str) -> str:
    codes = {letter: code for code, letter in vni.LETTERS.items()}
    return "".join(codes.get(letter, letter) for letter in text)


# Unicode letter, TCVN3 code and VNI codes, as the comparison charts of Vietnamese encodings print them.
CHART = """
à B5 61F8|ả B6 61FB|ã B7 61F5|á B8 61F9|ạ B9 61EF|ă A8 61EA|ằ BB 61E8|ẳ BC 61FA|ẵ BD 61FC|ắ BE 61E9|ặ C6 61EB|â A9 61E2
ầ C7 61E0|ẩ C8 61E5|ẫ C9 61E3|ấ CA 61E1|ậ CB 61E4|è CC 65F8|ẻ CE 65FB|ẽ CF 65F5|é D0 65F9|ẹ D1 65EF|ê AA 65E2|ề D2 65E0
ể D3 65E5|ễ D4 65E3|ế D5 65E1|ệ D6 65E4|ì D7 EC|ỉ D8 E6|ĩ DC F3|í DD ED|ị DE F2|ò DF 6FF8|ỏ E1 6FFB|õ E2 6FF5|ó E3 6FF9
ọ E4 6FEF|ô AB 6FE2|ồ E5 6FE0|ổ E6 6FE5|ỗ E7 6FE3|ố E8 6FE1|ộ E9 6FE4|ơ AC F4|ờ EA F4F8|ở EB F4FB|ỡ EC F4F5|ớ ED F4F9
ợ EE F4EF|ù EF 75F8|ủ F1 75FB|ũ F2 75F5|ú F3 75F9|ụ F4 75EF|ư AD F6|ừ F5 F6F8|ử F6 F6FB|ữ F7 F6F5|ứ F8 F6F9|ự F9 F6EF
ỳ FA 79F8|ỷ FB 79FB|ỹ FC 79F5|ý FD 79F9|ỵ FE EE|đ AE F1|Ă A1 41CA|Â A2 41C2|Ê A3 45C2|Ô A4 4FC2|Ơ A5 D4|Ư A6 D6|Đ A7 D1
"""


@pytest.mark.parametrize("row", CHART.replace("\n", "|").strip("|").split("|"))
def test_every_letter_is_as_published(row: str):
    letter, code, codes = row.split()
    assert tcvn3.decode(bytes.fromhex(code).decode("latin-1")) == letter
    assert vni.decode(bytes.fromhex(codes).decode("latin-1")) == letter


def test_the_charts_cover_every_letter():
    assert len(tcvn3.LETTERS) == len(CHART.replace("\n", "|").strip("|").split("|")) == 74
    assert len(vni.LETTERS) == 2 * 67


def test_a_hundred_thousand_words_come_back_unchanged():
    words = random.Random(5712).choices(SYLLABLES, k=100_000)
    text = " ".join(words)
    assert tcvn3.decode(to_tcvn3(text)) == text
    assert tcvn3.decode(to_tcvn3(text), capitals=True) == text.upper()
    assert vni.decode(to_vni(text)) == text
    assert vni.decode(to_vni(text.upper())) == text.upper()


def test_capitals_of_tcvn3_without_a_capital_font():
    assert tcvn3.decode("Uñ ban") == "Ủ ban"
    assert tcvn3.decode("¢Êp, §Õn") == "Ấp, Đến"


def test_vni_marks_in_small_letters_behind_a_capital():
    assert vni.decode("Uûy ban, AÙNH") == "Ủy ban, ÁNH"


def test_syllables_alone_and_together_are_never_converted():
    assert len(SYLLABLES) > 6000
    assert [word for word in SYLLABLES if recognise(word) or recognise(word.upper())] == []
    assert recognise(" ".join(SYLLABLES)) == ""


def test_unicode_sentences_of_latin_1_letters_alone_are_never_converted():
    words = [word for word in SYLLABLES if not legacy.is_unicode(word)]
    chance = random.Random(6909)
    for _ in range(5_000):
        text = " ".join(chance.choices(words, k=chance.randint(1, 9)))
        assert recognise(text) == "", text
        assert recognise(text.capitalize()) == "", text


@pytest.mark.parametrize(
    "text",
    [
        "The café's naïve façade: a résumé of Zoë's jalapeño soufflé, 25 °C ± 3, 5 µm, © 2022 «Überprüfung»",
        "def f(x): return x ** 2  # § 4: ½·x², ¬y, a×b÷c; print('ñandú', \"Ærø\", 'São Paulo', 'déjà vu')",
        "Đã ban hành 12 văn bản. Là cán bộ có tài, ăn ở có đạo lý.",
        "Và có là gì",
        "",
        "m² ¶ · ¸ ¹",
    ],
)
def test_english_code_and_vietnamese_in_unicode_are_never_converted(text: str):
    assert recognise(text) == ""
    for expected in (TCVN3, VNI):
        assert recognise(text, expected) == ""


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", TCVN3),
        (".VnTimeH", TCVN3),
        (".VnArial NarrowH", TCVN3),
        ("VNI-Times", VNI),
        ("VNI Helve", VNI),
        ("Times New Roman", ""),
        ("Verdana", ""),
        ("", ""),
    ],
)
def test_fonts(font: str, encoding: str):
    assert font_encoding(font) == encoding


def test_a_capital_font_gives_capitals():
    assert decode("b¸o c¸o", TCVN3, ".VnTimeH") == "BÁO CÁO"
    assert decode("b¸o c¸o", TCVN3, ".VnTime") == "báo cáo"


def test_plain_text_is_told_by_its_letters():
    assert recognise("T×nh h×nh kinh tÕ - x· héi") == TCVN3
    assert recognise("Tình hình kinh tế - xã hội") == ""
    assert recognise("Tình hình kinh teá - xaõ hoäi") == VNI


def test_one_word_is_enough_only_in_company():
    assert recognise("§¸nh gi¸") == TCVN3
    assert recognise("B¸o") == ""
    assert recognise("B¸o", expected=TCVN3) == TCVN3
    assert recognise("báo", expected=TCVN3) == ""
