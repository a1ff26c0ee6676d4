"""K07, K11–K14, K17–K21: the head of the document, down to the subject."""

import re
from collections.abc import Iterator

from cchc_desktop.export.verify.components import KINDS, Piece
from cchc_desktop.export.verify.drawn import DrawnLine
from cchc_desktop.export.verify.ooxml import TWIPS_PER_MM
from cchc_desktop.export.verify.outcome import Checked, Fault, Outcomes, Unseen, look_fault, points, shortened
from cchc_desktop.export.verify.reader import Paragraph
from cchc_desktop.export.verify.widths import line_widths, piece_width, room_of
from cchc_desktop.text.folding import fold

_MARK_DATE = re.compile(r"ngày\s*(?P<day>\d*)\s*tháng\s*(?P<month>\d*)\s*năm\s*(?P<year>\d*)", re.IGNORECASE)
_BLANK = r"[\s.…]+"
_DATE_TO_FILL = re.compile(rf".+, ngày({_BLANK}|{_BLANK}\d+{_BLANK})tháng({_BLANK}|{_BLANK}\d+{_BLANK})năm.*")
# A People's Committee or Council whose place stands in the next line is one name in two lines.
_NAME_BEGINNINGS = ("ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân")
_WRAP_SLACK_MM = 0.3
# Programs that round widths may break a line that fits by less.
_WRITER_SLACK_MM = 0.5


def state_name(checked: Checked) -> Outcomes:
    """K07: the state's name, word for word, 12–13 pt, bold, upright, centred."""
    state, due = checked.components.state, checked.limits.components["quoc_hieu"]
    if state is None:
        yield Fault("", f"Không tìm thấy Quốc hiệu; phải có dòng “{due.texts[0]}”.")
        return
    if state.text not in due.texts:
        yield Fault(state.place, f"Quốc hiệu đang ghi “{shortened(state.text)}”; phải ghi “{due.texts[0]}”.")
    yield from look_fault("Quốc hiệu", [state], due, case=False)


def motto_text(checked: Checked) -> Outcomes:
    """K19: the motto exactly, with hyphens between spaces."""
    motto, due = checked.components.motto, checked.limits.components["tieu_ngu"]
    if motto is None:
        yield Fault("", f"Không tìm thấy Tiêu ngữ; phải có dòng “{due.texts[0]}”.")
    elif motto.text not in due.texts:
        yield Fault(
            motto.place, f"Tiêu ngữ đang ghi “{motto.text}”; phải ghi “{due.texts[0]}”, gạch nối có cách hai bên."
        )


def agency_names(checked: Checked) -> Outcomes:
    """K12: the superior is not bold, the issuing body below it is; both in capitals, 12–13 pt."""
    names = checked.components.names
    superior_due = checked.limits.components["co_quan_chu_quan"]
    issuer_due = checked.limits.components["co_quan_ban_hanh"]
    if not names:
        yield Unseen("không tìm thấy tên cơ quan ban hành văn bản ở góc trái phía trên.")
        return
    bold = [all(run.look.bold for run in piece.runs) for piece in names]
    one_name = len(names) == 1 or (len(names) == 2 and names[0].text.casefold() in _NAME_BEGINNINGS)
    superior = [] if one_name else [piece for piece, heavy in zip(names, bold, strict=True) if not heavy]
    if not one_name and not superior:
        superior = [names[0]]
    if len(superior) == len(names):
        superior = superior[:-1]
    issuer = [piece for piece in names if piece not in superior]
    yield from look_fault("Cơ quan chủ quản", superior, superior_due)
    yield from look_fault("Cơ quan ban hành", issuer, issuer_due)
    if superior and issuer and superior[0].number > issuer[-1].number:
        yield Fault(superior[0].place, "Cơ quan chủ quản đang đứng dưới cơ quan ban hành; phải đứng trên.")


def number_and_symbol(checked: Checked) -> Outcomes:
    """K11: "Số: 01/BC-X": a colon, two digits below 10, the abbreviation of the kind, no spaces."""
    number = checked.components.number
    if number is None:
        yield Unseen("không tìm thấy số, ký hiệu văn bản.")
        return
    match = re.fullmatch(checked.limits.number_pattern, number.text)
    if match is None:
        yield Fault(
            number.place,
            f"Số, ký hiệu đang ghi “{shortened(number.text)}”; phải theo dạng “Số: 01/BC-…”, không có dấu cách.",
        )
        return
    if match["n"] and int(match["n"]) < 10 and len(match["n"]) != 2:
        yield Fault(
            number.place, f"Số văn bản đang ghi “{match['n']}”; số dưới 10 phải ghi hai chữ số: “{int(match['n']):02}”."
        )
    expected = KINDS.get(checked.components.kind_name)
    if expected is None:
        yield Unseen("không rõ tên loại văn bản để đối chiếu ký hiệu.")
    elif match["k"] != expected:
        yield Fault(
            number.place,
            f"Ký hiệu đang ghi “{match['k']}”; {checked.components.kind_name.lower()} phải ghi “{expected}”.",
        )


