"""How much memory a jail takes: all of its processes together.

Never: what is only mapped; what counts is what was touched, and what is in no file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

_COUNTED: Final = (b"RssAnon:", b"RssShmem:", b"VmSwap:")
_KIBIBYTE: Final = 1024


def used_bytes(first: int) -> int:
    """Of a process and all that come from it. Who has just ended counts nothing."""
    return sum(_of(process) for process in _family(first))


def _family(first: int) -> Iterator[int]:
    waiting = [first]
    while waiting:
        process = waiting.pop()
        yield process
        told = _read(f"/proc/{process}/task/{process}/children")
        waiting += [int(one) for one in told.split()]


def _of(process: int) -> int:
    status = _read(f"/proc/{process}/status")
    lines = [line for line in status.splitlines() if line.startswith(_COUNTED)]
    return sum(int(line.split()[1]) for line in lines) * _KIBIBYTE


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""
