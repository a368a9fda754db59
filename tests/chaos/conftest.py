"""What chaos is made of: a stack whose processes a test may kill."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chaos.local_stack import LocalStack


@pytest.fixture
async def stack(open_folder: Path) -> AsyncIterator[LocalStack]:
    made = LocalStack(open_folder)
    made.start()
    try:
        await made.ready()
        yield made
    finally:
        made.stop()
