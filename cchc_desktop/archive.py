"""Opening .docx and .xlsx files that others made: nothing in one may exhaust memory or reach outside the file."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import NoReturn

from lxml import etree

from cchc_desktop.domain.refusal import Refusal

MAX_FILE = 50_000_000
MAX_ENTRIES = 3_000
MAX_UNPACKED = 150_000_000
MAX_XML = 30_000_000
MAX_RATIO = 250
MAX_MARKUP = 500_000
"""Tags and attributes of all XML together: each costs about 200 bytes once parsed."""

_RATIO_FROM = 1_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ENCODINGS = {None, "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ASCII", "US-ASCII"}
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class Package:
    """A file within the limits of this module. `xml` holds its XML parts by name ("word/document.xml")."""

    xml: Mapping[str, bytes]
    _trees: dict[str, etree._Element] = field(default_factory=dict, repr=False, compare=False)

    def tree(self, name: str) -> etree._Element:
        """The root of an XML part, the same to all who ask; KeyError where there is none of that name.

        Refused in one sentence where it is not well-formed or could do harm.
        """
        if name not in self._trees:
            self._trees[name] = _checked(name, self.xml[name])
        return self._trees[name]


def parse(xml: bytes) -> etree._Element:
    """The root element; at most 256 levels deep, entities unresolved, nothing fetched, comments left out.

    etree.XMLSyntaxError where it is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(xml, parser)


def open_package(data: bytes) -> Package:
    """The XML of a .docx or .xlsx; whatever cannot be one, or could do harm, is refused in one sentence.

    What passes may be given to python-docx and openpyxl: an intact zip within the limits of this module, its
    XML well-formed, without a document type, at most 256 levels deep.
    """
    package = unpack(data)
    for name in package.xml:
        package.tree(name)
    return package


def unpack(data: bytes) -> Package:
    """The same for who reads by `Package.tree` alone: parts that nobody asks for are not parsed."""
    if data.startswith(_OLD_OFFICE):
        raise Refusal(
            "Tệp có mật khẩu hoặc thuộc dạng cũ (.doc, .xls); hãy mở bằng Word hoặc Excel, bỏ mật khẩu và lưu lại dạng "
            ".docx hoặc .xlsx."
        )
    if len(data) > MAX_FILE:
        _too_large(f"hơn {MAX_FILE // 1_000_000} MB")
    # Bounds what zipfile itself allocates, before it reads the directory.
    if data.count(b"PK\x01\x02") > MAX_ENTRIES:
        _too_large(f"hơn {MAX_ENTRIES} phần bên trong")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return Package(_xml_parts(archive))
    except _UNREADABLE:
        raise Refusal(
            "Tệp không phải là tệp Word (.docx) hay Excel (.xlsx), hoặc đã hỏng hay bị cắt cụt; hãy xin lại bản gốc."
        ) from None


def _xml_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(names) < len(entries) or "[Content_Types].xml" not in names:
        raise zipfile.BadZipFile
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        _too_large(f"bung ra hơn {MAX_UNPACKED // 1_000_000} MB")
    parts: dict[str, bytes] = {}
    size = markup = 0
    for entry in entries:
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile
        if entry.file_size > max(_RATIO_FROM, MAX_RATIO * entry.compress_size):
            _too_large("nén quá mức bình thường")
        content = archive.read(entry)
        if not _is_xml(entry.filename, content):
            continue
        size += len(content)
        markup += content.count(b"<") + content.count(b"=")
        if size > MAX_XML or markup > MAX_MARKUP:
            _too_large("quá nhiều nội dung")
        parts[entry.filename] = content
    return parts


def _is_xml(name: str, content: bytes) -> bool:
    """By what stands in it, since a content type may call any part XML. Pictures (SVG) are nobody's to parse."""
    if name.lower().endswith(".svg"):
        return False
    return content.startswith(_BYTE_ORDER_MARKS) or content[:100].lstrip().startswith(b"<")


def _checked(name: str, content: bytes) -> etree._Element:
    # Read as bytes, so that no parser has to meet a document type first: in UTF-8 and in both orders of UTF-16.
    encodings = ("utf-16-le", "utf-16-be", "utf-8") if b"\0" in content else ("utf-8",)
    if any("<!DOCTYPE".encode(encoding) in content for encoding in encodings):
        raise Refusal(f"Tệp có khai báo kiểu tài liệu ở phần {name}, có thể gây hại nên không được mở.")
    try:
        root = parse(content)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise Refusal(f"Tệp có phần {name} lồng quá nhiều tầng, có thể gây hại nên không được mở.") from None
        raise Refusal(f"Tệp đã hỏng: không đọc được phần {name}; hãy xin lại bản gốc.") from None
    encoding = root.getroottree().docinfo.encoding
    if (encoding.upper() if encoding else None) not in _ENCODINGS:
        raise Refusal(f"Tệp có phần {name} dùng bảng mã {encoding}, không phải Unicode; hãy mở bằng Word và lưu lại.")
    return root


def _too_large(reason: str) -> NoReturn:
    raise Refusal(f"Tệp quá lớn so với một báo cáo ({reason}) nên không được mở.")
