"""The two states of a report."""

DRAFT = "draft"
ISSUED = "issued"
