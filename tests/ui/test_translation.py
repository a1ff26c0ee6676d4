"""Qt's own strings are Vietnamese wherever a widget of this program, or one that it may come to use, shows them.

Two nets. A translator that stands before the program's own keeps what Qt asks for while each standard widget is
opened, and each question without an answer is a fault. Then every text that can be read off the widgets is
searched for the English words of the source strings, which finds what Qt shows without asking.

Out of reach: dialogs that belong to the system. On Windows the file, colour, print and page dialogs are native and
speak Windows's language, as do the system's own error messages; here Qt's replacements are opened. The print
dialogs of QtPrintSupport exist on Linux only.
"""

import gc
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QKeyCombination,
    QLocale,
    QPoint,
    QSizeF,
    QStandardPaths,
    Qt,
    QTime,
    QTimer,
    QTranslator,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAction,
    QContextMenuEvent,
    QFontDatabase,
    QKeySequence,
    QPageSize,
    QTextCursor,
    QUndoCommand,
    QUndoGroup,
    QUndoStack,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QColorDialog,
    QComboBox,
    QDialogButtonBox,
    QDockWidget,
    QDoubleSpinBox,
    QErrorMessage,
    QFileDialog,
    QFileSystemModel,
    QFontDialog,
    QHeaderView,
    QInputDialog,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMdiArea,
    QMdiSubWindow,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QProgressDialog,
    QPushButton,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QTimeEdit,
    QToolBar,
    QTreeView,
    QUndoView,
    QWhatsThis,
    QWidget,
    QWizard,
    QWizardPage,
)
from pytestqt.qtbot import QtBot

from cchc_desktop.ui import translation

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "i18n"
TS = FOLDER / f"{translation.NAME}.ts"
QM = FOLDER / f"{translation.NAME}.qm"
LRELEASE = Path(PySide6.__file__).parent / ("lrelease.exe" if os.name == "nt" else "lrelease")

MESSAGES = [
    (context.findtext("name") or "", message.findtext("source") or "", message)
    for context in ElementTree.parse(TS).getroot().iter("context")
    for message in context.iter("message")
]
TRANSLATED = [(context, source, message.findtext("translation") or "") for context, source, message in MESSAGES]

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere these dialogs are the system's own")


def words(text: str) -> set[str]:
    """Return the words of two and more letters, small, without mnemonic marks, tags, entities and #4464be."""
    plain = re.sub(r"<[^>]*>|&\w+;|#[0-9a-f]{6}|&", lambda mark: "" if mark[0] == "&" else " ", text)
    return {word.lower() for word in re.findall(r"[^\W\d_]{2,}", plain)}


# Texts that were read, each with the class that shows it.
Shown = list[tuple[str, str]]

# Contexts of names, many of which are the same in Vietnamese.
NAMING = {
    "QFontDatabase": "scripts of the world",
    "QGuiApplication": "options of Qt's command line",
    "QLibrary": "parts of object files",
    "QMimeType": "languages, makers, formats",
    "QPageSize": "sizes of paper",
    "QShortcut": "what keys have printed on them",
}

# Words of a source string that stand in its translation, too.
KEPT = {
    "alpha html esc pdf utf web unicode": "said in Vietnamese as well",
    "menu": "the word of Vietnamese Windows",
    "qt gnu gpl linux ftok unmapextension": "names",
    "the company ltd": "in the name of Qt's maker",
    "do": "Vietnamese: vì lý do khác",
    "mm pt in dd cc pica didot cicero": "units of length",
    "fsi lre lri lrm lro pdi rle rli rlm rlo zwj zwnj zwsp": "signs of control characters",
}

# English is what some translation leaves behind and none says. Keys are left out: Del on the key, Xóa in the menu.
ENGLISH = set().union(*(words(source) - words(text) for _, source, text in TRANSLATED)) - set().union(
    *(words(text) for context, source, text in TRANSLATED if context != "QShortcut" and source != text)
)

# Words of the list that a window shows and that are no words of English there.
NAMES = {
    "licensing": "an address: qt.io/licensing",
}

# Contexts in which a question may stay without an answer.
UNANSWERED = {
    "QMimeType": "kinds of file that this machine's desktop lists; what Qt itself lists has a test of its own below",
}


class Spy(QTranslator):
    """Stands before the program's translator, lets that one answer, and keeps what was asked."""

    def __init__(self, answers: QTranslator):
        super().__init__()
        self.answers = answers
        self.asked: set[tuple[str, str]] = set()
        self.missing: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        text = self.answers.translate(context, source, disambiguation, n)
        if source:
            self.asked.add((context, source))
            if not text:
                self.missing.add((context, source))
        return text or source

    def contexts(self) -> set[str]:
        return {context for context, _ in self.asked}

    def unanswered(self) -> set[tuple[str, str]]:
        return {one for one in self.missing if one[0] not in UNANSWERED}


@pytest.fixture
def untranslated(qapp: QApplication) -> Iterator[None]:
    """Qt as it is without us: takes out what another test may have installed in this process, and puts it back."""
    before = qapp.findChild(QTranslator, translation.NAME)
    locale = QLocale()
    take_out(qapp)
    QLocale.setDefault(QLocale.c())
    yield
    take_out(qapp)
    QLocale.setDefault(locale)
    if before is not None:
        before.setParent(qapp)
        qapp.installTranslator(before)


def take_out(app: QApplication) -> None:
    for translator in app.findChildren(QTranslator, translation.NAME):
        app.removeTranslator(translator)
        translator.setParent(None)


@pytest.fixture
def vietnamese(qapp: QApplication, untranslated: None) -> QTranslator:
    """The program's translator, installed by the program's own code."""
    translation.install(qapp, FOLDER)
    installed = qapp.findChild(QTranslator, translation.NAME)
    assert installed is not None
    return installed


@pytest.fixture
def spy(qapp: QApplication, vietnamese: QTranslator) -> Iterator[Spy]:
    spy = Spy(vietnamese)
    qapp.installTranslator(spy)
    yield spy
    qapp.removeTranslator(spy)


# ------------------------------------------------------------------------------------------------------ the file


def test_the_compiled_file_is_what_lrelease_makes_of_the_source(tmp_path: Path):
    made = tmp_path / QM.name
    subprocess.run([LRELEASE, "-silent", TS, "-qm", made], check=True, capture_output=True, timeout=60)
    assert made.read_bytes() == QM.read_bytes(), f"pyside6-lrelease {TS.name} -qm {QM.name}"


def test_every_message_is_answered_with_finished_vietnamese():
    root = ElementTree.parse(TS).getroot()
    assert root.get("language") == "vi_VN"
    assert len(MESSAGES) > 1000
    asked = Counter((context, source, message.findtext("comment")) for context, source, message in MESSAGES)
    assert [one for one, times in asked.items() if times > 1] == []
    state = [(source, message.find("translation")) for _, source, message in MESSAGES]
    assert [source for source, answer in state if answer is None or not answer.text or answer.get("type")] == []
    assert [text for _, _, text in TRANSLATED if unicodedata.normalize("NFC", text) != text] == []


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%[\dn]|\$\w+|https?:[^\"]*", text))


def marks(text: str) -> tuple[object, ...]:
    """Return what a translation must have as its source has it: mnemonic, lines, tags, closing marks, outer blanks."""
    closing = re.search(r"[.:>*\s]*$", text)
    return (
        len(re.findall(r"&(?!\w+;)", text)),
        text.count("\n"),
        sorted(re.findall(r"</?(?:p|h3|a)\b[^>]*>", text)),
        closing[0] if closing else "",
        text[:1].isspace(),
    )


def test_a_translation_keeps_placeholders_mnemonic_lines_and_tags():
    pairs = [(source, text) for _, source, text in TRANSLATED]
    assert [pair for pair in pairs if placeholders(pair[0]) != placeholders(pair[1])] == []
    assert [pair for pair in pairs if marks(pair[0]) != marks(re.sub(r" \(&\w\)", "&", pair[1]))] == []


def test_a_translation_is_not_english():
    plain = [(source, text) for context, source, text in TRANSLATED if context not in NAMING and source != text]
    kept = set().union(*(words(one) for one in KEPT))
    assert [pair for pair in plain if (words(pair[0]) & words(pair[1])) - kept] == []
    same = {text for context, source, text in TRANSLATED if context not in NAMING and source == text}
    # Qt reads these as keys.
    assert {text for text in same if words(text) - kept} == {"Alt+Left", "Alt+Right", "Alt+Up"}


def test_a_mnemonic_is_a_letter_that_one_key_types():
    mnemonics = [(text, letter) for _, _, text in TRANSLATED for letter in re.findall(r"&(?!\w+;)(.)", text)]
    assert [one for one in mnemonics if not re.fullmatch("[A-Za-z0-9]", one[1])] == []


