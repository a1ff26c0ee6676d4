import hashlib
import importlib.util
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from cchc_desktop import __version__, paths
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.update import Update, read_update, take, updated
from cchc_desktop.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
KEY = SigningKey(b"k" * 32)
PUBLIC = KEY.verify_key.encode()
SETUP = {"cchc-desktop-9.0.0-setup.exe": b"MZ" + b"\0" * 200}
TEMPLATE = paths.resource("templates/nq76.toml").read_bytes()

spec = importlib.util.spec_from_file_location("sign_update", ROOT / "packaging" / "sign_update.py")
assert spec is not None
assert spec.loader is not None
sign_update: Any = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sign_update)


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Writes an update signed with KEY unless told otherwise."""

    def made(files: dict[str, bytes], version: str = "9.0.0", key: SigningKey = KEY) -> Path:
        target = tmp_path / "gói cập nhật.cchc-update"
        sign_update.make_update(target, key, version, ["Thêm mẫu báo cáo mới."], files)
        return target

    return made


def rewritten(file: Path, **changes: bytes | None) -> Path:
    """The update with some of its members changed, added or (None) left out; the signature stays."""
    with zipfile.ZipFile(file) as package:
        members: dict[str, bytes | None] = {name: package.read(name) for name in package.namelist()}
    members |= changes
    with zipfile.ZipFile(file, "w") as package:
        for name, data in members.items():
            if data is not None:
                package.writestr(name, data)
    return file


def test_a_signed_setup_is_read_with_what_changes(make: Callable[..., Path]):
    update = read_update(make(SETUP), PUBLIC)
    assert update.setup == "cchc-desktop-9.0.0-setup.exe"
    assert (update.version, update.changes, dict(update.files)) == ("9.0.0", ("Thêm mẫu báo cáo mới.",), SETUP)


def test_an_update_signed_by_somebody_else_is_refused(make: Callable[..., Path]):
    with pytest.raises(Refusal, match="Chữ ký"):
        read_update(make(SETUP, key=SigningKey(b"x" * 32)), PUBLIC)


def test_a_setup_that_was_exchanged_is_refused(make: Callable[..., Path]):
    with pytest.raises(Refusal, match=r"setup\.exe không đúng với chữ ký"):
        read_update(rewritten(make(SETUP), **{"cchc-desktop-9.0.0-setup.exe": b"MZ evil"}), PUBLIC)


def test_a_file_that_was_added_is_refused(make: Callable[..., Path]):
    with pytest.raises(Refusal, match=r"evil\.dll"):
        read_update(rewritten(make(SETUP), **{"evil.dll": b"MZ"}), PUBLIC)


@pytest.mark.parametrize("missing", ["update.json", "update.sig", "cchc-desktop-9.0.0-setup.exe"])
def test_an_update_that_lacks_a_part_is_refused(make: Callable[..., Path], missing: str):
    with pytest.raises(Refusal):
        read_update(rewritten(make(SETUP), **{missing: None}), PUBLIC)


def test_a_declaration_that_was_changed_is_refused(make: Callable[..., Path]):
    file = make(SETUP)
    with zipfile.ZipFile(file) as package:
        declared = json.loads(package.read("update.json"))
    declared["changes"] = ["Không có gì đáng ngại."]
    with pytest.raises(Refusal, match="Chữ ký"):
        read_update(rewritten(file, **{"update.json": json.dumps(declared).encode()}), PUBLIC)


@pytest.mark.parametrize(
    "name", ["../evil-setup.exe", "templates/../../evil.toml", "templates/a.py", "data/x/y.toml", "C:\\x.toml", "a.exe"]
)
def test_a_signed_name_that_leads_elsewhere_is_refused(make: Callable[..., Path], name: str):
    with pytest.raises(Refusal):
        read_update(make({name: b"MZ"}), PUBLIC)


def test_a_setup_beside_templates_is_refused(make: Callable[..., Path]):
    with pytest.raises(Refusal):
        read_update(make(SETUP | {"templates/nq76.toml": TEMPLATE}), PUBLIC)


@pytest.mark.parametrize("version", [__version__, "0.0.9", "9.0", "latest", "9.0.0-rc1"])
def test_a_setup_that_is_not_newer_is_refused(make: Callable[..., Path], version: str):
    with pytest.raises(Refusal):
        read_update(make(SETUP, version), PUBLIC, __version__)


def test_versions_are_compared_as_numbers(make: Callable[..., Path]):
    assert read_update(make(SETUP, "0.10.0"), PUBLIC, "0.9.0").version == "0.10.0"


def test_templates_for_another_version_are_refused(make: Callable[..., Path]):
    with pytest.raises(Refusal, match=r"9\.0\.0"):
        read_update(make({"templates/nq76.toml": TEMPLATE}), PUBLIC, __version__)


@pytest.mark.parametrize("contents", [b"", b"PK", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_update_is_refused_in_one_sentence(tmp_path: Path, contents: bytes):
    file = tmp_path / "x.cchc-update"
    file.write_bytes(contents)
    with pytest.raises(Refusal):
        read_update(file, PUBLIC)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.data())
def test_no_changed_byte_gets_through(make: Callable[..., Path], data: st.DataObject):
    """Either the update is refused, or what it holds is what was signed (a byte of the zip that nothing reads)."""
    file = make(SETUP)
    contents = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(contents) - 1))
    contents[place] ^= data.draw(st.integers(1, 255))
    file.write_bytes(contents)
    try:
        update = read_update(file, PUBLIC)
    except Refusal:
        return
    assert dict(update.files) == SETUP
    assert update.version == "9.0.0"


def test_an_updated_template_is_used_and_gives_way_to_the_office_s_own(tmp_path: Path, make: Callable[..., Path]):
    changed = TEMPLATE.replace(b'name = "', b'name = "MOI ', 1)
    assert changed != TEMPLATE
    workspace = Workspace(tmp_path / "data")
    workspace.take_update(read_update(make({"templates/nq76.toml": changed}, __version__), PUBLIC))
    assert workspace.templates()["nq76"].name.startswith("MOI ")
    assert "nq30c" in workspace.templates()
    own = tmp_path / "data" / "templates"
    own.mkdir()
    (own / "nq76.toml").write_bytes(TEMPLATE.replace(b'name = "', b'name = "CUA TA ', 1))
    assert workspace.templates()["nq76"].name.startswith("CUA TA ")
    workspace.close()


def test_a_later_update_takes_the_place_of_the_one_before(tmp_path: Path):
    first = Update(__version__, (), {"data/extra.toml": b"a = 1"})
    second = Update(__version__, (), {"data/other.toml": b"b = 2"})
    take(first, tmp_path)
    take(second, tmp_path)
    shipped = Path("shipped")
    assert updated(tmp_path, "data/extra.toml", shipped) == shipped
    assert updated(tmp_path, "data/other.toml", shipped).read_bytes() == b"b = 2"
    assert [folder.name for folder in (tmp_path / "updates").iterdir()] == [__version__]


def test_a_signed_template_that_cannot_be_read_changes_nothing(tmp_path: Path):
    with pytest.raises(Refusal):
        take(Update(__version__, (), {"templates/nq76.toml": b"name = "}), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_shipped_key_is_a_key():
    assert len(bytes.fromhex(paths.resource("keys/update.pub").read_text("ascii"))) == 32


def test_a_new_pair_of_keys_fits_and_is_never_written_over_another(tmp_path: Path):
    private, public = tmp_path / "private", tmp_path / "public"
    sign_update.make_key(private, public)
    key = SigningKey(bytes.fromhex(private.read_text("ascii")))
    digest = hashlib.sha256(b"x").digest()
    assert key.verify_key.encode() == bytes.fromhex(public.read_text("ascii"))
    assert key.verify_key.verify(key.sign(digest)) == digest
    with pytest.raises(FileExistsError):
        sign_update.make_key(private, public)
