"""Templates in their process: hostile ones end, and disturb nobody."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest

from activities.functions import template as template_module
from activities.functions.template import PROCESSES, Templates
from definitions.errors import ProblemError, same_type
from definitions.functions import Caller
from definitions.values import Json

CALLER = Caller("t", "r", "test/one", "/do/0/a", "key")


@pytest.fixture
async def templates() -> AsyncIterator[Templates]:
    made = Templates()
    yield made
    await made.close()


async def fill(templates: Templates, text: str, **values: Json) -> Json:
    return await templates.fill({"template": text, "values": dict(values)}, CALLER)


class TestFill:
    async def test_text_and_html(self, templates: Templates) -> None:
        given = {"template": "{{ a }}", "values": {"a": "<ü☃>"}}
        assert await templates.fill(dict(given), CALLER) == "<ü☃>"
        assert await templates.fill({**given, "format": "html"}, CALLER) == "&lt;ü☃&gt;"
        assert await templates.fill({"template": "no values"}, CALLER) == "no values"

    async def test_a_fault_is_a_validation_problem(self, templates: Templates) -> None:
        with pytest.raises(ProblemError, match="can't be filled in: it names `a`") as raised:
            await fill(templates, "{{ a }}")
        assert same_type(raised.value.problem.type, "validation")

    async def test_many_at_once(self, templates: Templates) -> None:
        made = await asyncio.gather(*(fill(templates, "{{ n }}", n=n) for n in range(100)))
        assert made == [str(n) for n in range(100)]
        assert len(templates._idle) <= PROCESSES

    async def test_no_environment_and_no_folder_of_ours(self, templates: Templates) -> None:
        await fill(templates, "x")
        (process,) = templates._idle
        assert process.pid != os.getpid()
        if os.path.exists(f"/proc/{process.pid}/environ"):  # noqa: ASYNC240, PTH110
            with open(f"/proc/{process.pid}/environ", "rb") as file:  # noqa: ASYNC230, PTH123
                assert b"BATON" not in file.read()


class TestHostile:
    @pytest.mark.parametrize(
        "text",
        [
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "{{ ('a' * 3000000) | wordwrap(1) }}",
        ],
        ids=["loops", "a filter"],
    )
    async def test_work_without_an_end(self, templates: Templates, text: str) -> None:
        with pytest.raises(ProblemError, match=r"takes more than 0\.25 s of work") as raised:
            await fill(templates, text)
        assert raised.value.problem.status == 408
        assert await fill(templates, "{{ a }}", a=1) == "1"

    @pytest.mark.parametrize(
        "text",
        ["{{ 'a' * 10**10 }}", "{{ 'a'.ljust(10**10) }}", "{{ '%1000000000d' % 1 }}",
         "{{ '{:9000000000}'.format(1) }}", "{{ 'a' | center(10**10) }}"],
    )  # fmt: skip
    async def test_memory_without_an_end(self, templates: Templates, text: str) -> None:
        with pytest.raises(ProblemError, match="needs more memory"):
            await fill(templates, text)
        assert await fill(templates, "{{ a }}", a=1) == "1"

    async def test_text_that_doubles(self, templates: Templates) -> None:
        """Work or memory, whichever is used up first."""
        doubling = (
            "{% set ns = namespace(x='a') %}{% for i in range(60) %}"
            "{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x | length }}"
        )
        with pytest.raises(ProblemError, match=r"more memory|s of work"):
            await fill(templates, doubling)

    async def test_others_go_on_beside_it(self, templates: Templates) -> None:
        endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
        spoilt = asyncio.create_task(fill(templates, endless))
        assert await asyncio.gather(*(fill(templates, "{{ n }}", n=n) for n in range(20)))
        with pytest.raises(ProblemError):
            await spoilt


class TestProcesses:
    async def test_one_that_has_died_while_idle_is_not_missed(self, templates: Templates) -> None:
        await fill(templates, "x")
        (process,) = templates._idle
        process.kill()
        await process.wait()
        assert await fill(templates, "{{ a }}", a=1) == "1"

    async def test_who_is_cancelled_leaves_no_answer_for_the_next(
        self, templates: Templates
    ) -> None:
        await fill(templates, "x")
        for steps in range(12):
            asking = asyncio.create_task(fill(templates, "{{ a }}", a="mine"))
            for _ in range(steps):
                await asyncio.sleep(0)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            assert await fill(templates, "{{ a }}", a="yours") == "yours"

    async def test_one_that_stands_still_is_ended(
        self, templates: Templates, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await fill(templates, "x")
        (process,) = templates._idle
        monkeypatch.setattr(template_module, "WALL_SECONDS", 0.01)
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(ProblemError, match="s of work"):
            await fill(templates, "x")
        assert process.returncode == -signal.SIGKILL

    async def test_closing_ends_them(self) -> None:
        made = Templates()
        await fill(made, "x")
        (process,) = made._idle
        await made.close()
        assert process.returncode == 0
