"""K01, K02, K06: paper, margins, page numbers."""

from collections.abc import Iterable

from cchc_desktop.export.verify.components import pieces
from cchc_desktop.export.verify.ooxml import TWIPS_PER_MM
from cchc_desktop.export.verify.outcome import Checked, Fault, Outcomes, points, size_range
from cchc_desktop.export.verify.reader import Paragraph

_PAPER_SLACK = 60
_MARGIN_SLACK = 12
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}


def paper(checked: Checked) -> Outcomes:
    """K01: every section is A4, upright or turned (± 60 twips)."""
    due = [side * TWIPS_PER_MM for side in checked.limits.page]
    for index, section in enumerate(checked.document.sections):
        found = sorted((section.width, section.height))
        if any(abs(side - wanted) > _PAPER_SLACK for side, wanted in zip(found, due, strict=True)):
            yield Fault(
                f"section[{index}]",
                f"Khổ giấy đang là {_mm(section.width)} x {_mm(section.height)} mm; phải là A4 "
                f"({_mm(due[0])} x {_mm(due[1])} mm).",
            )


def page_margins(checked: Checked) -> Outcomes:
    """K02: the four margins of every section are in range (± 12 twips); a turned page has the same ranges."""
    for index, section in enumerate(checked.document.sections):
        for side, (least, most) in checked.limits.margins.items():
            width = section.margins[side]
            if not least * TWIPS_PER_MM - _MARGIN_SLACK <= width <= most * TWIPS_PER_MM + _MARGIN_SLACK:
                yield Fault(
                    f"section[{index}]",
                    f"Lề {_SIDES[side]} đang là {_mm(width)} mm; phải từ {points(least)} đến {points(most)} mm.",
                )


def page_number(checked: Checked) -> Outcomes:
    """K06: a PAGE field in every header, centred, 13–14 pt, upright; none on page 1 and none in footers."""
    due = checked.limits.components["so_trang"]
    for index, section in enumerate(checked.document.sections):
        kinds = ("default", "even") if checked.document.even_and_odd else ("default",)
        for kind in kinds:
            numbers = _numbers(section.headers.get(kind, ()))
            if not numbers:
                yield Fault(f"header[{index}]", "Chưa có số trang ở lề trên; phải đánh số trang, căn giữa lề trên.")
            for number in numbers:
                wrong = []
                looks = [look for name, look in number.fields if name == "PAGE"]
                if not all(due.size_min <= look.size <= due.size_max for look in looks):
                    wrong.append(f"đang cỡ {', '.join(points(look.size) for look in looks)}, phải {size_range(due)}")
                if any(look.italic for look in looks):
                    wrong.append("đang nghiêng, phải đứng")
                if not _centred(number):
                    wrong.append("chưa ở giữa, phải căn giữa")
                if wrong:
                    yield Fault(f"header[{index}]", f"Số trang {'; '.join(wrong)}.")
        if any(_numbers(story) for story in section.footers.values()):
            yield Fault(f"section[{index}]", "Số trang đang ở lề dưới; phải ở giữa lề trên.")
    first = checked.document.sections[0] if checked.document.sections else None
    if first is not None:
        shown = first.headers.get("first", ()) if first.title_page else first.headers.get("default", ())
        if _numbers(shown) or (first.title_page and any(_digits(paragraph) for paragraph in shown)):
            yield Fault("header[0]", "Số trang đang hiện ở trang đầu; trang thứ nhất không được hiện số trang.")


def _numbers(story: Iterable[Paragraph]) -> list[Paragraph]:
    return [paragraph for paragraph in story if any(name == "PAGE" for name, _ in paragraph.fields)]


def _digits(paragraph: Paragraph) -> bool:
    return any(char.isdigit() for char in paragraph.text)


def _centred(paragraph: Paragraph) -> bool:
    if paragraph.layout.frame == "center":
        return True
    shown = next((piece for piece in pieces(paragraph) if _has_digit(piece.text)), None)
    return (shown.align if shown else paragraph.layout.align) == "center"


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _mm(twips: float) -> str:
    return points(round(twips / TWIPS_PER_MM, 1))
