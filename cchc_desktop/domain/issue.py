"""What happened when a report was issued, and when it was opened again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cchc_desktop.domain.finding import ERROR
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.status import ISSUED

if TYPE_CHECKING:
    from cchc_desktop.domain.checks import Context


@dataclass(frozen=True, slots=True)
class Issue:
    """One issued version of a report.

    Moments are ISO 8601 with offset; `files` gives the SHA-256 of each stored file by its ending (".docx").
    `reopened` is None while the version stands; then `reason` says why it was opened again.
    """

    version: int
    number: int
    date: date
    issued: str
    author: str
    files: Mapping[str, str]
    reopened: str | None = None
    reopened_by: str = ""
    reason: str = ""


def issued(report: Report, number: int, day: date, context: "Context") -> Report:
    """The report with what the registry gave, issued. Refused while findings of severity error exist."""
    # Whoever only reads what was issued, like each start, needs no checks.
    from cchc_desktop.domain.checks import check

    if report.status == ISSUED:
        raise Refusal("Báo cáo này đã ban hành; muốn sửa thì mở lại trước.")
    if number < 1:
        raise Refusal(f"Số văn bản {number} không đúng; văn thư cấp số từ 1 trở lên.")
    signed = replace(
        report,
        document=replace(report.document, number=number, date=day),
        unreadable={k: v for k, v in report.unreadable.items() if k not in ("document.number", "document.date")},
    )
    errors = [finding for finding in check(signed, context) if finding.severity == ERROR]
    if errors:
        more = f" (và {len(errors) - 1} điểm khác)" if len(errors) > 1 else ""
        raise Refusal(f"Chưa ban hành được vì còn lỗi ở {errors[0].place}: {errors[0].message}{more}")
    return replace(signed, status=ISSUED)
