import errno
import os
from pathlib import Path

import pytest

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export.safe_file import other_name, write_file


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "Báo cáo.docx"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def content(target: Path) -> bytes | None:
    return target.read_bytes() if os.path.isfile(target) else None  # noqa: PTH113 - answers for any name


def refused(target: Path, says: str, force: bool = False) -> None:
    """Asserts a refusal of one sentence, after which everything is as before."""
    before = content(target)
    folder = names(target.parent) if target.parent.is_dir() else None
    with pytest.raises(Refusal, match=says) as refusal:
        write_file(target, b"new", force=force)
    assert "\n" not in str(refusal.value)
    assert content(target) == before
    assert (names(target.parent) if target.parent.is_dir() else None) == folder


def test_a_new_file_is_written_whole_and_alone(target):
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert names(target.parent) == [target.name]


def test_an_existing_file_is_refused_unless_forced(target):
    target.write_bytes(b"old")
    refused(target, "đã có")
    write_file(target, b"new", force=True)
    assert target.read_bytes() == b"new"
    assert names(target.parent) == [target.name]


def test_a_missing_folder_is_refused_and_not_made(tmp_path):
    refused(tmp_path / "không có" / "a.docx", "Không có thư mục")
    assert names(tmp_path) == []


def test_a_folder_is_never_replaced(target):
    target.mkdir()
    refused(target, "thư mục", force=True)


def test_a_full_disk_leaves_the_old_file_and_no_debris(target, monkeypatch):
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fails(OSError(errno.ENOSPC, "No space left on device")))
    refused(target, "đã đầy", force=True)


def test_a_disk_that_writes_something_else_is_noticed(target, monkeypatch):
    target.write_bytes(b"old")
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path)[:-1] if path.suffix == ".tmp" else read(path))
    refused(target, "ghi sai", force=True)


def test_a_file_held_by_word_is_refused_before_anything_is_written(target, monkeypatch):
    target.write_bytes(b"old")
    really_open = Path.open

    def held(path: Path, mode: str = "r", **options):
        if path == target and "+" in mode:
            raise PermissionError(errno.EACCES, "used by another process")
        return really_open(path, mode, **options)

    monkeypatch.setattr(Path, "open", held)
    refused(target, "đang mở trong chương trình khác", force=True)


def test_a_file_that_word_takes_at_the_last_moment_is_left_whole(target, monkeypatch):
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", fails(PermissionError(errno.EACCES, "used by another process")))
    refused(target, "đang mở trong chương trình khác", force=True)


def test_a_folder_that_may_not_be_written_is_refused(target, monkeypatch):
    monkeypatch.setattr(Path, "open", fails(PermissionError(errno.EACCES, "denied")))
    refused(target, "Không có quyền ghi vào thư mục")


def test_a_name_that_the_disk_does_not_take_is_refused(tmp_path):
    refused(tmp_path / ("dài" * 200 + ".docx"), "chọn tên hoặc thư mục khác")


def test_another_name_is_the_first_that_is_free(target):
    assert other_name(target).name == "Báo cáo (2).docx"
    (target.parent / "Báo cáo (2).docx").write_bytes(b"")
    assert other_name(target).name == "Báo cáo (3).docx"


def fails(error: OSError):
    def fail(*_arguments, **_options):
        raise error

    return fail
