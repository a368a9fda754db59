"""Names of files, as they may be kept, shown and written to a disk.

Never: a path, a control character, or a mark that makes an ending look like another one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST_BYTES: Final = 255
"""Of UTF-8: what common file systems take."""

NAMELESS: Final = "file"
_MOST_ENDING = 20
# Bidirectional overrides and isolates turn `gpj.exe` around; half surrogates are no text.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_FOLDERS = re.compile(r"[/\\]")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_SEPARATING = re.compile(r'[<>:"|?*]')


def clean(given: str) -> str:
    """The last part of what was given, harmless on every system; never empty."""
    last = _FOLDERS.split(unicodedata.normalize("NFC", _HIDDEN.sub("", given)))[-1]
    name = _SEPARATING.sub("_", last).strip().rstrip(". ")
    if not name.strip("."):
        return NAMELESS
    if _DEVICE.match(name):
        name = f"_{name}"
    return _short(name)


def ending(name: str) -> str:
    """Without its point, in small letters; empty where there is none."""
    stem, point, last = name.rpartition(".")
    return last.strip().lower() if point and stem else ""


def _short(name: str) -> str:
    """The ending stays."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    last = ending(name)
    kept = f".{last}" if 0 < len(last.encode()) <= _MOST_ENDING else ""
    stem = name[: -len(kept)] if kept else name
    room = MOST_BYTES - len(kept.encode())
    return stem.encode()[:room].decode("utf-8", "ignore") + kept
