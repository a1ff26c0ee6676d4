"""The pieces of an old report: the old text at the left, where each goes at the right."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.fields import FIELD_BY_PLACE
from cchc_desktop.domain.template import Template
from cchc_desktop.importing.result import Confidence, Import
from cchc_desktop.importing.taking_over import LEFT_OUT, Decisions, places
from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.import_places import PlaceChoice, place_words
from cchc_desktop.ui.import_text_cells import MARK_SIZE, WholeText
from cchc_desktop.ui.layouts import button, label, row
from cchc_desktop.ui.list_table import Index, ListModel, Role

TEXT, PLACE, CONFIDENCE = range(3)
_HEADS = ("Trong tệp cũ", "Sẽ vào (bấm để đổi)", "Mức chắc chắn")
_PLACE_WIDTH, _CONFIDENCE_WIDTH = 260, 230
_CHOSEN = "bạn chọn"
_TAKEN = "ô này đã có đoạn khác, nên đoạn này để cuối báo cáo"


class PiecesModel(ListModel):
    """The pieces in the order of the file. What is shown is what will be stored.

    Signals:
        moved: a piece goes elsewhere now
    """

    moved = Signal()

    def __init__(self, imported: Import, colours: theme.Colours, parent: QWidget) -> None:
        super().__init__(_HEADS, parent)
        self._imported = imported
        self._colours = colours
        self._wanted: dict[int, str | None] = {index: piece.target for index, piece in enumerate(imported.pieces)}
        self._chosen: set[int] = set()
        self._places = places(imported, Decisions(self._wanted))

    @property
    def places(self) -> Mapping[int, str | None]:
        """Where each piece goes, by its index, as `Decisions` takes it."""
        return self._wanted

    def needs_look(self, row: int) -> bool:
        """Whether the person should look at a piece: its place is not certain, or another one has it."""
        if self._places[row] != self._wanted[row]:
            return True
        return row not in self._chosen and self._imported.pieces[row].confidence is not Confidence.SURE

    def place(self, row: int) -> str | None:
        """Where the piece will stand; None for the end of the report."""
        return self._places[row]

    def move(self, rows: Iterable[int], place: str | None) -> None:
        """Sends pieces to a place that the person chose."""
        for index in rows:
            self._wanted[index] = place
            self._chosen.add(index)
        self._places = places(self._imported, Decisions(self._wanted))
        self.dataChanged.emit(self.index(0, PLACE), self.index(self.rowCount() - 1, CONFIDENCE))
        self.moved.emit()

    def count(self) -> int:
        return len(self._imported.pieces)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == PLACE else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole):
            return (self._text, self._place_words, self._confidence_words)[index.column()](index.row())
        if role == Role.ForegroundRole and index.column() != TEXT:
            return self._colour(index.row(), index.column())
        return None

    def _text(self, row: int) -> str:
        return self._imported.pieces[row].original

    def _place_words(self, row: int) -> str:
        place, piece = self._places[row], self._imported.pieces[row]
        if place is None or place not in FIELD_BY_PLACE:
            return place_words(place, self._imported.draft.template)
        caption = FIELD_BY_PLACE[place].label
        same = " ".join(piece.text.split()) == " ".join(piece.original.split())
        return caption if same else f"{caption}\n“{piece.text}”"

    def _confidence_words(self, row: int) -> str:
        piece = self._imported.pieces[row]
        if self._places[row] != self._wanted[row] and self._wanted[row] != LEFT_OUT:
            return _TAKEN
        return _CHOSEN if row in self._chosen else f"{piece.confidence.value}\n{piece.why}"

    def _colour(self, row: int, column: int) -> QColor | None:
        if self.needs_look(row):
            return QColor(self._colours.warning)
        if column == CONFIDENCE or self._places[row] == LEFT_OUT:
            return QColor(self._colours.secondary)
        return None


class _PlaceDelegate(WholeText):
    """Lets a place be chosen from the list of all."""

    def __init__(self, template: Template, parent: QWidget) -> None:
        super().__init__(parent)
        self._template = template
        self._mark = icon("chevron", theme.colours_of(parent).secondary)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.icon = self._mark  # type: ignore[attr-defined]
        option.decorationPosition = QStyleOptionViewItem.Position.Right  # type: ignore[attr-defined]
        option.decorationSize = MARK_SIZE  # type: ignore[attr-defined]
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration  # type: ignore[attr-defined]

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choice = PlaceChoice(self._template, parent)
        choice.setAccessibleName("Mục mà đoạn này sẽ vào")
        choice.activated.connect(self._done)
        return choice

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, PlaceChoice)
        editor.show_place(self._model(index.model()).place(index.row()))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, PlaceChoice)
        pieces = self._model(model)
        if editor.place != pieces.place(index.row()):
            pieces.move([index.row()], editor.place)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area = option.rect  # type: ignore[attr-defined]
        height = editor.sizeHint().height()
        editor.setGeometry(area.x(), area.center().y() - height // 2, area.width(), height)

    def _done(self) -> None:
        editor = self.sender()
        assert isinstance(editor, PlaceChoice)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    @staticmethod
    def _model(model: QAbstractItemModel) -> PiecesModel:
        assert isinstance(model, PiecesModel)
        return model


class PiecesTable(QTableView):
    """The pieces, each as high as its text needs."""

    def __init__(self, model: PiecesModel, template: Template) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("Các đoạn trong tệp cũ và nơi chúng sẽ vào")
        self.setObjectName("import_pieces")
        self.setItemDelegate(WholeText(self))
        self.setItemDelegateForColumn(PLACE, _PlaceDelegate(template, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        theme.set_look(self, "list")
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        self.setColumnWidth(PLACE, _PLACE_WIDTH)
        self.setColumnWidth(CONFIDENCE, _CONFIDENCE_WIDTH)
        self.clicked.connect(self._clicked)
        model.dataChanged.connect(self.fit_rows)

    def chosen(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def fit_rows(self) -> None:
        """Makes each row as high as its texts need at the present widths."""
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible() and event.size().width() != event.oldSize().width():
            self.fit_rows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit_rows()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == PLACE and len(self.chosen()) == 1:
            self.edit(index)


class PiecesPage(QWidget):
    """The table of pieces, with what is done to several at once.

    Signals:
        moved: a piece goes elsewhere now
    """

    moved = Signal()

    def __init__(self, imported: Import) -> None:
        super().__init__()
        template = imported.draft.template
        self.model = PiecesModel(imported, theme.colours_of(self), self)
        self.table = PiecesTable(self.model, template)
        self._only = QCheckBox()
        self._only.setObjectName("import_only_unsure")
        self._only.toggled.connect(self._filter)
        self._to = PlaceChoice(template)
        self._to.setAccessibleName("Nơi chuyển các đoạn đã chọn đến")
        self._move = button("Chuyển các dòng đã chọn")
        self._move.clicked.connect(self._move_chosen)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        tools = row(self._only)
        tools.addStretch()
        tools.addWidget(label("Đến", "secondary"))
        tools.addWidget(self._to)
        tools.addWidget(self._move)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.SMALL, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(tools)
        layout.addWidget(self.table, 1)
        self.model.moved.connect(self._moved)
        self._enable()
        self._count()

    def to_look_at(self) -> int:
        """How many pieces the person should look at."""
        return sum(self.model.needs_look(index) for index in range(self.model.rowCount()))

    def _moved(self) -> None:
        self._count()
        self.moved.emit()

    def _count(self) -> None:
        self._only.setText(f"Chỉ hiện đoạn cần xem ({self.to_look_at()})")

    def _filter(self) -> None:
        for index in range(self.model.rowCount()):
            self.table.setRowHidden(index, self._only.isChecked() and not self.model.needs_look(index))
        self.table.fit_rows()

    def _enable(self) -> None:
        self._move.setEnabled(bool(self.table.chosen()))

    def _move_chosen(self) -> None:
        self.model.move(self.table.chosen(), self._to.place)