# ------------------------------------------------------------------------------------------------- what installs it


def test_qt_and_the_default_locale_become_vietnamese(qapp: QApplication, vietnamese: QTranslator):
    assert vietnamese.parent() is qapp
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Hủy"
    assert (QLocale().language(), QLocale().territory()) == (QLocale.Language.Vietnamese, QLocale.Country.Vietnam)
    assert QLocale().toString(1250) == "1.250"
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_installing_twice_leaves_one_translator(qapp: QApplication, vietnamese: QTranslator):
    translation.install(qapp, FOLDER)
    assert qapp.findChildren(QTranslator, translation.NAME) == [vietnamese]


def test_a_widget_that_exists_changes_its_text(qapp: QApplication, untranslated: None, qtbot: QtBot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "Cancel"
    translation.install(qapp, FOLDER)
    QCoreApplication.processEvents()
    assert box.buttons()[0].text() == "Hủy"


def test_the_translator_outlives_its_maker(qapp: QApplication, vietnamese: QTranslator):
    del vietnamese
    gc.collect()
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Hủy"


def test_a_missing_file_is_named_and_nothing_changes(qapp: QApplication, untranslated: None, tmp_path: Path):
    before = (QLocale(), qapp.findChildren(QTranslator))
    with pytest.raises(FileNotFoundError, match=re.escape(QM.name)) as caught:
        translation.install(qapp, tmp_path)
    assert caught.value.filename == str(tmp_path / QM.name)
    assert (QLocale(), qapp.findChildren(QTranslator)) == before


def test_a_damaged_file_is_named_and_nothing_changes(qapp: QApplication, untranslated: None, tmp_path: Path):
    (tmp_path / QM.name).write_bytes(TS.read_bytes())
    before = (QLocale(), qapp.findChildren(QTranslator))
    with pytest.raises(ValueError, match=re.escape(QM.name)):
        translation.install(qapp, tmp_path)
    assert (QLocale(), qapp.findChildren(QTranslator)) == before


# ---------------------------------------------------------------------------------------------- what can be read


def model_texts(model: QAbstractItemModel) -> Iterator[str]:
    # A list model keeps its columnCount private.
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), 500)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                text = model.index(row, column).data(role)
                if isinstance(text, str):
                    yield text


def action_texts(action: QAction) -> Iterator[str]:
    # Behind a tab stands the shortcut.
    yield from (action.text().split("\t")[0], action.toolTip(), action.statusTip(), action.whatsThis())


def accessible_texts(interface: QAccessibleInterface | None) -> Iterator[str]:
    if interface is None or not interface.isValid():
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Help):
        yield interface.text(kind)
    actions = interface.actionInterface()
    if actions is not None:
        for name in actions.actionNames():
            yield actions.localizedActionName(name)
            yield actions.localizedActionDescription(name)


PROPERTIES = ("windowTitle", "toolTip", "statusTip", "whatsThis", "accessibleName", "accessibleDescription")
PROPERTIES += ("text", "title", "subTitle", "placeholderText", "prefix", "suffix", "specialValueText", "plainText")
PROPERTIES += ("informativeText", "detailedText", "labelText", "cleanText", "currentText", "format")


def widget_texts(widget: QWidget) -> Iterator[str]:
    for name in PROPERTIES:
        value = widget.property(name)
        if isinstance(value, str):
            yield value
    for action in widget.actions():
        yield from action_texts(action)
    if isinstance(widget, QComboBox):
        yield from model_texts(widget.model())
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView) and widget.model() is not None:
        yield from model_texts(widget.model())
    if isinstance(widget, QTabBar):
        for index in range(widget.count()):
            yield from (widget.tabText(index), widget.tabToolTip(index), widget.tabWhatsThis(index))
    yield from accessible_texts(QAccessible.queryAccessibleInterface(widget))


