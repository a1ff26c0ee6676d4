from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.domain.checks import Context, citations
from cchc_desktop.domain.citations import NO_LIST, citations_in, read_citations
from cchc_desktop.domain.finding import INFO, WARNING
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report
from tests.domain.checks.conftest import Say

FULL = "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"


@pytest.mark.parametrize(
    ("text", "kind", "number", "day", "issuer"),
    [
        (f"Thực hiện {FULL} về cơ chế một cửa.", "Nghị định", "61/2018/NĐ-CP", date(2018, 4, 23), "Chính phủ"),
        (
            "Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
            "Chỉ thị",
            "05-CT/TW",
            date(2016, 5, 15),
            "Bộ Chính trị",
        ),
        (
            "Nghị quyết số 30c/NQ-CP ngày 08 tháng 11 năm 2011 của Chính phủ ban hành",
            "Nghị quyết",
            "30c/NQ-CP",
            date(2011, 11, 8),
            "Chính phủ",
        ),
        (
            "Công văn số 17/UBND-CNTT ngày 13/5/2022 của UBND thị xã về việc",
            "Công văn",
            "17/UBND-CNTT",
            date(2022, 5, 13),
            "UBND thị xã",
        ),
        ("kế hoạch số 36/KH-PB của Phòng", "kế hoạch", "36/KH-PB", None, "Phòng"),
        ("Luật số 10/2022/QH15", "Luật", "10/2022/QH15", None, ""),
        (
            "Kế hoạch số 11/KH-KTHT ngày 25/01/2022 của Phòng Kinh tế và Hạ tầng về",
            "Kế hoạch",
            "11/KH-KTHT",
            date(2022, 1, 25),
            "Phòng Kinh tế và Hạ tầng",
        ),
    ],
)
def test_a_document_is_recognised(text: str, kind: str, number: str, day: date | None, issuer: str) -> None:
    (found,) = citations_in(text)
    assert (found.kind, found.number, found.day, found.issuer) == (kind, number, day, issuer)
    assert text[found.start : found.end].startswith(kind)


def test_the_issuer_ends_where_another_document_begins() -> None:
    first, second = citations_in(
        "Nghị quyết số 30c/NQ-CP của Chính phủ và Nghị quyết số 76/NQ-CP của Chính phủ và các Bộ."
    )
    assert (first.issuer, second.issuer) == ("Chính phủ", "Chính phủ")


def test_a_law_is_known_by_its_lawmakers_where_its_name_stands_between() -> None:
    (found,) = citations_in("Căn cứ Luật Cán bộ, công chức số 22/2008/QH12.")
    assert (found.kind, found.number) == ("Luật", "22/2008/QH12")
    (resolution,) = citations_in("Theo Luật này, Nghị quyết số 76/2022/QH15 quy định.")
    assert resolution.kind == "Nghị quyết"


@pytest.mark.parametrize(
    "text",
    [
        "TCVN ISO 9001:2015",
        "Có 5/5 CBCC",
        "ngày 15/12/2021",
        "trực 24/24 giờ",
        "Covid-19",
        "10/CBCC",
        "giai đoạn 2021-2025",
    ],
)
def test_what_is_no_document_is_not_taken_for_one(text: str) -> None:
    assert citations_in(text) == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Thực hiện Nghị định 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.", "chữ “số”"),
        ("Thực hiện Nghị định số 130/2005/NĐ-CP.", "ngày ban hành và cơ quan ban hành"),
        ("Thực hiện Chỉ thị số 02/CT-TTg của Thủ tướng Chính phủ.", "ngày ban hành"),
        ("Thực hiện Quyết định số 129/2007/QĐ-TTg ngày 02/8/2007.", "cơ quan ban hành"),
        ("Thực hiện Quyết định số 74 của UBND thị xã.", "ký hiệu"),
        ("Thực hiện Chỉ thị 05 của Bộ Chính trị.", "ký hiệu"),
        ("Thực hiện Kế hoạch số …/KH-UBND của UBND huyện.", "chưa có số"),
        ("Thực hiện Kế hoạch số 09/KH-KTHT về chuyển đổi số.", "ngày ban hành"),
    ],
)
def test_what_a_citation_lacks_is_named(say: Say, text: str, missing: str) -> None:
    (found,) = citations.incomplete(say(text), NO_LIST)
    assert found.rule == "citation.incomplete"
    assert missing in found.message


