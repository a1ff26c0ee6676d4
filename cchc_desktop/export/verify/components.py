"""Finding the parts of an official document (thành phần thể thức) in a file, whoever laid it out.

They are known by what they say and where they stand, never by how they look: looks are what is judged.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, repeat, takewhile, zip_longest

from cchc_desktop.export.verify.reader import Document, Paragraph, Run
from cchc_desktop.text.folding import fold

KINDS = {
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Quy chế": "QC",
    "Quy định": "QyĐ",
    "Thông cáo": "TC",
    "Thông báo": "TB",
    "Hướng dẫn": "HD",
    "Chương trình": "CTr",
    "Kế hoạch": "KH",
    "Phương án": "PA",
    "Đề án": "ĐA",
    "Dự án": "DA",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Tờ trình": "TTr",
    "Hợp đồng": "HĐ",
    "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN",
    "Bản thỏa thuận": "BTT",
    "Giấy ủy quyền": "GUQ",
    "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP",
    "Phiếu gửi": "PG",
    "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
}
"""Kinds of document and their abbreviations (Phụ lục III, mục I)."""

_KIND_BY_FOLDED = {fold(name): name for name in KINDS}
_REPORT = "Báo cáo"
_STATE = "conghoaxahoichunghiavietnam"
_MOTTO = "doclaptudohanhphuc"
_NUMBER = re.compile(r"so\b(\s*[:.]|[\s\d….]*/)")
_DATE_LINE = re.compile(r".*\bngay\b.*\bthang\b.*\bnam\b[\s\d….]*")
_ANNEX = re.compile(r"phu luc(\s+([ivxlc]+|\d+[a-z]?))?\s*[.:]?")
_TITLED_ANNEX = re.compile(r"phu luc\s+([ivxlc]+|\d+[a-z]?)\b")
_ANNEX_REFERENCE = re.compile(r"\(?\s*(ban hanh )?kem theo\b")
_TYPED_RULE = re.compile(r"[_\-–—─=*~.\s]{3,}")
_SECTION_HEADING = re.compile(r"([IVX]+|\d+|[a-zđ])[.)]\s")
_REMARK = re.compile(r"[(\[].*[)\]]")
_DASHES = ("-", "–", "+", "•")
_UNNUMBERED = repeat(-1)
# How far into a document its head, and from its end its signature, is looked for.
_HEAD_PIECES = 60
_TAIL_PIECES = 16
_ANNEX_HEAD_PIECES = 9
_LONGEST_SUBJECT_LINE = 200
_LONGEST_TITLE_LINE = 90
_NAME_GAP_TWIPS = 600


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """A stretch of a paragraph between line breaks and tabs, without blanks around; `column` counts the tabs before.

    `align` is how it is set: by its paragraph, or by the tab stop it stands at.
    """

    text: str
    runs: tuple[Run, ...]
    paragraph: Paragraph
    column: int
    align: str
    number: int

    @property
    def place(self) -> str:
        return self.paragraph.place


@dataclass(frozen=True, slots=True)
class Annex:
    """An appendix: its label, title and reference; `opens_section` where nothing stands before it in its section."""

    label: Piece
    title: tuple[Piece, ...]
    reference: Piece | None
    section: int
    opens_section: bool


@dataclass(frozen=True, slots=True)
class Components:
    """What was found; None or () where a part is missing.

    `typed_rules` are lines made of characters. `body` is the text between subject and closing outside tables,
    `main` all before the first appendix.
    """

    state: Piece | None
    motto: Piece | None
    names: tuple[Piece, ...]
    number: Piece | None
    place_date: Piece | None
    kind: Piece | None
    kind_name: str
    subject: tuple[Piece, ...]
    addressee: Piece | None
    body: tuple[Paragraph, ...]
    recipients_label: Piece | None
    recipients: tuple[Piece, ...]
    signer_lines: tuple[Piece, ...]
    signer_name: Piece | None
    annexes: tuple[Annex, ...]
    main: tuple[Paragraph, ...]
    typed_rules: tuple[Piece, ...]


def find_components(document: Document) -> Components:
    """The parts of the document."""
    order = count()
    every = [piece for paragraph in document.paragraphs if not paragraph.note for piece in pieces(paragraph, order)]
    typed_rules = tuple(piece for piece in every if _TYPED_RULE.fullmatch(piece.text))
    said = [piece for piece in every if not _TYPED_RULE.fullmatch(piece.text)]

    state = next((piece for piece in said[:_HEAD_PIECES] if _letters(piece).startswith(_STATE)), None)
    motto = next((piece for piece in said[:_HEAD_PIECES] if _letters(piece) == _MOTTO), None)
    kind, kind_name = _kind(said, state or motto)
    after_kind = said[said.index(kind) + 1 :] if kind else said
    labels = [piece for piece in after_kind if _is_annex_label(piece)]
    end_of_main = labels[0].number if labels else len(every)
    main = [piece for piece in said if piece.number < end_of_main]

    head = [piece for piece in main if piece.number < (kind.number if kind else _HEAD_PIECES)]
    place_date = next((piece for piece in head if _DATE_LINE.fullmatch(fold(piece.text))), None)
    # The last one: the names above may begin alike, and so may the place.
    numbers = [piece for piece in head if piece is not place_date and _NUMBER.match(fold(piece.text))]
    number = numbers[-1] if numbers else None
    heading = [piece for piece in (state, motto, number, place_date) if piece]
    names = _names(head, heading, state, number)

    rest = [piece for piece in main if kind and piece.number > kind.number]
    subject = tuple(_subject(rest))
    addressee = next((piece for piece in main if fold(piece.text).startswith("kinh gui")), None)
    label = _recipients_label(main)
    recipients = tuple(_recipients(main, label))
    opening = [piece for piece in (*heading, *names, kind, *subject) if piece]
    signer_lines, signer_name = _signer(main, label, recipients, opening)

    start = max((piece.number for piece in opening), default=-1)
    closing = [piece for piece in (label, *recipients, *signer_lines) if piece and piece.number > start]
    end = min((piece.number for piece in closing), default=end_of_main)
    addressees = _addressees(main, addressee)
    between = dict.fromkeys(
        piece.paragraph for piece in main if start < piece.number < end and piece.paragraph not in addressees
    )
    taken = {piece.paragraph for piece in (*opening, *closing)}
    cut = labels[0].paragraph if labels else None
    return Components(
        state=state,
        motto=motto,
        names=names,
        number=number,
        place_date=place_date,
        kind=kind,
        kind_name=kind_name,
        subject=subject,
        addressee=addressee,
        body=tuple(p for p in between if p.cell is None and not p.boxed and p not in taken),
        recipients_label=label,
        recipients=recipients,
        signer_lines=signer_lines,
        signer_name=signer_name,
        annexes=tuple(_annexes(said, labels, document)),
        main=tuple(takewhile(lambda paragraph: paragraph is not cut, document.paragraphs)),
        typed_rules=typed_rules,
    )


def pieces(paragraph: Paragraph, numbers: Iterator[int] = _UNNUMBERED) -> Iterator[Piece]:
    """The pieces of a paragraph in order, blank ones left out. A number that Word prints belongs to the first."""
    label = f"{paragraph.label} " if paragraph.label else ""
    for column, runs in _stretches(paragraph):
        text = (label + "".join([run.text for run in runs])).strip()
        if text:
            seen = tuple([run for run in runs if run.text.strip()])
            yield Piece(text, seen, paragraph, column, _align(paragraph, column), next(numbers))
            label = ""


def _stretches(paragraph: Paragraph) -> Iterator[tuple[int, Sequence[Run]]]:
    """The runs between line breaks and tabs, with the number of tabs before them in their line."""
    if "\t" not in paragraph.text and "\n" not in paragraph.text:
        yield 0, paragraph.runs
        return
    column = 0
    current: list[Run] = []
    for run in paragraph.runs:
        for part in re.split(r"([\t\n])", run.text):
            if part in ("\t", "\n"):
                yield column, current
                current = []
                column = column + 1 if part == "\t" else 0
            elif part:
                current.append(Run(part, run.look))
    yield column, current


def _align(paragraph: Paragraph, column: int) -> str:
    tabs = paragraph.layout.tabs
    if paragraph.layout.frame == "center":
        return "center"
    if column:
        return tabs[column - 1][1] if column <= len(tabs) else "left"
    return paragraph.layout.align


def _letters(piece: Piece) -> str:
    return re.sub(r"[\W\d_]", "", fold(piece.text))


def _kind(said: Sequence[Piece], after: Piece | None) -> tuple[Piece | None, str]:
    """The kind of document and its name; a report's line may also hold the subject, where it is set as a title."""
    start = after.number if after else -1
    near = [piece for piece in said if piece.number > start][:_HEAD_PIECES]
    for piece in near:
        name = _KIND_BY_FOLDED.get(fold(piece.text).strip(" :"))
        if name and (piece.paragraph.cell is None or piece.text.isupper()):
            return piece, name
    for piece in near:
        titled = piece.align == "center" and piece.runs and piece.runs[0].look.bold
        if titled and fold(piece.text).startswith(fold(_REPORT)):
            return piece, _REPORT
    return None, ""