def texts(root: QWidget) -> Shown:
    """Return every text in a widget and those in it, each with the class that shows it; hidden ones count too."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        found += [(widget.metaObject().className(), text) for text in widget_texts(widget) if text]
    for action in root.findChildren(QAction):
        found += [("QAction", text) for text in action_texts(action) if text]
    return found


def english(shown: Shown, names: set[str]) -> list[tuple[set[str], str, str]]:
    """Return the English words found, each with the class that shows it and the whole text."""
    found = {(kind, text): words(text) & ENGLISH - names for kind, text in shown}
    return [(wrong, kind, text) for (kind, text), wrong in found.items() if wrong]


def mnemonics(root: QWidget) -> list[str]:
    """Return the letters that Alt reaches in a window."""
    marked = [w.property("text") for w in root.findChildren(QWidget) if w.isVisible() and not isinstance(w, QLineEdit)]
    if isinstance(root, QMenu):
        marked = [action.text() for action in root.actions() if action.isVisible()]
    return [letter.lower() for text in marked if isinstance(text, str) for letter in re.findall(r"&([^\W_])", text)]


def whole(root: QWidget) -> Shown:
    """Return the texts of a window or menu, and the letters that Alt reaches in more than one place of it."""
    twice = [letter for letter, times in Counter(mnemonics(root)).items() if times > 1]
    return texts(root) + [("repeated mnemonic", letter) for letter in twice]


# ---------------------------------------------------------------------------------------------------- to open them


def opened(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(widget.isVisible)
    return widget


def popup(qtbot: QtBot, widget: QWidget, event: Callable[[], object]) -> Shown:
    """Return what the modal box or menu shows that `event` opens, and close it; `event` may wait for it or not."""
    shown: Shown = []
    timer = QTimer(interval=5)

    def look() -> None:
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if top is not None and top is not widget:
            timer.stop()
            shown.extend(whole(top))
            top.close()

    timer.timeout.connect(look)
    timer.start()
    event()
    qtbot.waitUntil(lambda: bool(shown))
    timer.stop()
    return shown


def context_menu(qtbot: QtBot, widget: QWidget) -> Shown:
    where = widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, widget.mapToGlobal(where))
    return popup(qtbot, widget, lambda: QCoreApplication.sendEvent(widget, event))


def standard_menu(menu: QMenu) -> Shown:
    shown = whole(menu)
    menu.deleteLater()
    return shown


NO_BUTTONS = {"NoButton", "FlagMask", "ButtonMask", "Default", "Escape"}


def message_box(qtbot: QtBot, tmp_path: Path) -> Shown:
    shown: Shown = []
    for icon in QMessageBox.Icon:
        box = QMessageBox(icon, "Tiêu đề", "Nội dung")
        box.setDetailedText("Chi tiết")
        for button in QMessageBox.StandardButton:
            if button.name not in NO_BUTTONS and box.button(button) is None:
                box.addButton(button)
        opened(qtbot, box)
        (details,) = (one for one in box.buttons() if box.buttonRole(one) == QMessageBox.ButtonRole.ActionRole)
        shown += texts(box)
        details.click()
        shown += texts(box)
    return shown + popup(qtbot, box, lambda: QMessageBox.aboutQt(box))


def button_box(qtbot: QtBot, tmp_path: Path) -> Shown:
    box = QDialogButtonBox()
    for button in QDialogButtonBox.StandardButton:
        if button.name not in NO_BUTTONS:
            box.addButton(button)
    return texts(opened(qtbot, box))


def line_edit(qtbot: QtBot, tmp_path: Path) -> Shown:
    edit = QLineEdit("Nội dung", clearButtonEnabled=True)
    opened(qtbot, edit)
    return texts(edit) + standard_menu(edit.createStandardContextMenu()) + context_menu(qtbot, edit)


def text_edits(qtbot: QtBot, tmp_path: Path) -> Shown:
    rich = QTextEdit()
    rich.setHtml('<a href="https://vi.du">liên kết</a> và chữ')
    rich.setTextInteractionFlags(rich.textInteractionFlags() | Qt.TextInteractionFlag.LinksAccessibleByMouse)
    plain = QPlainTextEdit("Nội dung")
    label = QLabel("Nội dung", textInteractionFlags=Qt.TextInteractionFlag.TextBrowserInteraction)
    shown: Shown = []
    for widget in (rich, plain, label):
        shown += texts(opened(qtbot, widget)) + context_menu(qtbot, getattr(widget, "viewport", lambda w=widget: w)())
    cursor = QTextCursor(rich.document())
    cursor.setPosition(2)
    shown += standard_menu(rich.createStandardContextMenu(rich.cursorRect(cursor).center()))
    return shown + standard_menu(rich.createStandardContextMenu()) + standard_menu(plain.createStandardContextMenu())


def spin_boxes(qtbot: QtBot, tmp_path: Path) -> Shown:
    time = QTimeEdit(QTime(13, 5))
    time.setDisplayFormat("hh:mm AP")
    shown: Shown = []
    for widget in (QSpinBox(), QDoubleSpinBox(), time):
        shown += texts(opened(qtbot, widget)) + context_menu(qtbot, widget)
    assert time.text() == "01:05 CH"
    return shown


def scroll_bars(qtbot: QtBot, tmp_path: Path) -> Shown:
    shown: Shown = []
    for orientation in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
        shown += context_menu(qtbot, opened(qtbot, QScrollBar(orientation)))
    return shown


def colour_dialog(qtbot: QtBot, tmp_path: Path) -> Shown:
    dialog = QColorDialog()
    dialog.setOptions(
        QColorDialog.ColorDialogOption.DontUseNativeDialog | QColorDialog.ColorDialogOption.ShowAlphaChannel
    )
    opened(qtbot, dialog)
    shown = whole(dialog)
    (pick,) = (one for one in dialog.findChildren(QPushButton) if "màn hình" in one.text())
    pick.click()
    shown += texts(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    return shown


def file_dialogs(qtbot: QtBot, tmp_path: Path) -> Shown:
    (tmp_path / "0 thư mục").mkdir()
    (tmp_path / "a.docx").touch()
    shown: Shown = []
    for accept in QFileDialog.AcceptMode:
        for mode in QFileDialog.FileMode:
            for view in QFileDialog.ViewMode:
                shown += file_dialog(qtbot, tmp_path, accept, mode, view)
    return shown


def file_dialog(
    qtbot: QtBot, folder: Path, accept: QFileDialog.AcceptMode, mode: QFileDialog.FileMode, view: QFileDialog.ViewMode
) -> Shown:
    dialog = QFileDialog(None, "", str(folder))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(accept)
    dialog.setFileMode(mode)
    dialog.setViewMode(view)
    opened(qtbot, dialog)
    files = dialog.findChild(QFileSystemModel)
    assert files is not None
    subfolder = str(folder / "0 thư mục")
    qtbot.waitUntil(lambda: files.index(subfolder).isValid())
    shown = whole(dialog)
    shown += [("QFileSystemModel", str(files.index(subfolder, column).data())) for column in range(1, 3)]
    for combo in dialog.findChildren(QComboBox):
        shown += [("QComboBox", text) for text in model_texts(combo.model())]
    (tree,) = (one for one in dialog.findChildren(QTreeView) if one.objectName() == "treeView")
    shown += [("header", text) for action in tree.header().actions() for text in action_texts(action)]
    current = tree if view is QFileDialog.ViewMode.Detail else dialog.findChild(QAbstractItemView, "listView")
    shown += popup(qtbot, dialog, lambda: current.customContextMenuRequested.emit(QPoint(5, 5)))
    sidebar = dialog.findChild(QAbstractItemView, "sidebar")
    shown += popup(qtbot, dialog, lambda: sidebar.customContextMenuRequested.emit(QPoint(5, 5)))
    return shown + refusals(qtbot, dialog, folder)


def refusals(qtbot: QtBot, dialog: QFileDialog, folder: Path) -> Shown:
    """Return what the boxes say that a file dialog opens over a name that does not do."""
    shown: Shown = []
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    directory = dialog.fileMode() is QFileDialog.FileMode.Directory
    saving = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    if directory or (not saving and dialog.fileMode() is not QFileDialog.FileMode.AnyFile):
        name.setText(str(folder / "không có.docx"))
        shown += popup(qtbot, dialog, dialog.accept)
    if saving and dialog.fileMode() is QFileDialog.FileMode.AnyFile:
        name.setText(str(folder / "a.docx"))
        shown += popup(qtbot, dialog, dialog.accept)
    return shown


def font_dialog(qtbot: QtBot, tmp_path: Path) -> Shown:
    dialog = QFontDialog()
    dialog.setOption(QFontDialog.FontDialogOption.DontUseNativeDialog)
    opened(qtbot, dialog)
    return whole(dialog)


def input_dialogs(qtbot: QtBot, tmp_path: Path) -> Shown:
    shown: Shown = []
    for mode in QInputDialog.InputMode:
        dialog = QInputDialog()
        dialog.setInputMode(mode)
        shown += texts(opened(qtbot, dialog))
    dialog = QInputDialog(comboBoxItems=["một", "hai"])
    return shown + texts(opened(qtbot, dialog))


def progress(qtbot: QtBot, tmp_path: Path) -> Shown:
    dialog = QProgressDialog()
    dialog.setValue(0)
    bar = QProgressBar(value=40)
    return texts(opened(qtbot, dialog)) + texts(opened(qtbot, bar))


def wizard(qtbot: QtBot, tmp_path: Path) -> Shown:
    shown: Shown = []
    for style in QWizard.WizardStyle:
        if style.name == "NStyles":
            continue
        wizard = QWizard()
        wizard.setWizardStyle(style)
        for option in QWizard.WizardOption:
            wizard.setOption(option, option.name.startswith(("HaveHelp", "HaveFinish")))
        for number in range(3):
            page = QWizardPage(title="Trang", subTitle="Phụ đề")
            page.setCommitPage(number == 1)
            wizard.addPage(page)
        opened(qtbot, wizard)
        for _ in range(3):
            shown += whole(wizard)
            wizard.next()
    return shown


def error_message(qtbot: QtBot, tmp_path: Path) -> Shown:
    box = QErrorMessage()
    qtbot.addWidget(box)
    box.showMessage("Nội dung")
    return texts(opened(qtbot, box))


def calendar(qtbot: QtBot, tmp_path: Path) -> Shown:
    return texts(opened(qtbot, QCalendarWidget()))


def main_window(qtbot: QtBot, tmp_path: Path) -> Shown:
    window = QMainWindow()
    dock = QDockWidget("Ngăn", window)
    dock.setWidget(QLabel("Nội dung"))
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    bar = QToolBar("Thanh công cụ")
    bar.addActions([QAction(f"Lệnh số {number}", window) for number in range(40)])
    bar.addAction(QWhatsThis.createAction(window))
    window.addToolBar(bar)
    file = window.menuBar().addMenu("&Tệp")
    file.addAction("Mở", QKeySequence("Ctrl+Shift+Del"), lambda: None)
    tabs = QTabWidget(tabsClosable=True)
    for number in range(30):
        tabs.addTab(QWidget(), f"Thẻ {number}")
    window.setCentralWidget(tabs)
    window.resize(300, 200)
    opened(qtbot, window)
    popup_menu = window.createPopupMenu()
    shown = texts(window) + standard_menu(popup_menu)
    dock.setFloating(True)
    return shown + texts(window)


def mdi(qtbot: QtBot, tmp_path: Path) -> Shown:
    area = QMdiArea()
    child = area.addSubWindow(QLabel("Nội dung"))
    opened(qtbot, area)
    shown = texts(area) + whole(child.systemMenu())
    for change in (child.showMaximized, child.showMinimized, child.showShaded, child.showNormal):
        change()
        QCoreApplication.processEvents()
        shown += texts(area)
    area.addSubWindow(QMdiSubWindow())
    area.setViewMode(QMdiArea.ViewMode.TabbedView)
    return shown + texts(area)


def undo(qtbot: QtBot, tmp_path: Path) -> Shown:
    stack = QUndoStack()
    group = QUndoGroup()
    group.addStack(stack)
    stack.setActive()
    parent = QWidget()
    actions = [make(parent) for one in (stack, group) for make in (one.createUndoAction, one.createRedoAction)]
    shown = [("QAction", text) for action in actions for text in action_texts(action)]
    view = QUndoView(stack)
    opened(qtbot, view)
    stack.push(QUndoCommand("gõ chữ"))
    stack.push(QUndoCommand("xóa chữ"))
    stack.undo()
    assert [action.text() for action in actions] == ["Hoàn tác gõ chữ", "Làm lại xóa chữ"] * 2
    return shown + texts(view) + [("QAction", text) for action in actions for text in action_texts(action)]


def key_sequence_edit(qtbot: QtBot, tmp_path: Path) -> Shown:
    edit = QKeySequenceEdit()
    shown = texts(opened(qtbot, edit))
    qtbot.keyClick(edit, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    return shown + texts(edit)


def combo_box(qtbot: QtBot, tmp_path: Path) -> Shown:
    combo = QComboBox(editable=True)
    combo.addItems(["một", "hai"])
    return texts(opened(qtbot, combo)) + context_menu(qtbot, combo)


def page_setup(qtbot: QtBot, tmp_path: Path) -> Shown:
    from PySide6.QtPrintSupport import QPageSetupDialog, QPrinter

    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    dialog = QPageSetupDialog(printer)
    opened(qtbot, dialog)
    return whole(dialog)


def print_dialog(qtbot: QtBot, tmp_path: Path) -> Shown:
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    dialog = QPrintDialog(printer)
    for option in QAbstractPrintDialog.PrintDialogOption:
        dialog.setOption(option)
    opened(qtbot, dialog)
    shown = whole(dialog)
    for button in dialog.findChildren(QPushButton):
        if "Tùy chọn" in button.text():
            button.click()
    shown += whole(dialog)
    (properties,) = (one for one in dialog.findChildren(QPushButton) if one.objectName() == "properties")
    shown += popup(qtbot, dialog, properties.click)
    return shown


def print_preview(qtbot: QtBot, tmp_path: Path) -> Shown:
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    return texts(opened(qtbot, QPrintPreviewDialog(printer)))


QT_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)

# What is opened, and the contexts that Qt must have asked in: a widget that asked nothing has proved nothing.
WINDOWS: list[tuple[Callable[[QtBot, Path], Shown], set[str]]] = [
    (message_box, {"QPlatformTheme", "QMessageBox", "QAccessibleActionInterface"}),
    (button_box, {"QPlatformTheme"}),
    (line_edit, {"QLineEdit", "QShortcut"}),
    (text_edits, {"QWidgetTextControl", "QShortcut"}),
    (spin_boxes, {"QAbstractSpinBox", "QLineEdit"}),
    (scroll_bars, {"QScrollBar"}),
    (colour_dialog, {"QColorDialog", "QPlatformTheme"}),
    (file_dialogs, {"QFileDialog", "QFileSystemModel", "QAbstractFileIconProvider", "QPlatformTheme"}),
    (font_dialog, {"QFontDialog", "QFontDatabase"}),
    (input_dialogs, {"QInputDialog"}),
    (progress, {"QProgressDialog"}),
    (wizard, {"QWizard"}),
    (error_message, {"QErrorMessage"}),
    (calendar, {"QAccessibleActionInterface"}),
    (main_window, {"QDockWidget", "QTabBar", "CloseButton", "QWhatsThisAction", "QShortcut"}),
    (mdi, {"QMdiSubWindow", "QMdiArea"}),
    (undo, {"QUndoStack", "QUndoGroup", "QUndoModel"}),
    (key_sequence_edit, {"QKeySequenceEdit", "QShortcut"}),
    (combo_box, {"QComboBox"}),
]
PRINTING: list[tuple[Callable[[QtBot, Path], Shown], set[str]]] = [
    (page_setup, {"QPageSetupWidget", "QPageSize"}),
    (print_dialog, {"QPrintDialog", "QPrintWidget", "QPrintSettingsOutput", "QPrintPropertiesWidget"}),
    (print_preview, {"QPrintPreviewDialog"}),
]


def fonts() -> set[str]:
    """Return the words in the names of fonts and of their styles: they stand in the font files, in English."""
    return set().union(
        *(words(f"{family} {style}") for family in QFontDatabase.families() for style in QFontDatabase.styles(family))
    )


def system_times() -> set[str]:
    """Return the words in a time of day as the system writes it: the file list takes the system's own dates."""
    return words(f"{QLocale.system().amText()} {QLocale.system().pmText()}")


