"""Reports to print: the least, the shipped sample, and one with everything that makes a layout go wrong."""

from typing import Any

from cchc_desktop import paths
from cchc_desktop.domain.report import Report
from cchc_desktop.export.style import Style, read_style
from tests import builders

OPENING = "Phòng B báo cáo kết quả công tác cải cách hành chính như sau:"
CLOSING = "Trên đây là báo cáo của Phòng B"


def style() -> Style:
    return read_style(paths.resource("styles/nd30.toml").read_text("utf-8"))


def small(**values: Any) -> Report:
    """A report with a head, one entry and empty appendices; `values` take the place of its own."""
    stated = {
        "unit": {"superior": "UBND thị xã A", "issuer": "Phòng B", "symbol": "PB", "place": "A"},
        "document": {
            "number": 7,
            "date": "2022-06-16",
            "subject": "Công tác cải cách hành chính 6 tháng đầu năm 2022",
            "addressees": ["UBND thị xã A"],
            "recipients": ["Như trên"],
            "archive": "VT",
        },
        "signer": {"title": "Trưởng phòng", "name": "Nguyễn Văn A"},
        "opening": OPENING,
        "closing": CLOSING,
        "sections": {"chi_dao.ke_hoach": [{"text": "Ban hành **{van_ban_chi_dao}** văn bản."}]},
        "figures": {"van_ban_chi_dao": {"value": 6}},
    }
    return builders.report(**{**stated, **values})


def awkward() -> Report:
    """No superior, long names, no number and date, marks and characters of XML, unknown values, big numbers."""
    long_entry = "Phối hợp với các cơ quan, đơn vị rà soát " + "thủ tục hành chính thuộc phạm vi quản lý, " * 12
    return builders.report(
        period="2022-Y",
        unit={
            "superior": "",
            "issuer": "Ủy ban nhân dân phường Nguyễn Thái Bình Khiêm và các khu dân cư trực thuộc",
            "symbol": "UBND",
            "place": "Phường Nguyễn Thái Bình Khiêm, Thành phố Hồ Chí Minh",
        },
        document={
            "subject": "Tình hình, kết quả thực hiện công tác cải cách hành chính nhà nước năm 2022 "
            "và phương hướng, nhiệm vụ trọng tâm năm 2023",
            "addressees": ["- Ủy ban nhân dân Thành phố Hồ Chí Minh;", "Sở Nội vụ", "Sở Tư pháp."],
            "recipients": ["Như trên", "Thường trực Đảng ủy, Hội đồng nhân dân, Ủy ban Mặt trận Tổ quốc phường;"],
            "archive": "VT, CCHC",
        },
        signer={
            "on_behalf": "TM. Ủy ban nhân dân",
            "capacity": "KT.",
            "title": "Chủ tịch",
            "deputy_title": "Phó Chủ tịch",
            "name": "Trần Thị B",
        },
        opening="Thực hiện Kế hoạch số 12/KH-UBND, *Ủy ban nhân dân phường* báo cáo:",
        closing="Trên đây là báo cáo **năm 2022**. ",
        sections={
            "chi_dao.ke_hoach": [
                {
                    "text": "**Đậm *nghiêng đậm* đậm** *nghiêng*, một * lẻ, \\*sao\\*, {ngoặc, {khong_co}, "
                    '<b>&amp;</b> "ngoặc kép"'
                },
                {"text": "Ban hành {van_ban_chi_dao} văn bản; nhận {mot_cua.nhan} hồ sơ, đúng hẹn {ti_le_dung_han}."},
                {"text": long_entry},
            ],
            "ket_qua.dieu_hanh": [{"text": "Đoạn không có gạch đầu dòng."}],
            "phuong_huong": [{"text": "Ý cuối, ngắn."}],
        },
        appendices={
            "mot_cua": {
                "rows": [
                    {"key": "r1", "label": "Văn hóa " * 20, "cells": {"nhan": 1234567, "truoc": 1234567}},
                    {"key": "r2", "label": "", "cells": {"nhan": 0}},
                    *({"key": f"k{n}", "label": f"Lĩnh vực số {n}", "cells": {"nhan": n}} for n in range(60)),
                ]
            }
        },
    )
