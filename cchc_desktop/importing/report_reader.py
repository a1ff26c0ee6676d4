"""Reading a whole old report: which template and period it is, and where each piece of it goes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cchc_desktop.domain.period import Kind, Period, Window
from cchc_desktop.domain.period_words import named_periods
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import DocumentHead, Report, Signer, Unit, new_report
from cchc_desktop.domain.template import Template
from cchc_desktop.importing.appendix_reader import as_text, read_table
from cchc_desktop.importing.body import read_body
from cchc_desktop.importing.figure_finder import find_figures
from cchc_desktop.importing.flow import Figures, Item, Line, flow
from cchc_desktop.importing.gathering import Gathering
from cchc_desktop.importing.headings import Heading, find_headings
from cchc_desktop.importing.legacy_text import to_unicode
from cchc_desktop.importing.letter import (
    begins_frame_end,
    end_of_subject,
    is_closing,
    is_title,
    named_window,
    names_recipients,
    read_frame_end,
    read_head,
    strip_end_mark,
    take_window,
)
from cchc_desktop.importing.opening import read_source
from cchc_desktop.importing.result import Confidence, Import, ImportedTable, NeedsPeriod
from cchc_desktop.importing.source import Source, Story
from cchc_desktop.importing.wording import canonical, likeness

_LEAST_HEADINGS = 3
_ALIKE = 0.99
_LINES_ABOVE_TABLE = 8
_LONGEST_TITLE = 200
_APPENDIX = re.compile(r"(?:phu luc|bieu)(?: so)?(?: [ivx]+| \d+[a-z]?| [a-z])?(?P<title> .*)?")
_APPENDIX_START = re.compile(r"\W*(?:ph[uụ]|bi[eể]u)", re.IGNORECASE)
_ATTACHED = re.compile(r"\s*\(?\s*(?:ban hành\s+)?kèm theo\b", re.IGNORECASE)
_UNIT = re.compile(r"\s*\(?\s*(?:đơn vị tính|đvt)\b", re.IGNORECASE)
_YEAR = re.compile(r"năm\s+(?P<year>(?:19|20|21)\d\d)\b")
_OWN_BODY = ("NoiDung", "LoiKet")


def read_report(
    data: bytes, templates: Mapping[str, Template], period: Period | None = None, template: str | None = None
) -> Import:
    """What a file says as a report, for review; `period` and `template` are recognised where they are not given.

    Refused in one sentence: a file that `read_source` refuses, one without headings of a report, and one whose
    period nobody names (`NeedsPeriod`).
    """
    source, conversions = to_unicode(read_source(data))
    items = flow(source)
    if template is not None and template not in templates:
        raise Refusal(f"Không có mẫu báo cáo “{template}”; các mẫu đã có: {', '.join(templates)}.")
    offered = [templates[template]] if template is not None else list(templates.values())
    body = items[: _end_of_body(items)]
    # A subject often says what a heading says: "Kết quả thực hiện công tác cải cách hành chính".
    start = end_of_subject(body)
    found = {form.key: find_headings(body, form, source.own, start) for form in offered}
    named = _named_period(items)
    form = _best_template(offered, found, period or named)
    headings = found[form.key]
    tables = [item for item in items if isinstance(item, Figures)]
    if len(headings) < _LEAST_HEADINGS and not any(read_table(item.grid, form) for item in tables):
        raise Refusal("Tệp không phải là báo cáo cải cách hành chính: không thấy đề mục nào của các mẫu báo cáo đã có.")
    chosen = period or named
    if chosen is None:
        raise NeedsPeriod("Không rõ tệp là báo cáo của kỳ nào; hãy chọn kỳ báo cáo rồi nhập lại.")
    reading = _Reading(form, source, items, headings)
    reading.read()
    remarks = list(source.remarks)
    if conversions:
        encodings = " và ".join(sorted({conversion.encoding for conversion in conversions}))
        remarks.append(f"{len(conversions)} đoạn dùng bảng mã cũ {encodings}: đã chuyển sang Unicode.")
    if named is not None and named != chosen:
        remarks.append(f"Tệp nói là báo cáo {named.title}, nhưng được nhập vào kỳ {chosen.title}.")
    if period is None:
        remarks.append(f"Kỳ báo cáo nhận ra từ tệp: {chosen.title}.")
    if template is None:
        remarks.append(f"Mẫu báo cáo nhận ra từ tệp: {form.name}.")
    pieces = tuple(reading.into.pieces)
    present = {heading.section.key for heading in headings}
    return Import(
        draft=_blank(form, chosen),
        pieces=pieces,
        tables=tuple(reading.tables),
        left_out=tuple(reading.into.left_out),
        figures=tuple(find_figures(pieces, form)),
        conversions=conversions,
        missing=tuple(key for key in form.sections if key not in present),
        remarks=tuple(remarks),
    )


def count_headings(data: bytes, form: Template) -> int:
    """How many sections of a template a file has certain headings of; 0 where it cannot be read."""
    try:
        source, _ = to_unicode(read_source(data))
    except Refusal:
        return 0
    return sum(heading.sure for heading in find_headings(flow(source), form))


def _end_of_body(items: Sequence[Item]) -> int:
    """Where headings end to be looked for: at the recipients, or at the first appendix with a table."""
    for index, item in enumerate(items):
        if isinstance(item, Line) and names_recipients(item):
            return index
        near = items[index + 1 : index + 1 + _LINES_ABOVE_TABLE]
        if _begins_appendices(item) and any(isinstance(below, Figures) for below in near):
            return index
    return len(items)


def _begins_appendices(item: Item) -> bool:
    """A line such as "PHỤ LỤC I" or "Biểu số 2", with or without a title behind it."""
    if isinstance(item, Figures) or not _APPENDIX_START.match(item.text):
        return False
    if item.has_dash or len(item.text) > _LONGEST_TITLE or item.style in _OWN_BODY:
        return False
    match = _APPENDIX.fullmatch(canonical(item.text))
    return match is not None and (not match["title"] or item.is_capital or item.is_bold)


def _blank(form: Template, period: Period) -> Report:
    """A report of the template and period with none of the template's own sentences."""
    blank = new_report(form, period, Unit(), Signer())
    return replace(blank, document=DocumentHead(), opening="", closing="", window=Window(None, None))


