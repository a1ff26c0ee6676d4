"""The one error that a person is meant to read."""


class Refusal(Exception):
    """Something asked for cannot be done; nothing was changed.

    The message is one Vietnamese sentence that names the place. Every face of the program shows it as it is.
    """
