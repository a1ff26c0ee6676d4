"""Hostile files end in one sentence; good ones open."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import archive
from cchc_desktop.archive import open_package, unpack
from cchc_desktop.domain.refusal import Refusal

TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
EMPTY_DIRECTORY = b"PK\x05\x06" + bytes(18)


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", compression) as package:
        for name, content in {"[Content_Types].xml": TYPES, **parts}.items():
            package.writestr(name, content)
    return target.getvalue()


def word_file() -> bytes:
    target = BytesIO()
    document = docx.Document()
    document.add_paragraph("Báo cáo")
    document.save(target)
    return target.getvalue()


def excel_file() -> bytes:
    target = BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


def hostile() -> dict[str, bytes]:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    word = word_file()
    return {
        "nothing": b"",
        "text": "Kính gửi Ủy ban".encode(),
        "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "no entry": EMPTY_DIRECTORY,
        "a zip of something else": _plain_zip(),
        "truncated": word[: len(word) // 2],
        "directory without its files": word[len(word) // 2 :],
        "bomb": zipped({"word/document.xml": b"<a>" + b" " * 140_000_000 + b"</a>"}),
        "bomb in a picture": zipped({"word/media/image1.png": bytes(140_000_000)}),
        "more than it may unpack to": zipped({f"{n}.bin": bytes(900_000) for n in range(200)}),
        "a hundred thousand entries": _directory(100_000),
        "deep": zipped({"word/document.xml": b"<a>" * 1_000_000 + b"</a>" * 1_000_000}, zipfile.ZIP_STORED),
        "many tags": zipped({"word/document.xml": b"<a>" + b"<b/>" * 4_000_000 + b"</a>"}, zipfile.ZIP_STORED),
        "entities": zipped({"word/document.xml": laughs}),
        "external entity": zipped({"word/document.xml": outside.encode()}),
        "external entity in UTF-16": zipped({"word/document.xml": outside.encode("utf-16")}),
        "XML under another name": zipped({"word/media/image1.png": laughs}),
        "another encoding": zipped({"word/document.xml": b'<?xml version="1.0" encoding="IBM037"?><a/>'}),
        "half an element": zipped({"word/document.xml": b"<a><b></a>"}),
        "another compression": zipped({"word/document.xml": b"<a/>"}, zipfile.ZIP_LZMA),
        "encrypted": _encrypted(),
        "the same name twice": _twice(),
    }


def _plain_zip() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("readme.txt", "x")
    return target.getvalue()


def _directory(entries: int) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for number in range(entries):
            package.writestr(str(number), b"")
    return target.getvalue()


def _encrypted() -> bytes:
    data = bytearray(zipped({"word/document.xml": b"<a/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _twice() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/document1.xml", "<a/>")
        package.writestr("word/document2.xml", "<b/>")
    return target.getvalue().replace(b"document2", b"document1")


HOSTILE = hostile()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(name: str):
    with pytest.raises(Refusal) as refused:
        open_package(HOSTILE[name])
    message = str(refused.value)
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize("make", [word_file, excel_file])
def test_what_word_and_excel_libraries_write_opens(make):
    package = open_package(make())
    assert package.tree("[Content_Types].xml").tag.endswith("}Types")


def test_a_file_over_the_limit_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILE", 1000)
    with pytest.raises(Refusal, match="quá lớn"):
        open_package(word_file())


def test_a_picture_with_a_document_type_is_let_be():
    svg = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'
    assert "word/media/image1.svg" not in open_package(zipped({"word/media/image1.svg": svg})).xml


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_opens_or_is_refused(place: int, damage: bytes):
    data = bytearray(WORD)
    at = place % len(data)
    data[at : at + len(damage)] = damage
    try:
        open_package(bytes(data))
    except Refusal as refused:
        assert str(refused).endswith(".")


WORD = word_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit on a process's memory")
@pytest.mark.parametrize("name", ["bomb", "deep", "many tags", "a hundred thousand entries"])
def test_a_hostile_file_costs_less_than_300_mb(name: str, tmp_path: Path):
    file = tmp_path / "hostile.docx"
    file.write_bytes(HOSTILE[name])
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (300_000_000, 300_000_000))\n"
        "from pathlib import Path\n"
        "from cchc_desktop.archive import open_package\n"
        "from cchc_desktop.domain.refusal import Refusal\n"
        "try:\n"
        "    open_package(Path(sys.argv[1]).read_bytes())\n"
        "except Refusal:\n"
        "    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, file], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == "refused\n", done.stderr


def test_a_part_that_nobody_asks_for_is_not_parsed_and_a_broken_one_is_refused_when_it_is() -> None:
    package = unpack(
        zipped({"word/document.xml": b"<a/>", "word/theme.xml": b"<a>", "word/x.xml": b"<!DOCTYPE a><a/>"})
    )
    assert package.tree("word/document.xml").tag == "a"
    with pytest.raises(Refusal, match="hỏng"):
        package.tree("word/theme.xml")
    with pytest.raises(Refusal, match="khai báo kiểu"):
        package.tree("word/x.xml")
