"""Every verb that a person has, on one data folder. The window and the command line call nothing else.

Each verb either does the whole thing or raises `Refusal` and changes nothing. May be called from several
threads; each thread that has used it calls `close` before it ends.
"""

from __future__ import annotations

import errno
import hashlib
import stat
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop import paths
from cchc_desktop.domain.period import Kind, Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.schedule import Schedule, read_schedule, schedule_texts
from cchc_desktop.domain.status import DRAFT, ISSUED
from cchc_desktop.domain.summary import Summary
from cchc_desktop.storage.backup_folder import has_backups
from cchc_desktop.storage.catalogue import Catalogue
from cchc_desktop.storage.database import FILE_NAME, open_database
from cchc_desktop.storage.trouble import Damaged

# What the list of reports does not need is imported by the verb that does: a start is waited for.
if TYPE_CHECKING:
    from cchc_desktop.domain.answers import Answer
    from cchc_desktop.domain.checks import Context
    from cchc_desktop.domain.citations import CitationList, Document
    from cchc_desktop.domain.edit import Edit
    from cchc_desktop.domain.finding import Finding
    from cchc_desktop.domain.history import History
    from cchc_desktop.domain.issue import Issue
    from cchc_desktop.domain.report import Report, Signer, Unit
    from cchc_desktop.domain.search import Hit
    from cchc_desktop.domain.template import Appendix, Section, Template
    from cchc_desktop.domain.version import Version
    from cchc_desktop.domain.year import YearTable
    from cchc_desktop.export.style import Style
    from cchc_desktop.export.verify import RuleResult
    from cchc_desktop.importing.result import OldReport
    from cchc_desktop.importing.sheet_reader import Proposal, Sheet
    from cchc_desktop.importing.taking_over import Decisions
    from cchc_desktop.storage.office_documents import OfficeDocuments
    from cchc_desktop.storage.safekeeping import Safekeeping
    from cchc_desktop.storage.store import Store
    from cchc_desktop.update import Update

MOST_HITS = 100
"""More than a person reads: who finds so much asks more precisely."""

_OFFICE_TEMPLATE = Path("templates", "mau_trinh_bay.docx")
_PROFILE = "profile."
_UNSAVED = "chua-luu-"
_SCHEDULE = "schedule."
_IMPORT = "import."
_TOLD = "told."
_PASTED = "Báo cáo dán từ Word.html"
_UNIT_KEYS = ("superior", "issuer", "symbol", "place")
_SIGNER_KEYS = ("on_behalf", "capacity", "title", "deputy_title", "name")


