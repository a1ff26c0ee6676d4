"""The account of an import for other programs: what went where, and how sure that is."""

from typing import Any

from cchc_desktop.importing.result import Import
from cchc_desktop.importing.taking_over import LEFT_OUT, Decisions, places


def account(imported: Import) -> dict[str, Any]:
    """What an import without decisions comes to, as JSON takes it.

    `place` is where a piece of the file stands now, null where it was only kept at the end of the last section;
    `proposed` is where it may belong. `confidence` is "sure", "near" or "unsure". `figures` are proposals: none of
    them was taken.
    """
    taken = places(imported, Decisions())
    return {
        "template": imported.draft.template.key,
        "period": imported.draft.period.id,
        "pieces": [
            {
                "text": piece.text,
                "place": place,
                "proposed": piece.target,
                "confidence": piece.confidence.name.lower(),
                "why": piece.why,
            }
            for piece, place in zip(imported.pieces, taken, strict=True)
            if place != LEFT_OUT
        ],
        "tables": [
            {
                "place": f"appendices.{table.appendix}",
                "rows": len(table.data.rows),
                "confidence": table.confidence.name.lower(),
                "why": table.why,
            }
            for table in imported.tables
        ],
        "left_out": [{"text": left.text, "why": left.why} for left in imported.left_out],
        "figures": [
            {
                "place": f"figures.{found.key}",
                "value": found.value,
                "sentence": found.sentence,
                "confidence": found.confidence.name.lower(),
            }
            for found in imported.figures
        ],
        "conversions": [
            {"encoding": one.encoding, "before": one.before, "after": one.after} for one in imported.conversions
        ],
        "missing": list(imported.missing),
        "remarks": list(imported.remarks),
    }