# Words that a window takes from elsewhere.
FROM_OUTSIDE: dict[Callable[[QtBot, Path], Shown], Callable[[], set[str]]] = {
    font_dialog: fonts,
    file_dialogs: system_times,
}


@pytest.mark.parametrize(
    ("show", "contexts"),
    [pytest.param(*one, id=one[0].__name__) for one in WINDOWS]
    + [pytest.param(*one, id=one[0].__name__, marks=linux_only) for one in PRINTING],
)
@pytest.mark.qt_log_ignore(
    # Picking a colour from the screen takes the mouse, which the offscreen platform does not give.
    r"^This plugin does not support grabbing the mouse$",
    # Said of a printer that prints into a file, and then the dialog opens.
    r"^QPageSetupDialog: Cannot be used on non-native printers$",
)
def test_a_standard_window_shows_no_english(
    show: Callable[[QtBot, Path], Shown],
    contexts: set[str],
    spy: Spy,
    qtbot: QtBot,
    tmp_path_factory: pytest.TempPathFactory,
):
    # The test's own folder would have English words in its name.
    folder = tmp_path_factory.mktemp("ho-so")
    shown = show(qtbot, folder)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    names = set(NAMES) | words(str(folder)) | FROM_OUTSIDE.get(show, set)()
    assert spy.unanswered() == set()
    assert [letter for kind, letter in shown if kind == "repeated mnemonic"] == []
    assert english(shown, names) == []
    assert contexts - spy.contexts() == set()


