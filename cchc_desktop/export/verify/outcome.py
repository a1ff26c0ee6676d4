"""What a rule says: how it stands, and where what was found."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cchc_desktop.domain.finding import ERROR, INFO, Finding
from cchc_desktop.export.verify.components import Components, Piece
from cchc_desktop.export.verify.limits import Component, Limits
from cchc_desktop.export.verify.reader import Document

PASS = "pass"
FAIL = "fail"
NOT_EVALUATED = "not_evaluated"

_MOST = 50


@dataclass(frozen=True)
class Checked:
    """What the rules look at."""

    document: Document
    components: Components
    limits: Limits


@dataclass(frozen=True, slots=True)
class Fault:
    """Something at `place` is not as it must be: one sentence of what was found and what is due."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """The rule, or a part of it, could not be judged, for this reason (one sentence)."""

    reason: str


Outcomes = Iterator[Fault | Unseen]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the decree. `name` says in Vietnamese what it is about; `clause` is its key in `Limits.clauses`.

    `judge` gives every fault; nothing at all is a pass, which it may be only where everything was looked at.
    """

    id: str
    name: str
    clause: str
    judge: Callable[[Checked], Outcomes]
    severity: str = ERROR


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How a rule stands: `state` is "pass", "fail" or "not_evaluated".

    `findings` are the faults of a failed rule; for the others one of severity "info" that says so.
    """

    rule: str
    state: str
    findings: tuple[Finding, ...]


def result(rule: Rule, checked: Checked) -> RuleResult:
    """The rule applied; of more than fifty faults the last finding says how many were left out."""
    outcomes = list(rule.judge(checked))
    clause = checked.limits.clauses[rule.clause]
    faults = list(dict.fromkeys(outcome for outcome in outcomes if isinstance(outcome, Fault)))
    if faults:
        findings = [Finding(rule.id, rule.severity, fault.place, fault.message, clause) for fault in faults[:_MOST]]
        if len(faults) > _MOST:
            message = f"{rule.name}: còn {len(faults) - _MOST} chỗ khác như trên."
            findings.append(Finding(rule.id, rule.severity, faults[_MOST].place, message, clause))
        return RuleResult(rule.id, FAIL, tuple(findings))
    unseen = next((outcome.reason for outcome in outcomes if isinstance(outcome, Unseen)), None)
    state = PASS if unseen is None else NOT_EVALUATED
    message = f"{rule.name}: đạt." if unseen is None else f"{rule.name}: không xét được; {unseen}"
    return RuleResult(rule.id, state, (Finding(rule.id, INFO, "", message, clause),))


def verdict(results: Iterable[RuleResult]) -> str:
    """The results in one line, like "Đạt 24/24 quy tắc xét được; 1 không xét."."""
    counts = Counter(result.state for result in results)
    line = f"Đạt {counts[PASS]}/{counts[PASS] + counts[FAIL]} quy tắc xét được"
    return f"{line}; {counts[NOT_EVALUATED]} không xét." if counts[NOT_EVALUATED] else f"{line}."


def gathered(faults: Iterable[tuple[str, Fault]]) -> Iterator[Fault]:
    """One fault for each kind of mistake, at its first place, with the number of further places."""
    first: dict[str, Fault] = {}
    places: dict[str, dict[str, None]] = {}
    for kind, fault in faults:
        first.setdefault(kind, fault)
        places.setdefault(kind, {})[fault.place] = None
    for kind, fault in first.items():
        more = len(places[kind]) - 1
        message = f"{fault.message.removesuffix('.')} (và {more} chỗ khác)." if more else fault.message
        yield Fault(fault.place, message)


def look_fault(name: str, pieces: Iterable[Piece], due: Component, *, case: bool = True) -> Iterator[Fault]:
    """What is wrong in the letters and the setting of a component, piece by piece, in one sentence each."""
    for piece in pieces:
        found, wanted = _differences(piece, due, case)
        if found:
            yield Fault(piece.place, f"{name} “{shortened(piece.text)}” {', '.join(found)}; phải {', '.join(wanted)}.")


def shortened(text: str, length: int = 60) -> str:
    """A quotation for a message."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def points(size: float) -> str:
    """A size as it is read: "13", "13,5"."""
    return f"{size:g}".replace(".", ",")


def size_range(due: Component) -> str:
    """The sizes that a component may have: "cỡ 13–14"."""
    least, most = points(due.size_min), points(due.size_max)
    return f"cỡ {least}" if least == most else f"cỡ {least}–{most}"


_ALIGNED: Mapping[str, str] = {"center": "căn giữa", "left": "sát lề trái", "right": "căn phải", "justify": "căn đều"}


def _differences(piece: Piece, due: Component, case: bool) -> tuple[list[str], list[str]]:
    looks = [run.look for run in piece.runs]
    found: list[str] = []
    wanted: list[str] = []
    wrong = sorted({look.size for look in looks if not due.size_min <= look.size <= due.size_max})
    if wrong:
        found.append(f"đang cỡ {', '.join(map(points, wrong))}")
        wanted.append(size_range(due))
    for word, is_on, required in (
        ("đậm", [look.bold for look in looks], due.bold),
        ("nghiêng", [look.italic for look in looks], due.italic),
    ):
        if any(state != required for state in is_on):
            found.append(f"đang có chữ không {word}" if required else f"đang có chữ {word}")
            wanted.append(word if required else f"không {word}")
    if due.align and piece.align != due.align and not (due.align == "left" and piece.align == "justify"):
        found.append(f"đang {_ALIGNED.get(piece.align, 'căn khác')}")
        wanted.append(_ALIGNED[due.align])
    if case and due.upper and piece.text != piece.text.upper():
        found.append("đang có chữ thường")
        wanted.append("in hoa")
    return found, wanted
