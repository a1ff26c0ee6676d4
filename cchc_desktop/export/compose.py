"""A report as a document: all wording that is not the person's own or the template's stands here.

The order and form of the parts follow Nghị định 30/2020/NĐ-CP, Phụ lục I, and its form 1.4 (báo cáo).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from cchc_desktop.domain.report import DocumentHead, Report, phrase
from cchc_desktop.domain.template import Appendix, Section
from cchc_desktop.domain.values import UNKNOWN, run_text
from cchc_desktop.export.appendix_table import appendix_table
from cchc_desktop.export.blocks import Block, Document, Head, PageSection, Paragraph, Signature
from cchc_desktop.export.signer_mark import split_mark
from cchc_desktop.text.dates import day_in_words
from cchc_desktop.text.folding import fold
from cchc_desktop.text.marks import Run, parse, plain
from cchc_desktop.text.normal import is_blank, normal
from cchc_desktop.text.numbers import roman

_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_KIND = "BÁO CÁO"
_END_MARK = "./."
_AS_ABOVE = "Như trên"
_CLERK = re.compile(r"vt\b", re.IGNORECASE)
_BETWEEN_GROUPS = re.compile(r"[\s/\-–—]+")
_SPACES = re.compile(" {2,}")
_DEEPEST_HEADING = 4
# A paragraph of so many letters fills two lines in every size that the decree allows.
_TWO_LINES = 150
_HEADING = "de_muc_"
_BODY = "noi_dung"


def compose(report: Report) -> Document:
    """The document that `report` is printed as, with blanks to write in where number or date is not known."""
    appendices = zip(report.template.appendices, appendix_labels(report), strict=True)
    return Document(
        title=report.document.subject,
        author=report.unit.issuer,
        day=report.document.date or report.window.end or date(report.period.year, 12, 31),
        sections=(
            PageSection("Báo cáo", (*_opening_blocks(report), *_content(report), _signature(report))),
            *(_appendix(report, appendix, label) for appendix, label in appendices),
        ),
    )


def appendix_labels(report: Report) -> tuple[str, ...]:
    """How the appendices are called: by the superior's own label, else Phụ lục I, Phụ lục II (mục III.1.b)."""
    appendices = report.template.appendices
    return tuple(
        appendix.label or (f"Phụ lục {roman(place)}" if len(appendices) > 1 else "Phụ lục")
        for place, appendix in enumerate(appendices, 1)
    )


def appendix_sentence(report: Report) -> str:
    """The template's sentence that points to the appendices, or "" where a text of the report does so already."""
    labels = appendix_labels(report)
    if not labels or any("phụ lục" in plain(text).casefold() for _, text in report.body_texts()):
        return ""
    listed = " và ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))
    return phrase(report.template.phrases.appendix_reference, report.period, report.unit).replace(
        "{appendices}", listed
    )


def _opening_blocks(report: Report) -> Iterator[Block]:
    unit, document = report.unit, report.document
    yield Head(
        names=(
            *_line("co_quan_chu_quan", _capitals(unit.superior), "unit.superior"),
            _paragraph("co_quan_ban_hanh", _capitals(_stated(unit.issuer)), "unit.issuer"),
        ),
        state=(_paragraph("quoc_hieu", _STATE), _paragraph("tieu_ngu", _MOTTO)),
        number=_paragraph("so_ky_hieu", f"Số: {_number(report)}", "document.number"),
        place_date=_paragraph("dia_danh_ngay", f"{_stated(unit.place)}, {_day(report)}", "document.date"),
    )
    yield _paragraph("ten_loai", _KIND)
    yield _paragraph("trich_yeu", _stated(document.subject), "document.subject")
    addressees = _items(document.addressees)
    if len(addressees) == 1:
        yield _paragraph("kinh_gui", f"Kính gửi: {addressees[0]}", "document.addressees")
    elif addressees:
        yield _paragraph("kinh_gui_nhieu", "Kính gửi:", "document.addressees")
        yield from _listed("kinh_gui_dong", [(addressee, "document.addressees") for addressee in addressees])


def _content(report: Report) -> Iterator[Paragraph]:
    """Opening, parts and closing; the closing and at least two lines of text before it stay with the signature."""
    *text, last = _content_paragraphs(report)
    if not last.style.startswith(_HEADING):
        last = _ended(last)
    short = bool(text) and len(text[-1].text) < _TWO_LINES
    kept = 2 if short else 1
    yield from text[:-kept]
    yield from (replace(paragraph, keep_next=True) for paragraph in (*text[-kept:], last))


def _content_paragraphs(report: Report) -> Iterator[Paragraph]:
    yield from _marked(report, _BODY, report.opening, "opening")
    for part in report.template.parts:
        for section in part.walk():
            yield from _section(report, section)
    yield from _line(_BODY, appendix_sentence(report))
    yield from _marked(report, "ket_thuc", report.closing, "closing")


def _section(report: Report, section: Section) -> Iterator[Paragraph]:
    entries = report.sections.get(section.key, ())
    title = section.title if section.level else _capitals(section.title)
    yield replace(
        _paragraph(
            f"{_HEADING}{min(section.level + 1, _DEEPEST_HEADING)}",
            f"{section.number} {title}".strip(),
            f"sections.{section.key}",
        ),
        # An empty section's heading has no paragraph of its own to stay with.
        keep_next=None if entries or section.children else False,
    )
    for index, entry in enumerate(entries):
        dash = "" if section.plain else "- "
        yield from _marked(report, _BODY, entry.text, f"sections.{section.key}[{index}]", dash)


