"""The command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_desktop.cli import main
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE, stated

KEYS = ["id", "template", "period", "status", "issuer", "subject", "updated"]


class Cli:
    """The command line on a data folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        """What is printed on stdout, or for exit code 2 the sentence on stderr."""
        assert main(["--data", str(self.folder), *words]) == code
        printed = self._capsys.readouterr()
        if code != 2:
            assert printed.err == ""
            return printed.out
        assert printed.out == ""
        assert printed.err.count("\n") == 1
        assert "Traceback" not in printed.err
        return printed.err.strip()


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path / "data", capsys)


def test_load_prints_the_id_and_dump_gives_the_file_back(cli: Cli, tmp_path: Path) -> None:
    assert cli("load", str(SAMPLE)) == "1\n"
    dumped = cli("dump", "1")
    assert json.loads(dumped) == json.loads(SAMPLE.read_text("utf-8"))
    assert cli("dump", "2022-H1", "--to", str(tmp_path / "b.json")) == ""
    assert cli("load", str(tmp_path / "b.json"), str(SAMPLE)) == "2\n3\n"
    assert cli("dump", "2") == dumped


def test_new_prints_the_id_and_list_shows_it(cli: Cli) -> None:
    assert cli("new", "--template", "nq76", "--period", "2026-Y") == "1\n"
    (row,) = json.loads(cli("list", "--json"))
    assert list(row) == KEYS
    assert (row["id"], row["template"], row["period"], row["status"]) == (1, "nq76", "2026-Y", "draft")
    assert cli("list").startswith("1\tnq76\t2026-Y\tdraft\t")


def test_templates_are_listed(cli: Cli) -> None:
    assert [row["key"] for row in json.loads(cli("templates", "--json"))] == ["nq30c", "nq76"]


def test_search_finds_words_in_all_reports(cli: Cli, tmp_path: Path) -> None:
    other = tmp_path / "a.json"
    other.write_text(json.dumps(stated(period="2023-Q1", opening="Tiếp tục cải cách thủ tục.")), "utf-8")
    cli("load", str(SAMPLE), str(other))
    hits = json.loads(cli("search", "cai", "cach", "thu", "tuc", "--json"))
    assert hits[0] == {"report": 2, "place": "opening", "snippet": "Tiếp tục cải cách thủ tục."}
    assert {hit["report"] for hit in hits} == {1, 2}
    assert cli("search", '"cải cách thủ tục"').splitlines()[0] == "2\t2023-Q1\tMở đầu\tTiếp tục cải cách thủ tục."
    assert json.loads(cli("search", "phiếu", "lạ", "--json")) == []
    assert cli("search", "phiếu lạ") == ""


def test_check_says_by_its_exit_code_whether_there_are_errors(cli: Cli, tmp_path: Path) -> None:
    cli("load", str(SAMPLE))
    assert all(finding["severity"] != "error" for finding in json.loads(cli("check", "1", "--json")))
    empty = tmp_path / "a.json"
    empty.write_text(json.dumps(stated()), "utf-8")
    cli("load", str(empty))
    findings = json.loads(cli("check", "2", "--json", code=1))
    assert list(findings[0]) == ["rule", "severity", "place", "message", "reference"]
    assert findings[0]["rule"] == "completeness.header"


