"""Speed and memory beside what they should be compared with: `python3 dev.py bench [NAME...]`.

Prints a table and writes out/bench.json. It measures and does not judge: the exit code is 0 also where a bound is
exceeded.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench import checking, commit, keystroke, memory, pdf, preview, reading, report, searching, start, word
from tests.bench.measure import Result

OUT = Path(__file__).resolve().parents[2] / "out"

SUBJECTS: dict[str, Callable[[Path], Iterator[Result]]] = {
    "start": start.measure,
    "memory": memory.measure,
    "keystroke": keystroke.measure,
    "preview": preview.measure,
    "commit": commit.measure,
    "check": checking.measure,
    "docx": word.measure,
    "pdf": pdf.measure,
    "import": reading.measure,
    "search": searching.measure,
}


def main(names: Sequence[str]) -> int:
    """Measures the subjects of these names, all without any; 2 where there is no such subject."""
    unknown = [name for name in names if name not in SUBJECTS]
    if unknown:
        print(f"Không có phép đo “{unknown[0]}”. Các phép đo: {', '.join(SUBJECTS)}", file=sys.stderr)
        return 2
    OUT.mkdir(exist_ok=True)
    results: list[Result] = []
    # Not in the system's folder for temporary files: that may be memory, where a commit costs nothing.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=OUT, ignore_cleanup_errors=True) as scratch:
        for name in names or SUBJECTS:
            print(f"… {name}", file=sys.stderr, flush=True)
            results += SUBJECTS[name](Path(scratch))
    print(report.table(results))
    report.write(results, OUT / "bench.json")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