class Workspace:
    """The reports, templates and settings of one data folder."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = datetime.now) -> None:
        """Opens the folder, makes it where it is missing. `now` gives local time."""
        paths.make_folder(folder)
        self.folder = folder
        self.now = now
        self._opened: Catalogue | None = None
        self._opening = threading.Lock()
        # A damaged database is told by every verb that needs it, not by those that bring it back.
        with suppress(Damaged):
            self._open()

    @cached_property
    def safekeeping(self) -> Safekeeping:
        """Backups and what brings data back."""
        from cchc_desktop.storage.safekeeping import Safekeeping

        return Safekeeping(self.folder, self.now, lambda: self._store, self._forget)

    @property
    def _catalogue(self) -> Catalogue:
        return self._open()

    @property
    def _store(self) -> Store:
        from cchc_desktop.storage.store import Store

        catalogue = self._open()
        with self._opening:
            if not isinstance(catalogue, Store):
                catalogue = self._opened = Store(catalogue.database, self.now)
            return catalogue

    def _open(self) -> Catalogue:
        with self._opening:
            if self._opened is None:
                database = open_database(self.folder / FILE_NAME, self._about_to_migrate, has_backups(self.folder))
                self._opened = Catalogue(database)
            return self._opened

    def _about_to_migrate(self) -> None:
        from cchc_desktop.storage.backup import back_up

        back_up(self.folder, self.now(), "trước khi nâng cấp dữ liệu")

    def _forget(self) -> None:
        """Closes the database, to open what lies there then."""
        self.close()
        self._opened = None

    def close(self) -> None:
        """Closes what the calling thread has open."""
        if self._opened is not None:
            self._opened.close()

    def check_database(self) -> None:
        """Raises `Damaged` where the database is not sound."""
        self._catalogue.check()

    def storage_notice(self) -> str:
        """What the person should know of the disk that the data lies on, once; "" where all is well."""
        hindrance = self._catalogue.wal_hindrance
        if hindrance and self._catalogue.settings(_TOLD).get("disk") != hindrance:
            self._catalogue.set_settings(_TOLD, {"disk": hindrance})
            return hindrance
        return self.safekeeping.reminder()

    # Templates

    def templates(self) -> dict[str, Template]:
        """The templates by key: the shipped ones, on top of them those of an update, then the office's own."""
        from cchc_desktop.domain.template_file import read_template
        from cchc_desktop.update import updated

        templates = {}
        shipped = paths.resource("templates")
        brought = updated(self.folder, "templates", shipped)
        for folder in dict.fromkeys((shipped, brought, self.folder / "templates")):
            for file in sorted(folder.glob("*.toml")):
                template = read_template(_read_text(file), file.name)
                templates[template.key] = template
        return templates

    def template_for(self, period: Period) -> Template:
        """The template that is offered for a period: the last one in use by then."""
        templates = sorted(self.templates().values(), key=lambda template: template.used_from)
        in_use = [template for template in templates if template.used_from <= period]
        return (in_use or templates[:1])[-1]

    # Updates

    def read_update(self, file: Path) -> Update:
        """Reads an update for this program; refused where its signature, its files or its version are not right."""
        from cchc_desktop.update import read_update

        return read_update(file, bytes.fromhex(_read_text(paths.resource("keys/update.pub"))))

    def take_update(self, update: Update) -> Path:
        """Takes templates and lists into use, or lays a setup down; gives the folder of the files."""
        from cchc_desktop.update import take

        return take(update, self.folder)

    # The office's own Word template

    def has_office_template(self) -> bool:
        return (self.folder / _OFFICE_TEMPLATE).exists()

    def set_office_template(self, file: Path) -> None:
        """Lays documents out by the styles of a .docx from now on; refused where it has none of our names."""
        from cchc_desktop.export.safe_file import write_file

        data = _read_bytes(file)
        _office_style(data, file.name)
        target = self.folder / _OFFICE_TEMPLATE
        paths.make_folder(target.parent)
        write_file(target, data, force=True)

    def drop_office_template(self) -> None:
        """Goes back to the built-in look."""
        try:
            (self.folder / _OFFICE_TEMPLATE).unlink(missing_ok=True)
        except OSError:
            raise Refusal("Chưa bỏ được mẫu trình bày: tệp đang mở trong Word; hãy đóng Word rồi thử lại.") from None

    def verify_layout(self, report: Report) -> list[RuleResult]:
        """How the report as .docx, by the template in use, would stand to the rules K01–K25. Writes no file."""
        return verify_bytes(self.rendered(report, _OFFICE_TEMPLATE), _OFFICE_TEMPLATE.name)

    def style_sheet(self) -> Style:
        """How documents look: as the built-in style sheet says, changed by the office's own Word template.

        Refused where the template is no longer a Word file.
        """
        try:
            data = (self.folder / _OFFICE_TEMPLATE).read_bytes()
        except FileNotFoundError:
            return style_sheet()
        except OSError as error:
            raise Refusal(f"Không đọc được mẫu trình bày Word của cơ quan: {_reason(error)}.") from None
        return _office_style(data, "Mẫu trình bày Word của cơ quan")

    # The unit profile

    def profile(self) -> tuple[Unit, Signer] | None:
        """The office as it is now; None before the first-start questions were answered."""
        from cchc_desktop.domain.report import Signer, Unit

        texts = self._catalogue.settings(_PROFILE)
        if not texts:
            return None
        unit = Unit(**{key: texts.get(f"unit.{key}", "") for key in _UNIT_KEYS})
        return unit, Signer(**{key: texts.get(f"signer.{key}", "") for key in _SIGNER_KEYS})

    def set_profile(self, unit: Unit, signer: Signer) -> None:
        texts = {f"unit.{key}": getattr(unit, key) for key in _UNIT_KEYS}
        texts |= {f"signer.{key}": getattr(signer, key) for key in _SIGNER_KEYS}
        self._catalogue.set_settings(_PROFILE, texts)

    def schedule(self) -> Schedule:
        """Which reports the office owes, and until when."""
        return read_schedule(self._catalogue.settings(_SCHEDULE))

    def set_schedule(self, schedule: Schedule) -> None:
        self._catalogue.set_settings(_SCHEDULE, schedule_texts(schedule))

    # Reports

    def reports(self) -> list[Summary]:
        return self._catalogue.summaries()

    def report(self, report_id: int) -> Report:
        return self._store.load(report_id)

    def new(self, template_key: str, period: Period) -> int:
        """A new draft with the unit profile, or an empty unit where there is none yet; gives its id."""
        from cchc_desktop.domain.report import Signer, Unit, new_report

        template = self._named_template(template_key)
        unit, signer = self.profile() or (Unit(), Signer())
        report = new_report(template, period, unit, signer)
        return self._store.add([replace(report, window=self.schedule().window(period))])[0]

    def new_from(self, earlier_id: int, template_key: str, period: Period) -> tuple[int, tuple[Section, ...]]:
        """A new draft that continues an earlier report; its id, and the sections that found no place in it."""
        from cchc_desktop.domain.carry_over import carry_over

        template = self._named_template(template_key)
        earlier = self.report(earlier_id)
        over = carry_over(earlier, template, period, self.profile(), self.history(period, without=earlier_id))
        report = replace(over.report, window=self.schedule().window(period))
        return self._store.add([report])[0], over.homeless

    def previous_report(self, period: Period) -> Summary | None:
        """The report that a new one for `period` would continue: the last one before it."""
        earlier = [summary for summary in self.reports() if summary.period < period]
        return max(earlier, key=lambda summary: (summary.period, summary.status == ISSUED, summary.id), default=None)

    def history(self, period: Period, *, without: int | None = None) -> History:
        """The other reports of the period's year and of the year before: of each period one, the issued one first."""
        return _history(self.reports(), self.report, period, without)

    def load(self, files: Sequence[Path]) -> list[int]:
        """Stores the reports of `cchc-report/1` files, all or none; gives their ids."""
        from cchc_desktop.domain import serial

        templates = self.templates()
        return self._store.add([serial.load(_read_bytes(file), templates, file.name) for file in files])

    def dump(self, report_id: int) -> str:
        from cchc_desktop.domain import serial

        return serial.dump(self.report(report_id))

    def write_report(self, report: Report, target: Path) -> None:
        """Writes a report as it is in the window into a file (`cchc-report/1`), in the place of one that is there.

        What was typed into a figure or cell and is no number becomes its note.
        """
        from cchc_desktop.domain import serial
        from cchc_desktop.domain.report import unreadable_as_notes
        from cchc_desktop.export.safe_file import write_file

        write_file(target, serial.dump(unreadable_as_notes(report)).encode(), force=True)

    def keep_elsewhere(self, report: Report) -> Path:
        """Writes a report that cannot be saved into the first folder that takes a file; gives the file."""
        name = f"{_UNSAVED}{report.period.id}-{self.now():%Y%m%d-%H%M%S}.json"
        for folder in self._refuges():
            with suppress(Refusal):
                self.write_report(report, folder / name)
                with suppress(OSError):
                    (folder / name).chmod(0o600)
                return folder / name
        raise Refusal("Không ổ đĩa nào ghi được, nên báo cáo chưa được lưu ở đâu.")

    def kept_elsewhere(self) -> list[Path]:
        """The files of `keep_elsewhere` that were not taken back yet."""
        return [file for folder in self._refuges() for file in sorted(folder.glob(f"{_UNSAVED}*.json"))]

    def take_back(self, file: Path) -> int:
        """Stores the report of such a file as another report and renames the file; gives the report's id."""
        report_id = self.load([file])[0]
        with suppress(OSError):
            file.rename(file.with_name(f"{file.name}.da-nap"))
        return report_id

    def _refuges(self) -> tuple[Path, ...]:
        return self.folder, Path.home() / "Documents", Path.home()

    def save(self, report_id: int, edits: Sequence[Edit]) -> None:
        """Commits the edits together: when it returns they are on the disk."""
        self._store.save(report_id, edits)

    def versions(self, report_id: int, part: tuple[str, ...]) -> list[Version]:
        """What a part of a report (domain.edit.target) was before, the newest first."""
        return self._store.versions(report_id, part)

    def duplicate(self, report_id: int) -> int:
        """Another draft with the same contents; gives its id."""
        return self._store.add([replace(self.report(report_id), status=DRAFT)])[0]

    def find_report(self, name: str) -> int:
        """The id of the report that `name` means: an id, or a period that one report has."""
        summaries = self.reports()
        matches = [s.id for s in summaries if str(s.id) == name] or [s.id for s in summaries if s.period.id == name]
        if len(matches) == 1:
            return matches[0]
        if not matches:
            raise Refusal(f"Không có báo cáo “{name}”; hãy ghi số của báo cáo hoặc kỳ báo cáo như 2022-H1.")
        numbers = ", ".join(map(str, sorted(matches)))
        raise Refusal(f"Kỳ {name} có {len(matches)} báo cáo; hãy ghi số của một báo cáo: {numbers}.")

    def trash(self, report_id: int) -> None:
        self._store.set_trashed(report_id, True)

    def trashed(self) -> list[Summary]:
        return self._catalogue.summaries(trashed=True)

    def take_from_trash(self, report_id: int) -> None:
        self._store.set_trashed(report_id, False)

    def empty_trash(self) -> int:
        """Deletes what is in the trash for good; gives how many reports that were."""
        return self._store.empty_trash()

    def search(self, typed: str) -> list[Hit]:
        """What the words find in the reports in use, the best and newest `MOST_HITS`; refused without a word."""
        from cchc_desktop.text.searching import readings

        asked = readings(typed)
        if not asked:
            raise Refusal("Hãy ghi từ cần tìm.")
        return self._store.search(asked, MOST_HITS)

    def catch_up_search(self, most: int) -> int:
        """Reads at most so many reports that a search does not know yet as they are; gives how many are left.

        A search does it all by itself: this is for who has something else to do in between.
        """
        return self._store.catch_up_search(most)

    def context(self, period: Period, report_id: int) -> Context:
        """What the checks of a report may know beside it: the office's other reports and the shipped lists."""
        # Each of the many checks brings its patterns along, which a start does not need.
        from cchc_desktop.domain.checks import Context
        from cchc_desktop.domain.confusions import read_confusions
        from cchc_desktop.update import updated

        confusions = updated(self.folder, "data/confusions.toml", paths.resource("data/confusions.toml"))
        return Context(
            history=self.history(period, without=report_id),
            citations=self.citations(),
            confusions=read_confusions(_read_text(confusions), confusions.name),
        )

    # Documents that reports cite

    @cached_property
    def documents(self) -> OfficeDocuments:
        """What the office has put beside the shipped list of documents."""
        # Recognising documents takes patterns that a start does not need.
        from cchc_desktop.storage.office_documents import OfficeDocuments

        return OfficeDocuments(lambda: self._store, lambda: self.now().date())

    def citations(self) -> CitationList:
        """The list of documents: the shipped one with what the office has put beside it."""
        return self.documents.over(self.shipped_citations())

    def shipped_citations(self) -> CitationList:
        from cchc_desktop.domain.citations import read_citations
        from cchc_desktop.update import updated

        shipped = updated(self.folder, "data/citations.toml", paths.resource("data/citations.toml"))
        return read_citations(_read_text(shipped), shipped.name)

    def import_citations(self, file: Path) -> int:
        """Takes a list of documents in, in the place of an earlier one of the same name; gives how many it has."""
        return self.documents.take_in(file.name, _read_text(file))

    def write_own_documents(self, target: Path) -> int:
        """Writes the documents that the office has stated itself for others to import; gives how many they are."""
        from cchc_desktop.domain.own_documents import as_toml
        from cchc_desktop.export.safe_file import write_file

        own = self.documents.own().kept
        write_file(target, as_toml(own, self.now().date()).encode(), force=True)
        return len(own)

    def register(self) -> tuple[Document, ...]:
        """The documents that the office's reports cite beside those of the list."""
        from cchc_desktop.domain.register import register

        return register(self._store.entry_texts(), self.citations())

    def check(self, report_id: int) -> list[Finding]:
        """The findings of a stored report."""
        from cchc_desktop.domain.checks import check

        report = self.report(report_id)
        return check(report, self.context(report.period, report_id))

    def answers(self, report_id: int) -> list[Answer]:
        """The reasons given for warnings; see domain.answers for which of them still hold."""
        return self._store.answers(report_id)

    def answer(self, report_id: int, finding: Finding, reason: str) -> None:
        """Keeps the reason why a warning stands as it is; refused for an error and where there is no reason."""
        from cchc_desktop.domain.answers import answer_to
        from cchc_desktop.domain.finding import ERROR
        from cchc_desktop.text.normal import is_blank, normal

        if finding.severity == ERROR:
            raise Refusal("Lỗi thì phải sửa; chỉ giải trình được điểm nên xem lại.")
        if is_blank(reason.replace("\n", " ")):
            raise Refusal("Cần ghi lý do.")
        self._store.keep_answer(report_id, answer_to(finding, normal(reason).strip()))

    def take_answer_back(self, report_id: int, finding: Finding) -> None:
        from cchc_desktop.domain.answers import answer_to

        self._store.drop_answer(report_id, answer_to(finding, ""))

    def export(self, report: Report, target: Path, *, force: bool = False) -> None:
        """Writes the report as the kind of file that the ending of `target` names.

        A Word file is opened again first. Refused where the target exists and `force` is not given, or cannot be
        written; it is then as before.
        """
        data = self.rendered(report, target)
        if target.suffix.lower() == ".docx":
            verify_bytes(data, target.name)
        self.write(target, data, force=force)

    def face_note(self, target: Path) -> str:
        """What a person should know of the letters in an exported file; "" where they are the ones asked for."""
        if target.suffix.lower() != ".pdf":
            return ""
        from cchc_desktop.export.pdf_writer import face_note

        return face_note(self.style_sheet())

    def rendered(self, report: Report, target: Path) -> bytes:
        """The report as the kind of file that the ending of `target` names. A PDF is drawn in the main thread only."""
        ending = target.suffix.lower()
        if ending not in _WRITERS:
            raise Refusal(f"{target.name}: chỉ xuất được ra tệp có đuôi {', '.join(_WRITERS)}.")
        return _WRITERS[ending](report, self.style_sheet)

    def write(self, target: Path, data: bytes, *, force: bool = False) -> None:
        """Puts a file in place whole; refused as `export` is."""
        from cchc_desktop.export.safe_file import write_file

        write_file(target, data, force=force)

    # Old reports

    def read_old_report(
        self, file: Path, period: Period | None = None, template: str | None = None, docx: bytes | None = None
    ) -> OldReport:
        """What a Word file says as a report, for review; nothing is stored.

        Period and template (its key) are recognised where they are not given; `NeedsPeriod` where nobody says it.
        An old .doc is refused as `OldWordFile` unless `docx` holds what it was turned into.
        """
        from cchc_desktop.archive import MAX_FILE

        # Photos in an old report weigh more than any report of our own.
        return self._read_old_report(file.name, _read_bytes(file, MAX_FILE), docx, period, template)

    def read_pasted_report(self, html: str, period: Period | None = None) -> OldReport:
        """What was copied from Word says as a report, for review; kept as an HTML file."""
        from cchc_desktop.importing.opening import html_file

        return self._read_old_report(_PASTED, html_file(html), None, period, None)

    def read_again(self, old: OldReport, period: Period, template: str) -> OldReport:
        """The same file as the report of another period or template."""
        return self._read_old_report(old.name, old.data, old.docx, period, template)

    def take_over(self, old: OldReport, decisions: Decisions | None = None) -> int:
        """Stores an old report as it was decided, and the file with it; gives the id.

        Without decisions it takes what is certain; the rest stands whole under the last section with a note.
        """
        from cchc_desktop.importing.taking_over import to_report

        return self._store.add_imported(to_report(old.imported, decisions), old.name, old.data)

    def original_name(self, report_id: int) -> str | None:
        """The name of the file that a report was imported from, None where it was not."""
        return self._store.original_name(report_id)

    def save_original(self, report_id: int, target: Path, *, force: bool = False) -> None:
        """Writes the file that a report was imported from."""
        from cchc_desktop.export.safe_file import write_file

        data = self._store.original(report_id)
        if data is None:
            raise Refusal("Báo cáo này không có tệp gốc còn nguyên vẹn.")
        write_file(target, data, force=force)

    def _read_old_report(
        self, name: str, data: bytes, docx: bytes | None, period: Period | None, template: str | None
    ) -> OldReport:
        from cchc_desktop.importing.report_reader import read_report
        from cchc_desktop.importing.result import OldReport

        return OldReport(name, data, read_report(docx or data, self.templates(), period, template), docx)

    # One-stop figures

    def read_sheets(self, file: Path) -> tuple[Sheet, ...]:
        """The sheets of an .xlsx that may hold figures; refused where there is none."""
        from cchc_desktop.importing.sheet_reader import read_sheets

        sheets = read_sheets(_read_bytes(file))
        if not sheets:
            raise Refusal("Tệp Excel không có trang nào chứa bảng số liệu.")
        return sheets

    def propose_columns(self, sheet: Sheet, appendix: Appendix) -> tuple[Proposal, bool]:
        """Which columns of a sheet fill the appendix; and whether a person has confirmed them for such a sheet."""
        from cchc_desktop.importing.column_memory import from_text
        from cchc_desktop.importing.sheet_reader import propose_columns

        proposal = propose_columns(sheet, appendix)
        kept = self._catalogue.settings(_IMPORT).get(_source_name(proposal.source, appendix))
        known = from_text(kept, proposal.source, sheet, appendix) if kept else None
        return known or proposal, known is not None

    def remember_columns(self, proposal: Proposal, appendix: Appendix) -> None:
        """Keeps confirmed columns for the next sheet with the same head."""
        from cchc_desktop.importing.column_memory import to_text

        self._catalogue.set_settings(_IMPORT, {_source_name(proposal.source, appendix): to_text(proposal)})

    # The year

    def years(self) -> list[int]:
        """The years that reports exist of, the latest first."""
        return sorted({summary.period.year for summary in self.reports()}, reverse=True)

    def year_tables(self, year: int) -> list[YearTable]:
        """The year's figures and appendices, period beside period."""
        from cchc_desktop.domain.year import year_tables

        return year_tables(self.history(Period(year, Kind.Y)).reports, year)

    def export_year(self, year: int, target: Path, *, force: bool = False) -> None:
        """Writes the year's tables as .xlsx."""
        from cchc_desktop.export.safe_file import write_file
        from cchc_desktop.export.xlsx_writer import write_year

        write_file(target, write_year(self.year_tables(year), year), force=force)

    def put_together(self, year: int) -> int:
        """A draft for the year from the reports of its periods; gives its id."""
        from cchc_desktop.domain.year import put_together

        period = Period(year, Kind.Y)
        report = put_together(self.history(period).reports, self.template_for(period), year, self.profile())
        return self._store.add([replace(report, window=self.schedule().window(period))])[0]

    # Issuing

    def issue(self, report_id: int, number: int, day: date) -> list[str]:
        """Issues a report with what the registry gave, and stores the files made; gives warnings as sentences.

        Refused while findings of severity error exist. May paint, so call it in the main thread.
        """
        from cchc_desktop.domain import serial
        from cchc_desktop.domain.issue import issued

        report = self.report(report_id)
        report = issued(report, number, day, self.context(report.period, report_id))
        other = self._store.numbers_used(day.year, without=report_id).get(number)
        files = {ending: _WRITERS[ending](report, self.style_sheet) for ending in _ISSUED_FILES}
        self._store.issue(report_id, report, serial.dump(report), files)
        warnings = []
        if other is not None:
            warnings.append(f"Số {number} đã dùng trong năm {day.year} ở báo cáo {other}; hãy hỏi lại văn thư.")
        later = [summary for summary in self.reports() if summary.period > report.period]
        for summary, findings in self._disagreeing(later, range(report.period.year, report.period.year + 2)):
            title = summary.period.title
            warnings.append(f"Báo cáo {title} (số {summary.id}) không còn khớp: {findings[0].message}")
        return warnings

    def disagreeing(self) -> dict[int, str]:
        """The reports of the last two years that do not go on from the office's other reports, each with why."""
        summaries = self.reports()
        last = max((summary.period.year for summary in summaries), default=0)
        found = self._disagreeing(summaries, range(last - 1, last + 1))
        return {summary.id: findings[0].message for summary, findings in found}

    def _disagreeing(self, summaries: Sequence[Summary], years: range) -> Iterator[tuple[Summary, list[Finding]]]:
        """The reports of these years that disagree with others and of which nobody has said why."""
        from cchc_desktop.domain.answers import answered
        from cchc_desktop.domain.checks.period import disagreements

        every, read = self.reports(), cache(self.report)
        for summary in summaries:
            if summary.period.year in years:
                history = _history(every, read, summary.period, summary.id)
                found = disagreements(read(summary.id), history)
                unanswered, _ = answered(found, self.answers(summary.id))
                if unanswered:
                    yield summary, unanswered

    def reopen(self, report_id: int, reason: str) -> None:
        """Makes an issued report a draft again. Number and date stay, and so does the issued version."""
        from cchc_desktop.text.normal import is_blank, normal

        if is_blank(reason):
            raise Refusal("Cần ghi lý do mở lại báo cáo.")
        self._store.reopen(report_id, normal(reason))

    def issues(self, report_id: int) -> list[Issue]:
        """The issued versions, the first one first. A report that was loaded as issued has none."""
        return self._store.issues(report_id)

    def save_issued_file(self, report_id: int, version: int, target: Path, *, force: bool = False) -> None:
        """Writes the file that was made when a version was issued; the ending of `target` says which."""
        from cchc_desktop.export.safe_file import write_file

        data = self._store.issued_file(report_id, version, target.suffix.lower())
        if data is None:
            raise Refusal(f"Lần ban hành {version} không có tệp {target.suffix} còn nguyên vẹn.")
        write_file(target, data, force=force)

    def _named_template(self, key: str) -> Template:
        templates = self.templates()
        if key not in templates:
            raise Refusal(f"Không có mẫu báo cáo “{key}”; các mẫu đã có: {', '.join(templates)}.")
        return templates[key]


