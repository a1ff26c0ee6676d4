"""The one-value fields of a report (Thông tin chung): one declaration each, for forms, storage and places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from cchc_desktop.domain.period import Window
from cchc_desktop.domain.report import DocumentHead, Report, Signer, Unit
from cchc_desktop.text.dates import format_date, parse_date
from cchc_desktop.text.normal import is_blank, normal, normal_lines
from cchc_desktop.text.numbers import parse_count


class Form(Enum):
    """How a field's text is read."""

    TEXT = auto()
    COUNT = auto()
    DATE = auto()
    LINES = auto()
    PARAGRAPH = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is the field's name in the window and in storage, `place` its path in `cchc-report/1`."""

    name: str
    place: str
    label: str
    form: Form = Form.TEXT
    hint: str = ""


FIELDS = (
    Field("superior", "unit.superior", "Cơ quan chủ quản", hint="UBND thị xã A; để trống nếu không có"),
    Field("issuer", "unit.issuer", "Cơ quan ban hành", hint="Phòng B"),
    Field("symbol", "unit.symbol", "Ký hiệu cơ quan", hint="PB, để số văn bản thành …/BC-PB"),
    Field("place", "unit.place", "Địa danh", hint="tên xã, phường, tỉnh đặt trụ sở"),
    Field("number", "document.number", "Số văn bản", Form.COUNT, "văn thư cấp, có thể để trống"),
    Field("date", "document.date", "Ngày ký", Form.DATE, "ngày/tháng/năm"),
    Field("subject", "document.subject", "Trích yếu", hint="Công tác cải cách hành chính …"),
    Field("window_from", "window.from", "Số liệu từ ngày", Form.DATE, "ngày/tháng/năm"),
    Field("window_to", "window.to", "đến ngày", Form.DATE, "ngày/tháng/năm"),
    Field("addressees", "document.addressees", "Kính gửi", Form.LINES, "mỗi nơi một dòng"),
    Field("opening", "opening", "Mở đầu", Form.PARAGRAPH, "đoạn văn trước phần I"),
    Field("closing", "closing", "Kết thúc", Form.PARAGRAPH, "đoạn văn sau phần cuối, không cần ghi ./."),
    Field("recipients", "document.recipients", "Nơi nhận", Form.LINES, "mỗi nơi một dòng, không cần gạch đầu dòng"),
    Field("archive", "document.archive", "Lưu", hint="VT"),
    Field("on_behalf", "signer.on_behalf", "Thay mặt", hint="TM. Ủy ban nhân dân"),
    Field("capacity", "signer.capacity", "Quyền hạn ký", hint="KT., TL., TUQ., Q."),
    Field("signer_title", "signer.title", "Chức vụ", hint="Trưởng phòng"),
    Field("deputy_title", "signer.deputy_title", "Chức vụ của cấp phó", hint="Phó Trưởng phòng, khi ký thay"),
    Field("signer_name", "signer.name", "Họ và tên người ký", hint="không ghi học hàm, học vị"),
)

FIELD_BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
FIELD_BY_PLACE: Mapping[str, Field] = {field.place: field for field in FIELDS}


def clean(field: Field, text: str) -> str:
    """A field's text in normal form; only fields of several lines keep their line breaks."""
    return normal_lines(text) if field.form is Form.LINES else normal(text)


def text_of(report: Report, field: Field) -> str:
    """A field as it is typed: dates as dd/mm/yyyy, lists one a line, what could not be read as it was."""
    if field.place in report.unreadable:
        return report.unreadable[field.place]
    value: Any = {
        "window.from": report.window.start,
        "window.to": report.window.end,
        "opening": report.opening,
        "closing": report.closing,
    }.get(field.place)
    if "." in field.place and not field.place.startswith("window."):
        part, _, key = field.place.partition(".")
        value = getattr(getattr(report, part), key)
    if value is None:
        return ""
    if field.form is Form.DATE:
        return format_date(value)
    return "\n".join(value) if field.form is Form.LINES else str(value)


@dataclass(frozen=True, slots=True)
class FieldValues:
    """What the texts of all fields come to; `unreadable` by place."""

    unit: Unit
    document: DocumentHead
    signer: Signer
    window: Window
    opening: str
    closing: str
    unreadable: Mapping[str, str]


def read_fields(texts: Mapping[str, str]) -> FieldValues:
    """The values of the fields' texts by name; a missing text is blank."""
    values: dict[str, Any] = {}
    unreadable: dict[str, str] = {}
    for field in FIELDS:
        text = texts.get(field.name, "")
        value = _read(field, text)
        if value is None and not is_blank(text):
            unreadable[field.place] = text
        values[field.place] = value

    def part(name: str) -> dict[str, Any]:
        return {place.partition(".")[2]: value for place, value in values.items() if place.startswith(f"{name}.")}

    return FieldValues(
        unit=Unit(**part("unit")),
        document=DocumentHead(**part("document")),
        signer=Signer(**part("signer")),
        window=Window(values["window.from"], values["window.to"]),
        opening=values["opening"],
        closing=values["closing"],
        unreadable=unreadable,
    )


def is_readable(field: Field, text: str) -> bool:
    """False where `text` is neither blank nor what the field holds."""
    return is_blank(text) or _read(field, text) is not None


def _read(field: Field, text: str) -> str | int | date | tuple[str, ...] | None:
    if field.form is Form.COUNT:
        return parse_count(text)
    if field.form is Form.DATE:
        return parse_date(text)
    if field.form is Form.LINES:
        return tuple(line for line in text.splitlines() if not is_blank(line))
    return text
