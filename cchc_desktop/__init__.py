"""CCHC Desktop: periodic reports on administrative reform, written, checked and printed without a network."""

__version__ = "0.1.0"