def place_and_date(checked: Checked) -> Outcomes:
    """K13: "A, ngày 05 tháng 01 năm 2020" in italics, not bold, 13–14 pt; blanks to fill in are let be."""
    line, due = checked.components.place_date, checked.limits.components["dia_danh_ngay"]
    if line is None:
        yield Unseen("không tìm thấy địa danh và thời gian ban hành văn bản.")
        return
    if not (re.fullmatch(due.pattern, line.text) or _DATE_TO_FILL.fullmatch(line.text)):
        yield Fault(
            line.place,
            f"Địa danh, thời gian đang ghi “{shortened(line.text)}”; phải theo dạng “Địa danh, ngày 05 tháng 01 năm "
            "2020”.",
        )
    yield from look_fault("Địa danh, thời gian", [line], due)


def date_padding(checked: Checked) -> Outcomes:
    """K21: the day has two digits; of the months only 1 and 2 are padded."""
    line = checked.components.place_date
    match = _MARK_DATE.search(line.text) if line else None
    if line is None or match is None or not (match["day"] and match["month"]):
        yield Unseen("văn bản chưa có ngày, tháng.")
        return
    day, month = int(match["day"]), int(match["month"])
    padded = f"{month:02}" if month in checked.limits.padded_months else str(month)
    if match["day"] != f"{day:02}" or match["month"] != padded:
        yield Fault(
            line.place,
            f"Ngày tháng đang ghi “ngày {match['day']} tháng {match['month']}”; phải ghi “ngày {day:02} tháng "
            f"{padded}”.",
        )


def kind_and_subject(checked: Checked) -> Outcomes:
    """K14: kind in capitals and subject below it, both 13–14 pt, bold, centred; the subject not all in capitals."""
    kind, subject = checked.components.kind, checked.components.subject
    limits = checked.limits.components
    if kind is None and any(fold(p.text).startswith("v/v") for p in checked.components.names):
        yield Unseen("văn bản là công văn, không có tên loại.")
        return
    if kind is None:
        yield Unseen("không tìm thấy tên loại văn bản.")
        return
    if fold(kind.text).strip(" :") != fold(checked.components.kind_name):
        yield Fault(
            kind.place, f"Dòng “{shortened(kind.text)}” gộp tên loại với trích yếu; phải ghi thành hai dòng riêng."
        )
    yield from look_fault("Tên loại", [kind], limits["ten_loai"])
    if not subject:
        yield Unseen("không tìm thấy trích yếu nội dung dưới tên loại.")
        return
    yield from look_fault("Trích yếu", subject, limits["trich_yeu"])
    if _in_capitals(" ".join(piece.text for piece in subject)):
        yield Fault(subject[0].place, "Trích yếu đang in hoa toàn bộ; phải là chữ in thường.")


def _in_capitals(text: str) -> bool:
    """Whether it is written in capitals throughout; a word that stands alone may be an abbreviation."""
    return text.isupper() and sum(len(word) > 1 and word.isalpha() for word in text.split()) > 1


def head_fits(checked: Checked) -> Outcomes:
    """K17: state's name, motto and date each fit on one line of their block.

    A place too long for a block of full width, even in the smaller size, is nobody's mistake.
    """
    components, limits = checked.components, checked.limits
    right = [piece for piece in (components.state, components.motto, components.place_date) if piece]
    if len(right) < 3:
        yield Unseen("không tìm thấy đủ Quốc hiệu, Tiêu ngữ và địa danh, thời gian.")
    for piece in right:
        cell = piece.paragraph.cell
        width, room = piece_width(piece, limits.font), room_of(piece, None)
        if width is None or room is None or cell is None or cell.width is None:
            yield Unseen("không đo được bề rộng của khối bên phải đầu văn bản.")
        elif width > room + _WRAP_SLACK_MM:
            smallest = width * min(1, limits.smallest_date / piece.runs[0].look.size)
            full = max(limits.head_block, cell.width / TWIPS_PER_MM) - _WRITER_SLACK_MM
            if piece is components.place_date and smallest > full:
                yield Unseen("địa danh quá dài để nằm trên một dòng.")
                continue
            yield Fault(
                piece.place,
                f"Dòng “{shortened(piece.text)}” dài {points(round(width, 1))} mm, khối chỉ rộng "
                f"{points(round(room, 1))} mm nên bị xuống dòng; phải nằm trên một dòng.",
            )


def size_pairing(checked: Checked) -> Outcomes:
    """K18: the sizes of state's name, motto and date belong to one set: 13, 14, 14 or 12, 13, 13."""
    components = checked.components
    found: dict[str, float] = {}
    for key, piece in (
        ("quoc_hieu", components.state),
        ("tieu_ngu", components.motto),
        ("dia_danh_ngay", components.place_date),
    ):
        sizes = {run.look.size for run in piece.runs} if piece else set()
        if len(sizes) != 1:
            yield Unseen("thiếu Quốc hiệu, Tiêu ngữ hoặc ngày tháng, hay trong một dòng có nhiều cỡ chữ.")
            return
        found[key] = sizes.pop()
    if any(found == {key: sizes[key] for key in found} for sizes in checked.limits.sizes):
        return
    sets = " hoặc ".join(", ".join(points(sizes[key]) for key in found) for sizes in checked.limits.sizes)
    place = components.state.place if components.state else ""
    yield Fault(
        place,
        f"Cỡ chữ Quốc hiệu, Tiêu ngữ, ngày tháng đang là {', '.join(map(points, found.values()))}; phải đi theo bộ "
        f"{sets}.",
    )


