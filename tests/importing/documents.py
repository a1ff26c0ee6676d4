"""Small Word documents, made paragraph by paragraph."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

HEAD = ("BÁO CÁO", "Công tác cải cách hành chính quý I năm 2022", "Phòng B báo cáo kết quả như sau:")
FOOT = ("Trên đây là báo cáo của Phòng B./.", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TRƯỞNG PHÒNG", "Nguyễn Văn A")


def document(*lines: str, head: tuple[str, ...] = HEAD, foot: tuple[str, ...] = FOOT) -> Document:
    """A document of plain paragraphs; a line in ** ** is bold."""
    made = docx.Document()
    for line in (*head, *lines, *foot):
        run = made.add_paragraph().add_run(line.strip("*"))
        run.bold = line.startswith("**") or None
    return made


def saved(made: Document) -> bytes:
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def word(*lines: str, head: tuple[str, ...] = HEAD, foot: tuple[str, ...] = FOOT) -> bytes:
    return saved(document(*lines, head=head, foot=foot))


def body_xml(*paragraphs: str) -> bytes:
    """A document whose paragraphs are given as XML without namespaces: <w:p>…</w:p>."""
    made = docx.Document()
    for paragraph in paragraphs:
        names = nsdecls("w", "wp", "a") + (
            ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
            ' xmlns:v="urn:schemas-microsoft-com:vml"'
        )
        tag, rest = paragraph[1:].split(">", 1)
        made.element.body.insert(len(made.element.body) - 1, parse_xml(f"<{tag} {names}>{rest}"))
    return saved(made)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same package with one part replaced or added."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return target.getvalue()


def table(made: Document, rows: list[list[str]]) -> None:
    """A table of texts; a cell "<" is merged with the one to its left, "^" with the one above."""
    width = max(map(len, rows))
    grid = made.add_table(len(rows), width)
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = grid.cell(index, column)
            if text == "<":
                grid.cell(index, column - 1).merge(cell)
            elif text == "^":
                grid.cell(index - 1, column).merge(cell)
            else:
                cell.text = text


def as_old_word(docx: bytes, soffice: str, folder: Path) -> bytes:
    """A document as LibreOffice saves it for Word 97."""
    (folder / "cu.docx").write_bytes(docx)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder)]
    # A first start that only sets up its profile may end without a file.
    for _ in range(2):
        subprocess.run([*command, str(folder / "cu.docx")], check=True, capture_output=True, timeout=120)
        if (folder / "cu.doc").exists():
            break
    return (folder / "cu.doc").read_bytes()
