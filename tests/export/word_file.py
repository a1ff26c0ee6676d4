"""A .docx taken apart, so that a test can change one thing in it."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = etree._Element
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W[1:-1],
        "r": _OFFICE,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


class WordFile:
    """The parts of a .docx by name; `document` is the main part, parsed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])

    def data(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(self.document, encoding="UTF-8", xml_declaration=True)
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return target.getvalue()

    def paragraph(self, start: str) -> Element:
        """The first paragraph whose text begins so."""
        return next(p for p in self.document.iter(W + "p") if text_of(p).startswith(start))

    def sections(self) -> list[Element]:
        return list(self.document.iter(W + "sectPr"))

    def change(self, part: str, change: Callable[[str], str]) -> None:
        before = self.parts[part].decode()
        after = change(before)
        assert after != before
        self.parts[part] = after.encode()


def text_of(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(W + "t"))


def retype(paragraph: Element, text: str) -> None:
    """Puts `text` in place of the paragraph's, in the look of its first run."""
    first, *others = paragraph.iter(W + "t")
    first.text = text
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for other in others:
        other.text = ""


def format_runs(paragraph: Element, tag: str, **attributes: str) -> None:
    """Says something directly of every run, as `format_runs(p, "b", val="0")`."""
    for run in paragraph.iter(W + "r"):
        properties = run.find(W + "rPr")
        if properties is None:
            properties = etree.Element(W + "rPr")
            run.insert(0, properties)
        _set(properties, tag, attributes)


def format_paragraph(paragraph: Element, tag: str, **attributes: str) -> None:
    """Says something directly of the paragraph, as `format_paragraph(p, "jc", val="left")`."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    _set(properties, tag, attributes)


def _set(properties: Element, tag: str, attributes: dict[str, str]) -> None:
    element = properties.find(W + tag)
    if element is None:
        element = etree.SubElement(properties, W + tag)
    for name, value in attributes.items():
        element.set(W + name, value)


def minimal(body: str, styles: str = "", **parts: str) -> bytes:
    """A .docx with this XML as its body (prefix w), these styles, and further parts by name (numbering, theme)."""
    kinds = {"styles": f"<w:styles {NAMESPACES}>{styles}</w:styles>", **parts}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in kinds
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="d" Type="{_OFFICE}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        **{f"word/{name}.xml": xml for name, xml in kinds.items()},
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()