def _history(
    summaries: Iterable[Summary], read: Callable[[int], Report], period: Period, without: int | None
) -> History:
    from cchc_desktop.domain.history import History

    chosen: dict[Period, Summary] = {}
    for summary in summaries:
        best = chosen.get(summary.period)
        known = summary.id != without and summary.period.year in (period.year, period.year - 1)
        if known and (best is None or (summary.status == ISSUED, summary.id) > (best.status == ISSUED, best.id)):
            chosen[summary.period] = summary
    return History(tuple(read(summary.id) for summary in chosen.values()))


def _source_name(source: str, appendix: Appendix) -> str:
    """A short name for a source of figures of an appendix."""
    return f"{appendix.key}.{hashlib.sha256(source.encode()).hexdigest()[:16]}"


def verify(file: Path) -> list[RuleResult]:
    """How a Word file, whoever made it, stands to the layout rules K01–K25. Needs no data folder."""
    return verify_bytes(_read_bytes(file), file.name)


def verify_bytes(data: bytes, name: str) -> list[RuleResult]:
    """The same for the Word file in `data`, called `name`."""
    from cchc_desktop.export.verify import verify

    try:
        return verify(data, _read_text(paths.resource("styles/nd30.toml")))
    except Refusal as refusal:
        raise Refusal(f"{name}: {refusal}") from None