@pytest.mark.parametrize(
    "texts",
    [
        (f"Thực hiện {FULL}.", "Theo Nghị định số 61/2018/NĐ-CP, hồ sơ được tiếp nhận một lần."),
        ("Ban hành Kế hoạch số 09/KH-KTHT ngày 20/01/2022 về chuyển đổi số.",),
        ("Quyết định số 15/QĐ-UBND và Quyết định số 16/QĐ-UBND ngày 24/01/2022 của UBND huyện.",),
        (
            "Thông tư số 01/2018/TT-VPCP ngày 23/11/2018 của Văn phòng Chính phủ hướng dẫn thi hành một số quy định "
            "của Nghị định số 61/2018/NĐ-CP.",
        ),
        ("Căn cứ Luật số 10/2022/QH15.",),
        ("Căn cứ Luật Cán bộ, công chức số 22/2008/QH12 và Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15.",),
        ("Trưởng phòng quyết định 05 nội dung; ban hành 02 quyết định, 03 kế hoạch.",),
        ("Nghị quyết Trung ương 4 khóa XIII và Kế hoạch 5 năm 2021 - 2025.",),
    ],
)
def test_a_full_first_mention_and_a_short_later_one_are_right(say: Say, texts: tuple[str, ...]) -> None:
    assert list(citations.incomplete(say(*texts), NO_LIST)) == []


def test_a_document_that_another_only_carries_out_is_cited_in_full(say: Say) -> None:
    said = say("Công văn số 17/UBND-CNTT ngày 13/5/2022 của UBND huyện về triển khai Chỉ thị số 02/CT-TTg.")
    (found,) = citations.incomplete(said, NO_LIST)
    assert "02/CT-TTg" in found.message


def test_a_document_in_the_subject_of_another_is_not_mentioned_yet(say: Say) -> None:
    amended = (
        "Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ sửa đổi, bổ sung Nghị định số 61/2018/NĐ-CP; "
        "Nghị định số 45/2020/NĐ-CP."
    )
    said = say(amended, "Theo Nghị định số 61/2018/NĐ-CP.")
    first, second = citations.incomplete(said, NO_LIST)
    assert "45/2020/NĐ-CP" in first.message
    assert ("61/2018/NĐ-CP" in second.message, second.place.endswith("[1].text")) == (True, True)


def test_whatever_the_program_writes_of_a_document_is_complete(say: Say, context: Context) -> None:
    for document in context.citations.documents:
        if document.day and document.issuer:
            said = say(f"Thực hiện {document.full}.", f"Theo {document.short} thì đã xong.")
            assert list(citations.incomplete(said, context.citations)) == []


def test_a_day_that_the_list_knows_better_is_found(say: Say, context: Context) -> None:
    wrong = say("Nghị định số 130/2005/NĐ-CP ngày 17/10/2006 của Chính phủ.")
    (found,) = citations.incomplete(wrong, context.citations)
    assert "17/10/2005" in found.message
    assert list(citations.incomplete(wrong, NO_LIST)) == []


def on(day: date, report: Report) -> Report:
    return replace(report, document=replace(report.document, date=day))


def test_the_report_s_date_decides_whether_a_document_holds(say: Say, context: Context) -> None:
    said = say(f"Thực hiện {FULL}.")
    assert list(citations.expired(on(date(2022, 6, 16), said), context.citations)) == []
    assert list(citations.expired(on(date(2025, 6, 30), said), context.citations)) == []
    (found,) = citations.expired(on(date(2025, 7, 1), said), context.citations)
    assert (found.rule, found.severity) == ("citation.expired", WARNING)
    assert "118/2025/NĐ-CP" in found.message
    assert list(citations.expired(on(date(2025, 7, 1), said), NO_LIST)) == []


