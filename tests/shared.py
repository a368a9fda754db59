"""What others wrote and the tests measure us by: it lies beside the checkout and is not copied.

Never: a path that is known to one machine. `BATON_SHARED` names another folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("BATON_SHARED") or Path(__file__).resolve().parents[2] / "shared")


def shared_files(pattern: str) -> list[Path]:
    """In order; none where the folder is not there."""
    return sorted(SHARED.glob(pattern))


def needs(pattern: str) -> pytest.MarkDecorator:
    """Skips in words where the files are missing."""
    return pytest.mark.skipif(
        not shared_files(pattern),
        reason=f"{pattern} is neither in BATON_SHARED nor in the folder shared beside the checkout",
    )
