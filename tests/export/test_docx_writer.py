import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from cchc_desktop.domain import serial
from cchc_desktop.domain.values import run_text
from cchc_desktop.export.blocks import Document, Head, Paragraph, Signature, Table
from cchc_desktop.export.compose import compose
from cchc_desktop.export.docx_writer import write
from cchc_desktop.text.marks import parse
from cchc_desktop.text.normal import is_blank
from tests import builders
from tests.export import documents
from tests.export.docx_reading import MC, W, body, parts, texts

REFERENCE = Path(__file__).parents[1] / "reference" / "docx"
REPORTS = {"small": documents.small, "full": builders.sample, "awkward": documents.awkward}
STYLE = documents.style()


def written(name: str) -> bytes:
    return write(compose(REPORTS[name]()), STYLE)


def printed(document: Document) -> Iterator[str]:
    """Every text of a document in the order in which a reader meets it."""
    for section in document.sections:
        for block in section.blocks:
            match block:
                case Paragraph():
                    yield block.text
                case Head():
                    yield from (line.text for line in (*block.names, *block.state, block.number, block.place_date))
                case Signature():
                    yield from (line.text for line in (*block.recipients, *block.signer))
                case Table():
                    yield from (cell.text for row in (*block.head, *block.body) for cell in row)


@pytest.mark.parametrize("name", REPORTS)
def test_the_parts_are_as_they_were_when_somebody_last_looked(name, request):
    folder = REFERENCE / name
    now = parts(written(name))
    if request.config.getoption("--remake-reference"):
        for old in folder.rglob("*.xml"):
            old.unlink()
        for part, xml in now.items():
            file = folder / f"{part.replace('/', '~').removesuffix('.xml')}.xml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(xml, encoding="utf-8", newline="\n")
    stored = {file.stem.replace("~", "/"): file.read_text("utf-8") for file in folder.glob("*.xml")}
    assert {part.removesuffix(".xml"): xml for part, xml in now.items()} == stored


@pytest.mark.parametrize("name", REPORTS)
def test_a_strict_reader_finds_no_error(name, tmp_path):
    file = tmp_path / "report.docx"
    file.write_bytes(written(name))
    assert OpenXmlValidator().validate(str(file)).errors == []


@pytest.mark.parametrize("name", REPORTS)
def test_every_text_is_there_once_and_in_order(name):
    assert texts(written(name)) == [text for text in printed(compose(REPORTS[name]())) if text]


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_gives_the_same_bytes(name):
    assert written(name) == written(name)


def test_no_entry_tells_when_or_where_the_file_was_made():
    with zipfile.ZipFile(io.BytesIO(written("small"))) as archive:
        assert {(entry.date_time, entry.create_system) for entry in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_the_properties_are_the_report_s():
    properties = docx.Document(io.BytesIO(written("small"))).core_properties
    assert properties.title == "Công tác cải cách hành chính 6 tháng đầu năm 2022"
    assert (properties.author, properties.last_modified_by, properties.language) == ("Phòng B", "Phòng B", "vi-VN")
    assert properties.created == properties.modified
    assert properties.created.date().isoformat() == "2022-06-16"


def test_headings_are_word_s_own_with_outline_levels():
    document = docx.Document(io.BytesIO(written("full")))
    outline = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [(p.style.name, p.text) for p in outline[:2]] == [
        ("Heading 1", "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC"),
        ("Heading 2", "1. Về kế hoạch cải cách hành chính"),
    ]
    levels = {p.style.name: p.style.element.pPr.find(f"{W}outlineLvl").get(f"{W}val") for p in outline}
    assert levels == {"Heading 1": "0", "Heading 2": "1", "Heading 3": "2"}


def test_runs_carry_no_looks_but_bold_and_italic():
    painted = {child.tag for runs in body(written("awkward")).iter(f"{W}rPr") for child in runs}
    assert painted == {W + name for name in ("b", "bCs", "i", "iCs")}


def test_one_font_in_all_scripts_and_no_theme_font():
    styles = parts(written("full"))["word/styles.xml"]
    assert styles.count("<w:rFonts") == 1
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert f'w:{script}="Times New Roman"' in styles
    assert "Theme=" not in styles


def test_pages_are_numbered_from_the_second_and_anew_in_each_appendix():
    data = written("full")
    sections = list(body(data).iter(f"{W}sectPr"))
    assert len(sections) == 3
    for section in sections:
        assert section.find(f"{W}titlePg") is not None
        assert section.find(f"{W}pgNumType").get(f"{W}start") == "1"
        assert [header.get(f"{W}type") for header in section.iter(f"{W}headerReference")] == ["default"]
    field = parts(data)["word/header1.xml"]
    assert [word for word in ("begin", "PAGE", "separate", "end") if word in field] == [
        "begin",
        "PAGE",
        "separate",
        "end",
    ]


def test_the_wide_appendix_lies_on_its_side_in_width_height_and_margins():
    upright, _, wide = docx.Document(io.BytesIO(written("full"))).sections
    assert [round(length.mm) for length in (upright.page_width, upright.page_height)] == [210, 297]
    assert [round(length.mm) for length in (wide.page_width, wide.page_height)] == [297, 210]
    for section in (upright, wide):
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(length.mm) for length in margins] == [20, 20, 30, 15]


