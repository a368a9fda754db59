"""Sets of definitions between files and the registry: the command against the API itself."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from api import main
from api.app import create_app
from api.services import Services
from tests.api.conftest import Somebody

ROOT = Path(__file__).parents[2]
TEXT = """\
# Why: the comment stays.
document: { dsl: '1.0.3', namespace: %s, name: %s, version: '%s' }
do:
  - greet:   { set: { a: %s } }
"""


@pytest.fixture
async def served(services: Services) -> AsyncIterator[str]:
    listening = main.bind("127.0.0.1", 0)
    server = main.server(create_app(services), services)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await task


@dataclass
class Result:
    """How a command ended."""

    exit_code: int
    stdout: str
    stderr: str


Command = Callable[..., Awaitable[Result]]


@pytest.fixture
def baton(served: str, tmp_path: Path) -> Command:
    """`await baton(client, "apply", …)` as whom that client is."""

    async def run(client: httpx.AsyncClient, *arguments: str) -> Result:
        key = client.headers["Authorization"].removeprefix("Bearer ")
        given = {"BATON_URL": served, "BATON_TOKEN": key, "BATON_DATA": str(tmp_path / "none")}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "cli.main", *arguments),
            cwd=ROOT,
            env={**os.environ, **given},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        stdout, stderr = await process.communicate()
        return Result(process.returncode or 0, stdout.decode(), stderr.decode())

    return run


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two processes, one with a version of each state, as somebody might have written them."""
    folder = tmp_path / "set"
    (folder / "sub").mkdir(parents=True)
    for place, values in {
        "a.yaml": ("sales", "order", "1.0.0", 1),
        "sub/b.yml": ("sales", "order", "1.1.0", 2),
        "sub/c.yaml": ("sales", "order", "2.0.0-rc.1", 3),
        "d.yaml": ("hr", "hire", "1.0.0", '"☃"'),
    }.items():
        (folder / place).write_text(TEXT % values, encoding="utf-8")
    states = {"1.0.0": "deprecated", "1.1.0": "published", "2.0.0-rc.1": "draft"}
    said = {"process": "sales/order", "states": states}
    (folder / "sub/states.json").write_text(json.dumps(said))
    layout = {"process": "hr/hire", "positions": {"/do/0/greet": {"x": 1.5, "y": -2.0}}}
    (folder / "layout.json").write_text(json.dumps(layout))
    return folder


async def test_there_and_back(
    admin: httpx.AsyncClient,
    somebody: Somebody,
    other_tenant: str,
    baton: Command,
    folder: Path,
    tmp_path: Path,
):
    dry = await baton(admin, "apply", "--dry-run", str(folder))
    assert (dry.exit_code, dry.stdout.count("would be created")) == (0, 4)
    assert (await admin.get("/api/v1/definitions")).json()["items"] == []

    applied = await baton(admin, "apply", str(folder))
    assert (applied.exit_code, applied.stdout.count(": created ")) == (0, 4), applied.stderr
    shown = (await admin.get("/api/v1/definitions")).json()["items"]
    assert [(one["name"], one["version"], one["state"]) for one in shown] == [
        ("hire", "1.0.0", "published"),
        ("order", "1.0.0", "deprecated"),
        ("order", "1.1.0", "published"),
        ("order", "2.0.0-rc.1", "draft"),
    ]
    again = json.loads((await baton(admin, "apply", "--json", str(folder))).stdout)
    assert {one["result"] for one in again} == {"unchanged"}

    first, second = tmp_path / "first", tmp_path / "second"
    assert (await baton(admin, "export", str(first))).exit_code == 0
    exported = files(first)
    assert exported["sales/order/1.0.0.yaml"] == (folder / "a.yaml").read_bytes()
    assert sorted(exported) == [
        "hr/hire/1.0.0.yaml",
        "hr/hire/layout.json",
        "hr/hire/states.json",
        "sales/order/1.0.0.yaml",
        "sales/order/1.1.0.yaml",
        "sales/order/2.0.0-rc.1.yaml",
        "sales/order/states.json",
    ]
    other = await somebody(other_tenant, "admin")
    assert (await baton(other, "apply", str(first))).exit_code == 0
    assert (await baton(other, "export", str(second))).exit_code == 0
    assert files(second) == exported


async def test_what_has_changed_meanwhile(admin: httpx.AsyncClient, baton: Command, folder: Path):
    await baton(admin, "apply", str(folder))
    text = (folder / "a.yaml").read_text(encoding="utf-8")
    (folder / "a.yaml").write_text(text.replace("a: 1", "a: 9"), encoding="utf-8")
    changed = await baton(admin, "apply", str(folder))
    assert changed.exit_code == 1
    assert "a.yaml: conflict sales/order 1.0.0" in changed.stdout
    assert changed.stdout.count(": unchanged ") == 4
    compared = await baton(admin, "diff", str(folder / "a.yaml"))
    assert (compared.exit_code, compared.stdout.splitlines()[1]) == (1, "  /set/a: 1 → 9")
    versions = await baton(admin, "diff", "sales/order", "1.0.0", "1.1.0")
    assert (versions.exit_code, versions.stdout.splitlines()[1]) == (1, "  /set/a: 1 → 2")


async def test_who_may_only_read(somebody: Somebody, tenant: str, baton: Command, folder: Path):
    member = await somebody(tenant, "member")
    dry = await baton(member, "apply", "--dry-run", str(folder))
    assert (dry.exit_code, dry.stdout.count("would be created")) == (0, 4)
    applied = await baton(member, "apply", str(folder))
    assert (applied.exit_code, "definitions:write" in applied.stderr) == (1, True)
