"""Workers of packages, kept: started again, ended, told apart."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import asynccontextmanager

import pytest

from worker import code_keeper
from worker.code_keeper import Keeper
from worker.packages import Package

GOOD, BAD, OTHER = Package("good", "1"), Package("bad", "1"), Package("good", "2")
BEGUN = "import sys\nprint('begun', file=sys.stderr, flush=True)\n"
WAITS = BEGUN + "sys.stdin.read()\n"
DEAF = "import signal\nsignal.signal(15, signal.SIG_IGN)\n" + BEGUN + "while True: signal.pause()\n"
ENDS = BEGUN + "sys.exit('It is of no use: correct it.')\n"
ANY = "import sys\nexec(open(f'{sys.argv[1]}/{sys.argv[2]}').read())\n"


@pytest.fixture
def programs(tmp_path):
    """Stand in for the workers, by package."""
    (tmp_path / "good").write_text(WAITS)
    (tmp_path / "bad").write_text(ENDS)
    return tmp_path


@asynccontextmanager
async def keeping(programs, *found: Package, seconds: float = 5.0, watching: bool = False):
    installed, said, stop = [*found], [], asyncio.Event()
    keeper = Keeper(
        seconds,
        said.append,
        lambda: list(installed),
        (sys.executable, "-c", ANY, str(programs)),
        delay_seconds=0.05,
    )
    keeper.installed, keeper.said = installed, said
    working = asyncio.create_task(keeper.work(stop, watching=watching))
    try:
        yield keeper
    finally:
        stop.set()
        await asyncio.wait_for(working, 30)


async def until(condition) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.05)


def process_of(keeper: Keeper, name: str):
    kept = keeper.kept.get(name)
    return kept.process if kept else None


class TestKeeper:
    async def test_one_that_can_not_begin_harms_no_other(self, programs, capfd):
        async with keeping(programs, GOOD, BAD) as keeper:
            await until(lambda: keeper.said and process_of(keeper, "good"))
            first = process_of(keeper, "bad")
            await until(lambda: process_of(keeper, "bad") is not first)
            good = process_of(keeper, "good")
            assert good.returncode is None
        assert keeper.said == ["The worker of bad has ended: It is of no use: correct it."]
        await good.wait()
        assert "It is of no use" in capfd.readouterr().err

    async def test_one_that_is_killed_begins_again(self, programs):
        async with keeping(programs, GOOD) as keeper:
            await until(lambda: process_of(keeper, "good"))
            first = process_of(keeper, "good")
            first.kill()
            await until(lambda: process_of(keeper, "good") is not first)
        assert keeper.said == ["The worker of good has ended: with -9"]

    async def test_one_that_does_not_end_is_killed(self, programs, monkeypatch, capfd):
        monkeypatch.setattr(code_keeper, "GRACE_SECONDS", 0.1)
        (programs / "good").write_text(DEAF)
        async with keeping(programs, GOOD, seconds=0.1) as keeper:
            await until(lambda: "begun" in capfd.readouterr().err)
            process = process_of(keeper, "good")
        assert process.returncode == -signal.SIGKILL

    async def test_packages_come_and_go(self, programs):
        async with keeping(programs, GOOD) as keeper:
            await until(lambda: process_of(keeper, "good"))
            first = process_of(keeper, "good")
            keeper.installed[:] = [OTHER]
            await keeper.settle()
            assert first.returncode is not None
            await until(lambda: process_of(keeper, "good"))
            keeper.installed.clear()
            await keeper.settle()
            assert keeper.kept == {}

    async def test_an_edit_begins_it_anew(self, programs, tmp_path):
        folder = tmp_path / "edited"
        folder.mkdir()
        async with keeping(programs, Package("good", "1", folder), watching=True) as keeper:
            await until(lambda: process_of(keeper, "good"))
            first = process_of(keeper, "good")
            await keeper._renew([tmp_path / "elsewhere.py"])
            assert keeper.said == []
            await keeper._renew([folder / "a.py"])
            await until(lambda: process_of(keeper, "good") is not first)
        assert keeper.said == ["good changed: its worker starts anew"]