def _best_template(offered: Sequence[Template], found: Mapping[str, list[Heading]], period: Period | None) -> Template:
    """The template whose headings fit best; where two fit alike the one in use in that period."""
    fit = {form.key: sum(heading.score for heading in found[form.key]) for form in offered}
    alike = [form for form in offered if fit[form.key] >= _ALIKE * max(fit.values())]
    return max(alike, key=lambda form: (period is not None and form.used_from <= period, form.used_from))


def _named_period(items: Sequence[Item]) -> Period | None:
    """The period that the title names, else the opening."""
    lines = [item for item in items[:60] if isinstance(item, Line)]
    start = next((index for index, line in enumerate(lines) if is_title(line)), 0)
    for text in (" ".join(line.text for line in lines[start : start + 3]), *(line.text for line in lines[start:])):
        text = " ".join(text.split())
        years = [int(match["year"]) for match in _YEAR.finditer(text)]
        for name in named_periods(text):
            year = name.year or (years[0] if years else None)
            kind = next((kind for kind in Kind if kind.quarters == name.quarters), None)
            if year and kind:
                return Period(year, kind)
        if years and "cai cach hanh chinh" in canonical(text) and _names_no_plan(text):
            return Period(years[-1], Kind.Y)
    return None


def _names_no_plan(text: str) -> bool:
    """Whether a text names its subject and not a plan of the year."""
    return "kế hoạch" not in text.lower() and len(text) < 220


