"""Reading plain data (from JSON or TOML) with refusals that name the place."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.text.normal import normal, normal_lines
from cchc_desktop.text.numbers import LARGEST

T = TypeVar("T")

_KINDS: dict[type, str] = {
    dict: "một nhóm khóa",
    list: "một danh sách",
    str: "một chuỗi chữ",
    int: "một số nguyên",
    bool: "true hoặc false",
}


def refuse(place: str, reason: str, source: str = "") -> Refusal:
    """The refusal of what stands at `place` of the file `source`."""
    where = f"{source}: " if source else ""
    return Refusal(f"{where}{place} {reason}" if place else f"{where}tệp {reason}")


class Table:
    """A mapping with the place where it stands. Each key is read once; `finish` refuses what was not read.

    `source` is the file's name for messages, or "". Every reader refuses a value of another type; where a key
    is missing it gives the default, or refuses where there is none. Texts come out in normal form.
    """

    def __init__(self, value: object, place: str = "", source: str = "") -> None:
        self.place = place
        self.source = source
        self._values = dict(self._typed(value, dict, place))
        self._unread = dict.fromkeys(self._values)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        return normal(self._get(key, str, default))

    def lines(self, key: str, default: str | None = None) -> str:
        """A text whose line breaks stay."""
        return normal_lines(self._get(key, str, default))

    def flag(self, key: str, default: bool | None = None) -> bool:
        return self._get(key, bool, default)

    def number(self, key: str, default: int | None = None) -> int:
        return self._get(key, int, default)

    def count(self, key: str) -> int | None:
        """A whole number from 0 to `LARGEST`, or None where the key is missing or null."""
        if self._take(key) is None:
            return None
        value: int = self._typed(self._values[key], int, self.at(key))
        if value < 0:
            raise self.refuse(key, "không được là số âm.")
        if value > LARGEST:
            raise self.refuse(key, "là một số quá lớn.")
        return value

    def maybe_text(self, key: str) -> str | None:
        """A text, or None where the key is missing or null."""
        return None if self._take(key) is None else self.text(key)

    def day(self, key: str) -> date | None:
        """A day written YYYY-MM-DD, or None where the key is missing or null."""
        text = self.maybe_text(key)
        if text is None:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day.isoformat() != text:
            raise self.refuse(key, f"“{text}” không phải là một ngày có thật dạng NĂM-THÁNG-NGÀY.")
        return day

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        text = self.text(key, default)
        if text not in choices:
            raise self.refuse(key, f"“{text}” không được nhận; chỉ nhận {', '.join(choices)}.")
        return text

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        values = self._get(key, list, None if default is None else list(default))
        return tuple(normal(self._typed(v, str, f"{self.at(key)}[{i}]")) for i, v in enumerate(values))

    def table(self, key: str, default: Mapping[str, object] | None = None) -> "Table":
        return Table(self._get(key, dict, default), self.at(key), self.source)

    def tables(self, key: str, default: tuple[()] | None = None) -> list["Table"]:
        """The tables of a list, each with its place: ``sections.tthc[2]``."""
        values = self._get(key, list, None if default is None else [])
        return [Table(v, f"{self.at(key)}[{i}]", self.source) for i, v in enumerate(values)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def at(self, key: str) -> str:
        """The place of a key of this table."""
        return f"{self.place}.{key}" if self.place else key

    def refuse(self, key: str, reason: str) -> Refusal:
        """The refusal of what stands under `key`, or of this table where `key` is ""."""
        return refuse(self.at(key) if key else self.place, reason, self.source)

    def finish(self) -> None:
        """Refuses the first key that nobody asked for."""
        for key in self._unread:
            raise self.refuse(key, "là khóa không có trong định dạng này.")

    def _take(self, key: str) -> object:
        self._unread.pop(key, None)
        return self._values.get(key)

    def _get(self, key: str, kind: type[T], default: object) -> T:
        self._take(key)
        if key in self._values:
            return self._typed(self._values[key], kind, self.at(key))
        if default is None:
            raise self.refuse(key, "còn thiếu.")
        return default  # type: ignore[return-value]

    def _typed(self, value: object, kind: type[T], place: str) -> T:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise refuse(place, f"phải là {_KINDS[kind]}.", self.source)
        return value