def _names(
    head: Sequence[Piece], others: Sequence[Piece], state: Piece | None, number: Piece | None
) -> tuple[Piece, ...]:
    """The agencies: what stands left of the state's name, or in capitals with it, above the number."""
    if state is None:
        return ()
    before = [piece for piece in head if piece not in others and (number is None or piece.number < number.number)]
    cell = state.paragraph.cell
    if cell is None:
        return tuple(piece for piece in before if piece.paragraph.cell is None and piece.text.isupper())
    return tuple(
        piece
        for piece in before
        if (place := piece.paragraph.cell) and place.table == cell.table and place.column < cell.column
    )


def _subject(rest: Sequence[Piece]) -> Iterator[Piece]:
    """The lines under the kind that are set as a title, or at least the first if it is short and no sentence."""
    align = rest[0].align if rest else ""
    for order, piece in enumerate(rest):
        folded = fold(piece.text)
        if folded.startswith(("kinh gui", "can cu")) or _SECTION_HEADING.match(piece.text) or piece.paragraph.cell:
            return
        bold = bool(piece.runs) and all(run.look.bold for run in piece.runs)
        titled = (bold or piece.align == "center") and piece.align == align
        short = len(piece.text) < _LONGEST_TITLE_LINE and not piece.text.endswith((".", ":", ";", ","))
        if len(piece.text) > _LONGEST_SUBJECT_LINE or not (titled or (order == 0 and short)):
            return
        yield piece


