"""What many tests start from."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from cchc_desktop import paths
from cchc_desktop.domain import serial
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.template import Template
from cchc_desktop.domain.template_file import read_template

SAMPLE = paths.resource("samples/bao_cao_mau_nq30c.json")


@cache
def templates() -> dict[str, Template]:
    """The shipped templates."""
    files = sorted(paths.resource("templates").glob("*.toml"))
    read = [read_template(file.read_text("utf-8"), file.name) for file in files]
    return {template.key: template for template in read}


def report(**values: Any) -> Report:
    """A report from what a file states; the least that a file needs is filled in."""
    return serial.load(json.dumps(stated(**values)).encode(), templates())


def stated(**values: Any) -> dict[str, Any]:
    """The values of a file: the least that it needs, and these."""
    return {"format": "cchc-report/1", "template": "nq30c", "period": "2022-H1", **values}


def sample(file: Path = SAMPLE) -> Report:
    """A shipped sample report."""
    return serial.load(file.read_bytes(), templates())
