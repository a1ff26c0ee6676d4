"""K03–K05, K10, K22: the letters everywhere, and how the text of the document is set."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cchc_desktop.export.verify.ooxml import TWIPS_PER_MM
from cchc_desktop.export.verify.outcome import Checked, Fault, Outcomes, Unseen, gathered, points, shortened, size_range
from cchc_desktop.export.verify.reader import Paragraph
from cchc_desktop.export.verify.widths import run_width

_LINE = 240
_INDENT_SLACK = 6
# No line of an upright or turned page takes so many letters.
_SURELY_LONG = 250
_NO_BODY = "không tìm thấy phần nội dung."
_PART_HEADING = re.compile(r"(?:[IVX]+\.|(?:phần|chương|mục|tiểu mục)\b)", re.IGNORECASE)


def font(checked: Checked) -> Outcomes:
    """K03: every visible letter, in headers and tables too, is set in Times New Roman."""
    due = checked.limits.font.name
    paragraphs = checked.document.everything
    if not any(run.text.strip() for paragraph in paragraphs for run in paragraph.runs):
        yield Unseen("tệp không có chữ nào.")
        return
    yield from gathered(
        (
            name,
            Fault(paragraph.place, f"Chữ “{shortened(run.text.strip(), 30)}” đang dùng phông {name}; phải là {due}."),
        )
        for paragraph in paragraphs
        for run in paragraph.runs
        if run.text.strip()
        for name in sorted(run.look.fonts)
        if not name.casefold().startswith(due.casefold())  # also "Times New Roman Bold"
    )


def size(checked: Checked) -> Outcomes:
    """K04: the text has one size of 13–14 pt; raised letters (footnote marks) do not count."""
    body, due = checked.components.body, checked.limits.components["noi_dung"]
    used: Counter[float] = Counter()
    for paragraph in body:
        for run in paragraph.runs:
            if not run.look.raised:
                used[run.look.size] += len(run.text.strip())
    used += Counter()
    if not used:
        yield Unseen(_NO_BODY)
        return
    common = used.most_common(1)[0][0]
    wanted = size_range(due)
    if due.size_min <= common <= due.size_max:
        wanted += f" và cùng một cỡ ({points(common)})"
    yield from gathered(
        (
            points(run.look.size),
            Fault(
                paragraph.place,
                f"Chữ “{shortened(run.text.strip(), 30)}” đang cỡ {points(run.look.size)}; nội dung phải {wanted}.",
            ),
        )
        for paragraph in body
        for run in paragraph.runs
        if run.text.strip() and not run.look.raised
        if run.look.size != common or not due.size_min <= run.look.size <= due.size_max
    )


def justified(checked: Checked) -> Outcomes:
    """K05: every paragraph of text that takes more than one line is justified; headings are not text."""
    long = [paragraph for paragraph in _text(checked) if _takes_lines(checked, paragraph)]
    if not long:
        yield Unseen("không có đoạn văn nào dài hơn một dòng.")
        return
    yield from gathered(
        (
            paragraph.layout.align,
            Fault(paragraph.place, f"Đoạn “{_start(paragraph)}” chưa căn đều hai bên; phải căn đều cả hai lề."),
        )
        for paragraph in long
        if paragraph.layout.align != "justify"
    )


def line_spacing(checked: Checked) -> Outcomes:
    """K10: single to 1.5 lines. A spacing fixed in points is not in the decree and is left unjudged."""
    body = checked.components.body
    if not body:
        yield Unseen(_NO_BODY)
        return
    least, most = checked.limits.line_spacing
    for paragraph in body:
        if paragraph.layout.line_rule != "auto":
            yield Unseen(
                f"đoạn “{_start(paragraph)}” giãn dòng cố định {points(paragraph.layout.line / 20)} pt, nghị định chỉ "
                "nói từ dòng đơn đến 1,5 dòng."
            )
            break
    yield from gathered(
        (
            points(paragraph.layout.line / _LINE),
            Fault(
                paragraph.place,
                f"Đoạn “{_start(paragraph)}” giãn dòng {points(round(paragraph.layout.line / _LINE, 2))}; phải từ "
                f"{points(least)} đến {points(most)} dòng.",
            ),
        )
        for paragraph in body
        if paragraph.layout.line_rule == "auto" and not least * _LINE <= paragraph.layout.line <= most * _LINE
    )


def indent_and_gap(checked: Checked) -> Outcomes:
    """K22: first lines move in by 1 or 1.27 cm (± 6 twips), paragraphs are at least 6 pt apart.

    Headings of parts may stand otherwise, and so may what is centred.
    """
    body = [paragraph for paragraph in checked.components.body if paragraph.layout.align != "center"]
    if not body:
        yield Unseen(_NO_BODY)
        return
    allowed = checked.limits.first_line
    due = " hoặc ".join(points(round(width / 10, 2)) for width in allowed)
    yield from gathered(
        (
            f"indent {_indent(paragraph)}",
            Fault(
                paragraph.place,
                f"Đoạn “{_start(paragraph)}” thụt dòng đầu "
                f"{points(round(_indent(paragraph) / TWIPS_PER_MM / 10, 2))} cm; phải {due} cm.",
            ),
        )
        for paragraph in body
        if not _PART_HEADING.match(_words(paragraph))
        if all(abs(_indent(paragraph) - width * TWIPS_PER_MM) > _INDENT_SLACK for width in allowed)
    )
    yield from gathered(_gaps(checked))


def _gaps(checked: Checked) -> Iterator[tuple[str, Fault]]:
    least = checked.limits.gap
    body = set(checked.components.body)
    for above, below in pairwise(checked.document.paragraphs):
        if above in body and below in body and below.layout.align != "center":
            gap = _gap(above, below, adds=checked.document.adds_gaps) / 20
            if gap < least:
                yield (
                    f"gap {gap}",
                    Fault(
                        below.place,
                        f"Đoạn “{_start(below)}” cách đoạn trên {points(gap)} pt; phải ít nhất {points(least)} pt.",
                    ),
                )


def _gap(above: Paragraph, below: Paragraph, *, adds: bool) -> int:
    """The gap that Word leaves, in twips: the larger of the two, unless the document says that they add up."""
    same = above.style == below.style
    after = 0 if above.layout.contextual and same else above.layout.after
    before = 0 if below.layout.contextual and same else below.layout.before
    return after + before if adds else max(after, before)


def _text(checked: Checked) -> Iterator[Paragraph]:
    """The body without headings: what is bold throughout is one."""
    for paragraph in checked.components.body:
        if not all(run.look.bold for run in paragraph.runs if run.text.strip()):
            yield paragraph


def _takes_lines(checked: Checked, paragraph: Paragraph) -> bool:
    if len(paragraph.text) > _SURELY_LONG:
        return True
    section = checked.document.sections[min(paragraph.section, len(checked.document.sections) - 1)]
    layout = paragraph.layout
    room = (section.text_width - layout.left - layout.right - layout.first_line) / TWIPS_PER_MM
    # In a font that is not measured a letter is taken for 2.5 mm, its usual width at 14 pt.
    widths = [run_width(run, checked.limits.font) for run in paragraph.runs]
    known = [len(run.text) * 2.5 if width is None else width for run, width in zip(paragraph.runs, widths, strict=True)]
    return sum(known) > room


def _indent(paragraph: Paragraph) -> int:
    """Where the first line begins; in a numbered list that is where the number stands."""
    layout = paragraph.layout
    return layout.left + layout.first_line if paragraph.label else layout.first_line


def _words(paragraph: Paragraph) -> str:
    return f"{paragraph.label} {paragraph.text}".strip()


def _start(paragraph: Paragraph) -> str:
    return shortened(_words(paragraph), 40)
