"""Choosing the office's own Word template, and what that costs by Nghị định 30/2020/NĐ-CP."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from cchc_desktop import paths
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.serial import load
from cchc_desktop.ui.verdict_window import VerdictWindow
from cchc_desktop.workspace import Workspace

if TYPE_CHECKING:
    from cchc_desktop.ui.main_window import MainWindow

_EXPLAINED = (
    "Văn bản có thể theo kiểu chữ, cỡ chữ và giãn cách của một tệp Word mà cơ quan đã sửa. "
    "Xuất một báo cáo ra Word, sửa các kiểu (như “Nội dung”, “Quốc hiệu”) trong tệp đó rồi chọn nó ở đây; "
    "kiểu nào không có thì theo mẫu sẵn có. Tệp Word, PDF, bản xem trước và bản in đều theo mẫu đó; khổ giấy, lề và "
    "thứ tự các phần không đổi."
)


def ask_for_office_template(window: "MainWindow", workspace: Workspace, report: Report | None) -> None:
    """Asks which look to use; a new one is tried on `report`, or on the sample, and the rules it breaks are shown."""

    def choose() -> None:
        chosen, _ = QFileDialog.getOpenFileName(window, "Chọn tệp Word làm mẫu", "", "Tệp Word (*.docx)")
        if not chosen:
            return
        try:
            workspace.set_office_template(Path(chosen))
            results = workspace.verify_layout(report or _sample(workspace))
        except Refusal as refusal:
            window.say(str(refusal))
        else:
            restyle()
            VerdictWindow("Mẫu trình bày Word của cơ quan", results, window).show()

    def drop() -> None:
        try:
            workspace.drop_office_template()
        except Refusal as refusal:
            window.say(str(refusal))
        else:
            restyle()

    def restyle() -> None:
        if window.view is not None:
            window.view.preview.restyle()

    using = workspace.has_office_template()
    state = "Đang dùng mẫu của cơ quan." if using else "Đang dùng mẫu sẵn có."
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Mẫu trình bày Word của cơ quan", state, parent=window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setInformativeText(_EXPLAINED)
    box.addButton("Chọn tệp Word…", QMessageBox.ButtonRole.ActionRole).clicked.connect(choose)
    if using:
        box.addButton("Trở lại mẫu sẵn có", QMessageBox.ButtonRole.ActionRole).clicked.connect(drop)
    box.addButton("Đóng", QMessageBox.ButtonRole.RejectRole)
    box.open()


def _sample(workspace: Workspace) -> Report:
    file = paths.resource("samples/bao_cao_mau_nq76.json")
    return load(file.read_bytes(), workspace.templates(), file.name)
