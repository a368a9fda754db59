"""What the launcher is told to run, and how it says that it has ended.

Both sides of the launcher's pipes know these shapes. Never: a path of the machine that the program
may write to, or anything of the environment that Baton runs in.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import cast

MEBIBYTE = 1024 * 1024

SCRIPT = "/script"
"""The folder with the program's text, as the program sees it."""

WORK = "/tmp"  # noqa: S108 - of the jail, and its own
"""The one folder that the program may write to, as it sees it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one program may take of the machine."""

    seconds: float = 60.0
    """Of time; and, for each of its processes, of the processor."""
    memory_bytes: int = 512 * MEBIBYTE
    """Of all its processes together."""
    space_bytes: int = 4096 * MEBIBYTE
    """Of addresses, for each process. What is mapped and never touched costs no memory."""
    files_bytes: int = 64 * MEBIBYTE
    """Of all that it writes into its folder. That lies in memory too."""
    output_bytes: int = MEBIBYTE
    """Of its output, and as much again of its error output."""
    processes: int = 64
    """Threads too."""
    open_files: int = 256


@dataclass(frozen=True, slots=True)
class Order:
    """One program."""

    command: tuple[str, ...]
    text: str = ""
    """Of the script; it lies in the folder `SCRIPT`, under the name `file`."""
    file: str = "script"
    stdin: str = ""
    environment: dict[str, str] = field(default_factory=dict[str, str])
    shown: tuple[str, ...] = ()
    """Files and folders of the machine that it may read, besides the system's programs."""
    limits: Limits = field(default_factory=Limits)

    def encode(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @staticmethod
    def decode(data: bytes) -> Order:
        told = cast("dict[str, object]", json.loads(data))
        return Order(
            command=tuple(cast("list[str]", told["command"])),
            text=cast("str", told["text"]),
            file=cast("str", told["file"]),
            stdin=cast("str", told["stdin"]),
            environment=cast("dict[str, str]", told["environment"]),
            shown=tuple(cast("list[str]", told["shown"])),
            limits=Limits(**cast("dict[str, int]", told["limits"])),
        )


@dataclass(frozen=True, slots=True)
class End:
    """One of the three: it ended with a code, it was stopped, or the jail could not be made."""

    code: int | None = None
    stopped: str | None = None
    """What it had too much of."""
    trouble: str | None = None

    def encode(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @staticmethod
    def decode(data: bytes) -> End | None:
        """The first that was said; None when nobody came to say one."""
        line, ended, _ = data.partition(b"\n")
        if not ended:
            return None
        told = cast("dict[str, object]", json.loads(line))
        return End(
            code=cast("int | None", told["code"]),
            stopped=cast("str | None", told["stopped"]),
            trouble=cast("str | None", told["trouble"]),
        )