def test_the_nets_catch_what_is_not_translated(qapp: QApplication, untranslated: None, qtbot: QtBot, tmp_path: Path):
    nothing = Spy(QTranslator())
    qapp.installTranslator(nothing)
    try:
        found = english(button_box(qtbot, tmp_path) + line_edit(qtbot, tmp_path), set())
    finally:
        qapp.removeTranslator(nothing)
    assert {("QPlatformTheme", "Restore Defaults"), ("QLineEdit", "&Paste")} <= nothing.missing
    assert {"restore", "defaults", "paste"} <= set().union(*(wrong for wrong, _, _ in found))


# ------------------------------------------------------------------------------- names that Qt gives outside windows


def test_qt_names_things_in_vietnamese(spy: Spy):
    named = [(page.name, QPageSize.name(page)) for page in QPageSize.PageSizeId]
    named += [("custom size", QPageSize(QSizeF(90, 91), unit).name()) for unit in QPageSize.Unit]
    named += [(place.name, QStandardPaths.displayName(place)) for place in QStandardPaths.StandardLocation]
    named += [
        (system.name, QFontDatabase.writingSystemName(system))
        for system in QFontDatabase.WritingSystem
        if system.name != "WritingSystemsCount"
    ]
    assert english(named, set(NAMES)) == []
    assert spy.unanswered() == set()
    assert {"QPageSize", "QStandardPaths", "QFontDatabase"} <= spy.contexts()