def test_without_a_date_the_last_day_of_the_figures_decides(say: Say, context: Context, report: Report) -> None:
    said = say(
        "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ.", document=replace(report.document, date=None)
    )
    (found,) = citations.expired(said, context.citations)
    assert "sau ngày của báo cáo" in found.message


def test_an_unsure_end_is_an_information_and_says_so(say: Say, context: Context) -> None:
    said = on(date(2026, 1, 5), say("Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ."))
    (found,) = citations.expired(said, context.citations)
    assert found.severity == INFO
    assert "kiểm tra lại" in found.message
    unconfirmed = on(date(2026, 1, 5), say("Nghị định số 43/2006/NĐ-CP ngày 25/4/2006 của Chính phủ."))
    assert list(citations.expired(unconfirmed, context.citations)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 282/QĐ-TTg ngày 21/02/2018 của Thủ tướng Chính phủ.",
        "Nghị quyết số 76/NQ-CP ngày 03/10/2013 của Chính phủ.",
        "Nghị quyết số 57-NQ/TW của Bộ Chính trị.",
    ],
)
def test_a_number_that_each_year_has_again_is_another_document_on_another_day(
    say: Say, context: Context, text: str
) -> None:
    said = on(date(2022, 6, 16), say(text))
    assert list(citations.expired(said, context.citations)) == []
    assert [found for found in citations.incomplete(said, context.citations) if "danh mục" in found.message] == []
    meant = on(date(2025, 12, 20), say("Quyết định số 942/QĐ-TTg ngày 15/6/2021 của Thủ tướng Chính phủ."))
    (found,) = citations.expired(meant, context.citations)
    assert "2629/QĐ-TTg" in found.message


def test_a_document_named_as_replaced_is_left_alone(say: Say, context: Context) -> None:
    text = "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ thay thế Nghị định số 61/2018/NĐ-CP."
    assert list(citations.expired(on(date(2025, 9, 1), say(text)), context.citations)) == []


# ---- the list ------------------------------------------------------------------------------------------------------


def test_the_list_is_dated_whole_and_each_entry_recognises_itself(context: Context) -> None:
    known = context.citations
    assert known.as_of is not None
    assert len(known.documents) > 60
    for document in known.documents:
        (found,) = citations_in(document.full)[:1]
        assert found.number == document.number
        assert known.of_number(found.number) == (document,)
        assert not (document.valid_from and document.valid_to) or document.valid_from <= document.valid_to
        assert document.day is None or document.day <= known.as_of


def test_full_and_short_forms_are_those_of_the_decree(context: Context) -> None:
    (document,) = context.citations.of_number("30/2020/NĐ-CP")
    assert document.full == "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư"
    assert document.short == "Nghị định số 30/2020/NĐ-CP"
    (law,) = context.citations.of_number("10/2022/QH15")
    assert law.full == law.short == "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"
    assert context.citations.of_number("4/2015/nđ-cp") == context.citations.of_number("04/2015/NĐ-CP") != ()


DOCUMENT = '[[document]]\nkind = "Nghị định"\nnumber = "1/2020/NĐ-CP"\nsure = "confirmed"\n'


@pytest.mark.parametrize(
    "text",
    [
        DOCUMENT,
        'as_of = "2022-01-01"\n' + DOCUMENT * 2,
        'as_of = "2022-01-01"\n' + DOCUMENT.replace("1/2020/NĐ-CP", "abc"),
        'as_of = "2022-01-01"\n' + DOCUMENT.replace("confirmed", "maybe"),
        'as_of = "2022-01-01"\n' + DOCUMENT + 'valid_to = "hôm qua"\n',
        'as_of = "2022-01-01"\n' + DOCUMENT + "more = 1\n",
        "= =",
    ],
)
def test_a_broken_list_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(Refusal, match=r"^danh_muc\.toml"):
        read_citations(text, "danh_muc.toml")
