"""K09, K23, K24: what is typed: odd characters, citations, list levels."""

import re
import unicodedata
from collections.abc import Iterator

from cchc_desktop.export.verify.components import Piece, pieces
from cchc_desktop.export.verify.outcome import Checked, Fault, Outcomes, Unseen, shortened

_HIDDEN = {"\u200b": "U+200B", "\u200c": "U+200C", "\u200d": "U+200D", "\ufeff": "U+FEFF"}
# Room to write number and date into.
_TO_FILL = re.compile(
    "(?:(?<=số)|(?<=số:)|(?<=ngày)|(?<=tháng)|(?<=năm))[ \u00a0]{3,}(?=/|ngày|tháng|năm|của|$)", re.IGNORECASE
)
_TWO_SPACES = re.compile("[ \u00a0]{2,}")
# A dot that begins a word (".docx") or a row of dots is no full stop.
_BEFORE_MARK = re.compile("[ \u00a0](?:[,;:]|\\.(?![\\w.]))")

_KINDS = "Nghị định|Quyết định|Thông tư|Chỉ thị|Nghị quyết"
_CITED = re.compile(rf"(?:{_KINDS})\s+(?P<word>số:?\s+)?(?P<symbol>\d+[a-zđ]?/[^\s,;.)]*)", re.IGNORECASE)

_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_POINT = re.compile(r"(?P<letter>[a-zđ])(?P<sign>[.)])\s")
_DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+\w")
_PART_IN_CAPITALS = re.compile(r"(?:PHẦN|CHƯƠNG|MỤC|TIỂU MỤC)\s+(?:[IVX]+|\d+)\b")


def typing(checked: Checked) -> Outcomes:
    """K09: text in NFC, no hidden characters, no two spaces in a row, no space before , ; : and full stop."""
    for paragraph in checked.document.everything:
        for line in paragraph.text.replace("\t", "\n").split("\n"):
            for message in _typing_faults(line):
                yield Fault(paragraph.place, f"Dòng “{shortened(line.strip(), 40)}” {message}")


def citations(checked: Checked) -> Outcomes:
    """K23: a citation has "số"; at its first mention date and agency follow."""
    cited: set[str] = set()
    for paragraph in checked.components.main:
        text = paragraph.text
        found = list(_CITED.finditer(text)) if "/" in text else []
        for match in found:
            if not match["word"]:
                yield Fault(paragraph.place, f"Viện dẫn “{match[0]}” thiếu chữ “số”; phải ghi như “Nghị định số …”.")
        mentions = [match for match in found if match["word"]]
        for order, match in enumerate(mentions):
            symbol = match["symbol"].casefold()
            if symbol in cited:
                continue
            cited.add(symbol)
            end = mentions[order + 1].start() if order + 1 < len(mentions) else len(text)
            rest = text[match.end() : end].casefold()
            missing = [
                name for word, name in (("ngày", "ngày ban hành"), ("của", "cơ quan ban hành")) if word not in rest
            ]
            if missing:
                yield Fault(
                    paragraph.place,
                    f"Viện dẫn lần đầu “{match[0]}” thiếu {' và '.join(missing)}; phải ghi đủ số, ngày tháng năm và cơ "
                    "quan ban hành.",
                )


def list_levels(checked: Checked) -> Outcomes:
    """K24: points a) b) c) d) đ) e) in Vietnamese order with a bracket, "Phần I" not in capitals.

    Levels that the decree does not know ("1.1.") leave the rule unjudged.
    """
    body = checked.components.body
    if not body:
        yield Unseen("không tìm thấy phần nội dung.")
        return
    unknown: Piece | None = None
    expected = ""
    for piece in (piece for paragraph in body for piece in pieces(paragraph)):
        if _DECIMAL.match(piece.text):
            unknown = unknown or piece
        if _PART_IN_CAPITALS.match(piece.text):
            name = _PART_IN_CAPITALS.match(piece.text)
            yield Fault(piece.place, f"“{name[0] if name else ''}” đang in hoa; phải ghi chữ thường như “Phần I”.")
        point = _POINT.match(piece.text)
        if point is None:
            continue
        letter = point["letter"]
        if point["sign"] == ".":
            yield Fault(piece.place, f"Điểm đang ghi “{letter}.”; phải ghi “{letter})”.")
        if letter not in _ALPHABET:
            yield Fault(piece.place, f"Điểm “{letter}{point['sign']}” không có trong bảng chữ cái tiếng Việt.")
            expected = ""
            continue
        if letter != "a" and expected and letter != expected:
            yield Fault(piece.place, f"Điểm “{letter})” sai thứ tự; sau điểm trước phải là “{expected})”.")
        expected = _ALPHABET[(_ALPHABET.index(letter) + 1) % len(_ALPHABET)]
    if unknown is not None:
        yield Unseen(f"nghị định không nói tới cấp đề mục như “{shortened(unknown.text, 40)}”.")


def _typing_faults(line: str) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", line):
        yield "có chữ gõ theo Unicode tổ hợp; phải là Unicode dựng sẵn."
    for char, name in _HIDDEN.items():
        if char in line:
            yield f"có ký tự ẩn {name}; phải xóa đi."
    if _TWO_SPACES.search(line):
        line = _TO_FILL.sub(" ", line)
        if _TWO_SPACES.search(line):
            yield "có hai dấu cách liền nhau; phải chỉ có một."
    if _BEFORE_MARK.search(line):
        yield "có dấu cách trước dấu câu; phải viết liền với chữ đứng trước."
