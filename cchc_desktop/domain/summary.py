"""A report as a list shows it."""

from dataclasses import dataclass

from cchc_desktop.domain.period import Period


@dataclass(frozen=True, slots=True)
class Summary:
    """`updated` and `trashed` are ISO 8601 with offset; `filled` of `leaves` sections have text."""

    id: int
    template: str
    period: Period
    status: str
    issuer: str
    subject: str
    updated: str
    trashed: str | None
    filled: int
    leaves: int
