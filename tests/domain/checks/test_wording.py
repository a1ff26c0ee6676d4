from dataclasses import replace
from itertools import chain

import pytest

from cchc_desktop.domain.checks import Context, wording
from cchc_desktop.domain.confusions import read_confusions
from cchc_desktop.domain.history import History
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report
from tests.domain.checks.conftest import Say


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Công tác cải cách thẻ chế được chú trọng.", "thể chế"),
        ("SỐ LIỆU VỀ CẢI CÁCH THẺ CHẾ", "thể chế"),
        ("Phát hiện và xử đúng quy định các vi phạm.", "xử lý đúng quy định"),
        ("Nâng cao năng lực tinh thần, trách nhiệm của công chức.", "năng lực, tinh thần trách nhiệm"),
        ("Quán triệt chỉ thị của Bộ chính trị.", "Bộ Chính trị"),
        ("Thực hiện ddeer hoàn thành nhiệm vụ.", "ddeer"),
        ("Số liệu tuwf đầu năm.", "tuwf"),
        ("Quy d9inh5 của cơ quan.", "d9inh5"),
        ("Các các bộ phận đã thực hiện.", "các các"),
        ("Văn hóa,thông tin được quan tâm.", "dấu “,”"),
        ("Công tác tuyên truyền.Phòng đã thực hiện.", "dấu “.”"),
        ("Báo cáo quý I...đã gửi.", "dấu “...”"),
        ("Công tác  tuyên truyền được quan tâm.", "nhiều dấu cách"),
        ("Công tác tuyên truyền , phổ biến.", "trước dấu “,”"),
    ],
)
def test_what_no_right_sentence_has_is_found(say: Say, context: Context, text: str, said: str) -> None:
    found = list(wording.typo(say(text), context.confusions))
    assert [finding.rule for finding in found] == ["wording.typo"]
    assert said in found[0].message


def test_the_subject_and_row_labels_are_read(report: Report, context: Context) -> None:
    rows = tuple(replace(row, label="Thủ tực đất đai") for row in report.appendices["mot_cua"].rows[:1])
    wrong = replace(
        report,
        document=replace(report.document, subject="Cải cách thẻ chế"),
        appendices={**report.appendices, "mot_cua": replace(report.appendices["mot_cua"], rows=rows)},
    )
    places = [finding.place for finding in wording.typo(wrong, context.confusions)]
    assert places == ["document.subject", "appendices.mot_cua.rows[0].label"]


def test_marks_hide_no_typo(say: Say, context: Context) -> None:
    assert len(list(wording.typo(say("Cải cách **thẻ** chế."), context.confusions))) == 1


@pytest.mark.parametrize(
    "text", ["phrases = 3", "[phrases]\n'thẻ chế' = 1", "[phrases]\n'' = 'a'", "foreign = [1]", "other = 1", "= ="]
)
def test_a_broken_list_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(Refusal, match=r"^danh_sach\.toml"):
        read_confusions(text, "danh_sach.toml")


# ---- wording.tone-marks --------------------------------------------------------------------------------------------


def test_a_reason_given_for_a_tone_mark_goes_on_holding_while_others_are_typed(say: Say) -> None:
    texts = ("Văn hóa.", "Số hoá.", "Hòa giải.")
    (before,) = wording.tone_marks(say(*texts))
    (after,) = wording.tone_marks(say(*texts, "Điện toán và số hóa, ủy quyền."))
    assert before == after
    assert "“hóa”" in before.message


def test_the_rarer_of_two_ways_is_pointed_out(say: Say) -> None:
    said = say("Phòng Văn hóa.", "Lĩnh vực văn hóa.", "Phòng Văn hoá.", "Nâng cao uý tín.")
    found = list(wording.tone_marks(said))
    assert {finding.rule for finding in found} == {"wording.tone-marks"}
    assert [finding.place[-8:] for finding in found] == ["[2].text", "[3].text"]
    assert "hóa" in found[0].message


@pytest.mark.parametrize(
    "other",
    [
        "Đồng chí Lê Hoà và Nguyễn Thị Thuý.",
        "Xã Hoà Bình.",
        "Quý III và quý IV.",
        "Toán, hoàn thành, khoản.",
        "VĂN HOÁ",
    ],
)
def test_names_and_syllables_with_one_form_are_no_second_way(say: Say, other: str) -> None:
    assert list(wording.tone_marks(say("Phòng Văn hóa và hòa giải.", other))) == []


def test_a_common_word_with_a_capital_is_no_name(say: Say) -> None:
    assert len(list(wording.tone_marks(say("Văn hóa.", "Số hóa.", "Uỷ ban nhân dân.")))) == 1


# ---- wording.repeated ----------------------------------------------------------------------------------------------

STANDING = "Hợp đồng với một kỹ thuật viên ngoài cơ quan để bảo dưỡng máy."


def test_a_sentence_that_stands_twice_is_found_at_its_second_place(say: Say) -> None:
    (found,) = wording.repeated(say(f"Mở đầu. {STANDING}", "Một ý khác hẳn.", f"{STANDING} Kết thúc."), History())
    assert found.place == "sections.ket_qua.tthc.kiem_soat[2].text"
    assert "2.2." in found.message


def test_short_sentences_and_those_with_other_slots_may_stand_twice(say: Say) -> None:
    assert list(wording.repeated(say("Đã hoàn thành tốt.", "Đã hoàn thành tốt."), History())) == []
    one, other = "Trong kỳ đã mua sắm thêm {may_in} máy.", "Trong kỳ đã mua sắm thêm {may_scan} máy."
    assert list(wording.repeated(say(one, other), History())) == []


def test_what_is_new_and_yet_as_in_the_last_report_is_found(say: Say, report: Report) -> None:
    before = replace(say(STANDING), period=Period.parse("2022-Q1"))
    (found,) = wording.repeated(say(STANDING), History((before,)))
    assert "quý I năm 2022" in found.message
    for state in ("carried", "confirmed"):
        assert list(wording.repeated(say(STANDING, state=state), History((before,)))) == []


# ---- wording.legacy-encoding ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("C¶i c¸ch hµnh chÝnh nhµ n­íc", "TCVN3"),
        ("Thöïc hieän caûi caùch haønh chính", "VNI"),
        ("Thực hiện kế hoạch: c¶i c¸ch hµnh chÝnh nhµ n­íc", "TCVN3"),
        ("Cáº£i cÃ¡ch hÃ nh chÃ­nh", "bảng mã"),
    ],
)
def test_text_of_old_encodings_is_found(say: Say, text: str, name: str) -> None:
    (found,) = wording.legacy_encoding(say(text))
    assert found.rule == "wording.legacy-encoding"
    assert name in found.message


@pytest.mark.parametrize(
    "text", ["Cải cách hành chính", "Diện tích 80 m², khổ A×B", "Hãng München, España", "«Nhân dân»"]
)
def test_unicode_text_is_left_alone(say: Say, text: str) -> None:
    assert list(wording.legacy_encoding(say(text))) == []


def test_every_phrase_of_the_list_is_found_where_it_stands(context: Context) -> None:
    known = context.confusions
    for phrases in (known.phrases, known.exact):
        for phrase in chain(*phrases.values()):
            wrong = " ".join(phrase.words).replace(" ,", ",")
            assert (wrong, phrase.meant) in known.find(f"Nay {wrong} rồi.")
    for word in known.doubled:
        assert (f"{word} {word}", word) in known.find(f"Nay {word} {word} rồi.")
