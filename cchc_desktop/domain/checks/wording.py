"""Is the text written right, in one way, and for this report?"""

import re
from collections.abc import Iterator

from cchc_desktop.domain.confusions import NO_TONE, Confusions
from cchc_desktop.domain.finding import WARNING, Finding, Findings
from cchc_desktop.domain.history import History
from cchc_desktop.domain.places import section_words
from cchc_desktop.domain.report import NEW, Report
from cchc_desktop.text.legacy_traces import encoding_traces
from cchc_desktop.text.marks import plain
from cchc_desktop.text.remembering import remembered
from cchc_desktop.text.sentences import SLOT, sentences, typed
from cchc_desktop.text.tones import moved, placements

# A sentence of fewer words may well stand twice ("Đã ban hành đầy đủ.").
_SENTENCE_WORDS = 6

TWO_SPACES_MESSAGE = "Có nhiều dấu cách liền nhau."
SPACE_BEFORE_MESSAGE = "Có dấu cách trước dấu"

_TWO_SPACES = re.compile(r"[ \u00a0][ \u00a0](?=\S)")
_SPACE_BEFORE = re.compile(r"[ \u00a0](?P<sign>[,;:!?](?=\s|$)|\.(?=[\s./]|$))")
_NO_SPACE_AFTER = re.compile(r"(?P<sign>[…,;.](?:(?<=\.)\.\.)?)(?=[^\W\d_])")
_WORD = re.compile(r"\w+")
_WORD_BEFORE = re.compile(r"[^\W\d_]{2,}$")


def typo(report: Report, confusions: Confusions) -> Findings:
    """`wording.typo`: a phrase of the list of confusions, keys of Telex or VNI, a tone left out, a word twice, spacing.

    The list (resources/data/confusions.toml) holds only phrases that no right sentence has.
    """
    for place, text in _texts(report):
        for wrong, meant in confusions.find(text):
            yield Finding("wording.typo", WARNING, place, confusion_message(wrong, meant))
        for message in _spacing(text):
            yield Finding("wording.typo", WARNING, place, message)


def tone_marks(report: Report) -> Findings:
    """`wording.tone-marks`: one report places tone marks in two ways ("hóa", "hoá"); the rarer way is pointed out.

    Both ways are right, so none is asked for; words with a capital may be names and are left alone.
    """
    first, second = [], []
    for place, text in _texts(report):
        found = placements(text)
        first += [(place, word) for word in found.first]
        second += [(place, word) for word in found.second]
    if not first or not second:
        return
    rare = second if len(second) <= len(first) else first
    for place, word in dict(rare).items():
        # Nothing in it changes with what is typed elsewhere: a reason given for it goes on holding.
        message = f"{_tone_word(word)} đặt dấu khác với phần lớn báo cáo (“{moved(word)}”); nên thống nhất một cách."
        yield Finding("wording.tone-marks", WARNING, place, message)


def repeated(report: Report, history: History) -> Findings:
    """`wording.repeated`: a sentence stands twice in the report, or came unchanged from the last one.

    From the last report only what was typed or pasted as new is pointed out: a carried entry has a mark of its
    own until it is reviewed, and what was then confirmed was decided.
    """
    seen: dict[str, str] = {}
    previous = history.previous(report.period)
    texts = previous.entry_texts() if previous else ()
    before = {key for _, marked in texts for key, _ in _long_sentences(marked)}
    for place, entry in report.entries():
        unchanged = 0
        for key, sentence in _long_sentences(entry.text):
            if key in seen:
                where = "ngay trong ý này" if seen[key] == place else f"ở mục {_section_words(report, seen[key])}"
                message = f"Câu “{_shortened(sentence)}” đã có {where}."
                yield Finding("wording.repeated", WARNING, f"{place}.text", message)
            seen.setdefault(key, place)
            unchanged += key in before
        if unchanged and entry.state == NEW and previous:
            count = "Ý này có câu" if unchanged == 1 else f"Ý này có {unchanged} câu"
            message = f"{count} giống hệt báo cáo {previous.period.title}; hãy xem còn đúng với kỳ này không."
            yield Finding("wording.repeated", WARNING, f"{place}.text", message)


