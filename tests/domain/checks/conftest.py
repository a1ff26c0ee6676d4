"""A report that is right in every respect, and ways to make it wrong in just one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.checks import Context
from cchc_desktop.domain.citations import read_citations
from cchc_desktop.domain.confusions import read_confusions
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import AppendixData, Entry, FigureValue, Report, Row, Signer, Unit, new_report
from cchc_desktop.domain.template import Template
from cchc_desktop.domain.template_file import read_template

RESOURCES = Path(__file__).parents[3] / "resources"

FIGURES = {
    "van_ban_chi_dao": 14,
    "van_ban_tham_muu": 74,
    "tthc_tong": 38,
    "quy_trinh_iso": 31,
    "phan_anh": 2,
    "bien_che_giao": 12,
    "bien_che_co_mat": 11,
    "bien_che_vang": 1,
    "cbcc_tong": 11,
    "may_tinh": 12,
    "may_in": 5,
    "may_scan": 3,
}
ONE_STOP_COLUMNS = ("ton_dau", "nhan", "nhan_t7", "truoc", "dung", "tre", "dang", "qua_han")
ONE_STOP = {
    "Đất đai": (4, 120, 9, 80, 36, 2, 6, 0),
    "Hộ tịch": (1, 200, 20, 150, 48, 0, 3, 0),
    "Xây dựng": (2, 60, 5, 40, 20, 0, 2, 0),
}
REVIEWS = {
    "vb_ban_hanh": (1, 0, 1),
    "vb_ra_soat": (9, 3, 4),
    "vb_bai_bo": (1, 0, 1),
    "vb_sua_doi": (2, 1, 0),
    "vb_de_nghi": (1, 0, 1),
    "tthc_ra_soat": (12, 4, 5),
    "tthc_bai_bo": (0, 0, 0),
    "tthc_sua_doi": (0, 0, 0),
    "tthc_de_nghi": (3, 1, 2),
}


def one_stop(rows: dict[str, tuple[int | None, ...]]) -> AppendixData:
    return AppendixData(
        tuple(
            Row(f"r{index}", label, dict(zip(ONE_STOP_COLUMNS, values, strict=True)))
            for index, (label, values) in enumerate(rows.items(), 1)
        )
    )


@pytest.fixture(scope="session")
def template() -> Template:
    return read_template((RESOURCES / "templates/nq30c.toml").read_text(encoding="utf-8"), "nq30c.toml")


@pytest.fixture(scope="session")
def context() -> Context:
    """What the program ships: the lists, and no history."""
    data = RESOURCES / "data"
    return Context(
        citations=read_citations((data / "citations.toml").read_text(encoding="utf-8"), "citations.toml"),
        confusions=read_confusions((data / "confusions.toml").read_text(encoding="utf-8"), "confusions.toml"),
    )


@pytest.fixture(scope="session")
def report(template: Template) -> Report:
    """A report of 6 tháng đầu năm 2022, complete but for its texts: nothing is wrong with it."""
    unit = Unit("UBND huyện Lam Khê", "Phòng Kinh tế và Hạ tầng", "KTHT", "Lam Khê")
    blank = new_report(template, Period.parse("2022-H1"), unit, Signer(title="Trưởng phòng", name="Hoàng Khắc Thịnh"))
    reviews = AppendixData(
        tuple(
            replace(row, cells=dict(zip(("nam_truoc", "q1", "q2"), REVIEWS[row.key], strict=True)))
            for row in blank.appendices["the_che"].rows
        )
    )
    return replace(
        blank,
        document=replace(blank.document, number=84, date=date(2022, 6, 16)),
        closing=f"{blank.closing} (số liệu tại các phụ lục kèm theo)",
        figures={key: FigureValue(value) for key, value in FIGURES.items()},
        appendices={"the_che": reviews, "mot_cua": one_stop(ONE_STOP)},
    )


Say = Callable[..., Report]


@pytest.fixture(scope="session")
def say(report: Report) -> Say:
    """The report with these texts in a section, one an entry."""

    def say(*texts: str, section: str = "ket_qua.tthc.kiem_soat", state: str = "new", **changes: object) -> Report:
        entries = tuple(Entry(text, state) for text in texts)
        return replace(report, sections={**report.sections, section: entries}, **changes)  # type: ignore[arg-type]

    return say


def with_cells(report: Report, appendix: str, row: int, **cells: int | None) -> Report:
    """The report with some cells of one row changed."""
    rows = list(report.appendices[appendix].rows)
    rows[row] = replace(rows[row], cells={**rows[row].cells, **cells})
    changed = replace(report.appendices[appendix], rows=tuple(rows))
    return replace(report, appendices={**report.appendices, appendix: changed})


def with_figures(report: Report, **values: int | None) -> Report:
    changed = {key: FigureValue(value) for key, value in values.items()}
    return replace(report, figures={**report.figures, **changed})


def rules(findings: list[Finding]) -> set[str]:
    return {finding.rule for finding in findings}
