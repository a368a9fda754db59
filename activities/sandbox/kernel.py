"""Calls of the Linux kernel that Python's library has no words for.

Never: a decision; each function here is one call, and raises an OSError that names it.
"""

from __future__ import annotations

import ctypes
import os
from typing import Final, cast

NEW_MOUNTS: Final = 0x0002_0000
NEW_HOST_NAME: Final = 0x0400_0000
NEW_IPC: Final = 0x0800_0000
NEW_USERS: Final = 0x1000_0000
NEW_PROCESSES: Final = 0x2000_0000
NEW_NETWORK: Final = 0x4000_0000

NO_SET_USER: Final = 2
NO_DEVICES: Final = 4
NO_PROGRAMS: Final = 8
RECURSIVE: Final = 0x4000
PRIVATE: Final = 0x4_0000

READ_ONLY: Final = 1
"""As an attribute of a mount; the three above are the same in both worlds."""

_DETACH: Final = 2
_HERE: Final = -100
_EMPTY_PATH: Final = 0x1000
_ALL_BELOW: Final = 0x8000
_CLONE: Final = 1
_CLOSE_ON_EXEC: Final = 0o2000000
_FROM_FD: Final = 4

# The same on every architecture: younger than the day on which they agreed.
_OPEN_TREE: Final = 428
_MOVE_MOUNT: Final = 429
_MOUNT_SETATTR: Final = 442

_SET_DEATH_SIGNAL: Final = 1
_SET_DUMPABLE: Final = 4
_SET_FILTER: Final = 22
_FILTER: Final = 2
_NO_NEW_PRIVILEGES: Final = 38
_CAPABILITIES_VERSION: Final = 0x2008_0522

_libc: Final = ctypes.CDLL(None, use_errno=True)


class _Attributes(ctypes.Structure):
    """`struct mount_attr`."""

    _fields_ = (
        ("attr_set", ctypes.c_uint64),
        ("attr_clr", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("userns_fd", ctypes.c_uint64),
    )


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def unshare(flags: int) -> None:
    _hold("unshare", cast("int", _libc.unshare(ctypes.c_int(flags))))


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    done = cast(
        "int",
        _libc.mount(
            source.encode(),
            os.fsencode(target),
            None if kind is None else kind.encode(),
            ctypes.c_ulong(flags),
            options.encode() or None,
        ),
    )
    _hold(f"mount {target}", done)


def copy_mount(path: str) -> int:
    """A copy of what is mounted there, and below, that is in no tree yet."""
    flags = _CLONE | _CLOSE_ON_EXEC | _ALL_BELOW
    return _call(f"open_tree {path}", _OPEN_TREE, _HERE, os.fsencode(path), flags)


def put_mount(copy: int, target: str) -> None:
    place = os.fsencode(target)
    _call(f"move_mount {target}", _MOVE_MOUNT, copy, b"", _HERE, place, _FROM_FD)


def restrict_mount(copy: int, attributes: int) -> None:
    """All of a copy."""
    _set_attributes(copy, b"", _EMPTY_PATH | _ALL_BELOW, attributes)


def restrict_tree(path: str, attributes: int) -> None:
    """The one mount there, and none below it."""
    _set_attributes(_HERE, os.fsencode(path), 0, attributes)


def _set_attributes(place: int, path: bytes, flags: int, attributes: int) -> None:
    wanted = _Attributes(attr_set=attributes)
    size = ctypes.sizeof(wanted)
    _call("mount_setattr", _MOUNT_SETATTR, place, path, flags, ctypes.byref(wanted), size)


def change_root(folder: str) -> None:
    """The folder becomes the root; the old one is let go."""
    os.chdir(folder)
    _hold("pivot_root", cast("int", _libc.pivot_root(b".", b".")))
    _hold("umount", cast("int", _libc.umount2(b".", ctypes.c_int(_DETACH))))
    os.chdir("/")


def set_host_name(name: str) -> None:
    text = name.encode()
    _hold("sethostname", cast("int", _libc.sethostname(text, ctypes.c_size_t(len(text)))))


def die_with_parent(signal: int) -> None:
    """Until the next change of user."""
    _control(_SET_DEATH_SIGNAL, signal)


def forbid_new_privileges() -> None:
    _control(_NO_NEW_PRIVILEGES, 1)


def hide_from_peers() -> None:
    """Others of the same user can't look into this process."""
    _control(_SET_DUMPABLE, 0)


def drop_capabilities() -> None:
    head = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    none = (ctypes.c_uint32 * 6)()
    _hold("capset", cast("int", _libc.capset(ctypes.byref(head), ctypes.byref(none))))


def filter_calls(program: bytes) -> None:
    """From now on, in this process and all that it starts."""
    wanted = _Program(len(program) // 8, program)
    done = cast(
        "int",
        _libc.prctl(
            ctypes.c_int(_SET_FILTER), ctypes.c_ulong(_FILTER), ctypes.byref(wanted), None, None
        ),
    )
    _hold("seccomp", done)


def _control(option: int, value: int) -> None:
    zero = ctypes.c_ulong(0)
    done = cast("int", _libc.prctl(ctypes.c_int(option), ctypes.c_ulong(value), zero, zero, zero))
    _hold("prctl", done)


def _call(name: str, number: int, *arguments: object) -> int:
    told = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return _hold(name, cast("int", _libc.syscall(ctypes.c_long(number), *told)))


def _hold(name: str, result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result
