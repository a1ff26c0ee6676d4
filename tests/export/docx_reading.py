"""A .docx as tests look at it: its parts as readable XML, its paragraphs in order."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def parts(data: bytes) -> dict[str, str]:
    """Every part as indented XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: _readable(archive.read(name)) for name in archive.namelist()}


def _readable(xml: bytes) -> str:
    root = etree.fromstring(xml)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")


def texts(data: bytes) -> list[str]:
    """The text of every paragraph that has one, in the order of the document."""
    found = ("".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in body(data).iter(f"{W}p"))
    return [text for text in found if text]
