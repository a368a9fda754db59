"""Enabling scripts: only what holds is enabled, and where it doesn't the reason is said."""

from __future__ import annotations

import os

import pytest
import uvloop

from activities.sandbox import self_test
from activities.sandbox.jail import Ended, JailError, StoppedError
from activities.sandbox.self_test import UnfitError
from definitions.scripts import JAVASCRIPT, KINDS, PYTHON, SHELL


@pytest.fixture
def jailed(monkeypatch):
    """Answers in the place of a jail."""
    answers: list[Ended | Exception] = []

    async def run(order):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(self_test.jail, "run", run)
    return answers


HELD = Ended(0, b"[]", b"")
WELL = Ended(0, b"well\n", b"")
HOG = StoppedError("memory")


class TestPrograms:
    async def test_hold_here(self, programs):
        assert sorted(programs) == [PYTHON, SHELL]

    def test_hold_whichever_loop_starts_them(self, programs, tmp_path):
        with (tmp_path / "secret").open("w") as held:
            os.set_inheritable(held.fileno(), True)
            assert sorted(programs) == sorted(
                uvloop.run(self_test.programs((PYTHON, SHELL), [], os.environ))
            )

    async def test_of_nothing_nothing_is_asked(self, jailed):
        assert await self_test.programs((), [], {}) == {}
        assert jailed == []

    async def test_for_each_that_is_allowed(self, jailed):
        jailed += [HELD, HOG, WELL]
        found = await self_test.programs((SHELL,), [], os.environ)
        assert list(found) == [SHELL]

    @pytest.mark.parametrize(
        ("answers", "why"),
        [
            ([JailError("The jail can't be made: unshare: no.")], "unshare: no"),
            ([Ended(1, b"", b"Traceback\nOSError: odd\n")], "ended with 1: OSError: odd"),
            ([Ended(1, b"", b"")], "nothing was said"),
            ([Ended(0, b'["it is root"]', b"")], "got out: it is root"),
            ([HELD, WELL], "can't be counted"),
            ([HELD, StoppedError("time")], "can't be counted"),
            ([HELD, HOG, Ended(127, b"", b"no library")], "/bin/sh doesn't work there: no library"),
        ],
        ids=["no jail", "failed", "mute", "out", "hog", "slow hog", "program"],
    )
    async def test_refused_with_the_reason_and_a_remedy(self, jailed, answers, why):
        jailed += answers
        with pytest.raises(UnfitError, match="BATON_ALLOW_SCRIPTS=0") as caught:
            await self_test.programs((SHELL,), [], os.environ)
        assert why in str(caught.value)
        assert jailed == []

    async def test_without_node(self, tmp_path):
        environment = {"PATH": "", "XDG_CACHE_HOME": str(tmp_path)}
        with pytest.raises(UnfitError, match=r"no Node.*BATON_ALLOW_SCRIPTS=shell,python"):
            await self_test.programs((JAVASCRIPT,), [], environment)

    @pytest.mark.parametrize(("system", "machine"), [("darwin", "arm64"), ("linux", "riscv64")])
    async def test_elsewhere(self, monkeypatch, system, machine):
        monkeypatch.setattr(self_test.sys, "platform", system)
        monkeypatch.setattr(self_test.platform, "machine", lambda: machine)
        with pytest.raises(UnfitError, match=f"needs Linux on x86_64 or aarch64.*{machine}"):
            await self_test.programs(KINDS, [], {})


class TestBait:
    async def test_a_data_folder_that_can_be_read_refuses(self, programs, tmp_path, monkeypatch):
        assert programs
        (tmp_path / "master.key").write_text("x")
        tmp_path.chmod(0o755)
        monkeypatch.setattr(self_test, "find", lambda kind, _: _showing(programs[kind], tmp_path))
        with pytest.raises(UnfitError, match=r"got out: it can read.*it can look into"):
            await self_test.programs((SHELL,), [tmp_path / "master.key", tmp_path], os.environ)


def _showing(program, folder):
    """A jail that shows too much: every Python is shown the folder with the keys."""
    return type(program)(program.command, program.file, (*program.shown, str(folder)))
