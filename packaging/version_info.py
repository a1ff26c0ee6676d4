"""The version information that Explorer shows of a program's file."""

from typing import Any

NAMES = {
    "cchc-desktop": "CCHC Desktop: báo cáo cải cách hành chính",
    "cchc": "CCHC Desktop, dòng lệnh",
}
VIETNAMESE, UNICODE = 0x042A, 1200


def version_info(version: str, program: str) -> Any:
    """PyInstaller's version resource for one of the two programs; `version` is "1.2.3"."""
    from PyInstaller.utils.win32 import versioninfo as resource

    numbers = (*(int(part) for part in version.split(".")), 0)
    texts = {
        "CompanyName": "CCHC Desktop",
        "FileDescription": NAMES[program],
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "GPL-3.0-or-later",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "CCHC Desktop",
        "ProductVersion": version,
    }
    strings = [resource.StringStruct(name, text) for name, text in texts.items()]
    return resource.VSVersionInfo(
        ffi=resource.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            resource.StringFileInfo([resource.StringTable(f"{VIETNAMESE:04X}{UNICODE:04X}", strings)]),
            resource.VarFileInfo([resource.VarStruct("Translation", [VIETNAMESE, UNICODE])]),
        ],
    )
