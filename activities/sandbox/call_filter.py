"""Which calls of the kernel a program may make: a filter for seccomp, as bytes.

The namespaces cut it off; the filter keeps it from making its own, from sockets of any kind, and
from memory that nobody could count. Never: a call to the kernel.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_ALLOW: Final = 0x7FFF_0000
_KILL: Final = 0x8000_0000
_ERROR: Final = 0x0005_0000
_NOT_PERMITTED: Final = 1
_NOT_THERE: Final = 38

_LOAD: Final = 0x20
_IS: Final = 0x15
_AT_LEAST: Final = 0x35
_AND: Final = 0x54
_RETURN: Final = 0x06

_NUMBER_AT: Final = 0
_ARCHITECTURE_AT: Final = 4

_NEW_NAMESPACES: Final = 0x7E02_0000
_SHARED_MEMORY: Final = 0x21
"""MAP_SHARED and MAP_ANONYMOUS: it stays when no process shows it as its own."""

_OTHER_WORLD: Final = 0x4000_0000
"""x86-64's calls of x32; no filter for x86-64 knows their numbers."""

# Younger than the day on which all architectures agreed on numbers.
_YOUNG: Final = {
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "pidfd_getfd": 438,
    "mount_setattr": 442,
    "memfd_secret": 447,
}
_CLONE3: Final = 435


@dataclass(frozen=True, slots=True)
class Architecture:
    """How a processor's Linux numbers its calls."""

    mark: int
    clone: int
    mmap: int
    flags_at: int
    """Where the flags of mmap stand."""
    forbidden: Mapping[str, int]


_X86_64: Final = Architecture(
    mark=0xC000_003E,
    clone=56,
    mmap=9,
    flags_at=16 + 3 * 8,
    forbidden={
        "shmget": 29,
        "socket": 41,
        "ptrace": 101,
        "pivot_root": 155,
        "chroot": 161,
        "acct": 163,
        "settimeofday": 164,
        "mount": 165,
        "umount2": 166,
        "swapon": 167,
        "reboot": 169,
        "init_module": 175,
        "delete_module": 176,
        "quotactl": 179,
        "kexec_load": 246,
        "add_key": 248,
        "request_key": 249,
        "keyctl": 250,
        "unshare": 272,
        "perf_event_open": 298,
        "fanotify_init": 300,
        "name_to_handle_at": 303,
        "open_by_handle_at": 304,
        "setns": 308,
        "process_vm_readv": 310,
        "process_vm_writev": 311,
        "kcmp": 312,
        "finit_module": 313,
        "memfd_create": 319,
        "kexec_file_load": 320,
        "bpf": 321,
        "userfaultfd": 323,
    },
)
_ARM64: Final = Architecture(
    mark=0xC000_00B7,
    clone=220,
    mmap=222,
    flags_at=16 + 3 * 8,
    forbidden={
        "umount2": 39,
        "mount": 40,
        "pivot_root": 41,
        "chroot": 51,
        "quotactl": 60,
        "acct": 89,
        "unshare": 97,
        "kexec_load": 104,
        "init_module": 105,
        "delete_module": 106,
        "ptrace": 117,
        "reboot": 142,
        "settimeofday": 170,
        "shmget": 194,
        "socket": 198,
        "add_key": 217,
        "request_key": 218,
        "keyctl": 219,
        "swapon": 224,
        "perf_event_open": 241,
        "fanotify_init": 262,
        "name_to_handle_at": 264,
        "open_by_handle_at": 265,
        "setns": 268,
        "process_vm_readv": 270,
        "process_vm_writev": 271,
        "kcmp": 272,
        "finit_module": 273,
        "memfd_create": 279,
        "bpf": 280,
        "userfaultfd": 282,
        "kexec_file_load": 294,
    },
)
ARCHITECTURES: Final[Mapping[str, Architecture]] = {"x86_64": _X86_64, "aarch64": _ARM64}
"""By the name that `uname -m` has for them."""


def program(machine: str) -> bytes:
    """A KeyError for a processor that nobody has written the numbers down for."""
    known = ARCHITECTURES[machine]
    lines = [
        _load(_ARCHITECTURE_AT),
        _step(_IS, known.mark, 1, 0),
        _return(_KILL),
        _load(_NUMBER_AT),
        _step(_AT_LEAST, _OTHER_WORLD, 0, 1),
        _return(_ERROR | _NOT_THERE),
        # A program falls back to clone, whose flags can be read here.
        *_refuse(_CLONE3, _NOT_THERE),
    ]
    for number in sorted((*known.forbidden.values(), *_YOUNG.values())):
        lines += _refuse(number, _NOT_PERMITTED)
    lines += [
        *_refuse_any(known.clone, 16, _NEW_NAMESPACES),
        *_refuse_all(known.mmap, known.flags_at, _SHARED_MEMORY),
        _return(_ALLOW),
    ]
    return b"".join(lines)


def _refuse(number: int, error: int) -> list[bytes]:
    return [_step(_IS, number, 0, 1), _return(_ERROR | error)]


def _refuse_any(number: int, argument_at: int, bits: int) -> list[bytes]:
    """With one of the bits in its argument."""
    return [
        _step(_IS, number, 0, 5),
        _load(argument_at),
        _step(_AND, bits),
        _step(_IS, 0, 1, 0),
        _return(_ERROR | _NOT_PERMITTED),
        _return(_ALLOW),
    ]


def _refuse_all(number: int, argument_at: int, bits: int) -> list[bytes]:
    """With all of the bits in its argument."""
    return [
        _step(_IS, number, 0, 5),
        _load(argument_at),
        _step(_AND, bits),
        _step(_IS, bits, 0, 1),
        _return(_ERROR | _NOT_PERMITTED),
        _return(_ALLOW),
    ]


def _load(offset: int) -> bytes:
    """A word of `struct seccomp_data`; of an argument the lower half."""
    return _step(_LOAD, offset)


def _return(verdict: int) -> bytes:
    return _step(_RETURN, verdict)


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    """`struct sock_filter`; jumps count the steps that are left out."""
    return struct.pack("=HBBI", code, if_so, if_not, value)