KEYS = [key for key in Qt.Key if QKeySequence(QKeySequence(key).toString()) == QKeySequence(key)]


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, *QT_MODIFIERS], ids=lambda one: one.name)
def test_a_key_has_one_name_and_its_english_name_is_understood_too(modifier: Qt.KeyboardModifier, spy: Spy):
    native = QKeySequence.SequenceFormat.NativeText
    for key in KEYS:
        sequence = QKeySequence(QKeyCombination(modifier, key))
        assert QKeySequence.fromString(sequence.toString(native), native) == sequence, key
        assert QKeySequence(sequence.toString()) == sequence, key
    assert spy.missing == set()
    assert "QShortcut" in spy.contexts()


def test_the_keys_of_this_program_read_as_on_the_keyboard(vietnamese: QTranslator):
    native = QKeySequence.SequenceFormat.NativeText
    for same in ("Ctrl+S", "Ctrl+Shift+Del", "F1", "Alt+Home", "Ctrl+PgDown", "Esc", "Ins", "Tab", "Ctrl+1"):
        assert QKeySequence(same).toString(native) == same
    assert QKeySequence(Qt.Key.Key_Return).toString(native) == "Enter ↵"
    assert QKeySequence("Ctrl+Space").toString(native) == "Ctrl+Phím cách"