def legacy_encoding(report: Report) -> Findings:
    """`wording.legacy-encoding`: text that came from a font before Unicode (TCVN3, VNI) or was read wrongly.

    NĐ 30/2020 asks for Unicode of TCVN 6909:2001 (Phụ lục I, mục I.4).
    """
    for place, text in _texts(report):
        if name := encoding_traces(text):
            known = {"UTF-8": "bị đọc sai bảng mã"}.get(name, f"gõ bằng bảng mã {name}")
            message = f"Đoạn này có vẻ {known}, cần chuyển sang Unicode."
            reference = "Phụ lục I, mục I.4 Nghị định 30/2020/NĐ-CP"
            yield Finding("wording.legacy-encoding", WARNING, place, message, reference)


def confusion_message(wrong: str, meant: str) -> str:
    """What `wording.typo` says of a confusion."""
    if meant == NO_TONE:
        return f"“{wrong}” còn thiếu dấu sắc hoặc dấu nặng."
    question = f"có phải là “{meant}”?" if meant else "giống chữ gõ dở của bộ gõ tiếng Việt."
    return f"“{wrong}” {question}"


def without_space_before(text: str) -> str:
    """The text with no space left before a sign of punctuation."""
    return _SPACE_BEFORE.sub(lambda match: match["sign"], text)


def words_of_two_ways(text: str) -> tuple[str, ...]:
    """The words of a text that may be written with the tone mark in another place."""
    found = placements(text)
    return tuple(dict.fromkeys((*found.first, *found.second)))


def names_tone_word(message: str, word: str) -> bool:
    """Whether a message of `wording.tone-marks` is about that word."""
    return message.startswith(f"{_tone_word(word)} ")


def _tone_word(word: str) -> str:
    return f"Chữ “{word}”"


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    """Whatever a person wrote: subject, texts and the labels of rows that are their own."""
    yield "document.subject", report.document.subject
    for place, marked in report.body_texts():
        yield place, typed(marked)
    for appendix in report.template.appendices:
        if appendix.open:
            for index, row in enumerate(report.appendices[appendix.key].rows):
                yield f"appendices.{appendix.key}.rows[{index}].label", row.label


@remembered
def _spacing(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_wrong_spaces(text)))


def _wrong_spaces(text: str) -> Iterator[str]:
    if "://" in text or "www." in text:
        return
    if ("  " in text or "\u00a0" in text) and _TWO_SPACES.search(text.lstrip()):
        yield TWO_SPACES_MESSAGE
    for match in _SPACE_BEFORE.finditer(text):
        yield f"{SPACE_BEFORE_MESSAGE} “{match['sign']}”."
    for match in _NO_SPACE_AFTER.finditer(text):
        word = _WORD_BEFORE.search(text, max(match.start() - 8, 0), match.start())
        after = text[match.end()]
        # "Th.S", "gov.vn" and the like are no ends of a sentence.
        if match["sign"] == "." and not (word and len(word[0]) > 2 and word[0].islower() and after.isupper()):
            continue
        if word or match["sign"] in ("...", "…"):
            yield f"Thiếu dấu cách sau dấu “{match['sign']}” ở “{word[0] if word else ''}{match[0]}{after}…”."


@remembered
def _long_sentences(marked: str) -> tuple[tuple[str, str], ...]:
    """The sentences of enough words, each behind its words alone, by which it is known again.

    Slots stand with their names: sentences that differ only in a slot are two.
    """
    text = typed(marked)
    keyed = ((_WORD.findall(each.lower()), each) for each in sentences(plain(marked) if SLOT in text else text))
    return tuple((" ".join(words), sentence) for words, sentence in keyed if len(words) >= _SENTENCE_WORDS)


def _section_words(report: Report, place: str) -> str:
    key = place.removeprefix("sections.").partition("[")[0]
    return section_words(report.template.sections[key], report.template)


def _shortened(sentence: str) -> str:
    parts = sentence.split()
    return sentence if len(parts) <= 10 else " ".join(parts[:9]) + "…"
