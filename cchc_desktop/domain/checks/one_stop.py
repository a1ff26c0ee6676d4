"""The one-stop table (kết quả một cửa) as sentences speak of it: which sums a count of dossiers may mean."""

import re
from dataclasses import dataclass
from functools import cached_property

from cchc_desktop.domain.formula import Lookup, Sum
from cchc_desktop.domain.report import Report, Row
from cchc_desktop.domain.template import Appendix
from cchc_desktop.domain.values import cell, totals
from cchc_desktop.text.remembering import remembered

_KEY = "mot_cua"


@dataclass(frozen=True, slots=True)
class CountOfDossiers:
    """A way to count dossiers: the words that ask for it, the sums of columns that it may mean, its name."""

    words: re.Pattern[str]
    sums: tuple[Sum, ...]
    name: str


def _dossiers(name: str, words: str, *sums: str) -> CountOfDossiers:
    return CountOfDossiers(re.compile(words, re.IGNORECASE), tuple(map(Sum.parse, sums)), name)


# "trước hạn", "đúng thời hạn", "trễ hẹn"
TERM = r"(?:thời )?(?:hạn|hẹn)"
RECEIVED = r"(?:tiếp nhận|\bnhận\b|phát sinh)"
SETTLED = r"(?:giải quyết|xử lý|trả kết quả)"
# The first that fits a clause is meant; a clause that fits none is not looked at.
COUNTED = (
    _dossiers("hồ sơ tiếp nhận ngày thứ Bảy", r"thứ (?:bảy|7)", "nhan_t7"),
    _dossiers("hồ sơ nộp trực tuyến", r"trực tuyến", "truc_tuyen"),
    _dossiers(
        "hồ sơ giải quyết trước hẹn và đúng hẹn", rf"trước\b.*\bđúng {TERM}|đúng\b.*\btrước {TERM}", "truoc + dung"
    ),
    _dossiers("hồ sơ giải quyết trước hẹn", rf"(?:trước|sớm) {TERM}", "truoc"),
    _dossiers("hồ sơ giải quyết đúng hẹn", rf"đúng {TERM}", "dung", "truoc + dung"),
    _dossiers("hồ sơ trễ hẹn", rf"(?:trễ|chậm) {TERM}|quá hạn", "tre", "qua_han", "tre + qua_han"),
    _dossiers("hồ sơ kỳ trước chuyển sang", r"kỳ trước|trước kỳ|\btồn\b", "ton_dau", "dang + qua_han", "dang"),
    _dossiers(
        "hồ sơ đang giải quyết",
        r"đang (?:thụ lý|giải quyết|xử lý)|chưa giải quyết|trong hạn|kỳ sau",
        "dang",
        "dang + qua_han",
    ),
    _dossiers(
        "hồ sơ nhận trong kỳ",
        rf"{RECEIVED}.*{SETTLED}|phải giải quyết",
        "nhan",
        "ton_dau + nhan",
        "truoc + dung + tre",
    ),
    _dossiers("hồ sơ đã giải quyết", SETTLED, "truoc + dung + tre", "truoc + dung"),
    _dossiers("hồ sơ nhận trong kỳ", RECEIVED, "nhan", "ton_dau + nhan"),
)
# "hồ sơ" that is counted as such; another word after it may narrow it ("10 hồ sơ cán bộ").
DOSSIER = re.compile(
    r"\s+(?P<noun>(?:bộ )?hồ sơ)(?= (?:TTHC|thủ tục hành chính)\b|\s*(?:$|[,.;:()…])|\s+(?:trước|đúng|trễ|chậm|quá hạn|"
    r"sớm|đã|được|đều|đang|còn|chưa|tại|qua|từ kỳ|trong|và|nộp|trực tuyến|tiếp nhận|nhận|giải quyết|xử lý|theo|mới|tồn|"
    r"chuyển|của (?:tổ chức|cá nhân|công dân|người dân|kỳ))\b)",
    re.IGNORECASE,
)
# What counts a part of the dossiers without naming a row of the table.
_PART = re.compile(
    r"\b(?:lĩnh vực|nhóm|thủ tục (?!hành chính)\w|cấp (?:giấy|phép|đổi|lại)|đăng ký|chứng thực|đề nghị)\b",
    re.IGNORECASE,
)


class OneStop:
    """The one-stop table of a report: the values that a number in a sentence may be."""

    def __init__(self, appendix: Appendix, rows: tuple[Row, ...], total: dict[str, int | None]) -> None:
        self.total: Lookup = total.get
        cells = [{column.key: cell(column, row.cells) for column in appendix.columns} for row in rows]
        self._rows: list[tuple[re.Pattern[str], Lookup]] = [
            (_naming(row.label), values.get) for row, values in zip(rows, cells, strict=True)
        ]

    @classmethod
    def of(cls, report: Report) -> "OneStop | None":
        """The table of a report, None where it has none or nothing is known in it."""
        appendix = report.template.appendix_by_key.get(_KEY)
        if appendix is None:
            return None
        data = report.appendices[_KEY]
        total = totals(appendix, data)
        return cls(appendix, data.rows, total) if any(value is not None for value in total.values()) else None

    @cached_property
    def all_values(self) -> set[int]:
        """Whatever may be counted, in all and in each row."""
        everywhere: list[Lookup] = [self.total, *(values for _, values in self._rows)]
        return {value for counted in COUNTED for each in counted.sums for at in everywhere if (value := each.value(at))}

    def values(self, sums: tuple[Sum, ...], sentence: str) -> set[int]:
        """What the sums come to, in all and in the one row that a sentence names."""
        found = (each.value(lookup) for each in sums for lookup in (self.total, self.spoken_of(sentence)))
        return {value for value in found if value is not None}

    def spoken_of(self, sentence: str) -> Lookup:
        """The values of the one row that a sentence names, else the totals."""
        named = self._named(sentence)
        return named[0] if len(named) == 1 else self.total

    def speaks_of_part(self, sentence: str) -> bool:
        """Whether a sentence may count several fields together, or something that has no row."""
        named = len(self._named(sentence))
        return named > 1 or (named == 0 and _PART.search(sentence) is not None)

    def _named(self, sentence: str) -> list[Lookup]:
        return [values for naming, values in self._rows if _is_named(naming, sentence)]


@remembered
def _is_named(naming: re.Pattern[str], sentence: str) -> bool:
    return naming.search(sentence) is not None


def _naming(label: str) -> re.Pattern[str]:
    """What names a row in a sentence: the end of its label, "xây dựng" for "Hoạt động xây dựng"."""
    words = label.split()
    return re.compile(rf"\b{re.escape(' '.join(words[-2:]))}\b" if words else "(?!)", re.IGNORECASE)