def verdict(results: Sequence[RuleResult]) -> str:
    """The result in one line, like "Đạt 24/24 quy tắc xét được; 1 không xét."."""
    from cchc_desktop.export.verify import verdict

    return verdict(results)


def write_verdict(target: Path, name: str, results: Sequence[RuleResult], day: date, *, force: bool = False) -> None:
    """Writes how the Word file `name` stood on `day` for a colleague; the ending of `target` says .docx or .xlsx."""
    from cchc_desktop.export import verdict_file
    from cchc_desktop.export.safe_file import write_file

    match target.suffix.lower():
        case ".docx":
            data = verdict_file.write_docx(name, results, day, style_sheet())
        case ".xlsx":
            data = verdict_file.write_xlsx(name, results, day)
        case _:
            raise Refusal(f"{target.name}: kết quả chỉ ghi được ra tệp có đuôi .docx hoặc .xlsx.")
    write_file(target, data, force=force)


@lru_cache(maxsize=1)
def _office_style(data: bytes, name: str) -> Style:
    from cchc_desktop.export.office_template import read_office_template

    try:
        return read_office_template(data, style_sheet())
    except Refusal as refusal:
        raise Refusal(f"{name}: {refusal}") from None


def _xlsx(report: Report, _: Callable[[], Style]) -> bytes:
    from cchc_desktop.export.xlsx_writer import write

    return write(report)


