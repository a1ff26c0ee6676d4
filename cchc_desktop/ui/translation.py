"""Vietnamese for the strings of Qt itself: buttons, menus of text fields, dialogs, names of keys, accessible actions.

Qt ships no Vietnamese translation; ours is resources/i18n/qtbase_vi.ts, and qtbase_vi.qm is what lrelease makes of
it (tests/ui/test_translation.py compares them). The words are those of Vietnamese Windows and Office.
"""

import errno
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

NAME = "qtbase_vi"


def install(app: QCoreApplication, folder: Path) -> None:
    """Make Qt speak Vietnamese in `app`, with the translation in `folder`, and make Vietnamese the default locale.

    Widgets that exist already are told by Qt to change their text; a locale is taken over by widgets made later.
    Asked twice, it installs one translator, a child of `app`. Layout direction and the C library's locale stay.
    Raises FileNotFoundError where the file is missing and ValueError where it is no translation: either way the
    installation is broken, and nothing has been changed.
    """
    path = folder / f"{NAME}.qm"
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, "Thiếu tệp bản dịch, chương trình cài đặt chưa đủ", str(path))
    if app.findChild(QTranslator, NAME) is None:
        translator = QTranslator()
        if not translator.load(str(path)):
            raise ValueError(f"{path} không phải là tệp bản dịch")
        # A child of the application: installing takes no ownership, and a collected translator would fall silent.
        translator.setParent(app)
        translator.setObjectName(NAME)
        app.installTranslator(translator)
    # PySide calls QLocale's territories Country.
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
