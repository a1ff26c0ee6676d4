"""Taking in an update from a file or a USB stick: what it is, what changes, and only then a step further."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QVBoxLayout, QWidget

from cchc_desktop import __version__
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import label
from cchc_desktop.update import ENDING, Update, start_setup
from cchc_desktop.workspace import Workspace

if TYPE_CHECKING:
    from cchc_desktop.ui.main_window import MainWindow


class UpdateDialog(QDialog):
    """Tells what an update changes; accepted when the person wants it."""

    def __init__(self, update: Update, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Cập nhật từ tệp")
        self.setObjectName("update")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.MEDIUM)
        if update.setup is None:
            layout.addWidget(label("Mẫu báo cáo và danh mục mới", "heading"))
            names = ", ".join(sorted(update.files))
            layout.addWidget(label(f"Dành cho bản {__version__} đang dùng. Thay: {names}.", "secondary", wrap=True))
        else:
            layout.addWidget(label(f"CCHC Desktop bản {update.version}", "heading"))
            layout.addWidget(
                label(f"Thay bản {__version__} đang dùng. Báo cáo và thiết lập giữ nguyên.", "secondary", wrap=True)
            )
        for change in update.changes:
            layout.addWidget(label(f"– {change}", wrap=True))
        layout.addWidget(label("Chữ ký đúng: gói do nhóm làm chương trình phát hành.", "secondary", wrap=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        text = "Dùng ngay" if update.setup is None else "Đóng chương trình và cài"
        buttons.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(520)


def update_from_file(window: "MainWindow", workspace: Workspace) -> None:
    """Asks for the file, tells what it changes and takes it in; refused where it is not right."""
    chosen, _ = QFileDialog.getOpenFileName(window, "Chọn gói cập nhật", "", f"Gói cập nhật (*{ENDING})")
    if not chosen:
        return
    update = workspace.read_update(Path(chosen))
    if UpdateDialog(update, window).exec() != QDialog.DialogCode.Accepted:
        return
    window.flush()
    folder = workspace.take_update(update)
    if update.setup is None:
        window.say("Đã nhận mẫu báo cáo và danh mục mới; báo cáo mở từ bây giờ dùng chúng.")
        return
    start_setup(folder / update.setup)
    window.close()
