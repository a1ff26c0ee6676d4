"""The columns that a person confirmed for a source of figures, as a text to keep."""

import json
from typing import Any

from cchc_desktop.domain.template import Appendix
from cchc_desktop.importing.result import Confidence
from cchc_desktop.importing.sheet_reader import ColumnProposal, Proposal, Sheet, head_of


def to_text(proposal: Proposal) -> str:
    """The confirmed columns: numbers of the sheet's columns, counted from 0, added and taken off."""
    columns = {key: [column.plus, column.minus] for key, column in proposal.columns.items()}
    return json.dumps({"label": proposal.label, "columns": columns})


def from_text(text: str, source: str, sheet: Sheet, appendix: Appendix) -> Proposal | None:
    """The columns as they were confirmed; None for a text that is none of `to_text` for such a sheet."""
    try:
        kept = json.loads(text)
        label = _within(kept["label"], sheet)
        columns = {
            key: _column(kept["columns"][key], sheet)
            for key in (column.key for column in appendix.typed_columns)
            if key in kept["columns"]
        }
    except (ValueError, KeyError, TypeError):
        return None
    return Proposal(source, label, columns)


def _column(kept: Any, sheet: Sheet) -> ColumnProposal:
    plus, minus = (tuple(_within(column, sheet) for column in columns) for columns in kept)
    return ColumnProposal(plus, minus, head_of(sheet, plus, minus), Confidence.SURE)


def _within(column: Any, sheet: Sheet) -> int:
    if not isinstance(column, int) or not 0 <= column < sheet.grid.width:
        raise ValueError
    return column
