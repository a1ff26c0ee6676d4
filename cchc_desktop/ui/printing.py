"""Printing an open report through the system's dialog: the same pages as the preview and the PDF."""

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from cchc_desktop.domain.report import Report
from cchc_desktop.export.compose import compose
from cchc_desktop.export.page_layout import Page, lay_out
from cchc_desktop.export.page_painter import paint, sheet
from cchc_desktop.export.style import Font, Style
from cchc_desktop.export.typesetting import TWIPS_PER_INCH, Typesetter


def print_report(report: Report, style: Style, window: QWidget) -> None:
    """Asks for a printer and prints. Refused where no face can be had that breaks lines as the document's does."""
    pages = lay_out(compose(report), style, Typesetter(style.font))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(report.document.subject)
    printer.setPageLayout(sheet(pages[0].landscape))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle("In báo cáo")
    dialog.setMinMax(1, len(pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    if dialog.exec() == QPrintDialog.DialogCode.Accepted:
        print_pages(wanted(pages, printer), printer, style.font)


def wanted(pages: list[Page], printer: QPrinter) -> list[Page]:
    """The pages that the dialog was told to print; the printer's driver makes the copies."""
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        return pages[printer.fromPage() - 1 : printer.toPage()]
    return pages


def print_pages(pages: list[Page], printer: QPrinter, font: Font) -> None:
    """Prints the pages, each on a sheet that lies as the page does."""
    with QPainter() as painter:
        for page in pages:
            printer.setPageLayout(sheet(page.landscape))
            printer.setFullPage(True)
            if page is pages[0]:
                painter.begin(printer)
            else:
                printer.newPage()
            painter.save()
            painter.scale(printer.logicalDpiX() / TWIPS_PER_INCH, printer.logicalDpiY() / TWIPS_PER_INCH)
            paint(page, painter, font)
            painter.restore()
