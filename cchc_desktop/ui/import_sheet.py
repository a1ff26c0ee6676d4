"""One-stop figures from an Excel sheet of other software: which column is which, seen and confirmed before."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from cchc_desktop.domain.report import AppendixData
from cchc_desktop.domain.template import Appendix, Column
from cchc_desktop.importing.result import Confidence
from cchc_desktop.importing.sheet_reader import ColumnProposal, Proposal, Sheet, head_of, take_rows
from cchc_desktop.text.folding import fold
from cchc_desktop.ui import theme
from cchc_desktop.ui.appendix_model import AppendixModel
from cchc_desktop.ui.import_tables import CellsTable, by_cell
from cchc_desktop.ui.layouts import answers, label, resize_within_screen, row
from cchc_desktop.ui.new_report import Choice
from cchc_desktop.workspace import Workspace

_NONE = "Không lấy"
_CHOICES_IN_A_ROW = 5
_LIST_WIDTH = 380
_STEP = "Nhập số liệu từ Excel"
_KNOWN = "Các cột như bạn đã chọn lần trước cho loại tệp này."
_PROPOSED = (
    "Các cột do chương trình nhận ra từ đầu bảng; hãy xem lại, nhất là cột ghi “gần đúng”. Lần sau chương trình nhớ."
)


class ImportSheet(QDialog):
    """Shows what the open rows of an appendix would be; after `accept`, `put_into` puts them there."""

    def __init__(self, workspace: Workspace, sheets: Sequence[Sheet], appendix: Appendix, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nhập số liệu một cửa từ Excel")
        resize_within_screen(self, 1060, 620)
        self._workspace = workspace
        self._sheets = sheets
        self._appendix = appendix
        self._proposal = Proposal("", 0, {})
        self._page = Choice()
        self._page.setAccessibleName("Trang của tệp Excel")
        for sheet in sheets:
            self._page.addItem(sheet.name)
        self._label = Choice()
        self._label.setAccessibleName("Cột tên lĩnh vực")
        self._label.setObjectName("import_column:label")
        self._columns = {column.key: Choice() for column in appendix.typed_columns}
        self._captions: dict[str, QLabel] = {}
        self._offers: dict[str, list[ColumnProposal | None]] = {}
        self._unsure: set[str] = set()
        self._said = label("", "secondary", wrap=True)
        self._table = CellsTable(appendix, AppendixData(), {})
        buttons = answers(self, "Lấy số liệu")
        top = row(label("Trang"), self._page, label("Tên lĩnh vực ở cột"), self._label)
        top.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addLayout(top)
        layout.addWidget(self._said)
        layout.addLayout(self._choices())
        layout.addWidget(self._table, 1)
        layout.addWidget(
            label("Lĩnh vực đã có trong phụ lục thì số được thay, lĩnh vực mới thì thêm dòng.", "secondary")
        )
        layout.addWidget(buttons)
        self._page.currentIndexChanged.connect(self._show_sheet)
        self._show_sheet()

    def accept(self) -> None:
        self._workspace.remember_columns(self._proposal, self._appendix)
        super().accept()

    def put_into(self, model: AppendixModel) -> None:
        """Gives the figures to the rows of the same name, new rows to the rest: one step of undo."""
        data, unreadable = take_rows(self._sheet, self._proposal, self._appendix)
        wrong = by_cell(unreadable)
        known = {fold(there.label): there.key for there in model.rows()}
        model.undo_stack.beginMacro(_STEP)
        for index, read in enumerate(data.rows):
            key = known.get(fold(read.label)) or model.add_row(read.label)
            texts = [
                (key, column, wrong.get((index, column), "" if value is None else str(value)))
                for column, value in read.cells.items()
            ]
            model.put_texts(_STEP, texts)
        model.undo_stack.endMacro()

    @property
    def _sheet(self) -> Sheet:
        return self._sheets[self._page.currentIndex()]

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MEDIUM)
        grid.setVerticalSpacing(theme.SMALL)
        for number, column in enumerate(self._appendix.typed_columns):
            choice = self._columns[column.key]
            name = _name(column)
            choice.setObjectName(f"import_column:{column.key}")
            choice.setAccessibleName(f"Cột của tệp cho “{name}”")
            choice.setMinimumContentsLength(8)
            choice.view().setMinimumWidth(_LIST_WIDTH)
            choice.activated.connect(lambda _, key=column.key: self._chosen_for(key))
            line, place = divmod(number, _CHOICES_IN_A_ROW)
            self._captions[column.key] = label(name, "secondary", wrap=True)
            grid.addWidget(self._captions[column.key], 2 * line, place)
            grid.addWidget(choice, 2 * line + 1, place)
        for place in range(_CHOICES_IN_A_ROW):
            grid.setColumnStretch(place, 1)
        self._label.activated.connect(self._chosen)
        return grid

    def _show_sheet(self) -> None:
        sheet = self._sheet
        self._proposal, known = self._workspace.propose_columns(sheet, self._appendix)
        self._said.setText(_KNOWN if known else _PROPOSED)
        single = [ColumnProposal((c,), (), head_of(sheet, (c,)), Confidence.SURE) for c in range(sheet.grid.width)]
        self._label.clear()
        for column in single:
            self._label.addItem(column.head)
        self._label.setCurrentIndex(self._proposal.label)
        for key, choice in self._columns.items():
            proposed = self._proposal.columns.get(key)
            composed = [_again(proposed, sheet)] if proposed and len(proposed.plus + proposed.minus) > 1 else []
            self._offers[key] = [None, *composed, *single]
            choice.clear()
            for offer in self._offers[key]:
                choice.addItem(offer.head if offer else _NONE)
            choice.setCurrentIndex(self._index(key, proposed))
        near = self._proposal.columns.items()
        self._unsure = set() if known else {key for key, one in near if one.confidence is not Confidence.SURE}
        self._show_rows()

    def _index(self, key: str, proposed: ColumnProposal | None) -> int:
        """Where a proposal stands among the offers."""
        wanted = (proposed.plus, proposed.minus) if proposed else None
        return next(
            index
            for index, offer in enumerate(self._offers[key])
            if ((offer.plus, offer.minus) if offer else None) == wanted
        )

    def _chosen_for(self, key: str) -> None:
        self._unsure.discard(key)
        self._chosen()

    def _chosen(self) -> None:
        offers = {key: self._offers[key][choice.currentIndex()] for key, choice in self._columns.items()}
        columns = {key: offer for key, offer in offers.items() if offer is not None}
        self._proposal = replace(self._proposal, label=self._label.currentIndex(), columns=columns)
        self._show_rows()

    def _show_rows(self) -> None:
        data, unreadable = take_rows(self._sheet, self._proposal, self._appendix)
        self._table.show_data(self._appendix, data, by_cell(unreadable))
        for column in self._appendix.typed_columns:
            choice, caption = self._columns[column.key], self._captions[column.key]
            unsure = column.key in self._unsure
            caption.setText(f"{_name(column)} · {Confidence.NEAR.value}" if unsure else _name(column))
            theme.set_look(caption, "notice" if unsure else "secondary")
            choice.setAccessibleDescription(Confidence.NEAR.value if unsure else "")
            choice.setToolTip(choice.currentText())


def _name(column: Column) -> str:
    """A column under the nearest of its groups."""
    return " / ".join((*column.groups[-1:], column.label))


def _again(column: ColumnProposal, sheet: Sheet) -> ColumnProposal:
    """The same columns, headed as the others in the list are."""
    return replace(column, head=head_of(sheet, column.plus, column.minus))
