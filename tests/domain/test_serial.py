"""`cchc-report/1`."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_desktop import paths
from cchc_desktop.domain import serial
from cchc_desktop.domain.refusal import Refusal
from tests.builders import SAMPLE, report, sample, stated, templates


def load(**values: Any) -> Any:
    return serial.load(json.dumps(stated(**values)).encode(), templates(), "a.json")


@pytest.mark.parametrize("name", ["bao_cao_mau_nq30c.json", "bao_cao_mau_nq76.json"])
def test_what_load_reads_dump_writes(name: str) -> None:
    file = paths.resource(f"samples/{name}")
    assert json.loads(serial.dump(sample(file))) == json.loads(file.read_text("utf-8"))


def test_the_least_file_is_a_new_report_of_its_template() -> None:
    values = serial.as_values(report())
    assert list(values) == list(json.loads(SAMPLE.read_text("utf-8")))
    assert values["window"] == {"from": "2021-12-15", "to": "2022-06-14"}
    assert values["document"]["subject"] == "Công tác cải cách hành chính 6 tháng đầu năm 2022"
    assert set(values["sections"]) == {section.key for section in templates()["nq30c"].leaves}
    assert values["figures"]["tthc_tong"] == {"value": None, "note": None}
    assert "ti_le_dung_han" not in values["figures"]
    assert values["appendices"]["mot_cua"] == {"rows": []}
    first = values["appendices"]["the_che"]["rows"][0]
    assert first["cells"] == dict.fromkeys(["nam_truoc", "q1", "q2", "q3", "q4"])
    assert "total" not in values["appendices"]["the_che"]


def test_stated_totals_are_kept_as_stated() -> None:
    rows = [{"key": "vb_ban_hanh", "cells": {"q1": 1, "q2": 2, "tong": 9}}]
    values = serial.as_values(report(appendices={"the_che": {"rows": rows, "total": {"cells": {"tong": None}}}}))
    stated_rows = values["appendices"]["the_che"]
    assert stated_rows["rows"][0]["cells"]["tong"] == 9
    assert stated_rows["total"] == {"cells": {"tong": None}}


def test_texts_are_normalised_and_blank_entries_go() -> None:
    entries = [{"text": "hoa\u0300\nbình\u0007"}, {"text": " \u200b"}]
    assert [entry.text for entry in report(sections={"phuong_huong": entries}).sections["phuong_huong"]] == ["hoà bình"]


def row(**values: Any) -> dict[str, Any]:
    return {"mot_cua": {"rows": [{"key": "r1", "label": "A", **values}]}}


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"format": "cchc-report/2"}, "format “cchc-report/2”"),
        ({"template": "nq99"}, "template “nq99”"),
        ({"period": "2022-H2"}, "period không đúng"),
        ({"status": "done"}, "status “done”"),
        ({"title": ""}, "title là khóa không có"),
        ({"unit": {"name": ""}}, "unit.name là khóa không có"),
        ({"unit": "Phòng B"}, "unit phải là một nhóm khóa"),
        ({"window": {"from": "2022-02-30"}}, "window.from “2022-02-30” không phải là một ngày"),
        ({"window": {"from": "2022-06-14", "to": "2022-01-01"}}, "window.from phải là ngày trước"),
        ({"document": {"date": "16/06/2022"}}, "document.date “16/06/2022”"),
        ({"document": {"date": "20220616"}}, "document.date “20220616”"),
        ({"document": {"number": -1}}, "document.number không được là số âm"),
        ({"document": {"number": "7"}}, "document.number phải là một số nguyên"),
        ({"document": {"number": True}}, "document.number phải là một số nguyên"),
        ({"document": {"recipients": [1]}}, "document.recipients[0] phải là một chuỗi"),
        ({"sections": {"chi_dao": []}}, "sections.chi_dao có mục con"),
        ({"sections": {"abc": []}}, "sections.abc là khóa không có"),
        ({"sections": {"phuong_huong": [{"text": "a"}, {"text": 5}]}}, "sections.phuong_huong[1].text phải là"),
        ({"sections": {"phuong_huong": [{"text": "a", "state": "old"}]}}, "sections.phuong_huong[0].state “old”"),
        ({"sections": {"phuong_huong": [{}]}}, "sections.phuong_huong[0].text còn thiếu"),
        ({"sections": {"phuong_huong": ["a"]}}, "sections.phuong_huong[0] phải là một nhóm khóa"),
        ({"figures": {"tthc_tong": 5}}, "figures.tthc_tong phải là một nhóm khóa"),
        ({"figures": {"tthc_tong": {"value": 1.5}}}, "figures.tthc_tong.value phải là một số nguyên"),
        ({"figures": {"tthc_tong": {"value": 10**15}}}, "figures.tthc_tong.value là một số quá lớn"),
        ({"figures": {"ti_le_dung_han": {"value": 99}}}, "figures.ti_le_dung_han là số được tính sẵn"),
        ({"appendices": row(cells={"nhan": -3})}, "appendices.mot_cua.rows[0].cells.nhan không được là số âm"),
        ({"appendices": row(cells={"xyz": 1})}, "appendices.mot_cua.rows[0].cells.xyz là khóa không có"),
        ({"appendices": row(notes={"xyz": ""})}, "appendices.mot_cua.rows[0].notes.xyz là khóa không có"),
        ({"appendices": {"mot_cua": {"rows": [{"key": "r"}, {"key": "r"}]}}}, "appendices.mot_cua.rows[1].key “r”"),
        ({"appendices": {"the_che": {"rows": [{"key": "r"}]}}}, "appendices.the_che.rows[0].key “r”"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(values: dict[str, Any], place: str) -> None:
    with pytest.raises(Refusal) as refusal:
        load(**values)
    assert str(refusal.value).startswith(f"a.json: {place}")
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b"\xff", b'{"format": 1, "format": 2}', b"[" * 100_000, b'{"a": NaN}', b'{"a": ' + b"9" * 5000],
)
def test_what_is_no_report_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal, match=r"^a\.json: .*\.$"):
        serial.load(data, templates(), "a.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(serial.as_values(sample()))), JSON)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_value_in_any_place_is_taken_or_refused(key: str, value: Any) -> None:
    values = {**json.loads(SAMPLE.read_text("utf-8")), key: value}
    try:
        loaded = serial.load(json.dumps(values).encode(), templates())
    except Refusal as refusal:
        assert key in str(refusal)
    else:
        again = serial.load(serial.dump(loaded).encode(), templates())
        assert again == loaded
