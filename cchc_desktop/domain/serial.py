"""`cchc-report/1`: a report as a file (UTF-8 JSON in NFC). What `dump` writes, `load` reads."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cchc_desktop.domain.period import Period, Window
from cchc_desktop.domain.reading import Table, refuse
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import (
    NEW,
    STATES,
    AppendixData,
    DocumentHead,
    Entry,
    FigureValue,
    Report,
    Row,
    Signer,
    Unit,
    new_report,
)
from cchc_desktop.domain.status import DRAFT, ISSUED
from cchc_desktop.domain.template import Appendix, Template
from cchc_desktop.text.normal import is_blank, normal

FORMAT = "cchc-report/1"
LONGEST = 20_000_000
"""The largest file that is read, in bytes."""


def load(data: bytes, templates: Mapping[str, Template], file: str = "") -> Report:
    """The report that a file states. Refused, with the place named, where it is not `cchc-report/1`.

    What the file leaves out is as in a new report of its template and period.
    """
    root = Table(_json(data, file), source=file)
    root.choice("format", (FORMAT,))
    key = root.text("template")
    if key not in templates:
        raise root.refuse("template", f"“{key}” không phải là một mẫu báo cáo đã có ({', '.join(templates)}).")
    template = templates[key]
    period_id = root.text("period")
    try:
        period = Period.parse(period_id)
    except Refusal as refusal:
        raise root.refuse("period", f"không đúng: {refusal}") from None
    unit, signer = _unit(root.table("unit", {})), _signer(root.table("signer", {}))
    blank = new_report(template, period, unit, signer)
    report = Report(
        template=template,
        period=period,
        window=_window(root, period),
        status=root.choice("status", (DRAFT, ISSUED), DRAFT),
        unit=unit,
        document=_document(root.table("document", {}), blank.document),
        signer=signer,
        opening=root.text("opening", blank.opening),
        closing=root.text("closing", blank.closing),
        sections=_sections(root.table("sections", {}), template),
        figures=_figures(root.table("figures", {}), template),
        appendices=_appendices(root.table("appendices", {}), blank),
    )
    root.finish()
    return report


def dump(report: Report) -> str:
    """The report as a file: every key, null and empty ones too, in the order of the template."""
    return json.dumps(as_values(report), ensure_ascii=False, indent=1) + "\n"


def as_values(report: Report) -> dict[str, Any]:
    """The plain values that `dump` writes."""
    head = report.document
    return {
        "format": FORMAT,
        "template": report.template.key,
        "period": report.period.id,
        "window": {
            "from": report.window.start and report.window.start.isoformat(),
            "to": report.window.end and report.window.end.isoformat(),
        },
        "status": report.status,
        "unit": asdict(report.unit),
        "document": {**asdict(head), "date": head.date and head.date.isoformat()},
        "signer": asdict(report.signer),
        "opening": report.opening,
        "closing": report.closing,
        "sections": {
            section.key: [asdict(entry) for entry in report.sections[section.key]] for section in report.template.leaves
        },
        "figures": {figure.key: asdict(report.figures[figure.key]) for figure in report.template.typed_figures},
        "appendices": {
            appendix.key: _appendix_values(appendix, report.appendices[appendix.key])
            for appendix in report.template.appendices
        },
    }


def _appendix_values(appendix: Appendix, data: AppendixData) -> dict[str, Any]:
    def cells(stated: Mapping[str, int | None]) -> dict[str, int | None]:
        return {c.key: stated.get(c.key) for c in appendix.columns if c.formula is None or c.key in stated}

    values: dict[str, Any] = {
        "rows": [
            {
                "key": row.key,
                "label": row.label,
                "cells": cells(row.cells),
                "notes": {c.key: row.notes[c.key] for c in appendix.columns if c.key in row.notes},
            }
            for row in data.rows
        ]
    }
    if data.total is not None:
        values["total"] = {"cells": {c.key: data.total[c.key] for c in appendix.columns if c.key in data.total}}
    return values


def _json(data: bytes, file: str) -> object:
    if len(data) > LONGEST:
        raise refuse("", "quá lớn, không phải là một báo cáo.", file)

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        values = dict(pairs)
        if len(values) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise refuse("", f"có khóa “{normal(twice)}” hai lần ở cùng một chỗ.", file)
        return values

    def constant(name: str) -> object:
        raise refuse("", f"có giá trị {name} không phải là một số.", file)

    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=unique, parse_constant=constant)
    except UnicodeDecodeError:
        raise refuse("", "không phải là chữ UTF-8.", file) from None
    except json.JSONDecodeError as error:
        raise refuse("", f"không phải là JSON đúng (dòng {error.lineno}, cột {error.colno}).", file) from None
    except (RecursionError, ValueError):
        raise refuse("", "không phải là một báo cáo: JSON lồng quá sâu hoặc có số quá dài.", file) from None


def _window(root: Table, period: Period) -> Window:
    table = root.table("window", {})
    start = table.day("from") if "from" in table else period.window.start
    end = table.day("to") if "to" in table else period.window.end
    if start and end and start > end:
        raise table.refuse("from", "phải là ngày trước window.to.")
    table.finish()
    return Window(start, end)


def _unit(table: Table) -> Unit:
    unit = Unit(**{key: table.text(key, "") for key in ("superior", "issuer", "symbol", "place")})
    table.finish()
    return unit


def _signer(table: Table) -> Signer:
    keys = ("on_behalf", "capacity", "title", "deputy_title", "name")
    signer = Signer(**{key: table.text(key, "") for key in keys})
    table.finish()
    return signer


def _document(table: Table, default: DocumentHead) -> DocumentHead:
    document = DocumentHead(
        number=table.count("number"),
        date=table.day("date"),
        subject=table.text("subject", default.subject),
        addressees=_no_blanks(table.texts("addressees", default.addressees)),
        recipients=_no_blanks(table.texts("recipients", default.recipients)),
        archive=table.text("archive", default.archive),
    )
    table.finish()
    return document


def _no_blanks(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in texts if not is_blank(text))


def _sections(table: Table, template: Template) -> dict[str, tuple[Entry, ...]]:
    for key in table:
        if key in template.sections and template.sections[key].children:
            raise table.refuse(key, "có mục con nên không chứa ý; hãy đặt ý vào mục con.")
    sections = {section.key: _entries(table.tables(section.key, ())) for section in template.leaves}
    table.finish()
    return sections


def _entries(tables: list[Table]) -> tuple[Entry, ...]:
    entries = []
    for table in tables:
        entry = Entry(
            text=table.text("text"),
            state=table.choice("state", STATES, NEW),
            citations=_no_blanks(table.texts("citations", ())),
        )
        table.finish()
        if not is_blank(entry.text):
            entries.append(entry)
    return tuple(entries)


def _figures(table: Table, template: Template) -> dict[str, FigureValue]:
    for figure in template.figures:
        if figure.ratio is not None and figure.key in table:
            raise table.refuse(figure.key, "là số được tính sẵn, không ghi trong tệp.")
    figures = {}
    for figure in template.typed_figures:
        value = table.table(figure.key, {})
        figures[figure.key] = FigureValue(value.count("value"), value.maybe_text("note"))
        value.finish()
    table.finish()
    return figures


def _appendices(table: Table, blank: Report) -> dict[str, AppendixData]:
    appendices = {}
    for appendix in blank.template.appendices:
        if appendix.key in table:
            appendices[appendix.key] = _appendix(table.table(appendix.key), appendix)
        else:
            appendices[appendix.key] = blank.appendices[appendix.key]
    table.finish()
    return appendices


def _appendix(table: Table, appendix: Appendix) -> AppendixData:
    rows: dict[str, Row] = {}
    fixed = {row.key: row for row in appendix.rows}
    for row_table in table.tables("rows", ()):
        key = row_table.text("key")
        if is_blank(key) or key in rows:
            raise row_table.refuse("key", f"“{key}” trống hoặc đã có ở một dòng khác của phụ lục.")
        if fixed and key not in fixed:
            raise row_table.refuse("key", f"“{key}” không phải là một dòng của phụ lục này.")
        label = row_table.text("label", "")
        notes = row_table.table("notes", {})
        rows[key] = Row(
            key,
            label=fixed[key].label if fixed else label,
            cells=_known(_cells(row_table.table("cells", {}), appendix), appendix),
            notes={c.key: notes.text(c.key) for c in appendix.columns if c.key in notes},
        )
        notes.finish()
        row_table.finish()
    total = None
    if "total" in table:
        total_table = table.table("total")
        total = _cells(total_table.table("cells", {}), appendix)
        total_table.finish()
    table.finish()
    if fixed:
        return AppendixData(tuple(rows.get(row.key, Row(row.key, row.label)) for row in appendix.rows), total)
    return AppendixData(tuple(rows.values()), total)


def _known(cells: dict[str, int | None], appendix: Appendix) -> dict[str, int | None]:
    """Without the blanks: only a computed cell may be stated as blank."""
    return {key: value for key, value in cells.items() if value is not None or appendix.column_by_key[key].formula}


def _cells(table: Table, appendix: Appendix) -> dict[str, int | None]:
    cells = {column.key: table.count(column.key) for column in appendix.columns if column.key in table}
    table.finish()
    return cells