class _Reading:
    """One file taken apart with one template."""

    def __init__(self, form: Template, source: Source, items: list[Item], headings: list[Heading]) -> None:
        self.into = Gathering()
        self.tables: list[ImportedTable] = []
        self._form = form
        self._own = source.own
        self._items = items
        self._headings = headings

    def read(self) -> None:
        items, headings = self._set_aside(self._items, self._headings)
        if not headings:
            self._read_appendices(items)
            return
        first, last = headings[0].start, headings[-1].end
        appendices = next((i for i in range(last, len(items)) if _begins_appendices(items[i])), len(items))
        tail = self._tail(items, last, appendices)
        texts = [item.text for item in items if isinstance(item, Line)]
        head = [item for item in items[:first] if isinstance(item, Line)]
        read_head(head, self.into, texts)
        read_body(items[:tail], headings, self.into, self._own)
        for index, item in enumerate(items[:tail]):
            if isinstance(item, Figures):
                around = [heading for heading in headings if heading.start <= index]
                self._read_table(item, [], around[-1] if around else None)
        self._read_tail(items[tail:appendices])
        self._read_appendices(items[appendices:])

    def _set_aside(self, items: list[Item], headings: list[Heading]) -> tuple[list[Item], list[Heading]]:
        """Without margins, contents and the sentence that points to the appendices; headings renumbered."""
        kept: list[Item] = []
        places: dict[int, int] = {}
        for index, item in enumerate(items):
            places[index] = len(kept)
            if isinstance(item, Line) and item.story is Story.MARGIN:
                self.into.leave(item, "đầu trang hoặc chân trang")
            elif isinstance(item, Line) and item.story is Story.CONTENTS:
                self.into.leave(item, "mục lục")
            elif isinstance(item, Line) and self._points_to_appendices(item):
                self.into.leave(item, "câu dẫn tới phụ lục, chương trình tự in")
            else:
                kept.append(item)
        places[len(items)] = len(kept)
        moved = [replace(heading, start=places[heading.start], end=places[heading.end]) for heading in headings]
        return kept, moved

    def _points_to_appendices(self, line: Line) -> bool:
        sentence = self._form.phrases.appendix_reference
        if not sentence or line.has_dash:
            return False
        before, _, after = sentence.partition("{appendices}")
        return len(line.text) < 200 and line.text.startswith(before) and line.text.removesuffix("./.").endswith(after)

    def _tail(self, items: Sequence[Item], last: int, appendices: int) -> int:
        """Where the entries end: at the closing, else at recipients or signature."""
        lines = [
            (index, item) for index, item in enumerate(items[:appendices]) if index >= last and isinstance(item, Line)
        ]
        for index, line in lines:
            if line.style == "LoiKet" or (is_closing(line) and line.style not in ("NoiDung",)):
                return index
        return next((index for index, line in lines if begins_frame_end(line)), appendices)

    def _read_tail(self, items: Sequence[Item]) -> None:
        lines = [item for item in items if isinstance(item, Line)]
        for item in items:
            if isinstance(item, Figures):
                self._read_table(item, [])
        end = next((index for index, line in enumerate(lines) if begins_frame_end(line)), len(lines))
        closing = lines[:end]
        if closing:
            text = " ".join(line.marked(keep_dash=True) for line in closing)
            self.into.take(closing, "closing", "đoạn kết, đứng trước Nơi nhận", strip_end_mark(text))
        read_frame_end(lines[end:], self.into, self._own)

    def _read_appendices(self, items: Sequence[Item]) -> None:
        above: list[Line] = []
        for item in items:
            if isinstance(item, Line):
                above.append(item)
            else:
                self._read_table(item, above)
                above = []
        self._read_appendix_lines(above, known=False)

    def _read_appendix_lines(self, lines: list[Line], known: bool) -> None:
        """What stands above a table: the program prints the heads of the appendices that it knows."""
        for line in lines:
            said = canonical(line.text)
            printed = (
                _APPENDIX.fullmatch(said) is not None
                or _ATTACHED.match(line.text)
                or _UNIT.match(line.text)
                or line.is_capital
                or any(likeness(line.text, appendix.title) >= 80 for appendix in self._form.appendices)
            )
            if known and printed:
                self.into.leave(line, "đầu phụ lục, chương trình tự in")
            elif known and (window := named_window(line.text)):
                if self.into.says("window.from"):
                    self.into.leave(line, "thời gian của phụ lục, chương trình tự in")
                else:
                    take_window([line], window, "thời gian ghi ở đầu phụ lục", self.into)
            else:
                self.into.take(line, None, "chữ ở phần phụ lục", line.marked(), Confidence.UNSURE)

    def _read_table(self, item: Figures, above: list[Line], inside: Heading | None = None) -> None:
        """Takes a table, with the lines above it, as an appendix or, where it is none, as text under its heading."""
        table = read_table(item.grid, self._form, [line.text for line in above])
        line = Line((), item.sources)
        if table is None or any(done.appendix == table.appendix.key for done in self.tables):
            self._read_appendix_lines(above, known=False)
            why = "bảng không giống phụ lục nào của mẫu" if table is None else "bảng thứ hai của cùng một phụ lục"
            target, confidence = None, Confidence.UNSURE
            if inside is not None:
                target, confidence = f"sections.{next(inside.section.leaves()).key}", Confidence.NEAR
                why += f", nằm dưới đề mục “{inside.section.title}”"
            for row in item.grid.rows:
                if text := as_text(row):
                    self.into.take(line, target, why, text, confidence)
            return
        self._read_appendix_lines(above, known=True)
        key = table.appendix.key
        unreadable = {
            f"appendices.{key}.rows[{row}].cells.{column}": text for (row, column), text in table.unreadable.items()
        }
        confidence = Confidence.SURE if table.sure else Confidence.NEAR
        self.tables.append(ImportedTable(key, table.data, unreadable, confidence, table.why, item.sources))
        for leftover in table.leftovers:
            self.into.take(line, None, leftover.why, leftover.text, Confidence.UNSURE)
