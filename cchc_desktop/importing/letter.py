"""The frame of an official letter around the report: head, title, addressees; recipients and signature."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cchc_desktop.domain.period_words import named_periods
from cchc_desktop.importing.flow import Item, Line, column_parts, join
from cchc_desktop.importing.gathering import Gathering
from cchc_desktop.importing.names import begins_with_place, sentence_case, title_case_of_office
from cchc_desktop.importing.result import Confidence
from cchc_desktop.importing.source import Span
from cchc_desktop.importing.wording import canonical
from cchc_desktop.text.folding import fold

_STATE = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = "doc lap tu do hanh phuc"
_DRAFT = "du thao"
_NUMBER = re.compile(r"Số\s*:?\s*(?P<number>\d{0,6})\s*[….\s_]*/\s*(?P<symbol>\S.*)?", re.IGNORECASE)
_DATE = re.compile(
    r"(?P<place>.*?),?\s*ngày\s*(?P<day>\d{1,2}|[….\s_]*)\s*tháng\s*(?P<month>\d{1,2}|[….\s_]*)\s*năm\s*(?P<year>\d{4}|[\d….\s_]*)\.?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[_\-–—─=*~.·•\s]{3,}")
_TITLE = re.compile(r"BÁO\s*CÁO\b\s*[:.]?\s*(?P<subject>.*)", re.DOTALL)
_ADDRESSEES = re.compile(r"Kính\s+(?:gửi|gởi|trình)\s*:?\s*(?P<first>.*)", re.IGNORECASE)
_RECIPIENTS = re.compile(r"Nơi\s+nhận\s*:?\s*(?P<first>.*)", re.IGNORECASE)
_ARCHIVE = re.compile(r"Lưu\s*:?\s*(?P<archive>.+)", re.IGNORECASE)
_MARK = re.compile(r"(?P<mark>TM|KT|TL|TUQ|Q)\s*[./]\s*(?P<title>.+)")
_SIGNED = re.compile(r"[(\[].{0,40}[)\]]|đã ký", re.IGNORECASE)
_OFFICES = re.compile(
    r"(?:QUYỀN |PHÓ )?(?:TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|CHÁNH|BÍ THƯ|CHI CỤC|CỤC|HIỆU TRƯỞNG|THỦ TRƯỞNG|PHÓ )"
)
_OPEN_NAMES = ("uy ban nhan dan", "hoi dong nhan dan")
_PERSON = re.compile(r"[A-ZÀ-ỸĐ][\w.]*(?:\s+[A-ZÀ-ỸĐ][\w.]*){1,6}")
_SENTENCE_START = re.compile(r"(?:Thực hiện|Căn cứ|Theo|Để|Trong|Nhằm|Tiếp tục|Qua|Triển khai|Trên cơ sở|Sau)\b")
_CLOSING = re.compile(r"Trên đây(?:,|\s+là|\s)|Trên đây là", re.IGNORECASE)
_WINDOW = re.compile(
    r"từ\s+(?:ngày\s+)?(?P<start>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s+đến\s+(?:hết\s+)?(?:ngày\s+)?(?P<end>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})",
    re.IGNORECASE,
)
_LONGEST_HEAD, _MOST_SUBJECT_LINES = 60, 4
_YEAR = re.compile(r"năm\s+\d{4}", re.IGNORECASE)
_LONGEST_SUBJECT_LINE = 200
_LONGEST_RECIPIENTS = 12
_LONGEST_FRAME_LINE = 400
_PRINTED = "chương trình tự in phần này"


def is_title(line: Line) -> bool:
    """The line that names the kind of document, with or without the subject behind it."""
    return not line.has_dash and _TITLE.match(line.text) is not None and len(line.text) < _LONGEST_SUBJECT_LINE * 2


def end_of_subject(items: Sequence[Item]) -> int:
    """The index of the first item behind kind and subject, 0 where there is no kind."""
    lines = items[:_LONGEST_HEAD]
    title = next((index for index, item in enumerate(lines) if isinstance(item, Line) and is_title(item)), None)
    if title is None:
        return 0
    match = _TITLE.match(_text(items[title]))
    said = match["subject"].strip() if match else ""
    end = title + 1
    while end < len(items) and end <= title + _MOST_SUBJECT_LINES:
        item = items[end]
        if not isinstance(item, Line) or item.label or item.has_dash or item.text.endswith((".", ":", ";")):
            break
        if said and not said.endswith(",") and _names_time(said) and not _names_time(item.text):
            break
        said, end = f"{said} {item.text}", end + 1
    return end


def is_closing(line: Line) -> bool:
    """The paragraph that ends the report: "Trên đây là …"."""
    return not line.has_dash and _CLOSING.match(line.text) is not None


def names_recipients(line: Line) -> bool:
    """The line "Nơi nhận:", with or without the first of them behind it."""
    return _RECIPIENTS.match(line.text) is not None and len(line.text.split()) < _LONGEST_RECIPIENTS


def begins_frame_end(line: Line) -> bool:
    """Whether recipients or signature begin here."""
    text = line.text
    if names_recipients(line):
        return True
    return (
        not line.has_dash
        and not line.label
        and text.isupper()
        and len(text) < 80
        and (_MARK.match(text) is not None or _OFFICES.match(text) is not None)
    )


def read_head(lines: Sequence[Line], into: Gathering, texts: Iterable[str]) -> None:
    """Everything before the first heading: names, number, date, subject, addressees and opening."""
    title = next((index for index, line in enumerate(lines) if is_title(line)), None)
    if title is None:
        after = next((i + 1 for i in reversed(range(len(lines))) if _frame_line(lines[i])), 0)
        _read_names(lines[:after], into, list(texts))
        rest = list(lines[after:])
    else:
        _read_names(lines[:title], into, list(texts))
        rest = _read_title(lines[title:], into)
    rest = _read_addressees(rest, into)
    for line in [line for line in rest if _RULE.fullmatch(line.text)]:
        into.leave(line, "đường kẻ")
    rest = [line for line in rest if not _RULE.fullmatch(line.text)]
    if not rest:
        return
    opening = rest[0] if len(rest) == 1 else join(rest)
    into.take(rest, "opening", "đoạn mở đầu, đứng trước đề mục thứ nhất", opening.marked(keep_dash=True))
    if window := named_window(opening.text):
        take_window(rest, window, "thời gian chốt số liệu ghi ở đoạn mở đầu", into)


def named_window(text: str) -> re.Match[str] | None:
    """The window that a text names."""
    return _WINDOW.search(text)


def take_window(lines: Sequence[Line], window: re.Match[str], why: str, into: Gathering) -> None:
    """Takes the two days of a window that stands in these lines."""
    sources = tuple(index for line in lines for index in line.sources)
    named = replace(lines[0], spans=(Span(window[0]),), sources=sources)
    into.take(named, "window.from", why, window["start"])
    into.take(named, "window.to", why, window["end"])


def read_frame_end(lines: Sequence[Line], into: Gathering, own: bool) -> None:
    """Everything after the closing: recipients, archive and signature."""
    in_recipients = False
    signer: list[tuple[Line, str]] = []
    for line in lines:
        parts = [line.text] if own else column_parts(line)
        for position, part in enumerate(parts):
            if _RULE.fullmatch(part):
                into.leave(_part(line, part), "đường kẻ")
            elif match := _RECIPIENTS.match(part):
                in_recipients = True
                into.leave(_part(line, part if not match["first"] else part[: match.start("first")]), _PRINTED)
                if match["first"]:
                    _take_recipient(_part(line, match["first"]), into)
            elif in_recipients and position == 0 and _is_recipient(line, part):
                _take_recipient(_part(line, part, keep_label=position == 0), into)
            else:
                signer.append((_part(line, part), part))
    _read_signer(signer, into)


def strip_end_mark(text: str) -> str:
    """A closing without the mark that ends a document, and without the full stop that the mark replaces."""
    text = text.rstrip()
    return text.removesuffix("./." if text.endswith("./.") else "./").rstrip()


def _frame_line(line: Line) -> bool:
    said = canonical(line.text)
    return len(line.text) < _LONGEST_FRAME_LINE and (
        _STATE in said
        or _MOTTO in said
        or any(_NUMBER.match(part) or _DATE.fullmatch(part) for part in column_parts(line))
    )


def _read_names(lines: Sequence[Line], into: Gathering, texts: list[str]) -> None:
    names: list[Line] = []
    for line in lines:
        for text in column_parts(line):
            part = _part(line, text)
            said = canonical(text)
            if _RULE.fullmatch(text):
                into.leave(part, "đường kẻ")
            elif said in (_STATE, _MOTTO):
                into.leave(part, _PRINTED)
            elif said.startswith(_DRAFT):
                into.leave(part, "chữ ghi trên bản dự thảo")
            elif said.endswith((_STATE, _MOTTO)):
                # Both columns in one line, parted by single blanks.
                head, tail = _split_at_state(text)
                names.append(_part(line, head))
                into.leave(_part(line, tail), _PRINTED)
            elif len(text) > _LONGEST_FRAME_LINE:
                names.append(part)
            elif match := _NUMBER.match(text):
                _take_number(part, match, into)
            elif (match := _DATE.fullmatch(text)) and match["place"]:
                _take_date(part, match, into)
            else:
                names.append(part)
    _take_names(names, into, texts)


def _split_at_state(text: str) -> tuple[str, str]:
    folded = fold(text)
    at = max(folded.rfind("cong hoa xa hoi"), folded.rfind("doc lap"))
    return text[:at].strip(), text[at:].strip()


def _take_number(line: Line, match: re.Match[str], into: Gathering) -> None:
    symbol = " ".join((match["symbol"] or "").split())
    if symbol.upper().startswith("BC-"):
        into.take(line, "unit.symbol", "ký hiệu sau “BC-”", symbol[3:])
    elif symbol:
        into.take(line, "unit.symbol", "ký hiệu không theo dạng BC-…", symbol, Confidence.NEAR)
    if match["number"]:
        into.take(line, "document.number", "số văn bản ở đầu trang", match["number"])
    if not symbol and not match["number"]:
        into.leave(line, _PRINTED)


def _take_date(line: Line, match: re.Match[str], into: Gathering) -> None:
    into.take(line, "unit.place", "địa danh trước ngày ký", match["place"].strip(" ,"))
    numbers = [match["day"].strip(), match["month"].strip(), match["year"].strip()]
    if all(number.isdigit() for number in numbers):
        into.take(line, "document.date", "ngày ký ở đầu trang", "/".join(numbers))


def _take_names(names: list[Line], into: Gathering, texts: list[str]) -> None:
    if not names:
        return
    texts = [*texts, *(line.text for line in names)]
    names = _whole_names(names)
    *above, issuer = names
    bold = [line for line in names if line.is_bold]
    if above and bold and bold != names and names[-len(bold) :] == bold:
        above, issuer = names[: -len(bold)], join(bold) if len(bold) > 1 else bold[0]
    if above:
        superior = join(above) if len(above) > 1 else above[0]
        into.take(above, "unit.superior", "tên cơ quan thứ nhất ở đầu trang", sentence_case(superior.text, texts))
    into.take(issuer, "unit.issuer", "tên cơ quan ngay trên số văn bản", sentence_case(issuer.text, texts))


def _whole_names(lines: list[Line]) -> list[Line]:
    """The names of the offices, those that were broken in two joined: "ỦY BAN NHÂN DÂN", "XÃ LAM KHÊ"."""
    whole: list[Line] = []
    for line in lines:
        goes_on = whole and (
            (canonical(whole[-1].text) in _OPEN_NAMES and begins_with_place(line.text))
            or line.text.casefold().startswith("và ")
        )
        if goes_on:
            whole[-1] = join([whole[-1], line])
        else:
            whole.append(line)
    return whole


def _names_time(text: str) -> bool:
    return _YEAR.search(text) is not None or next(iter(named_periods(text)), None) is not None


def _text(item: Item) -> str:
    return item.text if isinstance(item, Line) else ""


def _read_title(lines: Sequence[Line], into: Gathering) -> list[Line]:
    """Takes kind and subject; gives the lines behind them."""
    title, *rest = lines
    match = _TITLE.match(title.text)
    first = match["subject"].strip() if match else ""
    subject = [_part(title, first)] if first else []
    into.leave(_part(title, title.text[: len(title.text) - len(first)].strip()), _PRINTED)
    while rest and _is_subject(rest[0], subject):
        line = rest.pop(0)
        if _RULE.fullmatch(line.text):
            into.leave(line, "đường kẻ")
        else:
            subject.append(line)
    if subject:
        whole = join(subject) if len(subject) > 1 else subject[0]
        text = " ".join(whole.text.split())
        into.take(subject, "document.subject", "dòng dưới chữ BÁO CÁO", text if not text.isupper() else _lowered(text))
    return rest


def _is_subject(line: Line, so_far: list[Line]) -> bool:
    text = line.text
    if _RULE.fullmatch(text) or line.style == "TrichYeu":
        return True
    if _ADDRESSEES.match(text) or line.has_dash or len(text) > _LONGEST_SUBJECT_LINE or text.endswith((":", ".", ";")):
        return False
    if not so_far:
        return _SENTENCE_START.match(text) is None or line.is_bold
    bold = so_far[-1].is_bold
    return len(so_far) < 4 and line.is_bold == bold and (bold or _SENTENCE_START.match(text) is None) and not line.style


def _lowered(text: str) -> str:
    """A subject in capitals as a sentence; only abbreviations keep theirs."""
    words = [
        word if word in ("CCHC", "TTHC", "UBND", "I", "II", "III", "IV") else word.lower() for word in text.split()
    ]
    words[0] = words[0] if words[0].isupper() else words[0].capitalize()
    return " ".join(words)


def _read_addressees(lines: list[Line], into: Gathering) -> list[Line]:
    """Takes the addressees; gives the lines around them."""
    at = next((index for index, line in enumerate(lines) if _ADDRESSEES.match(line.text)), None)
    if at is None:
        return lines
    match = _ADDRESSEES.match(lines[at].text)
    first = match["first"].strip() if match else ""
    rest = lines[at + 1 :]
    if first:
        into.take(lines[at], "document.addressees", "sau chữ Kính gửi", _item(first))
    else:
        into.leave(lines[at], _PRINTED)
    while rest and (rest[0].has_dash or (rest[0].text.endswith(";") and len(rest[0].text) < _LONGEST_SUBJECT_LINE)):
        line = rest.pop(0)
        into.take(line, "document.addressees", "trong danh sách Kính gửi", _item(line.text))
    return [*lines[:at], *rest]


def _is_recipient(line: Line, part: str) -> bool:
    if line.has_dash or part.endswith(";") or _ARCHIVE.match(part):
        return True
    return line.column == 0 and not part.isupper()


def _take_recipient(line: Line, into: Gathering) -> None:
    text = _item(line.text)
    if match := _ARCHIVE.fullmatch(text):
        into.take(line, "document.archive", "dòng Lưu ở Nơi nhận", _item(match["archive"]))
    else:
        into.take(line, "document.recipients", "trong danh sách Nơi nhận", text)


def _read_signer(parts: list[tuple[Line, str]], into: Gathering) -> None:
    titles = 0
    for index, (line, text) in enumerate(parts):
        match = _MARK.match(text)
        if _SIGNED.fullmatch(text):
            into.leave(line, "ghi chú chỗ ký")
        elif line.style == "HoTenNguoiKy":
            into.take(line, "signer.name", "họ tên người ký", text)
        elif match and match["mark"] == "TM":
            into.take(line, "signer.on_behalf", "dòng TM.", f"TM. {sentence_case(match['title'])}")
        elif match:
            into.take(line, "signer.capacity", "quyền hạn ký", f"{match['mark']}.")
            into.take(line, "signer.title", "chức vụ sau quyền hạn ký", title_case_of_office(match["title"]))
            titles = 1
        elif _is_office(text, index, len(parts), titles):
            target = ("signer.title", "signer.deputy_title")[min(titles, 1)]
            into.take(line, target, "chức vụ người ký", title_case_of_office(text))
            titles += 1
        elif _PERSON.fullmatch(text) and titles:
            into.take(line, "signer.name", "họ tên dưới chức vụ", text.title() if text.isupper() else text)
        else:
            into.take(line, None, "đứng ở phần chữ ký nhưng không rõ là gì", confidence=Confidence.UNSURE)


def _is_office(text: str, index: int, count: int, titles: int) -> bool:
    if _OFFICES.match(text.upper()) and not (titles and index == count - 1 and not text.isupper()):
        return titles < 2
    return text.isupper() and titles < 2 and index < count - 1


def _item(text: str) -> str:
    """An item of a list without its dash and the mark at its end."""
    text = re.sub(r"^\s*[-–—•]\s*", "", text).strip().removesuffix(";").strip()
    return text if text.endswith("..") else text.removesuffix(".")


def _part(line: Line, text: str, keep_label: bool = False) -> Line:
    """A part of a line as a line of its own."""
    if text == line.text:
        return line
    bold = (
        all(span.bold for span in line.spans if text in span.text)
        if any(text in s.text for s in line.spans)
        else line.is_bold
    )
    return replace(line, spans=(Span(text, bold),), word_label=line.word_label if keep_label else "")
