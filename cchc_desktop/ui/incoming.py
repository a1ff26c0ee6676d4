"""What is to come in as an old report: a Word file, or what was copied from Word."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QMimeData

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing.result import OldReport
from cchc_desktop.workspace import Workspace

_PASTED = "Báo cáo dán từ Word"
_NOTHING = (
    "Chưa có gì để dán: hãy mở báo cáo bằng Word, chọn tất cả (Ctrl+A), chép (Ctrl+C), rồi vào lại lệnh Dán báo cáo từ "
    "Word."
)


@dataclass(frozen=True)
class Incoming:
    """`read` gives the report, of the period that is named; `path` is the file, where it is one."""

    name: str
    read: Callable[[Period | None], OldReport]
    path: Path | None = None


def from_file(workspace: Workspace, path: Path) -> Incoming:
    """A file."""
    return Incoming(path.name, lambda period: workspace.read_old_report(path, period), path)


def converted(workspace: Workspace, incoming: Incoming, docx: bytes) -> Incoming:
    """The same file, now that it was turned into .docx."""
    path = incoming.path
    assert path is not None
    return replace(incoming, read=lambda period: workspace.read_old_report(path, period, docx=docx))


def from_clipboard(workspace: Workspace, data: QMimeData) -> Incoming:
    """What was copied, with or without its looks; refused where it is no text."""
    if not data.hasText() and not data.hasHtml():
        raise Refusal(_NOTHING)
    # Late: a start does not need the parser.
    from cchc_desktop.importing.opening import html_of_text

    html = data.html() if data.hasHtml() else html_of_text(data.text())
    return Incoming(_PASTED, lambda period: workspace.read_pasted_report(html, period))
