"""Cells of a table that show their whole text, however long."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from cchc_desktop.ui import theme

MARK_SIZE = QSize(14, 14)
_SIDES = 2 * (theme.MEDIUM + 4)
"""What the style sheet and the style keep free at the left and right of a cell in a list."""

_UNBOUNDED = 100_000


class WholeText(QStyledItemDelegate):
    """Makes rows as high as their wrapped texts need; the style's own measure knows nothing of the style sheet."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        self.initStyleOption(option, index)
        marked = QStyleOptionViewItem.ViewItemFeature.HasDecoration in option.features  # type: ignore[attr-defined]
        mark = MARK_SIZE.width() + theme.SMALL if marked else 0
        room = QRect(0, 0, max(1, option.rect.width() - _SIDES - mark), _UNBOUNDED)  # type: ignore[attr-defined]
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        text = option.text  # type: ignore[attr-defined]
        height = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()
        return QSize(option.rect.width(), height + 2 * theme.SMALL)  # type: ignore[attr-defined]
