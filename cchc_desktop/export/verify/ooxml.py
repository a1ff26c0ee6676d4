"""The parts of a .docx and the small values in them."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from cchc_desktop.archive import Package, open_package
from cchc_desktop.domain.refusal import Refusal

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
V = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36_000
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 566.929, "mm": 56.6929, "pc": 240.0, "pi": 240.0, "px": 15.0}
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi|px)")
_MOST_PARAGRAPHS = 15_000
_MOST_SECTIONS = 200


@dataclass(frozen=True)
class Parts:
    """The parts that say how a .docx reads. `by_id` finds headers and footers by their relationship."""

    document: Element
    styles: Element | None
    numbering: Element | None
    theme: Element | None
    settings: Element | None
    notes: Mapping[str, Element]
    by_id: Mapping[str, Element]


def open_docx(data: bytes) -> Parts:
    """The parts of a Word file; anything else, and what could do harm, is refused in one sentence."""
    package = open_package(data)
    names = [target for kind, target in _relations(package, "").values() if kind == "officeDocument"]
    if not names or names[0] not in package.xml:
        raise Refusal("Tệp không phải là tệp Word (.docx).")
    document = package.tree(names[0])
    if document.tag != W + "document" or document.find(W + "body") is None:
        raise Refusal(
            "Tệp không phải là tệp Word (.docx) thường; hãy mở bằng Word và lưu lại dạng Word Document (.docx)."
        )
    relations = {key: value for key, value in _relations(package, names[0]).items() if value[1] in package.xml}

    def part(kind: str) -> Element | None:
        return next((package.tree(target) for found, target in relations.values() if found == kind), None)

    parts = Parts(
        document,
        styles=part("styles"),
        numbering=part("numbering"),
        theme=part("theme"),
        settings=part("settings"),
        notes={kind: root for kind in ("footnote", "endnote") if (root := part(f"{kind}s")) is not None},
        by_id={key: package.tree(target) for key, (kind, target) in relations.items() if kind in ("header", "footer")},
    )
    stories = (document, *parts.notes.values(), *parts.by_id.values())
    if sum(1 for story in stories for _ in story.iter(W + "p")) > _MOST_PARAGRAPHS:
        raise Refusal(f"Tệp quá lớn so với một báo cáo (hơn {_MOST_PARAGRAPHS} đoạn văn) nên không được mở.")
    if sum(1 for _ in document.iter(W + "sectPr")) > _MOST_SECTIONS:
        raise Refusal(f"Tệp quá phức tạp so với một báo cáo (hơn {_MOST_SECTIONS} section) nên không được mở.")
    return parts


def _relations(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """Kind and target of a part's relationships by id; the kind is the last word of its address."""
    folder, name = posixpath.split(source)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package.xml:
        return {}
    found = {}
    for relation in package.tree(rels).iter(_RELATION):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
    return found


def first_child(element: Element | None, tag: str) -> Element | None:
    """The first child of that tag; the same as `find`, at half its cost."""
    return None if element is None else next(element.iterchildren(tag), None)


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute in Word's namespace."""
    return None if element is None else element.get(W + name)


def relation_id(element: Element) -> str:
    """The relationship that an element names."""
    return element.get(_R + "id", "")


def twips(text: str | None) -> int | None:
    """A length in twentieths of a point, written as a number or with a unit; None where it is neither."""
    if text is None:
        return None
    if match := _MEASURE.fullmatch(text.strip()):
        return round(float(match[1]) * _TWIPS[match[2]])
    try:
        return round(float(text))
    except (ValueError, OverflowError):
        return None


def on(element: Element | None) -> bool | None:
    """The state of a switch such as w:b; None where it is not there."""
    return None if element is None else value(element) not in ("0", "false", "off", "none")
