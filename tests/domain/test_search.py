"""What a person wrote can be found, at its place and under a name that says where that is."""

from cchc_desktop.domain.search import pieces
from tests.builders import report, sample


def found() -> dict[str, tuple[str, str]]:
    row = {"key": "r1", "label": "Văn hóa", "cells": {"nhan": 1250}, "notes": {"nhan": "cả xã"}}
    made = report(
        document={"subject": "Công tác cải cách", "recipients": ["Như trên", "Lãnh đạo phòng"]},
        opening="Thực hiện *kế hoạch*",
        sections={
            "ket_qua.tthc.kiem_soat": [{"text": "Nhận **{mot_cua.nhan}** hồ sơ"}],
            "phuong_huong": [{"text": "Tiếp tục"}, {"text": r"Mức \{x\}"}],
        },
        figures={"tthc_tong": {"value": 40, "note": "theo danh mục mới"}, "may_tinh": {"value": 3, "note": None}},
        appendices={"mot_cua": {"rows": [row]}},
    )
    return {piece.place: (piece.name, piece.text) for piece in pieces(made)}


def test_texts_are_found_as_they_read() -> None:
    own = found()
    assert own["document.subject"] == ("Trích yếu", "Công tác cải cách")
    assert own["document.recipients"] == ("Nơi nhận", "Như trên; Lãnh đạo phòng")
    assert own["opening"] == ("Mở đầu", "Thực hiện kế hoạch")
    assert own["sections.ket_qua.tthc.kiem_soat[0].text"] == ("Phần II · 2.2. Kiểm soát TTHC", "Nhận 1.250 hồ sơ")
    assert own["sections.phuong_huong[1].text"] == ("Phần IV · Phương hướng", "Mức {x}")


def test_notes_and_the_labels_of_open_rows_are_found() -> None:
    own = found()
    assert own["figures.tthc_tong.note"][1] == "theo danh mục mới"
    assert own["appendices.mot_cua.rows[0].label"] == ("Phụ lục “Kết quả một cửa”", "Văn hóa")
    name, text = own["appendices.mot_cua.rows[0].notes.nhan"]
    assert name.startswith("Ghi chú của phụ lục “Kết quả một cửa”, ")
    assert name.endswith(": Văn hóa")
    assert text == "cả xã"


def test_what_nobody_wrote_is_not_found() -> None:
    own = found()
    assert "unit.issuer" not in own
    assert "figures.may_tinh.note" not in own
    assert not any(place.startswith("appendices.the_che") for place in own)


def test_a_place_has_one_text() -> None:
    own = list(pieces(sample()))
    assert len({piece.place for piece in own}) == len(own)
    assert len(own) > 80
