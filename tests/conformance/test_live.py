"""Every case against the whole stack, and the standard's own kit; gaps are written down."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from activities.sandbox import self_test
from definitions.composer import compose
from definitions.scripts import KINDS
from tests.chaos.local_stack import LocalStack, running
from tests.conformance.report import Outcome, page
from tests.shared import SHARED

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "conformance.md"
KIT = SHARED / "conformance" / "ctk.py"
HAVE = "schedule,event-loopback,correlation-events"
SCRIPTS = "shell,script-python,script-js"
WRITE = "BATON_TEST_WRITE"
GAPS = cast("dict[str, str]", compose((HERE / "gaps.yaml").read_text()).value)

Outcomes = dict[str, Outcome]


@pytest.fixture(scope="session")
async def jailed() -> bool:
    """Whether this machine can put scripts into a jail; where it can't, a worker refuses them."""
    try:
        await self_test.programs(KINDS, [], os.environ)
    except self_test.UnfitError:
        return False
    return True


@pytest.fixture
async def stack(open_folder, jailed) -> AsyncIterator[LocalStack]:
    async with running(open_folder, **({"BATON_ALLOW_SCRIPTS": "1"} if jailed else {})) as made:
        yield made


async def outcomes(stack: LocalStack, runner: Path, *options: str) -> Outcomes:
    """All at a time; an area in which one failed gets a second chance, less hurried."""
    found = await _run(stack, runner, *options)
    again = {one.area for one in found.values() if one.result == "fail" and one.title not in GAPS}
    for area in sorted(again):
        found |= await _run(stack, runner, *options, "--only", area, "--jobs", "2")
    return found


async def _run(stack: LocalStack, runner: Path, *options: str) -> Outcomes:
    kept = stack.data / "outcomes.json"
    where = ("--base", stack.url, "--token", stack.token(), "--json", str(kept))
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(runner), *where, *options, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert kept.exists(), said.decode()[-3000:]
    rows = json.loads(kept.read_text())
    kept.unlink()
    read = [Outcome(row["name"], row["area"], row["result"], row["why"]) for row in rows]
    return {outcome.title: outcome for outcome in read}


def held(found: Outcomes) -> None:
    """What does not pass is a known gap, and what is a known gap does not pass."""
    wrong = {title: one.why for title, one in found.items() if one.result != "pass"}
    unknown = [f"{title}: {why}" for title, why in wrong.items() if title not in GAPS]
    assert not unknown, "\n".join(unknown)
    assert not [title for title in GAPS if title in found and title not in wrong], "gaps.yaml"


@pytest.mark.timeout(900)
@pytest.mark.alone
async def test_every_case_and_the_kit(stack, jailed) -> None:
    have = f"{HAVE},{SCRIPTS}" if jailed else HAVE
    cases = await outcomes(stack, HERE / "run.py", "--have", have, "--slow")
    kit = await outcomes(stack, KIT) if KIT.exists() else {}
    if not jailed:
        cases = {title: one for title, one in cases.items() if one.area != "run"}
    held(cases | kit)
    text = page([*cases.values()], [*kit.values()], GAPS)
    if os.environ.get(WRITE):
        PAGE.write_text(text)
    if kit and jailed:
        assert PAGE.read_text() == text, "`make conformance` writes the page anew."
