"""The web application in a real browser against a whole stack: the journeys of designer/e2e.

Run by itself, after the other tests: what a person would wait for is measured in seconds here.
Those of who draws processes are a part of their own, against a stack of their own. Slack and Teams
are stood in for.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chaos.local_stack import LocalStack, running
from tests.e2e.vendors import vendors
from worker.local.demo import PASSWORD, SIGN_IN
from worker.local.preparing import browser

DESIGNER = Path(__file__).parents[2] / "designer"
SECONDS = 1_800


@pytest.fixture
async def stack(open_folder: Path) -> AsyncIterator[LocalStack]:
    async with running(open_folder) as made:
        yield made


@pytest.mark.alone
@pytest.mark.timeout(SECONDS)
async def test_journeys(open_folder: Path) -> None:
    async with vendors() as there, running(open_folder, **there.settings) as stack:
        # Beside it, so that the vendors answer meanwhile.
        await asyncio.to_thread(take, "e2e", stack, BATON_E2E_VENDORS=there.desk)


@pytest.mark.alone
@pytest.mark.timeout(SECONDS)
def test_drawing_journeys(stack: LocalStack) -> None:
    take("e2e:drawing", stack)


def take(script: str, stack: LocalStack, **more: str) -> None:
    """The journeys of a script of designer/package.json."""
    npm, chromium = shutil.which("npm"), browser(os.environ)
    assert npm, "npm is not on the PATH: run this with `make test`, which brings it"
    assert chromium, "there is no Chromium: run this with `make test`, which gets one"
    environment = {
        **os.environ,
        "BATON_E2E_URL": stack.url,
        "BATON_E2E_DATA": str(stack.data),
        "BATON_E2E_EMAIL": (stack.data / SIGN_IN).read_text().strip(),
        "BATON_E2E_PASSWORD": (stack.data / PASSWORD).read_text().strip(),
        **more,
    }
    if chromium.is_file():
        environment["BATON_E2E_CHROMIUM"] = str(chromium)
    done = subprocess.run(
        [npm, "run", "--silent", script],
        cwd=DESIGNER,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout
