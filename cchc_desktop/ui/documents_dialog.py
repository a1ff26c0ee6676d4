"""Văn bản viện dẫn: what can be cited, and what the office puts on the list itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from cchc_desktop.domain.citations import SECONDARY, UNCONFIRMED, Document
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.office_documents import ImportedList
from cchc_desktop.text.dates import format_date
from cchc_desktop.text.folding import fold
from cchc_desktop.ui import theme
from cchc_desktop.ui.document_form import DocumentForm
from cchc_desktop.ui.layouts import button, label, row
from cchc_desktop.ui.new_report import Choice
from cchc_desktop.ui.remarked_items import RemarkedItems
from cchc_desktop.workspace import Workspace

_LINE = Qt.ItemDataRole.UserRole
_FILES = "Danh mục văn bản (*.toml)"
_SHIPPED = "Danh mục của chương trình"
_OWN = "Văn bản của cơ quan"
_CITED = "Đã viện dẫn trong báo cáo"
_REMOVED = "Đã bỏ"
_DOUBTS = {SECONDARY: "theo nguồn thứ cấp", UNCONFIRMED: "chưa kiểm chứng"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A document and where it comes from, in words."""

    document: Document
    origin: str


class DocumentsDialog(QDialog):
    """Finds a document by any of its words, and keeps the office's own list.

    `cited` are documents that reports cite and no list has; `day` is the report's: a document that is no longer in
    force then says so. With `citing`, `document` is after `accept` the one that is to be cited.

    Signals:
        changed: the lists are others now
    """

    changed = Signal()

    def __init__(
        self, workspace: Workspace, cited: Sequence[Document], day: date | None, parent: QWidget, *, citing: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Văn bản viện dẫn")
        self.resize(820, 560)
        self._workspace = workspace
        self._cited = cited
        self._day = day
        self._citing = citing
        self._search = QLineEdit()
        self._search.setPlaceholderText("Tìm theo số, cơ quan ban hành hoặc nội dung")
        self._search.setAccessibleName("Tìm văn bản")
        self._search.setClearButtonEnabled(True)
        self.sources = Choice()
        self.sources.setAccessibleName("Xem văn bản của nguồn nào")
        self.list = QListWidget()
        self.list.setObjectName("documents")
        self.list.setAccessibleName("Các văn bản")
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setItemDelegate(
            RemarkedItems(self.list, lambda _: self.list.viewport().width() - 2 * theme.SMALL - 2 * theme.TIGHT)
        )
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that came and went would break the lines anew.
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._known = label("", "secondary", wrap=True)
        self._said = label("", "secondary", wrap=True)
        self.add, self.edit, self.remove = button("Thêm văn bản…"), button("Sửa…"), button("Bỏ")
        self.add.clicked.connect(self._add)
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove)
        lists = button("Danh mục từ tệp")
        self.menu = QMenu(lists)
        self.menu.aboutToShow.connect(self._fill_menu)
        lists.setMenu(self.menu)
        self._cite = button("Chèn vào câu", "primary")
        self._cite.clicked.connect(self.accept)
        self._cite.setVisible(citing)
        close = button("Đóng")
        close.clicked.connect(self.reject)
        for tool in (self.add, self.edit, self.remove, lists, close):
            # Enter in the search cites what was found, it adds nothing.
            tool.setAutoDefault(False)
        tools = row(self.add, self.edit, self.remove, lists)
        tools.addStretch()
        tools.addWidget(close)
        tools.addWidget(self._cite)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        finding = row(self._search, self.sources)
        finding.setStretch(0, 1)
        layout.addLayout(finding)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._known)
        layout.addWidget(self._said)
        layout.addLayout(tools)
        self._search.textChanged.connect(self._filter)
        self.sources.currentIndexChanged.connect(self._filter)
        self.list.itemActivated.connect(self._activated)
        self.list.itemSelectionChanged.connect(self._enable)
        self._show()

    @property
    def document(self) -> Document | None:
        chosen = self._chosen()
        return chosen.document if chosen else None

    def _show(self) -> None:
        """Reads the lists anew; search, source and the chosen document stay."""
        chosen, source = self.document, self.sources.currentText()
        shipped, own = self._workspace.shipped_citations(), self._workspace.documents.own()
        lists = [made for made in self._workspace.documents.lists() if made.used]
        lines = {made.key: _Line(made, _CITED) for made in self._cited}
        lines |= {made.key: _Line(made, _SHIPPED) for made in shipped.documents}
        for imported in lists:
            lines |= {made.key: _Line(made, _name(imported)) for made in imported.known.documents}
        lines |= {made.key: _Line(made, _OWN) for made in own.kept}
        ordered = sorted(lines.values(), key=lambda line: (line.document.kind, line.document.key))
        self.list.clear()
        for line in (*ordered, *(_Line(made, _REMOVED) for made in own.removed)):
            item = QListWidgetItem("\n".join((line.document.full, " · ".join(self._remarks(line)))), self.list)
            item.setData(_LINE, line)
            if chosen and line.document.key == chosen.key and line.origin != _REMOVED:
                self.list.setCurrentItem(item)
        known = f"{_SHIPPED} kiểm tra ngày {format_date(shipped.as_of)}."
        self._known.setText(f"{known} Văn bản của cơ quan được dùng trước các danh mục.")
        origins = dict.fromkeys(("Tất cả văn bản", _OWN, *map(_name, lists), _SHIPPED, _CITED, _REMOVED))
        self.sources.blockSignals(True)
        self.sources.clear()
        self.sources.addItems([origin for origin in origins if origin != _REMOVED or own.removed])
        self.sources.setCurrentIndex(max(self.sources.findText(source), 0))
        self.sources.blockSignals(False)
        self._filter()

    def _remarks(self, line: _Line) -> Iterator[str]:
        document = line.document
        yield line.origin
        if document.valid_to and (self._day is None or document.expired_on(self._day)):
            successor = f", thay bằng {document.successor}" if document.successor else ""
            yield f"hết hiệu lực sau ngày {format_date(document.valid_to)}{successor}"
        if line.origin != _CITED and document.sure in _DOUBTS:
            yield _DOUBTS[document.sure]

    def _filter(self) -> None:
        """Shows what the source has with the words that are looked for, whatever their case and marks.

        Where they stand together somewhere only that is shown: "một cửa" is not "một số điều của".
        """
        phrase = fold(self._search.text()).strip()
        words = phrase.split()
        source = self.sources.currentText() if self.sources.currentIndex() > 0 else ""
        texts = {at: fold(item.text()) for at, item in enumerate(self._items())}
        found = {at for at, text in texts.items() if phrase in text}
        found = found or {at for at, text in texts.items() if all(word in text for word in words)}
        for at, item in enumerate(self._items()):
            origin = item.data(_LINE).origin
            wanted = origin == source if source else origin != _REMOVED
            item.setHidden(not (wanted and at in found))
        at = self.list.currentRow()
        if at < 0 or self.list.item(at).isHidden():
            shown = [at for at, item in enumerate(self._items()) if not item.isHidden()]
            self.list.setCurrentRow(shown[0] if (words or source) and shown else -1)
        self._enable()

    def _items(self) -> Iterable[QListWidgetItem]:
        return (self.list.item(at) for at in range(self.list.count()))

    def _chosen(self) -> _Line | None:
        chosen = self.list.selectedItems()
        found: _Line | None = chosen[0].data(_LINE) if chosen else None
        return found

    def _activated(self) -> None:
        chosen = self._chosen()
        if chosen and chosen.origin == _REMOVED:
            self._remove()
        elif self._citing:
            self.accept()
        else:
            self._edit()

    def _enable(self) -> None:
        origin = chosen.origin if (chosen := self._chosen()) else ""
        self._cite.setEnabled(bool(origin) and origin != _REMOVED)
        self.edit.setEnabled(bool(origin) and origin != _REMOVED)
        self.edit.setText("Ghi vào danh mục…" if origin == _CITED else "Sửa…")
        self.remove.setEnabled(origin in (_OWN, _REMOVED))
        self.remove.setText("Lấy lại" if origin == _REMOVED else "Bỏ")

    def _add(self) -> None:
        self._ask(None, None)

    def _edit(self) -> None:
        if chosen := self._chosen():
            self._ask(chosen.document, chosen.document if chosen.origin == _OWN else None)

    def _ask(self, filled: Document | None, instead_of: Document | None) -> None:
        form = DocumentForm(filled, self)
        if form.exec() == DocumentForm.DialogCode.Accepted and form.document:
            document = form.document
            self._change(
                lambda: self._workspace.documents.keep(document, instead_of),
                f"Đã ghi {document.short} vào danh mục của cơ quan.",
            )

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen and chosen.origin == _OWN:
            said = f"Đã bỏ {chosen.document.short}; chọn nguồn “{_REMOVED}” để lấy lại."
            self._change(lambda: self._workspace.documents.remove(chosen.document), said)
        elif chosen and chosen.origin == _REMOVED:
            said = f"Đã lấy lại {chosen.document.short}."
            self._change(lambda: self._workspace.documents.take_back(chosen.document), said)

    def _fill_menu(self) -> None:
        self.menu.clear()
        self.menu.addAction("Nhập danh mục từ tệp…", self._import)
        save = self.menu.addAction("Lưu văn bản của cơ quan ra tệp…", self._save)
        save.setEnabled(bool(self._workspace.documents.own().kept))
        lists = self._workspace.documents.lists()
        if lists:
            self.menu.addSeparator()
        for made in lists:
            count = len(made.known.documents)
            about = f"{_name(made)} ({count} văn bản, ngày {format_date(made.known.as_of)})"
            verb = "Bỏ" if made.used else "Dùng lại"
            self.menu.addAction(f"{verb} {_lower(about)}", lambda made=made: self._use(made))

    def _import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Nhập danh mục văn bản", "", _FILES)
        if chosen:
            self._change(lambda: self._workspace.import_citations(Path(chosen)), f"Đã nhận {Path(chosen).name}.")

    def _save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = str(Path(folder) / "Danh mục văn bản viện dẫn.toml")
        chosen, _ = QFileDialog.getSaveFileName(self, "Lưu văn bản của cơ quan", suggested, _FILES)
        if chosen:
            said = f"Đã lưu vào {Path(chosen).name}; cơ quan khác nhập tệp này bằng lệnh Nhập danh mục từ tệp."
            self._try(lambda: self._workspace.write_own_documents(Path(chosen)), said)

    def _use(self, made: ImportedList) -> None:
        said = f"Đã bỏ {_lower(_name(made))}; trong cùng trình đơn có lệnh dùng lại."
        if not made.used:
            said = f"Đã dùng lại {_lower(_name(made))}."
        self._change(lambda: self._workspace.documents.use(made.name, not made.used), said)

    def _change(self, act: Callable[[], object], said: str) -> None:
        if self._try(act, said):
            self._show()
            self.changed.emit()

    def _try(self, act: Callable[[], object], said: str) -> bool:
        """Does it and says so, or says why not."""
        try:
            act()
        except Refusal as refusal:
            self._said.setText(str(refusal))
            return False
        self._said.setText(said)
        return True


def _name(made: ImportedList) -> str:
    return f"Danh mục “{made.name.removesuffix('.toml')}”"


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
