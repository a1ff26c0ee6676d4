"""The text between the headings: entries, wrapped lines joined, what stands under no known heading."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cchc_desktop.domain.template import Section
from cchc_desktop.importing.flow import Item, Line, join
from cchc_desktop.importing.gathering import Gathering
from cchc_desktop.importing.headings import Heading, level_of, looks_like_heading
from cchc_desktop.importing.result import Confidence
from cchc_desktop.importing.source import Story

_SENTENCE_ENDS = re.compile(r"[.;:!?…][\"”»')\]]*$")
_SHORT_HEADING = 120
_END_MARK = "./."
_OF_TEMPLATE = "đề mục của mẫu, chương trình tự in"


def read_body(items: Sequence[Item], headings: Sequence[Heading], into: Gathering, own: bool) -> None:
    """The entries of every section, in the order of the file; `items` begin with the first heading.

    The mark that ends a document is none of its last entry.
    """
    for index, heading in enumerate(headings):
        end = headings[index + 1].start if index + 1 < len(headings) else len(items)
        lines = [item for item in items[heading.start : heading.end] if isinstance(item, Line)]
        into.leave(lines, _OF_TEMPLATE)
        if heading.rest is not None:
            # The heading's own paragraph also holds the first entry.
            items_below: list[Item] = [heading.rest, *items[heading.end : end]]
        else:
            items_below = list(items[heading.end : end])
        _read_section(items_below, heading, into, own)
    last = into.pieces[-1] if into.pieces else None
    if last is not None and last.text.endswith(_END_MARK):
        into.pieces[-1] = replace(last, text=last.text.removesuffix(_END_MARK[1:]))


def _read_section(items: list[Item], heading: Heading, into: Gathering, own: bool) -> None:
    target, confidence, why = _destination(heading)
    extra = ""
    for group in _joined([item for item in items if isinstance(item, Line)], heading.section, own):
        line = group[0] if len(group) == 1 else join(group)
        if line.story is not Story.BODY and line.story is not Story.BOX:
            into.take(group, None, "chú thích ở chân trang", line.marked(), Confidence.UNSURE)
        elif not own and _is_unknown_heading(line, heading.section):
            extra = line.text.strip(" :")
            into.take(group, None, "đề mục không có trong mẫu", line.marked(), Confidence.UNSURE)
        elif extra:
            into.take(group, None, f"nằm dưới đề mục “{extra}” không có trong mẫu", line.marked(), Confidence.UNSURE)
        else:
            keep_dash = own and heading.section.plain
            into.take(group, target, why, line.marked(keep_dash), confidence)


def _destination(heading: Heading) -> tuple[str, Confidence, str]:
    section = heading.section
    if section.children:
        leaf = next(section.leaves())
        return (
            f"sections.{leaf.key}",
            Confidence.NEAR,
            f"đứng ngay dưới “{section.title}”, trước mục con thứ nhất",
        )
    if heading.sure:
        return f"sections.{section.key}", Confidence.SURE, f"nằm dưới đề mục “{section.title}”"
    return f"sections.{section.key}", Confidence.NEAR, f"nằm dưới một đề mục gần giống “{section.title}”"


def _is_unknown_heading(line: Line, section: Section) -> bool:
    """A heading of the same or a higher rank than the section's, which the template does not have."""
    if line.has_dash:
        return False
    level = level_of(line.label)
    if level is None:
        return line.outline is not None and line.outline <= section.level
    if level > section.level or level > 2:
        return False
    short = len(line.text) <= _SHORT_HEADING and not _SENTENCE_ENDS.search(line.text.rstrip(":"))
    if level == section.level and section.level == 0 and level_of(line.label) == 0:
        return looks_like_heading(line) or short
    return looks_like_heading(line) or (short and line.text.endswith(":")) or (short and level < section.level)


def _joined(lines: list[Line], section: Section, own: bool) -> list[list[Line]]:
    """Lines that are one entry together: broken by the end of a page or of a line."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not own and _goes_on(groups[-1], line, section):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: list[Line], line: Line, section: Section) -> bool:
    first, last = group[0], group[-1]
    if line.has_dash or line.label or line.outline is not None or line.story is not last.story:
        return False
    if line.text.startswith(("+", "*")) or looks_like_heading(line):
        return False
    same_paragraph = line.sources == last.sources
    ended = _SENTENCE_ENDS.search(last.text) is not None
    if line.text[0].islower():
        return not ended or last.text.endswith((",", "…", "..."))
    # A line that begins with a capital goes on only where entries have dashes and the last one did not end.
    return not ended and first.has_dash and not section.plain and (same_paragraph or len(last.text) > 40)