def _addressees(main: Sequence[Piece], addressee: Piece | None) -> set[Paragraph]:
    """The paragraphs of Kính gửi: its own and the list under it."""
    if addressee is None:
        return set()
    listed = takewhile(
        lambda piece: piece.paragraph is addressee.paragraph or piece.text.startswith(_DASHES),
        (piece for piece in main if piece.number > addressee.number),
    )
    alone = fold(addressee.text).strip(" :") == "kinh gui"
    return {addressee.paragraph, *(piece.paragraph for piece in listed if alone)}


def _recipients_label(main: Sequence[Piece]) -> Piece | None:
    """The last "Nơi nhận" that has a colon or a list under it; a form may have a field of that name."""
    for piece, after in reversed(list(zip_longest(main, main[1:]))):
        if _letters(piece) == "noinhan" and (":" in piece.text or (after and after.text.startswith(_DASHES))):
            return piece
    return None


def _recipients(main: Sequence[Piece], label: Piece | None) -> Iterator[Piece]:
    """The items under Nơi nhận; a line that goes on where none has ended belongs to the item before."""
    if label is None:
        return
    item: Piece | None = None
    for piece in main:
        if piece.number <= label.number:
            continue
        if label.paragraph.cell is not None:
            if piece.paragraph.cell is not label.paragraph.cell:
                continue
        elif piece.column > 0:
            continue
        elif not piece.text.startswith(_DASHES) and (item is None or piece.paragraph is not item.paragraph):
            break
        goes_on = item is not None and (piece.paragraph is item.paragraph or not item.text.endswith((";", ".")))
        if item and goes_on and not piece.text.startswith(_DASHES):
            item = replace(item, text=f"{item.text} {piece.text}", runs=item.runs + piece.runs)
            continue
        if item:
            yield item
        item = piece
    if item:
        yield item


