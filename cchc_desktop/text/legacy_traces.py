"""Traces of the encodings before Unicode: TCVN3 (ABC) and VNI text, and UTF-8 read as Latin-1."""

import re

from cchc_desktop.text.legacy import is_unicode, recognise
from cchc_desktop.text.remembering import remembered

_MISREAD = re.compile(r"[áÃÄ][º»¡-¿]|Æ°|Ä‘")
# What Vietnamese in Unicode has not: foreign letters and signs, a capital after a small letter, a second letter
# for a mark. Nearly every text is settled by this one search, which leaps from one of these letters to the next.
_FOREIGN = "¡-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ"
_SUSPECT = re.compile(
    rf"[{_FOREIGN}ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêùú](?:(?<=[{_FOREIGN}])|(?<=[a-z][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ])"
    r"|(?<=[aeAE][àáâãèéêùúÀÁÂÃÈÉÊÙÚ])|(?<=[oO][âùÂÙ])|(?<=[uU][ùÙ]))"
)


@remembered
def encoding_traces(text: str) -> str:
    """The encoding, "TCVN3", "VNI" or "UTF-8", that a text or a part of it came through without being converted.

    Empty where nothing shows that.
    """
    if not _SUSPECT.search(text):
        return ""
    if _MISREAD.search(text):
        return "UTF-8"
    return recognise(" ".join(word for word in text.split() if not is_unicode(word)))
