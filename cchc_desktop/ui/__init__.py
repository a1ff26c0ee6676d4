"""The window: Qt widgets over the verbs of `workspace`."""