def _signer(
    main: Sequence[Piece], label: Piece | None, recipients: Sequence[Piece], taken: Sequence[Piece]
) -> tuple[tuple[Piece, ...], Piece | None]:
    """The lines of the signature block and the signer's name, remarks in brackets left out."""
    cell = label.paragraph.cell if label else None
    if cell is not None:
        block = [
            piece
            for piece in main
            if (place := piece.paragraph.cell)
            and (place.table, place.row >= cell.row, place.column > cell.column) == (cell.table, True, True)
        ]
    else:
        listed = {label, *recipients}
        last_known = max((piece.number for piece in (label, *taken) if piece), default=-1)
        tail = [piece for piece in main[-_TAIL_PIECES:] if piece.number > last_known and piece not in listed]
        titles = [order for order, piece in enumerate(tail) if _is_title(piece)]
        if not titles:
            return (), None
        first = titles[-1]
        while first and _is_title(tail[first - 1]):
            first -= 1
        block = tail[first : titles[-1] + 2]
    block = [piece for piece in block if not _REMARK.fullmatch(piece.text)]
    if not block:
        return (), None
    *lines, last = block
    if last.text.isupper() and not _far_below(last, lines[-1] if lines else None):
        return tuple(block), None
    return tuple(lines), last


def _is_title(piece: Piece) -> bool:
    """A line that opens a signature block: in capitals, no heading, no agency with its number."""
    return piece.text.isupper() and not _SECTION_HEADING.match(piece.text) and len(piece.text) < _LONGEST_TITLE_LINE


def _far_below(piece: Piece, above: Piece | None) -> bool:
    """Whether there is room for a signature above a piece: a gap, or lines without words."""
    apart = above is not None and piece.number > above.number + 1
    return apart or piece.paragraph.layout.before >= _NAME_GAP_TWIPS


def _is_annex_label(piece: Piece) -> bool:
    if piece.paragraph.cell is not None or not piece.text.startswith(("P", "p")):
        return False
    folded = fold(piece.text)
    bold = bool(piece.runs) and all(run.look.bold for run in piece.runs)
    if _ANNEX.fullmatch(folded):
        return bold or piece.align == "center"
    return bool(_TITLED_ANNEX.match(folded)) and bold and piece.align == "center"


def _annexes(said: Sequence[Piece], labels: Sequence[Piece], document: Document) -> Iterator[Annex]:
    opening: dict[int, Paragraph] = {}
    for paragraph in document.paragraphs:
        if not paragraph.blank:
            opening.setdefault(paragraph.section, paragraph)
    known = set(labels)
    for start, label in enumerate(said):
        if label not in known:
            continue
        after = list(takewhile(lambda piece: piece not in known, said[start + 1 : start + _ANNEX_HEAD_PIECES]))
        reference = next((piece for piece in after if _ANNEX_REFERENCE.match(fold(piece.text))), None)
        end = after.index(reference) if reference else len(after)
        title = tuple(takewhile(_is_annex_title, after[:end]))
        section = label.paragraph.section
        yield Annex(label, title, reference, section, opening.get(section) is label.paragraph)


def _is_annex_title(piece: Piece) -> bool:
    bold = bool(piece.runs) and all(run.look.bold for run in piece.runs)
    return piece.paragraph.cell is None and (bold or piece.align == "center" or piece.text.isupper())
