"""Tells undo and redo from other changes of a QTextDocument, which says so nowhere."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QTextDocument


class UndoWatch(QObject):
    """Watches one document. Ask `replayed` exactly once for each `contentsChanged`."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._could_redo = False
        self._steps = 0
        self._step_added = False
        document.undoCommandAdded.connect(self._on_step_added)

    @Slot()
    def _on_step_added(self) -> None:
        self._step_added = True

    def replayed(self) -> bool:
        """True where the change just made was an undo or a redo.

        An edit forgets what could be redone, so what can be redone now was undone now. Where nothing can, a redo of
        the last step has brought back all that was there, and has added no step; an edit has done either.
        """
        can_redo = self._document.isRedoAvailable()
        # Qt counts the steps that can be redone without the first.
        steps = self._document.availableUndoSteps() + self._document.availableRedoSteps() + can_redo
        redone = self._could_redo and steps == self._steps and not self._step_added
        self._could_redo, self._steps, self._step_added = can_redo, steps, False
        return can_redo or redone
