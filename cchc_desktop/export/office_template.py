"""The office's own Word template: a .docx whose styles of our names take the place of ours."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export.docx_styles import is_built_in
from cchc_desktop.export.docx_xml import W as NAMESPACE
from cchc_desktop.export.docx_xml import escape
from cchc_desktop.export.style import Style
from cchc_desktop.export.verify.ooxml import open_docx

_W = f"{{{NAMESPACE}}}"

_SWITCH = {"val": re.compile("0|1|true|false|on|off")}
_LENGTH = re.compile(r"\d{1,4}")
_SIGNED = re.compile(r"-?\d{1,4}")
_SIZE = {"val": re.compile(r"[1-9]\d{0,2}")}
_FACE = re.compile(r"[\w .-]{1,31}")

# In the order of the schema: what is taken over, and which values. All else of a style (numbering, theme colours,
# borders) leads to other parts of the template, which stay there.
_SETTING = {
    "spacing": {
        "before": _LENGTH,
        "after": _LENGTH,
        "line": re.compile(r"[1-9]\d{1,3}"),
        "lineRule": re.compile("auto|exact|atLeast"),
    },
    "ind": {"left": _SIGNED, "right": _SIGNED, "firstLine": _LENGTH, "hanging": _LENGTH},
    "contextualSpacing": _SWITCH,
    "jc": {"val": re.compile("left|center|right|both")},
}
_LETTERS = {
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), _FACE),
    **dict.fromkeys(("b", "bCs", "i", "iCs", "caps", "smallCaps"), _SWITCH),
    "color": {"val": re.compile("auto|[0-9A-Fa-f]{6}")},
    "spacing": {"val": _SIGNED},
    "sz": _SIZE,
    "szCs": _SIZE,
    "u": {"val": re.compile("none|single|double")},
}


@dataclass(frozen=True, slots=True)
class OfficeStyle:
    """How a style of the office looks, as XML: how paragraphs are set, how letters look.

    `base` is the name of the style that it goes on from, one of ours; "" for none.
    """

    setting: str
    letters: str
    base: str


def read_office_template(data: bytes, style: Style) -> Mapping[str, OfficeStyle]:
    """The styles of a .docx that bear names of ours, by name; refused where it is no Word file or has none.

    The built-in names ("heading 1", "header"), which every Word file has, count only beside another one of ours.
    """
    styles = open_docx(data).styles
    found = {} if styles is None else {_name(one): one for one in styles.iterfind(f"{_W}style[@{_W}type='paragraph']")}
    ours = [look.name for look in style.paragraphs.values() if look.name in found]
    if all(map(is_built_in, ours)):
        raise Refusal(
            "Tệp Word không có kiểu nào mang tên của chương trình (như “Nội dung”, “Quốc hiệu”) nên không đổi được gì; "
            "hãy xuất một báo cáo ra Word, sửa các kiểu trong tệp đó rồi chọn nó làm mẫu."
        )
    names = {one.get(f"{_W}styleId"): name for name, one in found.items() if name in ours}
    bases = {name: names.get(_value(found[name].find(f"{_W}basedOn")), "") for name in ours}
    return {
        name: OfficeStyle(
            "".join(_taken(found[name].find(f"{_W}pPr"), _SETTING)),
            "".join(_taken(found[name].find(f"{_W}rPr"), _LETTERS)),
            "" if _goes_round(name, bases) else bases[name],
        )
        for name in ours
    }


def _name(style: Element) -> str:
    """Word writes the names of its built-in styles in small letters, others write them as they are shown."""
    name = _value(style.find(f"{_W}name"))
    return name.lower() if is_built_in(name.lower()) else name


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _goes_round(name: str, bases: Mapping[str, str]) -> bool:
    seen = {name}
    while name := bases[name]:
        if name in seen:
            return True
        seen.add(name)
    return False


def _taken(properties: Element | None, known: Mapping[str, Mapping[str, re.Pattern[str]]]) -> Iterator[str]:
    """The elements of `properties` that are known, with those of their attributes whose values can be trusted."""
    if properties is None:
        return
    for tag, values in known.items():
        element = properties.find(_W + tag)
        if element is None:
            continue
        stated = {key: element.get(_W + key) for key in values}
        attributes = "".join(
            f' w:{key}="{escape(value)}"' for key, value in stated.items() if value and values[key].fullmatch(value)
        )
        if attributes or (values is _SWITCH and stated["val"] is None):
            yield f"<w:{tag}{attributes}/>"
