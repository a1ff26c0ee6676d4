"""The pieces of an old report: the old text at the left, where each goes at the right."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
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
from cchc_desktop.ui.import_place_tree import PlaceTree, pieces_data
from cchc_desktop.ui.import_places import PlaceChoice, field_words, place_words
from cchc_desktop.ui.import_text_cells import MARK_SIZE, NOTE, WholeText
from cchc_desktop.ui.layouts import button, label
from cchc_desktop.ui.list_table import Index, ListModel, Role

TEXT, PLACE = range(2)
_HEADS = ("Trong tệp cũ", "Sẽ vào (bấm để đổi)")
_PLACE_WIDTH, _PLACES_WIDTH = 220, 240
_LONGEST_CHIP = 40
_CHOSEN = "bạn chọn"
_TAKEN = "ô này đã có đoạn khác"


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

    def counts(self) -> Counter[str | None]:
        """How many pieces go to each place."""
        return Counter(self._places)

    def move(self, rows: Iterable[int], place: str | None) -> None:
        """Sends pieces to a place that the person chose."""
        for index in rows:
            self._wanted[index] = place
            self._chosen.add(index)
        self._places = places(self._imported, Decisions(self._wanted))
        self.dataChanged.emit(self.index(0, PLACE), self.index(self.rowCount() - 1, PLACE))
        self.moved.emit()

    def count(self) -> int:
        return len(self._imported.pieces)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == PLACE else flags

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return pieces_data(sorted({index.row() for index in indexes}))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row = index.row()
        if index.column() == TEXT:
            said = role in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole)
            return self._imported.pieces[row].original if said else None
        if role == Role.DisplayRole:
            return self._place_words(row)
        if role == NOTE:
            return self._confidence_words(row)
        if role == Role.AccessibleTextRole:
            return f"{self._place_words(row)}, {self._confidence_words(row)}"
        if role == Role.ToolTipRole:
            why = self._imported.pieces[row].why
            return why[:1].upper() + why[1:]
        return self._colour(row) if role == Role.ForegroundRole else None

    def _place_words(self, row: int) -> str:
        place, piece = self._places[row], self._imported.pieces[row]
        if place is None or place not in FIELD_BY_PLACE:
            return place_words(place, self._imported.draft.template)
        caption = field_words(place)
        same = " ".join(piece.text.split()) == " ".join(piece.original.split())
        return caption if same else f"{caption}\n“{piece.text}”"

    def _confidence_words(self, row: int) -> str:
        piece = self._imported.pieces[row]
        if self._places[row] != self._wanted[row] and self._wanted[row] != LEFT_OUT:
            return _TAKEN
        if row in self._chosen:
            return _CHOSEN
        # Of what is certain the reason stands in the tool tip.
        sure = piece.confidence is Confidence.SURE
        return piece.confidence.value if sure else f"{piece.confidence.value}: {piece.why}"

    def _colour(self, row: int) -> QColor | None:
        if self.needs_look(row):
            return QColor(self._colours.warning)
        return QColor(self._colours.secondary) if self._places[row] == LEFT_OUT else None


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
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
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
        self.clicked.connect(self._clicked)
        model.dataChanged.connect(self.fit_rows)

    def chosen(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def fit_rows(self) -> None:
        """Makes each row as high as its texts need at the present widths."""
        self.resizeRowsToContents()

    def startDrag(self, actions: Qt.DropAction) -> None:
        # A picture of the rows would hide the places that they are carried to.
        rows = self.chosen()
        text = " ".join(self.model().index(rows[0], TEXT).data().split())
        words = f"{len(rows)} đoạn" if len(rows) > 1 else f"“{text[:_LONGEST_CHIP]}{'…' * (len(text) > _LONGEST_CHIP)}”"
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData(self.selectedIndexes()))
        drag.setPixmap(label(words, "badge").grab())
        drag.exec(Qt.DropAction.MoveAction)

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
    """The table of pieces, and beside it the places to drag them to.

    Signals:
        moved: a piece goes elsewhere now
    """

    moved = Signal()

    def __init__(self, imported: Import) -> None:
        super().__init__()
        template = imported.draft.template
        self.model = PiecesModel(imported, theme.colours_of(self), self)
        self.table = PiecesTable(self.model, template)
        self.places = PlaceTree(template)
        self._only = QCheckBox()
        self._only.setObjectName("import_only_unsure")
        self._only.toggled.connect(self._filter)
        self._move = button("")
        self._move.setObjectName("import_move")
        self._move.clicked.connect(self._move_chosen)
        self.places.wanted.connect(self._move_chosen)
        self.places.dropped.connect(self.model.move)
        self.places.currentItemChanged.connect(self._enable)
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        pieces = QVBoxLayout()
        pieces.setSpacing(theme.SMALL)
        pieces.addWidget(self._only)
        pieces.addWidget(self.table, 1)
        places = QVBoxLayout()
        places.setSpacing(theme.SMALL)
        places.addWidget(label("Kéo đoạn thả vào mục:", "secondary"))
        places.addWidget(self.places, 1)
        places.addWidget(self._move)
        self.places.setFixedWidth(_PLACES_WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.SMALL, 0, 0)
        layout.setSpacing(theme.MEDIUM)
        layout.addLayout(pieces, 1)
        layout.addLayout(places)
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
        self.places.show_counts(self.model.counts())

    def _filter(self) -> None:
        for index in range(self.model.rowCount()):
            self.table.setRowHidden(index, self._only.isChecked() and not self.model.needs_look(index))
        self.table.fit_rows()

    def _chosen(self) -> None:
        """Shows where the chosen piece goes now."""
        rows = self.table.chosen()
        if len(rows) == 1:
            self.places.show_place(self.model.place(rows[0]))
        self._enable()

    def _enable(self) -> None:
        rows = self.table.chosen()
        count = f"{len(rows)} đoạn" if len(rows) > 1 else "đoạn"
        self._move.setText(f"Chuyển {count} đã chọn vào đây")
        self._move.setEnabled(bool(rows) and self.places.has_place)

    def _move_chosen(self) -> None:
        if self._move.isEnabled():
            self.model.move(self.table.chosen(), self.places.place)
