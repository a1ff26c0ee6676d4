"""Appendices for the tests of tables: two small ones, and those of the templates with the sample's figures."""

import json
from collections.abc import Mapping
from pathlib import Path

from cchc_desktop.domain.formula import Sum
from cchc_desktop.domain.report import AppendixData, Row
from cchc_desktop.domain.template import Appendix, Column, FixedRow
from cchc_desktop.domain.template_file import read_template
from cchc_desktop.ui.appendix_model import AppendixModel

RESOURCES = Path(__file__).parents[2] / "resources"

OPEN = Appendix(
    "mo",
    title="Hồ sơ",
    row_header="Lĩnh vực",
    short="Hồ sơ",
    columns=(
        Column("nhan", "Nhận"),
        Column("dung", "Đúng hẹn", groups=("Đã giải quyết",)),
        Column("tre", "Trễ hẹn", groups=("Đã giải quyết",)),
        Column("xong", "Cộng", formula=Sum(("dung", "tre"))),
    ),
    total="Tổng số",
)
FIXED = Appendix(
    "dong",
    title="Văn bản",
    row_header="Nội dung",
    short="Văn bản",
    columns=(
        Column("truoc", "Năm trước"),
        Column("tong", "Tổng cộng", formula=Sum(("q1", "q2"))),
        Column("q1", "Quý I"),
        Column("q2", "Quý II"),
    ),
    rows=(
        FixedRow("ra_soat", "Đã rà soát"),
        FixedRow("bai_bo", "- Bãi bỏ", indent=1, heading="Kết quả"),
        FixedRow("sua_doi", "- Sửa đổi", indent=1),
    ),
)


def open_data() -> AppendixData:
    return AppendixData(
        (
            Row("r1", "Văn hóa", {"nhan": 10, "dung": 9, "tre": 1}),
            Row("r2", "Đất đai", {"nhan": 1250, "dung": None, "tre": 0}, {"tre": "chờ xác minh"}),
        )
    )


def fixed_data() -> AppendixData:
    return AppendixData(tuple(Row(row.key, row.label) for row in FIXED.rows))


def open_model(unreadable: Mapping[tuple[str, str], str] | None = None) -> AppendixModel:
    return AppendixModel(OPEN, open_data(), unreadable or {})


def fixed_model() -> AppendixModel:
    return AppendixModel(FIXED, fixed_data(), {})


def template_model(template: str, appendix: str) -> AppendixModel:
    """An appendix of a shipped template with the sample report's rows."""
    path = RESOURCES / "templates" / f"{template}.toml"
    form = read_template(path.read_text("utf-8"), path.name).appendix_by_key[appendix]
    sample = json.loads((RESOURCES / "samples" / "bao_cao_mau_nq30c.json").read_text("utf-8"))
    rows = sample["appendices"][appendix]["rows"]
    return AppendixModel(form, AppendixData(tuple(Row(**row) for row in rows)), {})


def texts(model: AppendixModel) -> list[list[str]]:
    """Everything the table shows, row by row."""
    columns = range(model.columnCount())
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]
