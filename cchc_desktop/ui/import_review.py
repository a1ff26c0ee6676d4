"""The review of one old report: everything that would be stored, and what would not, before anything is."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.period import Kind, Period
from cchc_desktop.domain.places import section_words
from cchc_desktop.domain.status import ISSUED
from cchc_desktop.domain.template import Template
from cchc_desktop.importing.result import OldReport
from cchc_desktop.importing.taking_over import LEFT_OUT, Decisions, to_report
from cchc_desktop.text.dates import format_date
from cchc_desktop.ui import theme
from cchc_desktop.ui.import_figures import FiguresPage
from cchc_desktop.ui.import_pieces import PiecesPage
from cchc_desktop.ui.import_tables import TablesPage
from cchc_desktop.ui.import_texts import TextsTable
from cchc_desktop.ui.layouts import label, row
from cchc_desktop.ui.new_report import Choice

_YEARS_BACK = 25
_CHOOSE = "chọn…"
_NO_PERIOD = "Tệp không nói rõ là báo cáo của kỳ nào: hãy chọn kỳ và năm rồi mới nhập."


class ImportReview(QWidget):
    """The review of one file. `existing` tells in a sentence what the office already has of a period, "" for nothing.

    Signals:
        changed: what would be stored is another now
        template_wanted: the key of the template that the file is to be read by
    """

    changed = Signal()
    template_wanted = Signal(str)

    def __init__(
        self,
        old: OldReport,
        templates: Mapping[str, Template],
        existing: Callable[[Period], str],
        this_year: int,
        period_known: bool,
    ) -> None:
        super().__init__()
        self._old = old
        self._existing = existing
        imported = old.imported
        self._kind, self._year, self._form = Choice(), Choice(), Choice()
        for choice, caption in ((self._kind, "Kỳ báo cáo"), (self._year, "Năm"), (self._form, "Mẫu báo cáo")):
            choice.setAccessibleName(caption)
            choice.setPlaceholderText(_CHOOSE)
        self._kind.setMinimumContentsLength(8)
        self._year.setMinimumContentsLength(6)
        self._form.setMinimumContentsLength(12)
        self._kind.setObjectName("import_kind")
        self._year.setObjectName("import_year")
        self._form.setObjectName("import_template")
        draft = imported.draft
        for kind in Kind:
            self._kind.addItem(kind.label, kind)
        for year in range(this_year + 1, min(draft.period.year, this_year - _YEARS_BACK) - 1, -1):
            self._year.addItem(str(year), year)
        for template in templates.values():
            self._form.addItem(template.name, template.key)
        self._kind.setCurrentIndex(self._kind.findData(draft.period.kind) if period_known else -1)
        self._year.setCurrentIndex(self._year.findData(draft.period.year) if period_known else -1)
        self._form.setCurrentIndex(self._form.findData(draft.template.key))
        self._warnings = label("", "notice", wrap=True)
        self._notice = self._framed(self._warnings)
        self.pieces = PiecesPage(imported)
        self.tables = TablesPage(imported)
        self.figures = FiguresPage(imported)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.setAccessibleName("Các phần của việc nhập")
        self._tabs.addTab(self.pieces, "")
        self._tabs.addTab(self.tables, "")
        self._tabs.addTab(self.figures, "")
        if imported.conversions:
            converted = [(one.before, one.after, one.encoding) for one in imported.conversions]
            heads = ("Trong tệp", "Sau khi chuyển", "Bảng mã cũ")
            self._tabs.addTab(TextsTable("Các đoạn đã chuyển mã", heads, converted, 2), f"Chuyển mã ({len(converted)})")
        if imported.left_out:
            left = [(one.text, one.why) for one in imported.left_out if one.text.strip()]
            table = TextsTable("Các dòng không nhập", ("Trong tệp", "Vì sao không nhập"), left, 1)
            self._tabs.addTab(table, f"Không nhập ({len(left)})")
        remarks = [*imported.remarks, *self._missing()]
        if remarks:
            table = TextsTable("Ghi chú về tệp", ("Ghi chú",), [(remark,) for remark in remarks], 1)
            self._tabs.addTab(table, f"Ghi chú ({len(remarks)})")
        self._summary = label("", "secondary", wrap=True)
        self._summary.setObjectName("import_summary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(self._top())
        layout.addWidget(self._notice)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(self._summary)
        for page in (self.pieces.moved, self.tables.changed, self.figures.changed):
            page.connect(self._decided)
        self._kind.activated.connect(self._decided)
        self._year.activated.connect(self._decided)
        self._form.activated.connect(self._form_chosen)
        self._decided()

    @property
    def period(self) -> Period | None:
        """The chosen period, None before there is one."""
        if self._kind.currentIndex() < 0 or self._year.currentIndex() < 0:
            return None
        return Period(self._year.currentData(), self._kind.currentData())

    @property
    def old(self) -> OldReport:
        """The file as the report of the chosen period."""
        period = self.period
        if period is None:
            return self._old
        draft = replace(self._old.imported.draft, period=period)
        return replace(self._old, imported=replace(self._old.imported, draft=draft))

    @property
    def decisions(self) -> Decisions:
        """What the person sees, as it will be stored."""
        return Decisions(self.pieces.model.places, self.tables.taken, self.figures.taken)

    def _top(self) -> QHBoxLayout:
        top = row(label("Kỳ"), self._kind, label("Năm"), self._year, label("Mẫu"), self._form)
        top.setStretch(5, 1)
        return top

    @staticmethod
    def _framed(words: QWidget) -> QFrame:
        frame = QFrame()
        theme.set_look(frame, "notice")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        inside.addWidget(words)
        return frame

    def _form_chosen(self) -> None:
        key = self._form.currentData()
        if key != self._old.imported.draft.template.key:
            self.template_wanted.emit(key)

    def _decided(self) -> None:
        imported = self._old.imported
        warning = self._warning()
        self._warnings.setText(warning)
        self._notice.setVisible(bool(warning))
        look_at = self.pieces.to_look_at()
        words = f"Nội dung · {look_at} đoạn cần xem" if look_at else "Nội dung"
        self._tabs.setTabText(0, words)
        taken = sum(self.tables.taken.values())
        self._tabs.setTabText(1, f"Phụ lục (lấy {taken}/{len(imported.tables)})")
        ticked = len(self.figures.taken)
        self._tabs.setTabText(2, f"Số liệu trong câu (lấy {ticked}/{len(imported.figures)})")
        self._summary.setText(self._summary_words())
        self.changed.emit()

    def _missing(self) -> Iterator[str]:
        """The headings that the file does not have, in a sentence."""
        imported = self._old.imported
        template = imported.draft.template
        missing = [section_words(template.sections[key], template) for key in imported.missing]
        if missing:
            yield f"Tệp không có đề mục: {'; '.join(missing)}."

    def _warning(self) -> str:
        period = self.period
        return _NO_PERIOD if period is None else self._existing(period)

    def _summary_words(self) -> str:
        imported = self.old.imported
        count = Counter(self._kind_of(index) for index in range(len(imported.pieces)))
        parts = [f"{count['section']} đoạn vào các mục", f"{count['field']} đoạn vào thông tin chung"]
        if count["rest"]:
            parts.append(f"{count['rest']} đoạn để cuối báo cáo, có ghi chú")
        if count["out"]:
            parts.append(f"{count['out']} đoạn không nhập")
        report = to_report(imported, self.decisions)
        if report.status == ISSUED:
            state = f"ở trạng thái đã ban hành, số {report.document.number} ngày {format_date(report.document.date)}"
        else:
            state = "là bản nháp, vì chưa có đủ số và ngày"
        return f"Sẽ nhập: {', '.join(parts)}. Báo cáo sẽ {state}."

    def _kind_of(self, index: int) -> str:
        place = self.pieces.model.place(index)
        if place is None:
            return "rest"
        if place == LEFT_OUT:
            return "out"
        return "section" if place.startswith("sections.") else "field"
