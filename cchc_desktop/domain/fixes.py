"""What the program can put right by itself: only where there is one right way, and the person asks for it.

A finding whose fix would be a judgement has none. Whoever applies a fix does so as one step of undo.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cchc_desktop.domain.checks import Context, form, wording
from cchc_desktop.domain.checks.appendices import broken_identities
from cchc_desktop.domain.checks.period import balance
from cchc_desktop.domain.confusions import NO_TONE
from cchc_desktop.domain.edit import AppendixEdit, CellEdit, Edit, FieldEdit, SectionEdit, apply
from cchc_desktop.domain.fields import FIELD_BY_PLACE, Form, text_of
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.history import closing, same_row
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.values import cell
from cchc_desktop.text.marks import parse, write
from cchc_desktop.text.numbers import format_count
from cchc_desktop.text.sentences import typed
from cchc_desktop.text.tones import moved

_ENTRY = re.compile(r"sections\.([a-z0-9_.]+)\[(\d+)\]\.text")
_CELL = re.compile(r"appendices\.([a-z0-9_]+)\.rows\[(\d+)\]\.cells\.([a-z0-9_]+)")
_TOTAL = re.compile(r"appendices\.([a-z0-9_]+)\.total\.cells\.([a-z0-9_]+)")


@dataclass(frozen=True, slots=True)
class Fix:
    """`words` say on a button what happens. `edits` all concern one section, field or appendix."""

    words: str
    edits: tuple[Edit, ...]


def fix(finding: Finding, report: Report, context: Context) -> Fix | None:
    """The fix of a finding of this report; None where there is none, or more than one."""
    make = _MAKERS.get(finding.rule)
    return make(finding, report, context) if make else None


def _typo(finding: Finding, report: Report, context: Context) -> Fix | None:
    text = _text_at(report, finding.place)
    for wrong, meant in context.confusions.find(typed(text)) if text else ():
        if meant not in ("", NO_TONE) and wording.confusion_message(wrong, meant) == finding.message:
            return _replaced(finding, report, wrong, _in_case_of(wrong, meant))
    if finding.message == wording.TWO_SPACES_MESSAGE:
        return _rewritten(finding, report, "bỏ dấu cách thừa", lambda run: re.sub("[ \u00a0]{2,}", " ", run))
    if finding.message.startswith(wording.SPACE_BEFORE_MESSAGE):
        return _rewritten(finding, report, "bỏ dấu cách trước dấu câu", wording.without_space_before)
    return None


def _tone_marks(finding: Finding, report: Report, _: Context) -> Fix | None:
    for word in wording.words_of_two_ways(typed(_text_at(report, finding.place) or "")):
        # A word with a capital may be a name in one place and a word in another.
        if word.islower() and wording.names_tone_word(finding.message, word):
            return _replaced(finding, report, word, moved(word))
    return None


def _number(finding: Finding, report: Report, _: Context) -> Fix | None:
    text = typed(_text_at(report, finding.place) or "")
    for words in dict.fromkeys(form.small_counts(text)):
        if form.names_count(finding.message, words):
            other = words[1:] if words[0] == "0" else f"0{words}"
            # "tháng 5 cán bộ" has the same words and is no count.
            if len(_standing(words, "/.,:-").findall(text)) == form.small_counts(text).count(words):
                return _replaced(finding, report, words, other, "/.,:-")
    return None


def _total(finding: Finding, report: Report, _: Context) -> Fix | None:
    if match := _CELL.fullmatch(finding.place):
        key, index, column = match[1], int(match[2]), match[3]
        data = report.appendices[key]
        row = data.rows[index]
        row = replace(row, cells={of: value for of, value in row.cells.items() if of != column})
        data = replace(data, rows=(*data.rows[:index], row, *data.rows[index + 1 :]))
    elif match := _TOTAL.fullmatch(finding.place):
        key, column = match[1], match[2]
        data = report.appendices[key]
        left = {of: value for of, value in (data.total or {}).items() if of != column}
        data = replace(data, total=left or None)
    else:
        return None
    return Fix("dùng số cộng lại", (AppendixEdit(key, data, _unreadable(report, key)),))


def _balance(finding: Finding, report: Report, context: Context) -> Fix | None:
    match = _CELL.fullmatch(finding.place)
    if match is None:
        return None
    key, index, column = match[1], int(match[2]), match[3]
    fixes = []
    for value in sorted(_earlier_values(report, context, key, index, column)):
        edit = CellEdit(key, report.appendices[key].rows[index].key, column, str(value), _note(report, match))
        after = balance(apply(report, edit), context.history)
        if finding.place not in {found.place for found in after}:
            fixes.append(Fix(f"lấy số {format_count(value)} của kỳ trước", (edit,)))
    return fixes[0] if len(fixes) == 1 else None


def _blank_and_zero(finding: Finding, report: Report, _: Context) -> Fix | None:
    """Only where zeros contradict no identity: a blank that the others leave room for is a number not typed yet."""
    match = _CELL.fullmatch(finding.place)
    if match is None:
        return None
    key, index = match[1], int(match[2])
    appendix, data = report.template.appendix_by_key[key], report.appendices[key]
    row = data.rows[index]
    last_quarter = report.period.quarters[-1]
    edits = tuple(
        CellEdit(key, row.key, column.key, "0", row.notes.get(column.key, ""))
        for column in appendix.typed_columns
        if (column.quarter or 0) <= last_quarter
        and row.cells.get(column.key) is None
        and f"appendices.{key}.rows[{index}].cells.{column.key}" not in report.unreadable
    )
    filled = replace(row, cells={**row.cells, **{edit.column: 0 for edit in edits}})
    filled_data = replace(data, rows=(*data.rows[:index], filled, *data.rows[index + 1 :]))
    wrong_before = {found.place for found in broken_identities(appendix, data)}
    in_row = f"appendices.{key}.rows[{index}]."
    for found in broken_identities(appendix, filled_data):
        if found.place not in wrong_before or found.place.startswith(in_row):
            return None
    return Fix("ghi 0 vào ô để trống" if len(edits) == 1 else f"ghi 0 vào {len(edits)} ô để trống", edits)


_MAKERS: dict[str, Callable[[Finding, Report, Context], Fix | None]] = {
    "wording.typo": _typo,
    "wording.tone-marks": _tone_marks,
    "format.number": _number,
    "appendix.total": _total,
    "period.balance": _balance,
    "appendix.blank-and-zero": _blank_and_zero,
}


def _text_at(report: Report, place: str) -> str | None:
    """The marked text of an entry, of opening or closing; the subject, which has no marks, as it is."""
    if match := _ENTRY.fullmatch(place):
        entries = report.sections[match[1]]
        return entries[int(match[2])].text if int(match[2]) < len(entries) else None
    field = FIELD_BY_PLACE.get(place)
    return text_of(report, field) if field else None


def _rewritten(finding: Finding, report: Report, words: str, rewrite: Callable[[str], str]) -> Fix | None:
    """The text at the finding's place with every run rewritten; None where nothing changes (a look cuts the words)."""
    before = _text_at(report, finding.place)
    if before is None:
        return None
    field = FIELD_BY_PLACE.get(finding.place)
    if field and field.form is not Form.PARAGRAPH:
        after = rewrite(before)
    else:
        after = write(run if run.slot else replace(run, text=rewrite(run.text)) for run in parse(before))
    if after == before:
        return None
    if field:
        return Fix(words, (FieldEdit(field.name, after),))
    match = _ENTRY.fullmatch(finding.place)
    assert match
    key, index = match[1], int(match[2])
    entries = report.sections[key]
    changed = (*entries[:index], replace(entries[index], text=after), *entries[index + 1 :])
    return Fix(words, (SectionEdit(key, changed),))


