"""A workbook of openpyxl as a file that is the same each time and that Excel need not rewrite."""

import zipfile
from datetime import datetime
from io import BytesIO

from lxml import etree
from openpyxl import Workbook
from openpyxl.xml.functions import tostring

from cchc_desktop.export.docx_package import zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_NS = {"m": _MAIN}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_STYLES = "xl/styles.xml"
_STRINGS = "xl/sharedStrings.xml"
_WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
_FONT_ORDER = ("b", "i", "sz", "color", "name", "family", "scheme")


def save(book: Workbook, stamp: datetime | None) -> bytes:
    """The file, created and modified at `stamp`; the same workbook gives the same bytes."""
    book.properties.created = stamp
    written = BytesIO()
    book.save(written)
    # openpyxl stamps the moment of saving.
    book.properties.modified = stamp
    with zipfile.ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CORE] = tostring(book.properties.to_tree())
    _order_fonts(parts)
    _share_strings(parts)
    return zipped({name: content.decode() for name, content in parts.items()})


def _order_fonts(parts: dict[str, bytes]) -> None:
    """The schema has an order for what is said of a font; openpyxl has another."""
    styles = etree.fromstring(parts[_STYLES])
    for font in styles.iterfind(".//m:font", _NS):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname))
    parts[_STYLES] = _xml(styles)


def _share_strings(parts: dict[str, bytes]) -> None:
    """Moves the texts of the cells into one table, as Excel does when it saves; openpyxl leaves them in place."""
    index: dict[str, int] = {}
    uses = 0
    for name in [name for name in parts if name.startswith("xl/worksheets/")]:
        sheet = etree.fromstring(parts[name])
        for cell in sheet.iterfind(".//m:c[@t='inlineStr']", _NS):
            text = cell.findtext("m:is/m:t", "", _NS)
            cell[:] = []
            cell.set("t", "s")
            etree.SubElement(cell, f"{{{_MAIN}}}v").text = str(index.setdefault(text, len(index)))
            uses += 1
        parts[name] = _xml(sheet)
    table = etree.Element(f"{{{_MAIN}}}sst", {"count": str(uses), "uniqueCount": str(len(index))})
    for text in index:
        item = etree.SubElement(etree.SubElement(table, f"{{{_MAIN}}}si"), f"{{{_MAIN}}}t")
        item.text = text
        if text != text.strip():
            item.set(_SPACE, "preserve")
    parts[_STRINGS] = _xml(table)

    relations = etree.fromstring(parts[_WORKBOOK_RELATIONS])
    relation = {"Id": "sharedStrings", "Type": f"{_RELATIONS}/sharedStrings", "Target": f"/{_STRINGS}"}
    relations.append(relations.makeelement(relations[0].tag, relation))
    parts[_WORKBOOK_RELATIONS] = _xml(relations)
    types = etree.fromstring(parts[_TYPES])
    override = etree.QName(types).namespace
    etree.SubElement(types, f"{{{override}}}Override", {"PartName": f"/{_STRINGS}", "ContentType": _STRINGS_TYPE})
    parts[_TYPES] = _xml(types)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
