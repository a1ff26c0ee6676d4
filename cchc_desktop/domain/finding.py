"""What a check has to say."""

from collections.abc import Iterator
from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"
INFO = "info"
SEVERITIES = (ERROR, WARNING, INFO)


@dataclass(frozen=True, slots=True)
class Finding:
    """A point to look at again (điểm cần xem lại).

    `rule` is an id as "appendix.identity", `place` a path as in `cchc-report/1`, `message` one Vietnamese
    sentence with what was compared, `reference` the article or rule it rests on, or "".
    """

    rule: str
    severity: str
    place: str
    message: str
    reference: str = ""


Findings = Iterator[Finding]