def _docx(report: Report, look: Callable[[], Style]) -> bytes:
    from cchc_desktop.export.compose import compose
    from cchc_desktop.export.docx_writer import write

    return write(compose(report), look())


def _pdf(report: Report, look: Callable[[], Style]) -> bytes:
    from cchc_desktop.export.compose import compose
    from cchc_desktop.export.pdf_writer import write

    return write(compose(report), look())


@cache
def style_sheet() -> Style:
    """How documents look that no office has a look of its own for."""
    from cchc_desktop.export.style import read_style

    return read_style(_read_text(paths.resource("styles/nd30.toml")))


_WRITERS: Mapping[str, Callable[[Report, Callable[[], Style]], bytes]] = {
    ".docx": _docx,
    ".pdf": _pdf,
    ".xlsx": _xlsx,
}
_ISSUED_FILES = (".docx", ".pdf")


def _read_bytes(file: Path, most: int = 0) -> bytes:
    """The bytes of a file of reasonable size; refused where it cannot be read, or is a device that never ends."""
    from cchc_desktop.domain.reading import refuse
    from cchc_desktop.domain.serial import LONGEST

    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Refusal(f"Không đọc được tệp {file}: đây là một thư mục hoặc thiết bị.")
        if status.st_size > (most or LONGEST):
            raise refuse("", "quá lớn, không phải là một báo cáo.", file.name)
        return file.read_bytes()
    except ValueError:
        raise Refusal(f"Không đọc được tệp {file}: tên tệp không hợp lệ.") from None
    except OSError as error:
        raise Refusal(f"Không đọc được tệp {file}: {_reason(error)}.") from None


def _read_text(file: Path) -> str:
    from cchc_desktop.domain.reading import refuse

    try:
        return _read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse("", "không phải là chữ UTF-8.", file.name) from None


def _reason(error: OSError) -> str:
    return {
        errno.ENOENT: "không có tệp này",
        errno.EACCES: "không có quyền đọc",
        errno.EPERM: "không có quyền đọc",
    }.get(error.errno or 0, "đĩa không đọc được")
