"""The README's commands do what it says, on a whole stack."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.chaos.local_stack import LocalStack, running

README = (Path(__file__).parents[2] / "README.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture
async def stack(open_folder: Path) -> AsyncIterator[LocalStack]:
    async with running(open_folder) as made:
        yield made


@pytest.mark.timeout(300)
@pytest.mark.alone
def test_the_first_process(stack: LocalStack, tmp_path: Path) -> None:
    (tmp_path / "greet.yaml").write_text(blocks("yaml")[0])
    (commands,) = [block for block in blocks("sh") if "baton apply" in block]
    (curl,) = [block for block in blocks("sh") if "curl" in block]
    baton = str(Path(sys.executable).with_name("baton"))

    def carry_out(block: str) -> str:
        script = block.replace(".venv/bin/baton", baton)
        script = script.replace("http://localhost:8080", stack.url)
        done = subprocess.run(
            ["sh", "-e", "-c", script],
            cwd=tmp_path,
            env={**os.environ, **stack.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    expected = json.loads(blocks("json")[0])
    assert json.dumps(expected) in re.sub(r"\s+", " ", carry_out(commands))
    assert json.loads(carry_out(curl))["output"] == expected
