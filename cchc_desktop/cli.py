"""The command line: the same verbs as the window, on the same data.

Exit 0 done; 1 done, and findings of severity error exist; 2 refused: one Vietnamese sentence on stderr,
nothing changed. Output is UTF-8 whatever the console.
"""

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from getpass import getpass
from pathlib import Path
from typing import NoReturn

from cchc_desktop import paths
from cchc_desktop.domain.answers import answered
from cchc_desktop.domain.finding import ERROR, Finding
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.places import where
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.backup import NeedsPhrase
from cchc_desktop.storage.safekeeping import WANTED
from cchc_desktop.workspace import Workspace, verdict, verify

DONE, FOUND_ERRORS, REFUSED = 0, 1, 2
_SEVERITY_WORDS = {"error": "lỗi", "warning": "cần xem", "info": "ghi chú"}


def run() -> NoReturn:
    """The entry point of the program `cchc`."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Does what the words say; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        words = _parser().parse_args(argv)
        if words.verb is _verify:
            found: int = _verify(words)
            return found
        workspace = Workspace(paths.data_folder(words.data))
        try:
            if words.verb is not _restore:
                workspace.check_database()
            verb: Callable[[Workspace, argparse.Namespace], int] = words.verb
            return verb(workspace, words)
        finally:
            workspace.close()
    except Refusal as refusal:
        print(" ".join(str(refusal).split()), file=sys.stderr)
        return REFUSED
    except _Help:
        return DONE


def _new(workspace: Workspace, words: argparse.Namespace) -> int:
    period = Period.parse(words.period)
    if words.earlier is None:
        print(workspace.new(words.template, period))
        return DONE
    report_id, homeless = workspace.new_from(workspace.find_report(words.earlier), words.template, period)
    print(report_id)
    if homeless:
        names = "; ".join(f"{section.number} {section.title}".strip() for section in homeless)
        print(f"Chưa có chỗ trong mẫu {words.template}: {names}.", file=sys.stderr)
    return DONE


def _load(workspace: Workspace, words: argparse.Namespace) -> int:
    for report_id in workspace.load([Path(file) for file in words.files]):
        print(report_id)
    return DONE


def _import(workspace: Workspace, words: argparse.Namespace) -> int:
    from cchc_desktop.importing.old_word import Conversion, find_converter
    from cchc_desktop.importing.source import OldWordFile

    file, period = Path(words.file), Period.parse(words.period)
    try:
        old = workspace.read_old_report(file, period, words.template)
    except OldWordFile:
        converter = find_converter()
        if converter is None:
            raise
        docx = Conversion(file.read_bytes(), converter).wait()
        old = workspace.read_old_report(file, period, words.template, docx)
    report_id = workspace.take_over(old)
    if words.json:
        from cchc_desktop.importing.account import account

        _print_json({"id": report_id, **account(old.imported)})
    else:
        print(report_id)
    return DONE


def _dump(workspace: Workspace, words: argparse.Namespace) -> int:
    text = workspace.dump(workspace.find_report(words.report))
    if words.to is None:
        sys.stdout.write(text)
    else:
        from cchc_desktop.export.safe_file import write_file

        write_file(Path(words.to), text.encode(), force=False)
    return DONE


def _list(workspace: Workspace, words: argparse.Namespace) -> int:
    keys = ("id", "template", "period", "status", "issuer", "subject", "updated")
    rows = [{key: getattr(summary, key) for key in keys} for summary in workspace.reports()]
    for row in rows:
        row["period"] = row["period"].id
    if words.json:
        _print_json(rows)
    else:
        for row in rows:
            print("\t".join(str(row[key]) for key in keys))
    return DONE


def _search(workspace: Workspace, words: argparse.Namespace) -> int:
    hits = workspace.search(" ".join(words.words))
    if words.json:
        _print_json([{"report": hit.report, "place": hit.place, "snippet": hit.snippet.text} for hit in hits])
    else:
        for hit in hits:
            print(hit.report, hit.period.id, hit.name, hit.snippet.text, sep="\t")
    return DONE


def _templates(workspace: Workspace, words: argparse.Namespace) -> int:
    rows = [
        {"key": template.key, "name": template.name, "used_from": template.used_from.id}
        for template in workspace.templates().values()
    ]
    if words.json:
        _print_json(rows)
    else:
        for row in rows:
            print("\t".join(row.values()))
    return DONE


def _check(workspace: Workspace, words: argparse.Namespace) -> int:
    report_id = workspace.find_report(words.report)
    findings = workspace.check(report_id)
    if words.json:
        _print_json([asdict(finding) for finding in findings])
    else:
        report = workspace.report(report_id)
        still_open, done = answered(findings, workspace.answers(report_id))
        for finding in still_open:
            print(f"[{_SEVERITY_WORDS[finding.severity]}] {where(report, finding.place)}: {finding.message}")
        for each in done:
            print(f"[đã giải trình] {where(report, each.finding.place)}: {each.finding.message} Lý do: {each.reason}")
        print(f"{len(still_open)} điểm cần xem lại." if still_open else "Không có điểm nào cần xem lại.")
    return FOUND_ERRORS if any(finding.severity == ERROR for finding in findings) else DONE


def _export(workspace: Workspace, words: argparse.Namespace) -> int:
    report = workspace.report(workspace.find_report(words.report))
    target = Path(words.to)
    workspace.export(report, target, force=words.force)
    print(target.absolute())
    if note := workspace.face_note(target):
        print(note, file=sys.stderr)
    return DONE


def _back_up(workspace: Workspace, words: argparse.Namespace) -> int:
    safekeeping = workspace.safekeeping
    if words.to is not None:
        safekeeping.back_up_to(Path(words.to))
        print(Path(words.to).absolute())
        return DONE
    made = safekeeping.back_up(WANTED)
    backups = safekeeping.backups()
    print(made or (backups[0].path if backups else "Chưa có gì để sao lưu."))
    try:
        safekeeping.bring_second_place_up()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
    return DONE


def _restore(workspace: Workspace, words: argparse.Namespace) -> int:
    try:
        kept = workspace.safekeeping.restore(Path(words.file))
    except NeedsPhrase:
        if not sys.stdin.isatty():
            raise
        kept = workspace.safekeeping.restore(Path(words.file), getpass("Mật khẩu: "))
    print(f"Đã khôi phục; dữ liệu trước đó được giữ ở {kept}")
    return DONE


def _issue(workspace: Workspace, words: argparse.Namespace) -> int:
    try:
        number, day = int(words.number), date.fromisoformat(words.date)
    except ValueError:
        raise Refusal(f"Số “{words.number}” hoặc ngày “{words.date}” không đúng; ngày ghi NĂM-THÁNG-NGÀY.") from None
    for warning in workspace.issue(workspace.find_report(words.report), number, day):
        print(warning, file=sys.stderr)
    return DONE


def _reopen(workspace: Workspace, words: argparse.Namespace) -> int:
    workspace.reopen(workspace.find_report(words.report), words.reason)
    return DONE


def _verify(words: argparse.Namespace) -> int:
    results = verify(Path(words.file))
    findings = [(result, finding) for result in results for finding in result.findings]
    if words.json:
        _print_json([{**asdict(finding), "state": result.state} for result, finding in findings])
    else:
        for _, finding in findings:
            print(_sentence(finding))
        print(verdict(results))
    return FOUND_ERRORS if any(finding.severity == ERROR for _, finding in findings) else DONE


def _sentence(finding: Finding) -> str:
    place = f"{finding.place}: " if finding.place else ""
    return f"[{_SEVERITY_WORDS[finding.severity]}] {place}{finding.message}"


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


class _Help(Exception):
    """Help was asked for and printed."""


class _Parser(argparse.ArgumentParser):
    """Says usage errors in one Vietnamese sentence and never leaves the process by itself."""

    def error(self, message: str) -> NoReturn:
        raise Refusal(f"Câu lệnh chưa đúng ({self._in_vietnamese(message)}); xem cách dùng bằng: {self.prog} --help")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:  # noqa: ARG002
        raise _Help

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "cách dùng:")

    @staticmethod
    def _in_vietnamese(message: str) -> str:
        for english, vietnamese in (
            ("the following arguments are required:", "còn thiếu"),
            ("unrecognized arguments:", "không hiểu"),
            ("expected one argument", "cần một giá trị"),
            ("expected at least one argument", "cần ít nhất một giá trị"),
            ("invalid choice:", "không có lệnh"),
            ("not allowed with argument", "không đi cùng"),
            ("ambiguous option:", "chưa rõ"),
            ("argument", ""),
        ):
            message = message.replace(english, vietnamese)
        return " ".join(message.partition(" (choose from")[0].split())


def _parser() -> _Parser:
    parser = _Parser(prog="cchc", description="Báo cáo cải cách hành chính: lập, kiểm tra, xuất.", add_help=False)
    parser._optionals.title = "có thể ghi"
    parser.add_argument("-h", "--help", action="help", help="in cách dùng này")
    parser.add_argument("--data", metavar="THƯ_MỤC", help="thư mục dữ liệu")
    verbs = parser.add_subparsers(title="lệnh", metavar="LỆNH", required=True, dest="lệnh", parser_class=_Parser)

    def verb(name: str, function: object, summary: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=summary, description=summary, add_help=False, allow_abbrev=False)
        made.add_argument("-h", "--help", action="help", help="in cách dùng này")
        made._positionals.title, made._optionals.title = "cần ghi", "có thể ghi"
        made.set_defaults(verb=function)
        return made

    new = verb("new", _new, "lập báo cáo mới, in số của báo cáo")
    new.add_argument("--template", required=True, metavar="MẪU", help="khóa của mẫu báo cáo, như nq76")
    new.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, như 2022-H1")
    new.add_argument("--from", dest="earlier", metavar="BÁO_CÁO", help="báo cáo trước, để mang nội dung sang")
    load = verb("load", _load, "nạp báo cáo từ tệp cchc-report/1, in số của từng báo cáo")
    load.add_argument("files", nargs="+", metavar="TỆP")
    importing = verb("import", _import, "nhập một báo cáo cũ từ tệp Word, in số của báo cáo")
    importing.add_argument("file", metavar="TỆP.docx")
    importing.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, như 2022-Q1")
    importing.add_argument("--template", metavar="MẪU", help="khóa của mẫu báo cáo; không ghi thì nhận ra từ tệp")
    importing.add_argument("--json", action="store_true", help="in JSON: đoạn nào vào đâu, chắc chắn đến mức nào")
    dump = verb("dump", _dump, "in báo cáo theo cchc-report/1")
    dump.add_argument("report", metavar="BÁO_CÁO", help="số của báo cáo, hoặc kỳ nếu chỉ có một")
    dump.add_argument("--to", metavar="TỆP")
    listing = verb("list", _list, "liệt kê các báo cáo")
    listing.add_argument("--json", action="store_true", help="in JSON")
    searching = verb("search", _search, "tìm trong mọi báo cáo, gõ có dấu hay không dấu đều được")
    searching.add_argument("words", nargs="+", metavar="TỪ", help="các từ cần tìm; cụm từ thì đặt trong ngoặc kép")
    searching.add_argument("--json", action="store_true", help="in JSON")
    templates = verb("templates", _templates, "liệt kê các mẫu báo cáo")
    templates.add_argument("--json", action="store_true", help="in JSON")
    checking = verb("check", _check, "kiểm tra một báo cáo")
    checking.add_argument("report", metavar="BÁO_CÁO")
    checking.add_argument("--json", action="store_true", help="in JSON")
    export = verb("export", _export, "xuất báo cáo ra tệp")
    export.add_argument("report", metavar="BÁO_CÁO")
    export.add_argument("--to", required=True, metavar="TỆP")
    export.add_argument("--force", action="store_true", help="ghi đè tệp đã có")
    backup = verb("backup", _back_up, "sao lưu dữ liệu, in tên tệp")
    backup.add_argument("--to", metavar="TỆP", help="ghi mọi thứ vào một tệp mới, để cất nơi khác hoặc bàn giao")
    restore = verb("restore", _restore, "đưa dữ liệu về như trong một bản sao lưu; dữ liệu đang có được giữ lại")
    restore.add_argument("file", metavar="TỆP")
    issuing = verb("issue", _issue, "ban hành báo cáo với số và ngày do văn thư cấp")
    issuing.add_argument("report", metavar="BÁO_CÁO")
    issuing.add_argument("--number", required=True, metavar="SỐ")
    issuing.add_argument("--date", required=True, metavar="NĂM-THÁNG-NGÀY")
    reopening = verb("reopen", _reopen, "mở lại báo cáo đã ban hành để sửa")
    reopening.add_argument("report", metavar="BÁO_CÁO")
    reopening.add_argument("--reason", required=True, metavar="LÝ_DO")
    verifying = verb("verify", _verify, "xét một tệp Word theo Nghị định 30/2020/NĐ-CP")
    verifying.add_argument("file", metavar="TỆP.docx")
    verifying.add_argument("--json", action="store_true", help="in JSON")
    return parser
