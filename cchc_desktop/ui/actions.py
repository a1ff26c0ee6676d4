"""The commands of the window: one declaration each. The main window connects them."""

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """A command `action:NAME`. With `report` it needs an open report; `checkable` it is on or off."""

    name: str
    text: str
    menu: str
    shortcut: str = ""
    report: bool = False
    checkable: bool = False


COMMANDS = (
    Command("new", "Báo cáo mới…", "Báo cáo", "Ctrl+N"),
    Command("open", "Các báo cáo", "Báo cáo", "Ctrl+O"),
    Command("import", "Nhập báo cáo cũ từ Word…", "Báo cáo"),
    Command("import_paste", "Dán báo cáo từ Word", "Báo cáo"),
    Command("import_sheet", "Nhập số liệu một cửa từ Excel…", "Báo cáo", report=True),
    Command("original", "Lưu lại tệp Word đã nhập…", "Báo cáo", report=True),
    Command("save", "Lưu ngay", "Báo cáo", "Ctrl+S", report=True),
    Command("export_docx", "Xuất ra Word…", "Báo cáo", "Ctrl+E", report=True),
    Command("export_unsigned", "Xuất trình ký (chưa ghi số, ngày)…", "Báo cáo", report=True),
    Command("export_pdf", "Xuất ra PDF…", "Báo cáo", report=True),
    Command("export_xlsx", "Xuất phụ lục ra Excel…", "Báo cáo", report=True),
    Command("print", "In…", "Báo cáo", "Ctrl+P", report=True),
    Command("issue", "Ban hành…", "Báo cáo", report=True),
    Command("reopen", "Mở lại báo cáo đã ban hành…", "Báo cáo", report=True),
    Command("verify", "Xét một tệp Word theo Nghị định 30…", "Báo cáo"),
    Command("quit", "Thoát", "Báo cáo"),
    Command("undo", "Hoàn tác", "Sửa", "Ctrl+Z", report=True),
    Command("redo", "Làm lại", "Sửa", "Ctrl+Y", report=True),
    Command("search", "Tìm…", "Sửa", "Ctrl+F"),
    Command("search_next", "Tìm chỗ tiếp theo", "Sửa", "F3", report=True),
    Command("search_previous", "Tìm chỗ trước", "Sửa", "Shift+F3", report=True),
    Command("replace", "Thay thế…", "Sửa", "Ctrl+H", report=True),
    Command("bold", "Chữ đậm", "Sửa", "Ctrl+B", report=True),
    Command("italic", "Chữ nghiêng", "Sửa", "Ctrl+I", report=True),
    Command("profile", "Thông tin cơ quan…", "Sửa"),
    Command("schedule", "Kỳ báo cáo của cơ quan…", "Sửa"),
    Command("history", "Lịch sử của chỗ này…", "Sửa", report=True),
    Command("year", "Số liệu cả năm…", "Xem"),
    Command("preview", "Xem trước trang in", "Xem", report=True, checkable=True),
    Command("check", "Kiểm tra báo cáo", "Xem", "F7", report=True),
    Command("citations", "Văn bản viện dẫn…", "Dữ liệu"),
    Command("office_template", "Mẫu trình bày Word của cơ quan…", "Dữ liệu"),
    Command("backup", "Sao lưu…", "Dữ liệu"),
    Command("restore", "Khôi phục…", "Dữ liệu"),
    Command("commands", "Tìm một lệnh…", "Trợ giúp", "Ctrl+K"),
    Command("help", "Hướng dẫn sử dụng", "Trợ giúp", "F1"),
    Command("update", "Cập nhật từ tệp…", "Trợ giúp"),
    Command("about", "Giới thiệu", "Trợ giúp"),
)


def add_commands(window: QWidget, menu_bar: QMenuBar) -> dict[str, QAction]:
    """Makes the actions with their menus; gives them by name."""
    menus = {}
    actions = {}
    for command in COMMANDS:
        action = QAction(command.text, window)
        action.setObjectName(f"action:{command.name}")
        action.setCheckable(command.checkable)
        if command.shortcut:
            action.setShortcut(QKeySequence(command.shortcut))
        if command.menu not in menus:
            menus[command.menu] = menu_bar.addMenu(command.menu)
        menus[command.menu].addAction(action)
        window.addAction(action)
        actions[command.name] = action
    return actions
