#!/usr/bin/env python3
"""Goes an office's way with a setup: install, work, upgrade, refuse a downgrade, uninstall; data is kept all the way.

    py packaging/try_installer.py DIR                             on a Windows made for trying
    python3 packaging/try_installer.py DIR --windows-lab LAB      on Debian

DIR is what build.py left, run just before: the older setup is made from the same folder. Exit 0 all well; 1 not.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from build import BUILD, NAME, find_makensis, make_setup, version_of_source
from smoke_test import SAMPLES, CommandLine, Failed, expect, smoke
from windows_host import Bench, Host, Program, ThisMachine, run

OLDER = "0.0.1"
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\CCHC Desktop"
CLASS_KEY = r"HKCU\Software\Classes\.cchc"
NEWER_INSTALLED = 4
PATIENCE = 90.0


def main(argv: Sequence[str]) -> int:
    """Try the setup of a folder; 0 all well, 1 not."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    parser = argparse.ArgumentParser(description="Thử bộ cài từ đầu đến cuối.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="thư mục build.py vừa ghi")
    parser.add_argument("--windows-lab", type=Path, metavar="LAB", help="bàn thử chạy chương trình Windows trên Debian")
    parser.add_argument("--pictures", type=Path, metavar="ẢNH", help="nơi cất ảnh chụp")
    words = parser.parse_args(argv)
    host: Host = Bench(words.windows_lab) if words.windows_lab else ThisMachine()
    try:
        with tempfile.TemporaryDirectory(dir=BUILD, ignore_cleanup_errors=True) as scratch:
            Trial(host, words.folder.resolve(), Path(scratch), words.pictures).go()
    except (Failed, subprocess.TimeoutExpired) as reason:
        print(f"CHƯA ĐẠT: {reason}", file=sys.stderr)
        return 1
    print("Đạt.")
    return 0


