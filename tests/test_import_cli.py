"""Old reports through the verbs and the command line: what is certain in its place, the rest whole, the file kept."""

import json
from pathlib import Path

import pytest

from cchc_desktop.cli import main
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing import old_word
from cchc_desktop.importing.taking_over import LEFT_OUT, NOTE, Decisions
from cchc_desktop.workspace import Workspace
from tests.importing.clipboard import as_pasted
from tests.importing.documents import as_old_word, word
from tests.importing.layouts import laid_out, sample

PLAN = "Ban hành Kế hoạch cải cách hành chính năm 2022."
STRANGE = "Một câu đứng dưới đề mục lạ."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "dữ liệu"


@pytest.fixture
def workspace(folder: Path):
    opened = Workspace(folder)
    yield opened
    opened.close()


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    file = tmp_path / "báo cáo cũ.docx"
    file.write_bytes(laid_out(sample(), "real headings"))
    return file


@pytest.fixture
def odd_file(tmp_path: Path) -> Path:
    file = tmp_path / "báo cáo lạ.docx"
    file.write_bytes(
        word(
            "**I. Công tác chỉ đạo, điều hành CCHC**",
            "**1. Về kế hoạch CCHC**",
            f"- {PLAN}",
            "**II. Kết quả thực hiện công tác CCHC**",
            "**Thư viện ảnh của phòng:**",
            f"- {STRANGE}",
        )
    )
    return file


def test_import_prints_the_id_alone(
    folder: Path, old_file: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data", str(folder), "import", str(old_file), "--period", "2022-H1", "--template", "nq30c"]
    assert main(words) == 0
    assert capsys.readouterr().out == "1\n"
    report = workspace.report(1)
    assert (report.status, report.document.number) == ("issued", sample().document.number)
    assert report.appendices["mot_cua"].rows[0].cells == sample().appendices["mot_cua"].rows[0].cells


def test_json_tells_what_went_where_and_how_sure(
    folder: Path, odd_file: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(folder), "import", str(odd_file), "--period", "2022-Q1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["id"], told["period"], told["template"]) == (1, "2022-Q1", "nq30c")
    by_text = {piece["text"]: piece for piece in told["pieces"]}
    assert by_text[PLAN]["place"] == "sections.chi_dao.ke_hoach"
    assert by_text[PLAN]["confidence"] == "sure"
    assert by_text[STRANGE]["place"] is None
    assert (by_text[STRANGE]["confidence"], by_text[STRANGE]["proposed"]) == ("near", "sections.ket_qua.the_che")
    assert "phuong_huong" in told["missing"]
    texts = [entry.text for entry in workspace.report(1).sections["phuong_huong"]]
    assert texts[0] == NOTE
    assert STRANGE in texts


def test_nobody_s_file_stores_anything(folder: Path, tmp_path: Path, workspace: Workspace, capsys) -> None:
    bad = {
        "ảnh.docx": b"\x89PNG",
        "cũ.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600,
        "thư.docx": word("Kính gửi"),
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
        assert main(["--data", str(folder), "import", str(tmp_path / name), "--period", "2022-Q1"]) == 2
        printed = capsys.readouterr()
        assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert main(["--data", str(folder), "import", str(tmp_path / "không có.docx"), "--period", "2022-Q1"]) == 2
    assert main(["--data", str(folder), "import", str(tmp_path / "thư.docx"), "--period", "quý I"]) == 2
    assert workspace.reports() == []


def test_the_file_is_kept_with_the_report_and_written_back(
    workspace: Workspace, old_file: Path, tmp_path: Path
) -> None:
    report_id = workspace.take_over(workspace.read_old_report(old_file))
    assert workspace.original_name(report_id) == old_file.name
    workspace.save_original(report_id, tmp_path / "lại.docx")
    assert (tmp_path / "lại.docx").read_bytes() == old_file.read_bytes()
    other = workspace.duplicate(report_id)
    assert workspace.original_name(other) is None
    with pytest.raises(Refusal, match="không có tệp gốc"):
        workspace.save_original(other, tmp_path / "khác.docx")


def test_the_file_goes_when_the_report_is_deleted_for_good(workspace: Workspace, old_file: Path) -> None:
    report_id = workspace.take_over(workspace.read_old_report(old_file))
    workspace.trash(report_id)
    assert workspace.original_name(report_id) == old_file.name
    workspace.empty_trash()
    assert workspace.original_name(report_id) is None


def test_what_was_decided_is_what_is_stored(workspace: Workspace, odd_file: Path) -> None:
    old = workspace.read_old_report(odd_file)
    index = {piece.text: number for number, piece in enumerate(old.imported.pieces)}
    places = {index[STRANGE]: "sections.danh_gia.han_che", index[PLAN]: LEFT_OUT}
    report = workspace.report(workspace.take_over(old, Decisions(places=places)))
    assert [entry.text for entry in report.sections["danh_gia.han_che"]] == [STRANGE]
    assert report.sections["chi_dao.ke_hoach"] == ()


def test_a_field_of_one_value_takes_one_piece_and_the_other_is_not_lost(workspace: Workspace, odd_file: Path) -> None:
    old = workspace.read_old_report(odd_file)
    index = {piece.text: number for number, piece in enumerate(old.imported.pieces)}
    places = dict.fromkeys((index[PLAN], index[STRANGE]), "closing")
    places |= {number: LEFT_OUT for number, piece in enumerate(old.imported.pieces) if piece.target == "closing"}
    report = workspace.report(workspace.take_over(old, Decisions(places=places)))
    assert report.closing == PLAN
    assert STRANGE in [entry.text for entry in report.sections["phuong_huong"]]


def test_a_report_is_read_again_for_another_period_and_template(workspace: Workspace, old_file: Path) -> None:
    old = workspace.read_old_report(old_file)
    again = workspace.read_again(old, old.imported.draft.period, "nq76")
    assert again.imported.draft.template.key == "nq76"
    assert again.data == old.data
    assert workspace.reports() == []


def test_an_old_doc_is_converted_where_the_computer_can(
    folder: Path, tmp_path: Path, odd_file: Path, soffice: str, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "báo cáo cũ.doc"
    file.write_bytes(as_old_word(odd_file.read_bytes(), soffice, tmp_path))
    assert main(["--data", str(folder), "import", str(file), "--period", "2022-Q1"]) == 0
    report_id = int(capsys.readouterr().out)
    assert [entry.text for entry in workspace.report(report_id).sections["chi_dao.ke_hoach"]] == [PLAN]
    workspace.save_original(report_id, tmp_path / "lại.doc")
    assert (tmp_path / "lại.doc").read_bytes() == file.read_bytes()


def test_without_a_program_for_it_an_old_doc_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(old_word, "find_converter", lambda: None)
    file = tmp_path / "cũ.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    assert main(["--data", str(folder), "import", str(file), "--period", "2022-Q1"]) == 2
    assert "Save As" in capsys.readouterr().err


def test_a_pasted_report_is_kept_as_it_was_pasted(workspace: Workspace, tmp_path: Path, old_file: Path) -> None:
    html = as_pasted(old_file.read_bytes())
    old = workspace.read_pasted_report(html)
    report_id = workspace.take_over(old)
    assert workspace.report(report_id).period.id == "2022-H1"
    assert workspace.original_name(report_id) == "Báo cáo dán từ Word.html"
    workspace.save_original(report_id, tmp_path / "lại.html")
    again = workspace.read_old_report(tmp_path / "lại.html")
    assert again.imported.pieces == old.imported.pieces