def _signature(report: Report) -> Signature:
    signer = report.signer
    recipients = [(recipient, "document.recipients") for recipient in _recipients(report.document)]
    return Signature(
        recipients=(
            _paragraph("noi_nhan_nhan", "Nơi nhận:", "document.recipients"),
            *_listed("noi_nhan_dong", [*recipients, (f"Lưu: {_archive(report)}", "document.archive")]),
        ),
        signer=(
            *_line("quyen_han_chuc_vu", _signer_line(signer.on_behalf), "signer.on_behalf"),
            *_line("quyen_han_chuc_vu", _signer_line(f"{signer.capacity} {signer.title}"), "signer.title"),
            *_line("quyen_han_chuc_vu", _signer_line(signer.deputy_title), "signer.deputy_title"),
            *_line("ho_ten", signer.name, "signer.name"),
        ),
    )


def _recipients(document: DocumentHead) -> list[str]:
    """The list with "Như trên" first where there is a *Kính gửi* (mục II.9.d)."""
    recipients = _items(document.recipients)
    if not _items(document.addressees):
        return recipients
    return [_AS_ABOVE, *(recipient for recipient in recipients if fold(recipient) != fold(_AS_ABOVE))]


def _archive(report: Report) -> str:
    """Where the document is kept: with the office's clerk (VT) in any case, whatever else is stated."""
    kept = _item(_item(report.document.archive).removeprefix("Lưu:"))
    if is_blank(kept):
        kept = report.template.phrases.archive
    with_clerk = _CLERK.match(kept)
    return f"VT{kept[with_clerk.end() :]}" if with_clerk else f"VT, {kept}"


def _signer_line(text: str) -> str:
    """In capitals, its mark (TM., KT., …) as the decree writes it, whatever it was typed with."""
    line = _capitals(text.strip())
    marked = split_mark(line)
    return f"{marked[0]} {_stated(marked[1])}" if marked else line


def _appendix(report: Report, appendix: Appendix, label: str) -> PageSection:
    place = f"appendices.{appendix.key}"
    issuer = _stated(report.unit.issuer)
    reference = f"(Kèm theo Báo cáo số {_number(report)} {_day(report)} của {issuer})"
    return PageSection(
        name=f"{label}. {appendix.short}",
        blocks=(
            _paragraph("phu_luc_so", label, place),
            _paragraph("phu_luc_ten", _capitals(appendix.title), place),
            _paragraph("phu_luc_kem_theo", reference, "document.number"),
            *_line("don_vi_tinh", f"Đơn vị tính: {appendix.unit}" if appendix.unit else ""),
            appendix_table(appendix, report.appendices[appendix.key]),
        ),
        landscape=appendix.landscape,
    )


def _number(report: Report) -> str:
    """Number and symbol, "07/BC-PB" (mục II.3); without a number a blank wide enough to write one in."""
    number = report.document.number
    # Groups of letters stand between hyphens, nothing else between them.
    symbol = "-".join(filter(None, _BETWEEN_GROUPS.split(report.unit.symbol)))
    return f"{_blanks(' ' * 8) if number is None else f'{number:02}'}/BC-{_stated(symbol)}"


def _day(report: Report) -> str:
    return _blanks(day_in_words(report.document.date))


def _blanks(text: str) -> str:
    """Rows of spaces as no-break spaces: they keep their width and no line is broken at them."""
    return _SPACES.sub(lambda spaces: "\u00a0" * len(spaces[0]), text)


def _stated(text: str) -> str:
    return UNKNOWN if is_blank(text) else text


def _capitals(text: str) -> str:
    return normal(text.upper())


def _items(texts: Iterable[str]) -> list[str]:
    return [item for item in map(_item, texts) if not is_blank(item)]


def _item(text: str) -> str:
    """An item of a list without the marks that the list gives it, should it have been typed with them."""
    text = text.strip().removeprefix("-").removesuffix(";").strip()
    return text if text.endswith("..") else text.removesuffix(".")


def _listed(style: str, items: list[tuple[str, str]]) -> Iterator[Paragraph]:
    """A list of texts with their places: "- …;" and last "- …."."""
    for index, (text, place) in enumerate(items, 1):
        yield _paragraph(style, f"- {text}{'.' if index == len(items) else ';'}", place)


def _line(style: str, text: str, place: str = "") -> Iterator[Paragraph]:
    """A paragraph, or none where there is nothing to print."""
    if not is_blank(text):
        yield _paragraph(style, text, place)


def _paragraph(style: str, text: str, place: str = "") -> Paragraph:
    return Paragraph(style, (Run(text),), place)


def _marked(report: Report, style: str, text: str, place: str, dash: str = "") -> Iterator[Paragraph]:
    """A paragraph of marked text with its slots' values, or none where there is nothing to print."""
    runs = [Run(run_text(run, report), run.bold, run.italic) for run in parse(text)]
    if not is_blank("".join([run.text for run in runs])):
        yield Paragraph(style, _joined([Run(dash), *runs]), place)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    looks = groupby((run for run in runs if run.text), key=lambda run: (run.bold, run.italic))
    return tuple(Run("".join(run.text for run in alike), bold, italic) for (bold, italic), alike in looks)


def _ended(paragraph: Paragraph) -> Paragraph:
    """`paragraph` with the mark that ends a document, once, in place of the full stop it may have."""
    room = len(paragraph.text.rstrip().removesuffix(_END_MARK).removesuffix(".").rstrip())
    runs = []
    for run in paragraph.runs:
        runs.append(replace(run, text=run.text[:room]))
        room -= len(runs[-1].text)
    runs[-1] = replace(runs[-1], text=runs[-1].text + _END_MARK)
    return replace(paragraph, runs=_joined(runs))
