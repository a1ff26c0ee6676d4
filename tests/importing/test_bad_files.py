"""What cannot be a report is refused in one sentence, and nothing else happens."""

import tracemalloc
import zipfile
from io import BytesIO

import docx
import pytest

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing.report_reader import read_report
from cchc_desktop.importing.sheet_reader import read_sheets
from tests.importing.documents import body_xml, document, saved, with_part, word
from tests.importing.layouts import templates

TEMPLATES = templates()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8ffff3f0005fe02fe"
    "a735817c0000000049454e44ae426082"
)


def photo() -> bytes:
    made = docx.Document()
    made.add_picture(BytesIO(PNG))
    return saved(made)


def macros() -> bytes:
    data = word("I. Công tác chỉ đạo, điều hành CCHC")
    with zipfile.ZipFile(BytesIO(data)) as package:
        types = package.read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return with_part(data, "[Content_Types].xml", types.replace(plain, macro))


def many_pages() -> bytes:
    made = document()
    for _ in range(300):
        made.add_paragraph("Nội dung").add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
    return saved(made)


def long_text() -> bytes:
    return word(*["Từ đầu năm đến nay, Phòng đã ban hành nhiều văn bản chỉ đạo, điều hành. " * 12] * 800)


def bomb() -> bytes:
    return with_part(word(), "word/bomb.xml", b"<a>" + b" " * 40_000_000 + b"</a>")


def entities() -> bytes:
    return with_part(word(), "word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


def workbook() -> bytes:
    import openpyxl

    target = BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


BAD = {
    "old binary": (OLE + "WordDocument".encode("utf-16-le") * 100, "Save As"),
    "another old binary": (OLE + "Workbook".encode("utf-16-le") * 100, "không phải là tệp Word"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le") * 3, "mật khẩu"),
    "macros": (macros(), "macro"),
    "no zip": (b"%PDF-1.7 and so on", "không phải là tệp Word"),
    "empty": (b"", "không phải là tệp Word"),
    "cut short": (word()[:9_000], "hỏng"),
    "a workbook": (workbook(), "không phải là tệp Word"),
    "a bomb": (bomb(), "quá lớn"),
    "entities": (entities(), "gây hại"),
    "photo": (photo(), "chỉ có ảnh"),
    "no text": (saved(docx.Document()), "không có chữ"),
    "another document": (word("Kính mời ông bà đến dự họp.", head=(), foot=()), "không phải là báo cáo"),
    "300 pages": (many_pages(), "trang"),
    "a long text": (long_text(), "trang"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_one_sentence(name: str):
    data, words = BAD[name]
    tracemalloc.start()
    try:
        with pytest.raises(Refusal) as refused:
            read_report(data, TEMPLATES, Period.parse("2022-Q1"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    sentence = str(refused.value)
    assert words in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert peak < 300_000_000


def test_a_report_that_names_no_period_asks_for_it():
    data = word(
        "I. Công tác chỉ đạo, điều hành CCHC", "II. Kết quả thực hiện", "III. Đánh giá chung", head=("BÁO CÁO",)
    )
    with pytest.raises(Refusal, match="chọn kỳ"):
        read_report(data, TEMPLATES)
    assert read_report(data, TEMPLATES, Period.parse("2022-Q1")).draft.period.id == "2022-Q1"


def test_an_unknown_template_is_refused():
    with pytest.raises(Refusal, match="Không có mẫu"):
        read_report(word(), TEMPLATES, None, "nq99")


@pytest.mark.parametrize("data", [b"", word(), OLE + b"Workbook" * 90], ids=["empty", "a document", "old binary"])
def test_a_sheet_that_is_none_is_refused(data: bytes):
    with pytest.raises(Refusal):
        read_sheets(data)


def wide_and_long() -> bytes:
    """One row of many cells, then many rows of one: as a grid it would be a hundred million places."""
    first = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 10_000 + "</w:tr>"
    rows = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>" * 10_000
    return body_xml("<w:p><w:r><w:t>Bảng</w:t></w:r></w:p>", f"<w:tbl>{first}{rows}</w:tbl>")


def one_long_line() -> bytes:
    return word("Trên đây là" + " " * 200_000 + "x", "Số:" + " ." * 50_000, "ngày" * 20_000)


@pytest.mark.parametrize("data", [wide_and_long(), one_long_line()], ids=["table", "line"])
def test_a_monstrous_file_is_refused_all_the_same(data: bytes):
    tracemalloc.start()
    try:
        with pytest.raises(Refusal):
            read_report(data, TEMPLATES, Period.parse("2022-Q1"))
        assert tracemalloc.get_traced_memory()[1] < 300_000_000
    finally:
        tracemalloc.stop()
