"""The database: one SQLite file in the data folder, written in short transactions."""
