"""Was everything that came over from the last report looked at?"""

from cchc_desktop.domain.finding import ERROR, Finding, Findings
from cchc_desktop.domain.report import CARRIED, Report


def unreviewed(report: Report) -> Findings:
    """`carry.unreviewed`: an entry was carried over from the last report and nobody has decided on it yet."""
    for place, entry in report.entries():
        if entry.state == CARRIED:
            message = "Ý này mang từ kỳ trước sang, chưa rà soát: hãy giữ, sửa hoặc bỏ."
            yield Finding("carry.unreviewed", ERROR, f"{place}.text", message)