def _replaced(finding: Finding, report: Report, wrong: str, right: str, signs: str = "") -> Fix | None:
    pattern = _standing(wrong, signs)
    return _rewritten(finding, report, f"“{wrong}” thành “{right}”", lambda run: pattern.sub(right, run))


def _standing(words: str, signs: str = "") -> re.Pattern[str]:
    """Finds words that are no part of a longer word, nor of what goes on after one of the signs."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<![\w{re.escape(signs)}]){spaced}(?!\w)")


def _in_case_of(wrong: str, meant: str) -> str:
    if wrong.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if wrong[0].isupper() else meant


def _earlier_values(report: Report, context: Context, key: str, index: int, column_key: str) -> set[int]:
    """What earlier reports may have left for an opening cell or a column that repeats last year's total."""
    appendix = report.template.appendix_by_key[key]
    column = appendix.column_by_key[column_key]
    row = report.appendices[key].rows[index]

    def values() -> Iterator[int | None]:
        history = context.history
        for before in (history.closing_before(report.period), history.same_beginning(report.period)):
            data = before.appendices.get(key) if before else None
            other = same_row(appendix, row, data) if data else None
            if before is None or other is None:
                continue
            if column.opening:
                yield closing(other, column.opening)
                yield other.cells.get(column_key)
            total = before.template.appendix_by_key[key].column_by_key.get(column.last_year)
            if total is not None:
                yield cell(total, other.cells)

    return {value for value in values() if value is not None}


def _note(report: Report, match: re.Match[str]) -> str:
    return report.appendices[match[1]].rows[int(match[2])].notes.get(match[3], "")


def _unreadable(report: Report, key: str) -> dict[tuple[str, str], str]:
    """What was typed into the appendix and is no number, by row and column."""
    found = {}
    for place, text in report.unreadable.items():
        if (match := _CELL.fullmatch(place)) and match[1] == key:
            found[report.appendices[key].rows[int(match[2])].key, match[3]] = text
    return found
