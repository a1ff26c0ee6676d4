from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.appendix_head import HeadCell, head_grid
from cchc_desktop.ui.appendix_view import AppendixView
from cchc_desktop.ui.grouped_header import GroupedHeader
from tests.ui.appendix_tables import template_model

CELLS = (
    HeadCell(0, 0, 3, 1, "Lĩnh vực, công việc"),
    HeadCell(0, 1, 1, 3, "Số hồ sơ"),
    HeadCell(1, 1, 2, 1, "Hồ sơ chưa giải quyết trước kỳ báo cáo"),
    HeadCell(1, 2, 1, 2, "Hồ sơ nhận"),
    HeadCell(2, 2, 1, 1, "Tổng số"),
    HeadCell(2, 3, 1, 1, "Thứ 7"),
)


@pytest.fixture
def table(qtbot: QtBot) -> QTableView:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(QStandardItemModel(3, 4, view))
    view.setHorizontalHeader(GroupedHeader(CELLS, view))
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().hide()
    for column, width in enumerate((200, 90, 90, 90)):
        view.setColumnWidth(column, width)
    view.resize(500, 300)
    with qtbot.waitExposed(view):
        view.show()
    return view


def header_of(table: QTableView) -> GroupedHeader:
    header = table.horizontalHeader()
    assert isinstance(header, GroupedHeader)
    return header


def needed(header: GroupedHeader, cell: HeadCell) -> QRect:
    room = QRect(0, 0, header.text_rect(cell).width(), 10_000)
    return header.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), cell.text)


def assert_nothing_is_cut(header: GroupedHeader, cells: tuple[HeadCell, ...]) -> None:
    for cell in cells:
        room, text = header.text_rect(cell), needed(header, cell)
        assert text.height() <= room.height(), cell.text
        assert text.width() <= room.width(), cell.text


def test_the_cells_cover_the_head_without_overlap(table: QTableView) -> None:
    header = header_of(table)
    rects = [header.cell_rect(cell) for cell in CELLS]
    assert sum(rect.width() * rect.height() for rect in rects) == 470 * header.height()
    for index, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[:index])


def test_the_head_is_as_high_as_its_texts_need_at_every_width(table: QTableView, qtbot: QtBot) -> None:
    header = header_of(table)
    assert_nothing_is_cut(header, CELLS)
    wide = header.height()
    table.setColumnWidth(1, 60)
    qtbot.waitUntil(lambda: header.height() > wide)
    assert header.height() == sum(header.row_heights()) == header.sizeHint().height()
    assert_nothing_is_cut(header, CELLS)
    table.setColumnWidth(1, 400)
    qtbot.waitUntil(lambda: header.height() < wide)


def test_the_first_column_s_head_stays_while_the_others_scroll(table: QTableView) -> None:
    header = header_of(table)
    table.resize(300, 300)
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.horizontalScrollBar().setValue(50)
    assert header.cell_rect(CELLS[0]) == QRect(0, 0, 200, header.height())
    assert header.cell_rect(CELLS[1]).left() == 150
    picture = header.grab().toImage()
    moved = header.grab(QRect(0, 0, 200, header.height())).toImage()
    table.horizontalScrollBar().setValue(0)
    header.repaint()
    assert moved == header.grab(QRect(0, 0, 200, header.height())).toImage()
    assert picture != header.grab().toImage()


def test_the_least_width_holds_the_longest_word(table: QTableView, qtbot: QtBot) -> None:
    header = header_of(table)
    table.setColumnWidth(1, header.least_width(1))
    assert_nothing_is_cut(header, CELLS)


@pytest.mark.parametrize("width", [1024 - 48, 700, 500])
@pytest.mark.parametrize("appendix", ["the_che", "mot_cua"])
def test_no_text_of_the_templates_heads_is_cut(qtbot: QtBot, appendix: str, width: int) -> None:
    model = template_model("nq30c", appendix)
    view = AppendixView(model)
    qtbot.addWidget(view)
    view.resize(width, 500)
    with qtbot.waitExposed(view):
        view.show()
    header = header_of(view)
    assert header.height() == header.sizeHint().height()
    assert_nothing_is_cut(header, head_grid(replace(model.appendix, numbered=False)))
    model.setParent(view)
