"""Ids that stay."""

from __future__ import annotations

import uuid
from dataclasses import replace

from activities.functions.uuid_ import make
from definitions.functions import Caller

CALLER = Caller("t", "r", "test/one", "/do/0/a", "r:/do/0/a:0")


async def test_the_same_call_has_the_same_id() -> None:
    assert await make({}, CALLER) == await make({}, replace(CALLER, task="/elsewhere"))


async def test_every_other_call_has_another() -> None:
    keys = [f"r{run}:/do/{task}:{visit}" for run in range(9) for task in "ab" for visit in range(9)]
    made = [await make({}, replace(CALLER, key=key)) for key in [*keys, "", "ü" * 5_000]]
    assert len(set(made)) == len(made)
    assert all(isinstance(one, str) and str(uuid.UUID(one)) == one for one in made)
