"""Paragraphs in TCVN3 or VNI become Unicode, each with what it was before."""

from collections import Counter
from dataclasses import dataclass, replace

from cchc_desktop.importing.source import Paragraph, Source, Span, paragraphs, tidy, with_paragraphs
from cchc_desktop.text.legacy import decode, font_encoding, is_unicode, recognise


@dataclass(frozen=True, slots=True)
class Conversion:
    """A paragraph, by its index, that was not in Unicode."""

    index: int
    encoding: str
    before: str
    after: str


def to_unicode(source: Source) -> tuple[Source, tuple[Conversion, ...]]:
    """The file with its TCVN3 and VNI paragraphs converted: by the font's name, else by their letters.

    Text that shows letters of Unicode stays, whatever its font; so does text that may be either. In a file
    where most such paragraphs are of one encoding a single word is enough to tell another one.
    """
    every = list(paragraphs(source.blocks))
    first = [_converted(paragraph, "") for paragraph in every]
    encodings = Counter(conversion.encoding for _, conversion in filter(None, first))
    usual = encodings.most_common(1)[0][0] if encodings else ""
    made = [
        found or (_converted(paragraph, usual) if usual and not paragraph.text.isascii() else None)
        for paragraph, found in zip(every, first, strict=True)
    ]
    changed = {paragraph.index: paragraph for paragraph, _ in filter(None, made)}
    if not changed:
        return source, ()
    conversions = tuple(conversion for _, conversion in filter(None, made))
    return replace(source, blocks=with_paragraphs(source.blocks, changed)), conversions


def _converted(paragraph: Paragraph, expected: str) -> tuple[Paragraph, Conversion] | None:
    before = paragraph.text
    encodings = {span.font: font_encoding(span.font) for span in paragraph.spans}
    if not any(encodings.values()) and (before.isascii() or is_unicode(before)):
        return None
    unnamed = "".join([span.text for span in paragraph.spans if not encodings[span.font]])
    guessed = recognise(unnamed, expected)
    unicode_fonts = {span.font for span in paragraph.spans if is_unicode(span.text)}
    used = ""
    spans = []
    for span in paragraph.spans:
        encoding = "" if span.font in unicode_fonts else encodings[span.font] or guessed
        text = tidy(decode(span.text, encoding, span.font)) if encoding else span.text
        if text != span.text:
            used = encoding
        spans.append(Span(text, span.bold, span.italic, span.font))
    if not used:
        return None
    after = replace(paragraph, spans=tuple(spans))
    return after, Conversion(paragraph.index, used, before, after.text)
