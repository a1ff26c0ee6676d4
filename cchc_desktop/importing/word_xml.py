"""The parts of a Word file and the small values in them."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from cchc_desktop.archive import Package, unpack
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing.source import OldWordFile

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _WORD = "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
_RTF = b"{\\rtf"
_SAVE_AS = (
    "Tệp thuộc dạng {}; hãy mở bằng Word, chọn Tệp → Lưu thành (Save As), kiểu “Word Document (.docx)”, rồi nhập tệp "
    ".docx đó."
)


@dataclass(frozen=True)
class Parts:
    """The parts that say how a .docx reads; `margins` are headers and footers, `notes` foot- and endnotes."""

    document: Element
    body: Element
    styles: Element | None
    numbering: Element | None
    notes: Mapping[str, Element]
    margins: tuple[Element, ...]
    has_comments: bool
    has_pictures: bool


def open_word(data: bytes) -> Parts:
    """The parts of a .docx; whatever is none, or could do harm, is refused in one sentence."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Refusal(
                "Tệp có mật khẩu nên không đọc được; hãy mở bằng Word, vào Tệp → Thông tin → Bảo vệ tài liệu để bỏ "
                "mật khẩu rồi lưu lại."
            )
        raise (
            OldWordFile(_SAVE_AS.format("Word cũ (.doc)"))
            if _WORD in data
            else Refusal(
                "Tệp thuộc dạng Office cũ nhưng không phải là tệp Word; hãy chọn tệp Word (.docx) của báo cáo."
            )
        )
    if data.startswith(_RTF):
        raise OldWordFile(_SAVE_AS.format("RTF"))
    package = unpack(data)
    types = package.xml["[Content_Types].xml"]
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise Refusal(
            "Tệp có macro nên không được nhập; hãy mở bằng Word và lưu lại dạng “Word Document (.docx)” không có macro."
        )
    relations = _relations(package, "")
    main = next((target for kind, target in relations if kind == "officeDocument"), "")
    root = package.tree(main) if main in package.xml else None
    body = root.find(W + "body") if root is not None else None
    if root is None or root.tag != W + "document" or body is None:
        raise Refusal("Tệp không phải là tệp Word (.docx); hãy mở bằng Word và lưu lại dạng “Word Document (.docx)”.")
    targets = _relations(package, main)

    def trees(*kinds: str) -> Iterator[tuple[str, Element]]:
        for kind, target in targets:
            if kind in kinds and target in package.xml:
                yield kind, package.tree(target)

    return Parts(
        document=root,
        body=body,
        styles=next((tree for _, tree in trees("styles")), None),
        numbering=next((tree for _, tree in trees("numbering")), None),
        notes=dict(trees("footnotes", "endnotes")),
        margins=tuple(tree for _, tree in trees("header", "footer")),
        has_comments=any(kind == "comments" for kind, _ in targets),
        has_pictures=any(kind == "image" for kind, _ in targets),
    )


def child(element: Element, tag: str) -> Element | None:
    """The first child of that name, at a third of what `find` costs."""
    return next(element.iterchildren(tag), None)


def properties(element: Element, tag: str) -> Element | None:
    """The first child if it has that name: where paragraphs, runs and cells say how they look. Cheapest of all."""
    first = element[0] if len(element) else None
    return first if first is not None and first.tag == tag else None


def value(element: Element | None, name: str = "val") -> str:
    """An attribute in Word's namespace, "" where it is missing."""
    return "" if element is None else element.get(W + name, "")


def number(text: str) -> int | None:
    """A whole number of up to nine digits, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def switch(element: Element | None) -> bool | None:
    """The state of a switch such as w:b; None where it is not there."""
    return None if element is None else value(element) not in ("0", "false", "off", "none")


def _relations(package: Package, source: str) -> list[tuple[str, str]]:
    """Kind and target of a part's relationships; the kind is the last word of its address."""
    folder, name = posixpath.split(source)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package.xml:
        return []
    return [
        (
            relation.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in package.tree(rels).iter(_RELATION)
        if relation.get("TargetMode") != "External"
    ]
