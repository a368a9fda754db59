"""The tree of files that a program sees: the system's programs, read-only, and a folder of its own.

Made in a namespace of mounts, in memory, so that it is gone with the last of its processes. Never:
a place of the machine that can be written, or one that was not named.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from activities.sandbox import kernel
from activities.sandbox.order import SCRIPT, WORK, Order

SYSTEM: Final = (
    "/usr/bin",
    "/usr/sbin",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/share",
    "/usr/local/bin",
    "/usr/local/lib",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/localtime",
)
"""Programs and what they need. Not all of /usr and /etc: settings lie there."""

DEVICES: Final = ("null", "random", "urandom")
LINKS: Final = {
    "fd": "/proc/self/fd",
    "stdin": "/proc/self/fd/0",
    "stdout": "/proc/self/fd/1",
    "stderr": "/proc/self/fd/2",
}
USER: Final = "script"
STDIN: Final = "stdin"

_BUILD_AT: Final = Path("/tmp")  # noqa: S108 - everybody has it; the mount over it is seen by nobody else
_SLACK_BYTES: Final = 1024 * 1024
_FILES: Final = 10_000
_KEPT: Final = kernel.READ_ONLY | kernel.NO_SET_USER | kernel.NO_DEVICES


def build(order: Order, user: int) -> None:
    """In this process's own namespace of mounts, whose root it becomes."""
    kernel.mount("none", "/", None, kernel.RECURSIVE | kernel.PRIVATE)
    # All that comes from outside is taken up before the place to build at hides what lies there.
    copies = [*_copies((*SYSTEM, *order.shown), _KEPT)]
    copies += _copies([f"/dev/{name}" for name in DEVICES], kernel.NO_SET_USER | kernel.NO_PROGRAMS)
    written = len(order.text.encode()) + len(order.stdin.encode())
    flags = kernel.NO_SET_USER | kernel.NO_DEVICES
    kernel.mount("tmpfs", str(_BUILD_AT), "tmpfs", flags, f"mode=755,size={written + _SLACK_BYTES}")
    # Before all else: what is shown may lie below the place where the folder is.
    _folder(order, user)
    for path, copy in copies:
        _put(path, copy)
    _devices_and_processes()
    _people(user)
    _script(order)
    kernel.restrict_tree(str(_BUILD_AT), kernel.READ_ONLY)
    kernel.change_root(str(_BUILD_AT))


def _copies(paths: Iterable[str], attributes: int) -> list[tuple[str, int | Path]]:
    """Each with a copy, or, of a link, with where it leads."""
    found: list[tuple[str, int | Path]] = []
    for path in dict.fromkeys(paths):
        place = Path(path)
        if place.is_symlink() and path != "/etc/localtime":
            found.append((path, place.readlink()))
        elif place.exists():
            copy = kernel.copy_mount(path)
            kernel.restrict_mount(copy, attributes)
            found.append((path, copy))
    return found


def _put(path: str, copy: int | Path) -> None:
    place = _inside(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(copy, Path):
        place.symlink_to(copy)
        return
    if stat.S_ISDIR(os.fstat(copy).st_mode):
        place.mkdir(parents=True, exist_ok=True)
    else:
        _write(place, "")
    kernel.put_mount(copy, str(place))
    os.close(copy)


def _devices_and_processes() -> None:
    """Where a container hides parts of /proc nobody may have one of his own: it goes without."""
    place = _inside("/proc")
    place.mkdir()
    flags = kernel.NO_SET_USER | kernel.NO_DEVICES | kernel.NO_PROGRAMS
    try:
        kernel.mount("proc", str(place), "proc", flags, "subset=pid")
    except OSError:
        return
    for name, target in LINKS.items():
        _inside(f"/dev/{name}").symlink_to(target)


def _people(user: int) -> None:
    _inside("/etc").mkdir(exist_ok=True)
    _write(_inside("/etc/passwd"), f"{USER}:x:{user}:{user}::{WORK}:/bin/sh\n")
    _write(_inside("/etc/group"), f"{USER}:x:{user}:\n")


def _script(order: Order) -> None:
    _inside(SCRIPT).mkdir()
    _write(_inside(f"{SCRIPT}/{order.file}"), order.text)
    _write(_inside(f"/{STDIN}"), order.stdin)


def _folder(order: Order, user: int) -> None:
    place = _inside(WORK)
    place.mkdir()
    size = f"size={order.limits.files_bytes},nr_inodes={_FILES}"
    options = f"mode=700,uid={user},gid={user},{size}"
    flags = kernel.NO_SET_USER | kernel.NO_DEVICES
    kernel.mount("tmpfs", str(place), "tmpfs", flags, options)


def _inside(path: str) -> Path:
    """Where a path of the jail lies while it is built."""
    return _BUILD_AT / path.removeprefix("/")


def _write(place: Path, text: str) -> None:
    place.write_text(text, encoding="utf-8", newline="")
    place.chmod(0o444)
