"""cchc-desktop.exe: the window."""

from cchc_desktop.app import run

run()
