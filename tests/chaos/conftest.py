"""What chaos is made of: a stack whose processes a test may kill."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chaos.local_stack import LocalStack, running


@pytest.fixture
async def stack(open_folder: Path) -> AsyncIterator[LocalStack]:
    async with running(open_folder) as made:
        yield made
