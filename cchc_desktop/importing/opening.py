"""What comes in as an old report: a Word file, or what Word puts on the clipboard, kept as an HTML file."""

import re
from html import escape

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing.html_reader import TooMuchText, read_html
from cchc_desktop.importing.source import MOST_LETTERS, Source, too_long
from cchc_desktop.importing.word_reader import read_word

_LARGEST_HTML = 30_000_000
_BEGINNING = b"<!DOCTYPE html><meta charset=utf-8>"
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=[\"']?([\w-]{3,20})", re.IGNORECASE)
_BLANKS = re.compile(" {2,}")
_LOOKED_AT = 4_000


def read_source(data: bytes) -> Source:
    """What a file says; whatever is no .docx and no HTML, or could do harm, is refused in one sentence.

    By what stands in it, not by its name: other software calls its HTML ".doc".
    """
    if not _HTML.match(data[:_LOOKED_AT]):
        return read_word(data)
    if len(data) > _LARGEST_HTML:
        raise too_long()
    try:
        source = read_html(_decoded(data), MOST_LETTERS)
    except TooMuchText:
        raise too_long() from None
    except ValueError:
        raise Refusal("Tệp có phần lồng quá nhiều tầng, có thể gây hại nên không được mở.") from None
    if not source.blocks:
        raise Refusal("Tệp không có chữ nào.")
    return source


def html_file(html: str) -> bytes:
    """A file of pasted HTML for `read_source`."""
    return _BEGINNING + html.encode("utf-8", "replace")


def html_of_text(text: str) -> str:
    """Pasted plain text as HTML, a line a paragraph."""
    html = _BLANKS.sub(lambda blanks: "\u00a0" * len(blanks[0]), escape(text, quote=False))
    html = html.replace("\t", "<span style='mso-tab-count:1'></span>")
    return "".join(f"<p>{line}</p>" for line in html.splitlines())


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:_LOOKED_AT])
    for encoding in ("utf-8-sig", named[1].decode("ascii") if named else "windows-1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace")
