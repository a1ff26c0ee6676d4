"""Reading a template from TOML. What is not understood is refused with the file, the key and the reason."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from cchc_desktop.domain.formula import NAME, Identity, Ratio, Sum
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.reading import Table, refuse
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.template import Appendix, Column, Figure, FixedRow, Phrases, Section, Template
from cchc_desktop.text.normal import normal_lines
from cchc_desktop.text.numbers import roman

_KEY = re.compile(NAME)
_PATH = re.compile(rf"{NAME}(?:\.{NAME})*")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_NUMBERINGS = ("I.", "1.", "1.1.", "a)", "")
_BLANKS = {"period", "next_period", "year", "issuer", "superior"}
_LONGEST = 1_000_000
T = TypeVar("T")


def read_template(source: str, file: str) -> Template:
    """The template that the TOML text `source` states; `file` names it in refusals."""
    if len(source) > _LONGEST:
        raise refuse("", "quá lớn, không phải là một mẫu báo cáo.", file)
    try:
        values = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise refuse("", f"không phải là TOML đúng ({_where(error)}).", file) from None
    root = Table(values, source=file)
    key = _key(root, _KEY)
    name = root.text("name")
    used_from = _period(root)
    numbering = tuple(root.texts("numbering", ("I.", "1.", "1.1.")))
    for style in numbering:
        if style not in _NUMBERINGS:
            raise root.refuse("numbering", f"có kiểu “{style}” không được nhận; chỉ nhận {', '.join(_NUMBERINGS)}.")
    phrases = _phrases(root.table("document"))
    parts = _parts(root.tables("section"), numbering)
    template = Template(key, name, used_from, phrases, parts, (), (), normal_lines(source) + "\n")
    appendices = _unique([_appendix(table) for table in root.tables("appendix", ())], root, "appendix")
    template = replace(template, appendices=appendices)
    figures = _unique([_figure(table, template) for table in root.tables("figure", ())], root, "figure")
    root.finish()
    clash = {f.key for f in figures} & {a.key for a in appendices}
    if clash:
        raise root.refuse("figure", f"và appendix cùng dùng khóa “{min(clash)}”.")
    return replace(template, figures=figures)


def _where(error: Exception) -> str:
    match = re.search(r"line (\d+), column (\d+)", str(error))
    return f"dòng {match[1]}, cột {match[2]}" if match else "không đọc được"


def _key(table: Table, form: re.Pattern[str]) -> str:
    key = table.text("key")
    if not form.fullmatch(key):
        raise table.refuse("key", f"“{key}” chỉ được có chữ thường không dấu, chữ số và gạch dưới.")
    return key


def _period(root: Table) -> Period:
    text = root.text("used_from")
    try:
        return Period.parse(text)
    except Refusal as refusal:
        raise root.refuse("used_from", f"không đúng: {refusal}") from None


def _phrases(table: Table) -> Phrases:
    phrases = Phrases(
        subject=_phrase(table, "subject"),
        opening=_phrase(table, "opening"),
        closing=_phrase(table, "closing"),
        appendix_reference=_phrase(table, "appendix_reference", {"appendices"}),
        addressees=table.texts("addressees", ()),
        recipients=table.texts("recipients", ()),
        archive=table.text("archive", ""),
    )
    for key, texts in (("addressees", phrases.addressees), ("recipients", phrases.recipients)):
        for text in texts:
            _check_blanks(table, key, text, set())
    table.finish()
    return phrases


def _phrase(table: Table, key: str, more: set[str] | None = None) -> str:
    text = table.text(key, "")
    _check_blanks(table, key, text, more or set())
    return text


def _check_blanks(table: Table, key: str, text: str, more: set[str]) -> None:
    for blank in re.findall(r"\{([^{}]*)\}", text):
        if blank not in _BLANKS | more:
            raise table.refuse(key, f"có ô trống “{{{blank}}}” không được nhận.")


def _parts(tables: list[Table], numbering: tuple[str, ...]) -> tuple[Section, ...]:
    """The tree of sections from their list, where a parent stands before its children."""
    read: dict[str, Section] = {}
    children: dict[str, list[str]] = {"": []}
    for table in tables:
        key = _key(table, _PATH)
        parent = key.rpartition(".")[0]
        if key in read:
            raise table.refuse("key", f"“{key}” đã có ở trên.")
        if parent not in children:
            raise table.refuse("key", f"“{key}” cần mục “{parent}” đứng trước nó.")
        title = table.text("title")
        children[key] = []
        children[parent].append(key)
        read[key] = Section(
            key,
            number=_number(key.count("."), len(children[parent]), read.get(parent), numbering),
            title=title,
            short=table.text("short", title),
            hint=table.text("hint", ""),
            plain=table.choice("entries", ("dash", "plain"), "dash") == "plain",
        )
        table.finish()
    if not read:
        raise refuse("section", "còn thiếu: mẫu cần ít nhất một mục.", tables[0].source if tables else "")

    def tree(key: str) -> Section:
        return replace(read[key], children=tuple(tree(child) for child in children[key]))

    return tuple(tree(key) for key in children[""])


def _number(level: int, place: int, parent: Section | None, numbering: tuple[str, ...]) -> str:
    style = numbering[min(level, len(numbering) - 1)] if numbering else ""
    if style == "I.":
        return f"{roman(place)}."
    if style == "1.":
        return f"{place}."
    if style == "1.1.":
        return f"{parent.number if parent else ''}{place}."
    if style == "a)":
        return f"{_LETTERS[(place - 1) % len(_LETTERS)]})"
    return ""


def _appendix(table: Table) -> Appendix:
    key = _key(table, _KEY)
    columns = _unique([_column(column) for column in table.tables("column")], table, "column")
    rows = _unique([_row(row) for row in table.tables("row", ())], table, "row")
    keys = [column.key for column in columns]
    typed = [column.key for column in columns if column.formula is None]
    for column in columns:
        formula = column.formula or column.opening
        unknown = [name for name in (formula.names if formula else ()) if name not in typed]
        if unknown or (column.last_year and column.last_year not in keys):
            raise table.refuse(
                "column",
                f"“{column.key}” nhắc đến cột không có hoặc cột tính sẵn: {(unknown or [column.last_year])[0]}.",
            )
    row_identities, column_identities = [], []
    for identity_table in table.tables("identity", ()):
        identity = _identity(identity_table)
        if all(name in keys for name in identity.names):
            row_identities.append(identity)
        elif all(name in [row.key for row in rows] for name in identity.names):
            column_identities.append(identity)
        else:
            raise identity_table.refuse("rule", "phải gồm toàn cột hoặc toàn dòng có trong phụ lục này.")
    title = table.text("title")
    appendix = Appendix(
        key,
        title=title,
        row_header=table.text("row_header"),
        columns=columns,
        label=table.text("label", ""),
        short=table.text("short", title),
        unit=table.text("unit", ""),
        landscape=table.choice("orientation", ("portrait", "landscape"), "portrait") == "landscape",
        numbered=table.flag("numbered", False),
        rows=rows,
        total=table.text("total", ""),
        row_identities=tuple(row_identities),
        column_identities=tuple(column_identities),
    )
    table.finish()
    return appendix


def _column(table: Table) -> Column:
    quarter = table.number("quarter", 0)
    if not 0 <= quarter <= 4:
        raise table.refuse("quarter", "phải từ 1 đến 4.")
    column = Column(
        key=_key(table, _KEY),
        label=table.text("label"),
        groups=table.texts("groups", ()),
        kind=table.choice("kind", ("flow", "stock", "opening"), "flow"),
        formula=_parsed(Sum.parse, table, "formula"),
        quarter=quarter or None,
        opening=_parsed(Sum.parse, table, "opening"),
        last_year=table.text("last_year", ""),
    )
    table.finish()
    return column


def _row(table: Table) -> FixedRow:
    row = FixedRow(
        key=_key(table, _KEY),
        label=table.text("label"),
        indent=table.number("indent", 0),
        heading=table.text("heading", ""),
    )
    if row.indent not in (0, 1):
        raise table.refuse("indent", "phải là 0 hoặc 1.")
    table.finish()
    return row


def _identity(table: Table) -> Identity:
    severity = table.choice("severity", ("error", "warning", "info"))
    message = table.text("message")
    identity = _parsed(lambda text: Identity.parse(text, severity, message), table, "rule")
    if identity is None:
        raise table.refuse("rule", "còn thiếu.")
    table.finish()
    return identity


def _figure(table: Table, template: Template) -> Figure:
    key = _key(table, _KEY)
    section = table.text("section")
    if section not in template.sections or template.sections[section].children:
        raise table.refuse("section", f"“{section}” không phải là một mục không có mục con.")
    kind = table.choice("kind", ("flow", "stock", "ratio"))
    ratio = _parsed(Ratio.parse, table, "formula")
    if (kind == "ratio") != (ratio is not None):
        raise table.refuse("formula", "cần có ở số liệu kiểu ratio và chỉ ở đó.")
    for name in (*ratio.part.names, *ratio.whole.names) if ratio else ():
        appendix, _, column = name.partition(".")
        if appendix not in template.appendix_by_key or column not in template.appendix_by_key[appendix].column_by_key:
            raise table.refuse("formula", f"nhắc đến “{name}”, không phải là một cột của phụ lục.")
    figure = Figure(
        key,
        section=section,
        label=table.text("label"),
        unit=table.text("unit", ""),
        kind=kind,
        required=table.flag("required", False),
        least=table.number("min", 0),
        most=table.number("max", -1) if "max" in table else None,
        ratio=ratio,
    )
    if figure.least < 0 or (figure.most is not None and figure.most < figure.least):
        raise table.refuse("min", "và max không hợp nhau.")
    table.finish()
    return figure


def _parsed(parse: Callable[[str], T], table: Table, key: str) -> T | None:
    text = table.text(key, "")
    if not text:
        return None
    try:
        return parse(text)
    except ValueError:
        raise table.refuse(key, f"“{text}” không phải là một công thức được nhận.") from None


def _unique(items: list[T], table: Table, key: str) -> tuple[T, ...]:
    keys = [item.key for item in items]  # type: ignore[attr-defined]
    for item_key in keys:
        if keys.count(item_key) > 1:
            raise table.refuse(key, f"có hai khóa “{item_key}”.")
    return tuple(items)
