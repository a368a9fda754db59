"""The master key: where it comes from, and how another one takes its place.

It comes from the environment, or from a file in the data folder that the first start makes. While
it changes there are two: every tenant's key is wrapped with both, so a process may know either.
Never: a moment at which the loss of a process leaves a key that nobody can read.
"""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from store.settings import StoreSettings

KEY_BYTES = 32
NONCE_BYTES = 12
FILE = "master.key"
NEXT = f"{FILE}.next"
FORMER = f"{FILE}.former"


class KeyTroubleError(Exception):
    """A key is missing or unfit; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Masters:
    """Those that are known now."""

    current: bytes
    next: bytes | None = None
    former: bytes | None = None

    @property
    def all(self) -> tuple[bytes, ...]:
        """The one that is expected first."""
        return tuple(key for key in (self.current, self.next, self.former) if key is not None)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A tenant's key as it is kept."""

    wrapped: bytes
    wrapped_next: bytes | None = None


class MasterKey:
    """Wraps tenants' keys and opens them. One for a process."""

    def __init__(self, read: Callable[[], Masters]) -> None:
        self._read = read
        self.masters = read()

    @classmethod
    def fixed(cls, key: bytes) -> MasterKey:
        return cls(lambda: Masters(key))

    def wrap(self, tenant: str, key: bytes) -> Wrapped:
        """With what is known this very moment: another process may have begun a change."""
        masters = self.read_again()
        coming = None if masters.next in {None, masters.current} else masters.next
        return Wrapped(
            wrap(masters.current, tenant, key),
            None if coming is None else wrap(coming, tenant, key),
        )

    def unwrap(self, tenant: str, kept: Wrapped) -> bytes:
        key = _opened(self.masters, tenant, kept)
        if key is None:
            key = _opened(self.read_again(), tenant, kept)
        if key is None:
            raise KeyTroubleError(
                "The master key is not the one that this database was written with. Put back "
                "the right key: BATON_MASTER_KEY, or master.key in the data folder."
            )
        return key

    def read_again(self) -> Masters:
        """Those that are there this very moment."""
        self.masters = self._read()
        return self.masters


def fresh() -> bytes:
    """A new key."""
    return secrets.token_bytes(KEY_BYTES)


def wrap(master: bytes, tenant: str, key: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(master).encrypt(nonce, key, tenant.encode())


def opens(master: bytes, tenant: str, wrapped: bytes | None) -> bytes | None:
    """The key, where this master key has wrapped it."""
    if wrapped is None:
        return None
    try:
        return AESGCM(master).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], tenant.encode())
    except (InvalidTag, ValueError):
        return None


def _opened(masters: Masters, tenant: str, kept: Wrapped) -> bytes | None:
    for master in masters.all:
        for wrapped in (kept.wrapped, kept.wrapped_next):
            key = opens(master, tenant, wrapped)
            if key is not None:
                return key
    return None


# ---- where it comes from


def load_master_key(settings: StoreSettings) -> MasterKey:
    """From the environment, else from the data folder, where the first start makes it."""
    return MasterKey(lambda: _masters(settings))


def _masters(settings: StoreSettings) -> Masters:
    if settings.master_key is not None:
        coming = settings.master_key_next
        return Masters(
            _decoded("BATON_MASTER_KEY", settings.master_key),
            None if coming is None else _decoded("BATON_MASTER_KEY_NEXT", coming),
        )
    path = settings.data / FILE
    # The next one first: it may become the current one between the two looks.
    coming = _read_or_none(path.with_name(NEXT))
    try:
        current = _read(path)
    except FileNotFoundError:
        current = _make(path)
    return Masters(current, coming, _read_or_none(path.with_name(FORMER)))


def _decoded(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyTroubleError(
            f"{name} must be 32 bytes in base64; make one with: openssl rand -base64 32"
        )
    return key


def _read_or_none(path: Path) -> bytes | None:
    try:
        return _read(path)
    except FileNotFoundError:
        return None


def _read(path: Path) -> bytes:
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        raise KeyTroubleError(f"{path} can be read by others. Close it with: chmod 600 {path}")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KeyTroubleError(
            f"{path} is no master key of {KEY_BYTES} bytes. Put back the copy that you keep; "
            "without it the runs in the database can't be read."
        )
    return key


def _make(path: Path) -> bytes:
    """Written beside and linked into place, so that two processes that start at once agree."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(fresh())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    _settle(path.parent)
    return _read(path)


# ---- files, while it changes


def begin(data: Path) -> None:
    """The next key lies beside the current one. Twice is once."""
    if not (data / NEXT).exists():
        _make(data / NEXT)


def switch(data: Path) -> None:
    """The next key is the current one, and the former is still there. Twice is once."""
    if not (data / NEXT).exists():
        return
    with contextlib.suppress(FileExistsError):
        os.link(data / FILE, data / FORMER)
    _settle(data)
    (data / NEXT).replace(data / FILE)
    _settle(data)


def forget(data: Path) -> None:
    """The former key is gone."""
    (data / FORMER).unlink(missing_ok=True)
    _settle(data)


def _settle(folder: Path) -> None:
    """What was done in the folder outlives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
