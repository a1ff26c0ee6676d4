"""Whatever a report says: nothing that the program lays out breaks a rule of the decree."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_desktop import paths
from cchc_desktop.domain import serial
from cchc_desktop.domain.reading import LARGEST
from cchc_desktop.domain.report import Report
from cchc_desktop.export.blocks import Document, Paragraph
from cchc_desktop.export.compose import compose
from cchc_desktop.export.docx_writer import write
from cchc_desktop.export.verify import FAIL, verify
from cchc_desktop.text.folding import fold
from tests import builders
from tests.export import documents

STYLE = documents.style()
RULES = paths.resource("styles/nd30.toml").read_text("utf-8")
# What the person typed is printed as it was typed, and told: odd characters, a degree, a citation without its date.
TYPED = {"K09", "K16", "K23"}
# A list of points, or a part's number, typed at the beginning of a paragraph that the program puts nothing before.
LIST_SIGN = re.compile(r"[a-zđ][.)]|(?:PHẦN|CHƯƠNG|MỤC|TIỂU MỤC)\b")

WORDS = (
    "Phòng Nội vụ và báo cáo kế hoạch số 05 ngày 12/01/2022 cải cách thủ tục hành chính, “tốt” (TTHC); 1.250 99,4% …  "
    "Như trên; - Lưu: VT, NV. UBND KT. K/T TM TUQ. Q Chủ tịch TS. Quyết định 5/QĐ-TTg phụ lục IV ** * {tthc_tong} "
    "{mot_cua.nhan} a) c) b. 2.1. PHẦN I I. BÁO CÁO Kính gửi: Nơi nhận: Phụ lục II Căn cứ ( ) ___ Số: 5/X (Kèm theo "
    "{ti_le_dung_han} { } \\ 😀 אב \u200b \u0301 ŉ ß =1+1 +x @ <b> & ]]>"
).split(" ")
LONG = st.sampled_from(["đ" * 90, "Nguyễn-Văn-" * 12, "W" * 70])
PHRASES = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6), LONG), max_size=12).map(" ".join)
LINES = st.lists(PHRASES, max_size=3)
COUNTS = st.one_of(st.none(), st.integers(0, LARGEST))


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these fields; what is left out has its default."""
    return st.fixed_dictionaries({}, optional=fields)


ENTRIES = st.lists(some(text=PHRASES).map(lambda entry: {"text": "", **entry}), max_size=4)


@st.composite
def stated(draw: st.DrawFn) -> dict[str, Any]:
    template = builders.templates()[draw(st.sampled_from(["nq30c", "nq76"]))]
    rows = [
        {"key": f"r{index}", "label": draw(PHRASES), "cells": {"nhan": draw(COUNTS), "truoc": draw(COUNTS)}}
        for index in range(draw(st.integers(0, 5)))
    ]
    return {
        "format": serial.FORMAT,
        "template": template.key,
        "period": draw(st.sampled_from(["2022-Q1", "2022-H1", "2024-Y"])),
        "unit": draw(some(superior=PHRASES, issuer=PHRASES, symbol=PHRASES, place=PHRASES)),
        "document": draw(
            some(
                number=COUNTS,
                date=st.one_of(st.none(), st.dates().map(date.isoformat)),
                subject=PHRASES,
                addressees=LINES,
                recipients=LINES,
                archive=PHRASES,
            )
        ),
        "signer": draw(some(on_behalf=PHRASES, capacity=PHRASES, title=PHRASES, deputy_title=PHRASES, name=PHRASES)),
        "opening": draw(PHRASES),
        "closing": draw(PHRASES),
        "sections": {section.key: draw(ENTRIES) for section in template.leaves},
        "appendices": {"mot_cua": {"rows": rows}},
    }


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stated())
def test_only_what_was_typed_can_break_a_rule(values: dict[str, Any]) -> None:
    report = serial.load(json.dumps(values).encode(), builders.templates())
    document = compose(report)
    results = verify(write(document, STYLE), RULES)
    failed = {result.rule: result.findings for result in results if result.state == FAIL}
    may_fail = TYPED | set(typed_against_the_form(report, document))
    assert {rule: found for rule, found in failed.items() if rule not in may_fail} == {}


def typed_against_the_form(report: Report, document: Document) -> Iterator[str]:
    """The rules that the words of the report break, whoever lays them out."""
    if not report.document.addressees and any("nhu tren" in fold(one) for one in report.document.recipients):
        yield "K08"
    if report.document.subject.isupper():
        yield "K14"
    texts = [block.text for block in document.sections[0].blocks if isinstance(block, Paragraph)]
    if any(LIST_SIGN.match(text) for text in texts):
        yield "K24"
