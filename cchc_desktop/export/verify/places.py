"""Where a finding of the verifier lies, as a person counts."""

import re

_PLACES = (
    (re.compile(r"paragraph\[(\d+)\]"), "Đoạn {}"),
    (re.compile(r"table\[(\d+)\]\.row\[(\d+)\]"), "Bảng {}, hàng {}"),
    (re.compile(r"section\[(\d+)\]"), "Phần {}"),
    (re.compile(r"header\[(\d+)\]"), "Lề trên, phần {}"),
)


def place_in_words(place: str) -> str:
    """A place of the verifier in words: "paragraph[0]" is "Đoạn 1"; "" where there is none."""
    for pattern, words in _PLACES:
        if match := pattern.fullmatch(place):
            return words.format(*(int(number) + 1 for number in match.groups()))
    return ""
