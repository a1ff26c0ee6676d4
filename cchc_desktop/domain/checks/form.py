"""Does the report keep what NĐ 30/2020/NĐ-CP asks of its text and its parts?"""

import re
from functools import cache

from cchc_desktop.domain.finding import INFO, WARNING, Finding, Findings
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.values import slot_text
from cchc_desktop.text.counts import counts
from cchc_desktop.text.marks import slots
from cchc_desktop.text.normal import is_blank
from cchc_desktop.text.remembering import remembered
from cchc_desktop.text.sentences import typed

_RECIPIENTS_SOURCE = "Phụ lục I, mục II.9 Nghị định 30/2020/NĐ-CP"
_APPENDIX_SOURCE = "Phụ lục I, mục III.1a Nghị định 30/2020/NĐ-CP"
_AS_ABOVE = "như trên"
_ARCHIVE = re.compile(r"VT\b")
_BELOW_TEN = re.compile(r"0?[1-9]")
# Things that reports count; "6 tháng", "mức độ 3", "2 cấp" are no counts.
_COUNTED = re.compile(
    r"\s+(?:máy|chiếc|bộ|người|đồng chí|cán bộ|công chức|viên chức|chuyên viên|"
    r"nhân viên|trưởng|phó|kỹ thuật viên|kế hoạch|quyết định|công văn|văn bản|VB QPPL|báo cáo|tờ trình|thông báo|hồ sơ|"
    r"thủ tục|TTHC|quy trình|cuộc|buổi|lớp|lượt|tin|bài|biên chế|nhiệm vụ|mục tiêu|sáng kiến|phản ánh|kiến nghị|đơn vị|"
    r"xã|phường|phòng|tổ|lĩnh vực|hội nghị|chuyên mục|chỉ tiêu|tiêu chí|trường hợp|đầu việc|thiếu sót|tờ gấp|bản|phiếu|"
    r"thôn|câu hỏi)\b",
    re.IGNORECASE,
)
_NOT_A_COUNT = re.compile(
    r"\b(?:tháng|ngày|quý|mức độ|cấp|điều|khoản|mục|chương|phần|số|thứ|đợt|lần|loại|hạng|nhóm|tổ|khóa|phụ lục|năm|quận|"
    r"phường|bước|giai đoạn|trung ương)\s+$",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 20


def addressee(report: Report) -> Findings:
    """`format.addressee`: a report to a superior body has no *Kính gửi* (NĐ 30/2020, Phụ lục I, mục II.9a)."""
    if not is_blank(report.unit.superior) and not report.document.addressees:
        message = f"Báo cáo gửi cấp trên cần có phần “Kính gửi”, như “{report.unit.superior}”."
        yield Finding("format.addressee", WARNING, "document.addressees", message, _RECIPIENTS_SOURCE)


def recipients(report: Report) -> Findings:
    """`format.recipients`: what *Nơi nhận* must have is missing (NĐ 30/2020, Phụ lục I, mục II.9b).

    It begins with "Như trên" where there is a *Kính gửi*, and only there, and ends with the archive.
    """
    listed = [_bare(recipient) for recipient in report.document.recipients]
    place = "document.recipients"
    if report.document.addressees and (not listed or listed[0] != _AS_ABOVE):
        message = "Có “Kính gửi” thì dòng đầu của “Nơi nhận” phải là “Như trên”."
        yield Finding("format.recipients", WARNING, place, message, _RECIPIENTS_SOURCE)
    elif not report.document.addressees and _AS_ABOVE in listed:
        message = "“Nơi nhận” ghi “Như trên” nhưng báo cáo không có phần “Kính gửi”."
        yield Finding("format.recipients", WARNING, place, message, _RECIPIENTS_SOURCE)
    elif not listed:
        message = "“Nơi nhận” chưa có cơ quan, đơn vị nào."
        yield Finding("format.recipients", WARNING, place, message, _RECIPIENTS_SOURCE)
    if any(recipient.startswith("lưu") for recipient in listed):
        message = "Dòng “Lưu” do chương trình in từ ô lưu, không ghi trong danh sách nơi nhận."
        yield Finding("format.recipients", WARNING, place, message, _RECIPIENTS_SOURCE)
    if not _ARCHIVE.match(report.document.archive.strip()):
        message = "Dòng “Lưu” phải bắt đầu bằng “VT” (văn thư), như “VT” hoặc “VT, NV”."
        yield Finding("format.recipients", WARNING, "document.archive", message, _RECIPIENTS_SOURCE)


def appendix_reference(report: Report) -> Findings:
    """`format.appendix-reference`: no text points to the appendices (NĐ 30/2020, Phụ lục I, mục III.1a).

    The document then gets a sentence of the template before the closing, so this is an information.
    """
    if report.template.appendices and not any("phụ lục" in text.lower() for _, text in report.body_texts()):
        message = "Chưa câu nào nhắc đến phụ lục; khi in, chương trình thêm một câu dẫn trước đoạn kết."
        yield Finding("format.appendix-reference", INFO, "closing", message, _APPENDIX_SOURCE)


def number(report: Report) -> Findings:
    """`format.number`: counts below 10 are written in two ways in one report, "02 máy scan và 5 máy in".

    Slots print with a leading zero and count with the padded ones. The decree pads document numbers and days
    only (Phụ lục I, mục II.3, II.4), so the rarer way in the report is pointed out, and no way is wrong.
    """
    padded: list[tuple[str, str]] = []
    bare: list[tuple[str, str]] = []
    printed = 0
    value_of = cache(lambda slot: slot_text(slot, report) or "")
    for place, marked in report.body_texts():
        for words in small_counts(typed(marked)):
            (padded if words[0] == "0" else bare).append((place, words))
        printed += sum(1 for slot in slots(marked) if value_of(slot).startswith("0"))
    if not bare or not (padded or printed):
        return
    rare, way = (bare, "không có") if len(bare) <= len(padded) + printed else (padded, "có")
    for place, words in dict(rare).items():
        message = f"{_quoted(words)} viết {way} số 0 đứng trước, khác với phần lớn báo cáo; nên thống nhất một cách."
        yield Finding("format.number", WARNING, place, message)


@remembered
def small_counts(text: str) -> tuple[str, ...]:
    """The counts from 1 to 9 of a text with the word that they count: "02 máy", "5 máy"."""
    return tuple(
        f"{number.words} {' '.join(match[0].split())}"
        for number in counts(text)
        if _BELOW_TEN.fullmatch(number.words)
        and (match := _COUNTED.match(text, number.end))
        and not _NOT_A_COUNT.search(text, max(number.start - _LONGEST_BEFORE, 0), number.start)
    )


def names_count(message: str, words: str) -> bool:
    """Whether a message of `format.number` is about these words."""
    return message.startswith(f"{_quoted(words)} ")


def _quoted(words: str) -> str:
    return f"“{words}”"


def _bare(recipient: str) -> str:
    return recipient.strip(" -–+;.,").lower()
