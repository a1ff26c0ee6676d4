"""The reports that are measured: the shipped sample, one of 160 entries, and a data folder of twenty years."""

from dataclasses import replace
from itertools import count, cycle
from pathlib import Path

from cchc_desktop import paths
from cchc_desktop.domain import serial
from cchc_desktop.domain.period import Kind, Period
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.status import ISSUED
from cchc_desktop.workspace import Workspace
from tests.builders import sample

YEARS = range(2003, 2023)
KINDS = (Kind.Q1, Kind.H1, Kind.M9, Kind.Y)
MANY_ENTRIES = 160
SAMPLES = sorted(paths.resource("samples").glob("*.json"))


def twenty_years(folder: Path) -> Path:
    """The data folder in `folder` with the sample in every period of twenty years; made at the first call.

    Only the sample itself is a draft.
    """
    data = folder / "twenty-years"
    if data.exists():
        return data
    shipped = sample()
    files = []
    for period in (Period(year, kind) for year in YEARS for kind in KINDS):
        report = replace(shipped, period=period, window=period.window)
        if period != shipped.period:
            report = replace(report, status=ISSUED)
        files.append(folder / f"{period.id}.json")
        files[-1].write_text(serial.dump(report), "utf-8")
    workspace = Workspace(data)
    workspace.load(files)
    workspace.set_profile(shipped.unit, shipped.signer)
    workspace.close()
    return data


def the_draft(workspace: Workspace) -> int:
    """The id of the sample report in the folder of twenty years."""
    return workspace.find_report(sample().period.id)


def long_report(number: int) -> Report:
    """The sample with `MANY_ENTRIES` entries, no text of which stands in the report of another number."""
    shipped = sample()
    entries = cycle([e for file in SAMPLES for _, e in sample(file).entries()])
    share = -(-MANY_ENTRIES // len(shipped.sections))
    numbers = count(number * MANY_ENTRIES)
    sections = {
        key: tuple(
            replace(entry, text=f"{entry.text.rstrip('.;')} trong đợt {next(numbers)}.")
            for entry, _ in zip(entries, range(share), strict=False)
        )
        for key in shipped.sections
    }
    return replace(shipped, sections=sections)
