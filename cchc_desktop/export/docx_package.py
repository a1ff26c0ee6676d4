"""The package of a .docx: the parts that say little, and all of them in one archive, free of time and platform."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from cchc_desktop.export.docx_theme import theme_xml
from cchc_desktop.export.docx_xml import DECLARATION, W, escape
from cchc_desktop.export.style import Font

_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f"{_PACKAGE}/relationships"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = (1980, 1, 1, 0, 0, 0)

HEADER = "rIdHeader"
"""The relationship of the document to its page header."""


def package(document: str, styles: str, header: str, core: str, font: Font) -> bytes:
    """A .docx of these parts, in this font."""
    return zipped(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                ("rIdDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rIdCore", f"{_RELATIONS}/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": core,
            "word/document.xml": document,
            "word/_rels/document.xml.rels": _relations(
                ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
                ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
                ("rIdFonts", f"{_OFFICE}/fontTable", "fontTable.xml"),
                ("rIdTheme", f"{_OFFICE}/theme", "theme/theme1.xml"),
                (HEADER, f"{_OFFICE}/header", "header1.xml"),
            ),
            "word/styles.xml": styles,
            "word/settings.xml": _settings(font.language),
            "word/fontTable.xml": _fonts(font.name),
            "word/theme/theme1.xml": theme_xml(font.name),
            "word/header1.xml": header,
        }
    )


def zipped(parts: Mapping[str, str]) -> bytes:
    """The parts as one zip archive; the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, text.encode())
    return buffer.getvalue()


def core_properties(title: str, author: str, day: date, language: str) -> str:
    """Title, author and dates as the file manager shows them: of the report, not of the export."""
    time = f'xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z'
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f"<dcterms:created {time}</dcterms:created><dcterms:modified {time}</dcterms:modified>"
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )


def _content_types() -> str:
    types = {
        "/word/document.xml": f"{_CONTENT}.document.main+xml",
        "/word/styles.xml": f"{_CONTENT}.styles+xml",
        "/word/settings.xml": f"{_CONTENT}.settings+xml",
        "/word/fontTable.xml": f"{_CONTENT}.fontTable+xml",
        "/word/header1.xml": f"{_CONTENT}.header+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in types.items())
        + "</Types>"
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    return (
        f'{DECLARATION}<Relationships xmlns="{_RELATIONS}">'
        + "".join(
            f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>' for identity, kind, target in relations
        )
        + "</Relationships>"
    )


def _settings(language: str) -> str:
    """Word's layout of 2013 and later: without the mode it would open the document "in compatibility mode"."""
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _fonts(name: str) -> str:
    """What the font is like, for a machine that lacks it: with serifs, of the Vietnamese code page (A3)."""
    return (
        f'{DECLARATION}<w:fonts xmlns:w="{W}"><w:font w:name="{escape(name)}"><w:charset w:val="A3"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )
