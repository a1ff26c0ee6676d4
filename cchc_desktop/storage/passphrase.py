"""Files that only a pass phrase opens: libsodium's secretbox, its key from Argon2id. Nothing here is our own invention.

A locked file is MAGIC, the salt, and the box (nonce and ciphertext).
"""

import secrets
from dataclasses import dataclass

from cchc_desktop.domain.refusal import Refusal

MAGIC = b"CCHC-KHOA/1\n"
_SALT = 16
_TEXT_SEPARATOR = ":"


@dataclass(frozen=True)
class Key:
    """What a pass phrase comes to, with the salt that it was made with."""

    salt: bytes
    secret: bytes

    def as_text(self) -> str:
        """For keeping; `from_text` reads it."""
        return _TEXT_SEPARATOR.join((self.salt.hex(), self.secret.hex()))

    @staticmethod
    def from_text(text: str) -> "Key":
        salt, _, secret = text.partition(_TEXT_SEPARATOR)
        return Key(bytes.fromhex(salt), bytes.fromhex(secret))


def key_of(phrase: str, salt: bytes | None = None) -> Key:
    """The key of a pass phrase; takes about a second and 256 MB on purpose, so that guessing does too."""
    from nacl.pwhash import argon2id

    salt = salt or secrets.token_bytes(_SALT)
    secret = argon2id.kdf(32, phrase.encode(), salt, argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)
    return Key(salt, secret)


def is_locked(data: bytes) -> bool:
    """Whether a file that begins like this needs a pass phrase."""
    return data.startswith(MAGIC)


def lock(data: bytes, key: Key) -> bytes:
    """What only the pass phrase of the key opens."""
    from nacl.secret import SecretBox

    return MAGIC + key.salt + bytes(SecretBox(key.secret).encrypt(data))


def unlock(data: bytes, phrase: str, name: str) -> bytes:
    """What was locked; refused for another pass phrase and for a file that was altered, which look the same."""
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    salt, box = data[len(MAGIC) : len(MAGIC) + _SALT], data[len(MAGIC) + _SALT :]
    try:
        return SecretBox(key_of(phrase, salt).secret).decrypt(box)
    except (CryptoError, ValueError):
        raise Refusal(f"Mật khẩu không đúng, hoặc tệp {name} đã bị sửa đổi hay bị cắt cụt.") from None
