"""The program's window on the data folder that the first argument names; `open` opens the draft, `preview` too."""

import sys
from pathlib import Path

from cchc_desktop.app import build_window
from tests.bench.painted import show

if __name__ == "__main__":
    window = build_window(Path(sys.argv[1]))
    window.resize(1280, 720)
    if "open" in sys.argv:
        from tests.bench.reports import the_draft

        window.open_report(the_draft(window._workspace))
        window._view.show_preview("preview" in sys.argv)
    show(window)