def drawn_rules(checked: Checked) -> Outcomes:
    """K20: under motto, agency and subject a drawn, solid line of the right length; no underline."""
    components = checked.components
    judged = False
    for key, name, pieces in (
        ("tieu_ngu", "Tiêu ngữ", [components.motto] if components.motto else []),
        ("co_quan_ban_hanh", "tên cơ quan ban hành", _issuer(checked)),
        ("trich_yeu", "trích yếu", list(components.subject)),
    ):
        if pieces:
            judged = True
            yield from _drawn_rule(checked, key, name, pieces)
    if not judged:
        yield Unseen("không tìm thấy Tiêu ngữ, tên cơ quan và trích yếu.")


def _drawn_rule(checked: Checked, key: str, name: str, pieces: list[Piece]) -> Outcomes:
    place = pieces[-1].place
    due = checked.limits.rules[key]
    share = "bằng dòng chữ" if due.most > 1 else "1/3 đến 1/2 dòng chữ"
    wanted = f"phải là đường vẽ, nét liền, dài {share}"
    if any(run.look.underlined for piece in pieces for run in piece.runs):
        yield Fault(place, f"Dưới {name} đang gạch chân chữ; {wanted}.")
        return
    lines = list(_lines_under(checked, key, pieces))
    if not lines:
        made = "đang kẻ bằng ký tự hoặc đường viền" if _imitated(checked, pieces) else "chưa có đường kẻ"
        yield Fault(place, f"Dưới {name} {made}; {wanted}.")
        return
    if not any(line.solid for line in lines):
        yield Fault(place, f"Đường kẻ dưới {name} đang là nét đứt; {wanted}.")
        return
    section = checked.document.sections[min(pieces[0].paragraph.section, len(checked.document.sections) - 1)]
    widths = line_widths(pieces, room_of(pieces[-1], section.text_width), checked.limits.font)
    if widths is None:
        yield Unseen(f"không đo được độ dài dòng chữ của {name}.")
        return
    # Where a text takes several lines the decree does not say which one counts: the last or the longest.
    ratios = [line.length_mm / text for line in lines if line.solid for text in (widths[-1], max(widths)) if text]
    if not any(due.least <= ratio <= due.most for ratio in ratios):
        nearest = min(ratios, key=lambda ratio: abs(ratio - (due.least + due.most) / 2), default=0)
        yield Fault(place, f"Đường kẻ dưới {name} đang dài {round(nearest * 100)}% dòng chữ; {wanted}.")


def _issuer(checked: Checked) -> list[Piece]:
    """The bold lines at the foot of the left block, or its last one."""
    names = list(checked.components.names)
    bold = [piece for piece in names if all(run.look.bold for run in piece.runs)]
    return bold or names[-1:]


def _lines_under(checked: Checked, key: str, pieces: list[Piece]) -> Iterator[DrawnLine]:
    """The drawn lines that belong to a component: of its block of the head table, or near it."""
    head = pieces[0].paragraph.cell
    if head is not None:
        for paragraph in checked.document.paragraphs:
            cell = paragraph.cell
            if cell is not None and cell.table == head.table and cell.column == head.column:
                yield from paragraph.lines
        return
    if key == "trich_yeu":
        for paragraph in _around(checked, pieces):
            yield from paragraph.lines
        return
    # A head without a table: the half of the page that the line lies in says whose it is.
    kind = checked.components.kind
    for paragraph in checked.document.paragraphs:
        if kind is not None and paragraph is kind.paragraph:
            return
        section = checked.document.sections[min(paragraph.section, len(checked.document.sections) - 1)]
        for line in paragraph.lines:
            margin = 0 if line.beside == "page" else section.margins["left"] / TWIPS_PER_MM
            middle = section.width / TWIPS_PER_MM / 2
            if line.centre_mm is not None and (line.centre_mm + margin > middle) == (key == "tieu_ngu"):
                yield line


def _around(checked: Checked, pieces: list[Piece]) -> Iterator[Paragraph]:
    """From the component's first paragraph to the next one that says something."""
    paragraphs = checked.document.paragraphs
    start = next(i for i, paragraph in enumerate(paragraphs) if paragraph is pieces[0].paragraph)
    own = {piece.paragraph for piece in pieces}
    for paragraph in paragraphs[start:]:
        yield paragraph
        if paragraph not in own and not paragraph.blank and not paragraph.boxed:
            return


def _imitated(checked: Checked, pieces: list[Piece]) -> bool:
    """Is the line made of characters, or a border of the paragraph?"""
    last = pieces[-1]
    typed = [piece for piece in checked.components.typed_rules if 0 < piece.number - last.number <= 3]
    return bool(typed) or last.paragraph.layout.bordered
