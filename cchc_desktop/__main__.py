"""`python -m cchc_desktop` opens the window; with a command it is the command line."""

import sys

from cchc_desktop.app import main

sys.exit(main(sys.argv[1:]))