class Trial:
    """One way through the setup of a folder."""

    def __init__(self, host: Host, folder: Path, scratch: Path, pictures: Path | None) -> None:
        self.host, self.scratch, self.pictures = host, scratch, pictures
        self.version = version_of_source()
        # A bench sees the folder of the sources, and perhaps not the one that the setup was built into.
        self.setup = Path(shutil.copy(folder / f"{NAME}-{self.version}-setup.exe", scratch))
        self.portable = folder / f"{NAME}-{self.version}-portable.zip"
        local = host.profile() / "AppData" / "Local"
        self.installed = local / "Programs" / "CCHC Desktop"
        self.data = local / "CCHC Desktop"

    def go(self) -> None:
        """The whole way; raises Failed."""
        if self.data.exists() or self.installed.exists():
            raise Failed(f"máy này đã có dữ liệu hoặc chương trình: {self.data}, {self.installed}; hãy dọn trước.")
        older = self.older_setup()
        self.install(older, "bản cũ")
        self.expect_version(OLDER)
        report = self.cchc("load", SAMPLES[0]).strip()
        before = self.cchc("dump", report)
        window = self.open_window("older")
        self.install(self.setup, "nâng cấp khi cửa sổ đang mở")
        if window.wait(PATIENCE):
            raise Failed("cửa sổ không tự đóng êm khi nâng cấp.")
        self.expect_version(self.version)
        if (self.installed / "program" / "stale.txt").exists():
            raise Failed("nâng cấp còn để lại tệp của bản cũ.")
        expect({self.cchc("dump", report)}, {before}, "báo cáo sau khi nâng cấp")
        done = run(self.host, older, "/S")
        if done.returncode != NEWER_INSTALLED:
            raise Failed(f"cài bản cũ đè bản mới: mã {done.returncode}, cần {NEWER_INSTALLED}.")
        self.expect_version(self.version)
        print("Bản cũ hơn bị từ chối.")
        smoke(self.installed, self.host, self.pictures)
        window = self.open_window("second-start")
        self.try_second_start()
        self.install(self.setup, "cài lại cùng bản khi cửa sổ đang mở")
        window.wait(PATIENCE)
        self.uninstall(self.installed)
        if not any(self.data.iterdir()):
            raise Failed("gỡ chương trình đã xóa mất dữ liệu.")
        print("Gỡ xong, dữ liệu còn nguyên.")
        self.try_other_folder(report, before)
        self.try_portable()

    def older_setup(self) -> Path:
        """The setup of an earlier version, with a file that the new one no longer has."""
        folder = self.scratch / "older"
        shutil.copytree(BUILD / "windows" / NAME, folder)
        (folder / "program" / "stale.txt").write_text("Bản mới không còn tệp này.", "utf-8")
        target = self.scratch / f"{NAME}-{OLDER}-setup.exe"
        make_setup(find_makensis(), folder, OLDER, target, quick=True)
        return target

    def install(self, setup: Path, what: str, *words: str) -> None:
        started = time.monotonic()
        done = run(self.host, setup, "/S", *words)
        if done.returncode:
            raise Failed(f"{what}: bộ cài kết thúc với mã {done.returncode}.")
        print(f"Cài ({what}) trong {time.monotonic() - started:.0f} giây.")

    def uninstall(self, folder: Path) -> None:
        """Uninstalls silently; the uninstaller goes on working after it has returned."""
        run(self.host, folder / "uninstall.exe", "/S")
        wait_for(lambda: not folder.exists(), f"thư mục {folder} được gỡ sạch")
        wait_for(lambda: not self.registered(UNINSTALL_KEY, "DisplayVersion"), "tên được bỏ khỏi danh sách ứng dụng")
        if self.registered(CLASS_KEY, "") == "CCHCDesktop.Report":
            raise Failed("gỡ xong mà tệp .cchc vẫn trỏ vào chương trình.")
        links = [link for link in self.host.profile().rglob("CCHC Desktop.lnk") if "Start Menu" in link.parts]
        if links:
            raise Failed(f"gỡ xong mà còn lối tắt {links[0]}.")

    def cchc(self, *words: str | Path) -> str:
        """The installed command line on the data folder that the user has by default."""
        return CommandLine(self.host, Program(self.installed, "cchc"), None)(*words)

    def open_window(self, picture: str) -> "subprocess.Popen[bytes]":
        """Opens the installed window as a person does, and gives it the time to show."""
        command = self.host.command(Program(self.installed, "cchc-desktop"), [])
        window = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        # Nothing outside a window tells that it is painted; Wine on a busy machine was seen to need 8 seconds.
        time.sleep(20)
        self.picture(picture)
        if window.poll() is not None:
            raise Failed(f"cửa sổ đóng ngay với mã {window.returncode}.")
        return window

    def try_second_start(self) -> None:
        """A file opened from Explorer while the window is open: the second start hands it over and ends."""
        before = len(json.loads(self.cchc("list", "--json")))
        file = Path(shutil.copy(SAMPLES[-1], self.scratch / "Báo cáo nhận được.cchc"))
        done = run(self.host, Program(self.installed, "cchc-desktop"), self.host.path(file), seconds=PATIENCE)
        if done.returncode:
            raise Failed(f"lần mở thứ hai kết thúc với mã {done.returncode}.")
        wait_for(lambda: len(json.loads(self.cchc("list", "--json"))) == before + 1, "báo cáo nhận từ tệp .cchc")
        self.picture("handed-over")
        print("Lần mở thứ hai trao tệp .cchc cho cửa sổ đang mở.")

    def picture(self, name: str) -> None:
        """The bench's screen, where pictures are wanted."""
        if self.pictures is not None and isinstance(self.host, Bench):
            self.host.picture(self.pictures / f"{name}.png")

    def registered(self, key: str, name: str) -> str:
        """A text of the registry, empty where there is none."""
        value = ["/v", name] if name else ["/ve"]
        done = run(self.host, Path("reg.exe"), "query", key, *value)
        lines = [line.split("REG_SZ", 1) for line in done.stdout.splitlines() if "REG_SZ" in line]
        return lines[0][1].strip() if lines else ""

    def expect_version(self, version: str) -> None:
        expect({self.registered(UNINSTALL_KEY, "DisplayVersion")}, {version}, "phiên bản trong danh sách ứng dụng")

    def try_other_folder(self, report: str, before: str) -> None:
        """A folder with spaces and Vietnamese letters, named by /D=, and the data of the installation before."""
        folder = self.host.profile() / "Phần mềm của tôi" / "Báo cáo ỹ"
        # /D= takes the rest of the line as it is: quotes around a word with a space would be part of the name.
        self.install(self.setup, "vào thư mục khác", *f"/D={self.host.path(folder)}".split(" "))
        cchc = CommandLine(self.host, Program(folder, "cchc"), None)
        expect({cchc("dump", report)}, {before}, "báo cáo sau khi cài lại")
        self.uninstall(folder)
        print("Cài vào thư mục tên tiếng Việt có dấu cách: được.")

    def try_portable(self) -> None:
        """The portable folder keeps its data beside itself."""
        folder = self.host.profile() / "Bản mang theo"
        with zipfile.ZipFile(self.portable) as archive:
            archive.extractall(folder)
        cchc = CommandLine(self.host, Program(folder / "CCHC Desktop", "cchc"), None)
        cchc("load", SAMPLES[0])
        if len(json.loads(cchc("list", "--json"))) != 1 or not (folder / "CCHC Desktop" / "data").is_dir():
            raise Failed("bản mang theo không giữ dữ liệu bên cạnh mình.")
        shutil.rmtree(folder)
        print("Bản mang theo giữ dữ liệu bên cạnh mình.")


def wait_for(happened: Callable[[], bool], what: str) -> None:
    """Waits until something has happened; raises Failed where it does not."""
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            raise Failed(f"chờ {PATIENCE:.0f} giây mà chưa thấy {what}.")
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
