"""The version of a worker: Baton's release, and what the code is that gets replayed.

Never: a file that no replay meets; whatever else changes, open runs stay where they are.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
REPLAYED = ("definitions", "workflows")
_NOT_REPLAYED = ("__pycache__", "simulator")
_DIGITS = 12


def build_id(root: Path) -> str:
    """The same for the same code, wherever it lies."""
    digest = sha256()
    for room in REPLAYED:
        for file in sorted((root / room).rglob("*")):
            place = file.relative_to(root)
            if file.is_file() and not set(place.parts) & set(_NOT_REPLAYED):
                content = file.read_bytes()
                digest.update(f"{place.as_posix()}\0{len(content)}\0".encode() + content)
    return f"{version('baton')}-{digest.hexdigest()[:_DIGITS]}"