FILE_KINDS = r"""
import sys
from PySide6.QtCore import QCoreApplication, QMimeDatabase
from pathlib import Path
from cchc_desktop.ui import translation

app = QCoreApplication([])
translation.install(app, Path(sys.argv[1]))
kinds = QMimeDatabase()
for name in sys.argv[2:]:
    kind = kinds.mimeTypeForFile(name, QMimeDatabase.MatchMode.MatchExtension)
    sys.stdout.buffer.write(f"{name}\t{kind.comment()}\n".encode())
"""


def test_kinds_of_file_have_vietnamese_names_where_the_system_knows_none(tmp_path: Path):
    # As on Windows: without the Linux desktop's own list of kinds. Out of reach: kinds to which Qt's own list gives no
    # description (text/plain among them) show their MIME name, and Qt asks for no translation of it.
    environment = os.environ | {"XDG_DATA_DIRS": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    names = "a.docx b.doc c.xlsx d.xls e.pdf f.pptx g.rtf h.odt i.png j.jpg k.zip l.rar m.mp3 n.html o.xml".split()
    command = [sys.executable, "-c", FILE_KINDS, str(FOLDER), *names]
    done = subprocess.run(
        command, env=environment, cwd=FOLDER.parents[1], check=True, capture_output=True, encoding="utf-8", timeout=60
    )
    kinds = dict(line.split("\t") for line in done.stdout.splitlines())
    assert kinds["a.docx"] == "Tài liệu Word"
    assert [kind for kind in kinds.items() if "/" in kind[1] or words(kind[1]) & ENGLISH] == []