def test_check_says_where_each_finding_is_and_sets_apart_what_was_answered(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    values = json.loads(SAMPLE.read_text("utf-8"))
    values["sections"]["ket_qua.the_che"].insert(0, {"text": "Cải cách thẻ chế được quan tâm."})
    file.write_text(json.dumps(values), "utf-8")
    cli("load", str(file))
    said = cli("check", "1")
    assert said.startswith("[cần xem] II.1. Cải cách thể chế, ý 1: “thẻ chế” có phải là “thể chế”?\n")
    workspace = Workspace(tmp_path / "data")
    workspace.answer(1, workspace.check(1)[0], "trích nguyên văn")
    workspace.close()
    assert cli("check", "1").splitlines() == [
        "[đã giải trình] II.1. Cải cách thể chế, ý 1: “thẻ chế” có phải là “thể chế”? Lý do: trích nguyên văn",
        "Không có điểm nào cần xem lại.",
    ]


def test_export_writes_the_file_and_keeps_one_that_is_there(cli: Cli, tmp_path: Path) -> None:
    cli("load", str(SAMPLE))
    target = tmp_path / "Báo cáo.docx"
    assert cli("export", "1", "--to", str(target)).strip() == str(target)
    first = target.read_bytes()
    target.write_bytes(b"old")
    assert str(target.name) in cli("export", "1", "--to", str(target), code=2)
    assert target.read_bytes() == b"old"
    cli("export", "1", "--to", str(target), "--force")
    assert target.read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Báo cáo.docx", "data"]


def test_new_from_an_earlier_report_brings_its_text_unreviewed(cli: Cli) -> None:
    cli("load", str(SAMPLE))
    assert cli("new", "--template", "nq30c", "--period", "2022-Q3", "--from", "2022-H1") == "2\n"
    values = json.loads(cli("dump", "2"))
    assert {entry["state"] for entries in values["sections"].values() for entry in entries} == {"carried"}
    findings = json.loads(cli("check", "2", "--json", code=1))
    assert sum(finding["rule"] == "carry.unreviewed" for finding in findings) == 66


def test_sections_without_a_place_in_another_template_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path)]
    main([*data, "load", str(SAMPLE)])
    assert main([*data, "new", "--template", "nq76", "--period", "2022-Q3", "--from", "1"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "1\n2\n"
    assert "Những ưu điểm" in printed.err


def test_a_word_file_is_verified_without_a_data_folder(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    cli("load", str(SAMPLE))
    cli("export", "1", "--to", str(target))
    results = json.loads(cli("verify", str(target), "--json"))
    assert {result["rule"] for result in results} == {f"K{number:02}" for number in range(1, 26)}
    assert {result["state"] for result in results} == {"pass", "not_evaluated"}
    assert cli("verify", str(target)).endswith("Đạt 24/24 quy tắc xét được; 1 không xét.\n")
    target.write_bytes(b"PK")
    assert "a.docx" in cli("verify", str(target), code=2)


def test_appendices_are_exported_as_a_workbook(cli: Cli, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    cli("load", str(SAMPLE))
    cli("export", "1", "--to", str(target))
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["export", "1", "--to", "{tmp}/không có/a.docx"], "không có"),
        (["export", "1", "--to", "{tmp}/a.txt"], "a.txt"),
        (["export", "9", "--to", "{tmp}/a.docx"], "“9”"),
        (["dump", "2022-Y"], "2022-Y"),
        (["load", "{tmp}/a.json"], "a.json"),
        (["new", "--template", "nq1", "--period", "2022-H1"], "nq1"),
        (["new", "--template", "nq30c", "--period", "2022"], "2022"),
        (["new", "--template", "nq30c"], "--period"),
        (["bay"], "bay"),
        ([], "LỆNH"),
        (["list", "--xml"], "--xml"),
        (["search"], "TỪ"),
        (["search", "…"], "từ cần tìm"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(cli: Cli, tmp_path: Path, words: list[str], part: str) -> None:
    cli("load", str(SAMPLE))
    assert part in cli(*(word.format(tmp=tmp_path) for word in words), code=2)
    assert len(json.loads(cli("list", "--json"))) == 1


def test_a_damaged_database_is_told_and_left_as_it_is(cli: Cli) -> None:
    cli("load", str(SAMPLE))
    (database,) = cli.folder.glob("*.sqlite3")
    for beside in cli.folder.glob("*-wal"):
        beside.unlink()
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + b"\xff" * 8192 + whole[12288:])
    damaged = database.read_bytes()
    assert "hỏng" in cli("list", code=2)
    assert database.read_bytes() == damaged


def test_the_program_speaks_utf8_and_takes_commands_whatever_the_console(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "CCHC_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "cchc_desktop", "templates"]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "Chương trình CCHC 2021–2030" in done.stdout.decode("utf-8")


NAMES = ["a" * 300, "/".join(["b" * 200] * 25), "folder", "pipe", "gone\nfile", "x\u202egpj.docx", ""]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "words",
    [
        ["load", "{}"],
        ["restore", "{}"],
        ["import", "{}", "--period", "2022-Q1"],
        ["verify", "{}"],
        ["dump", "1", "--to", "{}"],
        ["backup", "--to", "{}"],
        ["export", "1", "--to", "{}"],
    ],
    ids=lambda words: words[0],
)
def test_whatever_stands_for_a_file_it_is_used_or_refused_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], name: str
) -> None:
    data = ["--data", str(tmp_path / "data")]
    assert main([*data, "load", str(SAMPLE)]) == 0
    capsys.readouterr()
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    done = main([*data, *(word.format(tmp_path / name if name else "") for word in words)])
    said = capsys.readouterr().err
    assert (done, said.count("\n")) in ((0, 0), (2, 1)), said
