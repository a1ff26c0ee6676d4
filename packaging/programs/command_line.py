"""cchc.exe: the command line."""

from cchc_desktop.cli import run

run()
