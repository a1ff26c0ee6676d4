"""What a report, a template, a period and a check are: frozen dataclasses and pure functions."""
