"""Word files of before .docx, turned into .docx by the LibreOffice or the Word of this computer."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cchc_desktop.domain.refusal import Refusal

LONGEST_SECONDS = 120.0
"""A cold start of LibreOffice on a busy computer takes half a minute."""

_TRIES = 2
_WAIT_SECONDS = 0.1
_OLD, _NEW, _PROFILE, _WORD_IDS = "cu.doc", "cu.docx", "ho-so", "word.txt"
# Nothing in the file is run or asked about; of a stopped conversion the Word that was started is ended by its id.
_WORD_SCRIPT = """
$ErrorActionPreference = 'Stop'
$before = @(Get-Process WINWORD -ErrorAction SilentlyContinue | ForEach-Object { $_.Id })
$word = New-Object -ComObject Word.Application
Get-Process WINWORD | Where-Object { $before -notcontains $_.Id } | ForEach-Object { $_.Id } | Set-Content $env:CCHC_IDS
try {
  $word.Visible = $false
  $word.DisplayAlerts = 0
  $word.AutomationSecurity = 3
  $document = $word.Documents.Open($env:CCHC_OLD, $false, $true, $false, '-')
  $new = $env:CCHC_NEW
  $document.SaveAs([ref]$new, [ref]16)
  $document.Close(0)
} finally {
  $word.Quit(0)
}
"""
_WORD_COMMAND = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", _WORD_SCRIPT]


@dataclass(frozen=True)
class Converter:
    """A program that turns old Word files into .docx; `command` is told the folder to work in."""

    name: str
    command: Callable[[Path], list[str]]


def find_converter() -> Converter | None:
    """LibreOffice, else Word; None where this computer has neither."""
    libreoffice = _libreoffice()
    if libreoffice is not None:
        return Converter("LibreOffice", lambda folder: _libreoffice_command(libreoffice, folder))
    return Converter("Microsoft Word", lambda _: _WORD_COMMAND) if _has_word() else None


class Conversion:
    """A conversion that runs by itself from the start on. It leaves nothing behind, however it ends."""

    def __init__(self, old: bytes, converter: Converter) -> None:
        self._converter = converter
        self._folder = Path(tempfile.mkdtemp(prefix="cchc-doc-"))
        self._ends = time.monotonic() + LONGEST_SECONDS
        self._tries = 0
        try:
            (self._folder / _OLD).write_bytes(old)
            self._process = self._started()
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise Refusal(f"Không chạy được {converter.name} để chuyển tệp .doc: {error.strerror}.") from None

    def poll(self) -> bytes | None:
        """The .docx, None as long as the conversion runs. Refused where nothing came of it in time."""
        if self._process.poll() is None:
            if time.monotonic() < self._ends:
                return None
            self.stop()
            raise Refusal(
                f"{self._converter.name} không chuyển xong tệp .doc trong {LONGEST_SECONDS:.0f} giây; hãy mở tệp bằng "
                "Word và lưu lại dạng .docx."
            )
        made = self._folder / _NEW
        if made.is_file() and made.stat().st_size:
            docx = made.read_bytes()
            self._clear()
            return docx
        # LibreOffice may end its first start without having done more than set up its profile.
        if self._tries < _TRIES:
            self._process = self._started()
            return None
        self._clear()
        raise Refusal(
            f"{self._converter.name} không chuyển được tệp này sang .docx; hãy mở tệp bằng Word và lưu lại dạng .docx."
        )

    def wait(self) -> bytes:
        """The .docx, when it is there; refused as `poll` is."""
        try:
            while (docx := self.poll()) is None:
                time.sleep(_WAIT_SECONDS)
        except KeyboardInterrupt:
            self.stop()
            raise
        return docx

    def stop(self) -> None:
        """Ends the conversion with all that it started."""
        if self._process.poll() is None:
            # Also what it started: soffice only starts another program, and Word is not even started by PowerShell.
            _end(self._process.pid)
            self._process.wait()
            with suppress(OSError, ValueError):
                for word in (self._folder / _WORD_IDS).read_text("utf-8-sig").split():
                    _end(int(word))
        self._clear()

    def _started(self) -> "subprocess.Popen[bytes]":
        self._tries += 1
        names = {"CCHC_OLD": _OLD, "CCHC_NEW": _NEW, "CCHC_IDS": _WORD_IDS}
        return subprocess.Popen(
            self._converter.command(self._folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env={**os.environ, **{name: str(self._folder / file) for name, file in names.items()}},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _libreoffice() -> Path | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    folders: Mapping[str, str] = os.environ if sys.platform == "win32" else {}
    for name in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432"):
        program = Path(folders.get(name, ""), "LibreOffice", "program", "soffice.exe")
        if name in folders and program.is_file():
            return program
    return None


def _libreoffice_command(program: Path, folder: Path) -> list[str]:
    # A profile of its own: LibreOffice would hand the work to one that is open, and return at once.
    profile = (folder / _PROFILE).as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck", "--nodefault"]
    return [str(program), *options, "--convert-to", "docx", "--outdir", str(folder), str(folder / _OLD)]


def _has_word() -> bool:
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"):
            return True
    return False


def _end(process_id: int) -> None:
    """Ends a process with those that it started."""
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(process_id)]
        subprocess.run(command, capture_output=True, check=False, creationflags=subprocess.CREATE_NO_WINDOW)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process_id, signal.SIGKILL)