def test_table_heads_repeat_rows_stay_whole_and_columns_are_fixed():
    *_, table = body(written("awkward")).iter(f"{W}tbl")
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True] * 3 + [False] * (len(rows) - 3)
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)
    assert table.find(f".//{W}tblLayout").get(f"{W}type") == "fixed"
    grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
    for row in rows:
        spans = [int(span.get(f"{W}val")) for span in row.iter(f"{W}gridSpan")]
        cells = list(row.iter(f"{W}tc"))
        assert sum(spans) + len(cells) - len(spans) == len(grid)
        assert sum(int(width.get(f"{W}w")) for width in row.iter(f"{W}tcW")) == pytest.approx(sum(grid), abs=len(grid))


def test_the_rules_are_drawn_and_not_underlined():
    document = body(written("small"))
    lengths = [
        int(drawing.find(".//{*}extent").get("cx")) / 36000
        for drawing in document.iter(f"{W}drawing")
        if drawing.getparent().tag == f"{MC}Choice"
    ]
    assert lengths[1] == pytest.approx(60.5, abs=0.1)
    assert len(lengths) == 5
    assert document.find(f".//{W}u") is None
    assert document.find(f".//{W}pBdr") is None


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
STATED = st.fixed_dictionaries(
    {
        "unit": st.fixed_dictionaries(dict.fromkeys(("superior", "issuer", "symbol", "place"), ANY_TEXT)),
        "document": st.fixed_dictionaries(
            {
                "number": st.none() | st.integers(0, 10**6),
                "date": st.none() | st.dates().map(str),
                "subject": ANY_TEXT,
                "addressees": st.lists(ANY_TEXT, max_size=3),
                "recipients": st.lists(ANY_TEXT, max_size=3),
                "archive": ANY_TEXT,
            }
        ),
        "signer": st.fixed_dictionaries(dict.fromkeys(("on_behalf", "capacity", "title", "name"), ANY_TEXT)),
        "opening": ANY_TEXT,
        "closing": ANY_TEXT,
        "sections": st.fixed_dictionaries(
            {"ket_qua.dieu_hanh": st.lists(st.fixed_dictionaries({"text": ANY_TEXT}), max_size=4)}
        ),
        "appendices": st.fixed_dictionaries(
            {
                "mot_cua": st.fixed_dictionaries(
                    {"rows": ANY_TEXT.map(lambda label: [{"key": "r1", "label": label, "cells": {"nhan": 1}}])}
                )
            }
        ),
    }
)


@settings(max_examples=40, deadline=None)
@given(STATED)
def test_whatever_can_be_loaded_is_printed_and_reads_back_the_same(stated):
    report = serial.load(json.dumps(builders.stated(**stated)).encode(), builders.templates())
    document = compose(report)
    read = texts(write(document, STYLE))
    assert read == [text for text in printed(document) if text]
    for entry in report.sections["ket_qua.dieu_hanh"]:
        text = "".join(run_text(run, report) for run in parse(entry.text))
        assert is_blank(text) or text in read or f"{text.rstrip().removesuffix('.').rstrip()}./." in read
