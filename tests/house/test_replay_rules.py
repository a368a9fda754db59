"""The rules for replayed code find what would differ between two processes, and nothing else."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.house import replay_rules
from tests.house.source import Module

MACHINE = "workflows/machine/loop.py"


def module(text: str, path: str = MACHINE) -> Module:
    return Module(path, dedent(text))


class TestEffects:
    @pytest.mark.parametrize(
        "text",
        [
            "import time\n",
            "import os.path\n",
            "from os import environ\n",
            "def f():\n    import random\n",
            "import asyncio\n",
            "from temporalio import workflow\n",
            "from concurrent.futures import Future\n",
        ],
    )
    def test_in_the_machine(self, text: str) -> None:
        assert list(replay_rules.effects(module(text)))

    def test_the_driver_alone_knows_temporal(self) -> None:
        text = "import asyncio\nfrom temporalio import workflow\n"
        assert list(replay_rules.effects(module(text, "workflows/run.py"))) == []
        assert list(replay_rules.effects(module(text, "workflows/pending.py")))

    def test_names_that_only_begin_alike(self) -> None:
        assert list(replay_rules.effects(module("import timeouts\nimport osmosis\n"))) == []


class TestClocks:
    @pytest.mark.parametrize(
        "text", ["datetime.now(UTC)\n", "uuid.uuid4()\n", "hash(name)\n", "id(frame)\n"]
    )
    def test_differ_from_process_to_process(self, text: str) -> None:
        assert list(replay_rules.clocks(module(text)))

    @pytest.mark.parametrize(
        "text", ["workflow.now()\n", "turn.now\n", "frame.id\n", "x.open(1)\n"]
    )
    def test_come_from_the_run(self, text: str) -> None:
        assert list(replay_rules.clocks(module(text))) == []


class TestSetOrder:
    @pytest.mark.parametrize(
        "text",
        [
            "for x in {1, 2}: ...\n",
            "for x in set(names): ...\n",
            "names = {n for n in other}\nfor x in names: ...\n",
            "def f(names: set[str]):\n    return [n for n in names]\n",
            "def f(names: frozenset[str]):\n    return tuple(names)\n",
            "class C:\n    names: set[str]\n    def f(self):\n        yield from self.names\n",
            "for key in a.keys() - b.keys(): ...\n",
            "for key in a.keys() | b: ...\n",
            "both = set(a) & other\nfirst = next(iter(both))\n",
            'text = ", ".join({"a", "b"})\n',
            "names = set(a)\nagain = names\nlist(again)\n",
            "names = set(a)\nnames.pop()\n",
            "print(*set(a))\n",
            "for x in (set(a) if a else b): ...\n",
            "{x: 1 for x in frozenset(a)}\n",
        ],
    )
    def test_is_nobodys_order(self, text: str) -> None:
        assert list(replay_rules.set_order(module(text)))

    @pytest.mark.parametrize(
        "text",
        [
            "for x in sorted({1, 2}): ...\n",
            "for x in [1, 2]: ...\n",
            "for key in a.keys(): ...\n",
            "names = set(a)\nif x in names: ...\n",
            "names = set(a)\nany(n > 1 for n in names)\n",
            "names = set(a)\nmore = {n + 1 for n in names}\n",
            "merged = {**a} | {**b}\nfor x in merged: ...\n",
            "stack = [1]\nstack.pop()\n",
        ],
    )
    def test_does_not_matter_here(self, text: str) -> None:
        assert list(replay_rules.set_order(module(text))) == []


class TestActivityNames:
    CONSTANTS = replay_rules.string_constants(module('RECORD = "run.record"\nOTHER = 1\n'))

    def test_wanted_in_a_turn_and_of_temporal(self) -> None:
        text = """
            def enter(turn):
                turn.call("http.call", {})

            async def write():
                await workflow.execute_local_activity(RECORD, 1)
                await workflow.execute_activity(wanted.function, 1)
        """
        wanted = replay_rules.activities_wanted((module(text),), self.CONSTANTS)
        assert wanted == {"http.call", "run.record"}

    def test_offered_by_their_declaration(self) -> None:
        text = """
            @activity.defn(name=RECORD)
            async def record(): ...

            class Http:
                @activity.defn(name="http.call")
                async def call(self): ...
        """
        offered = replay_rules.activities_offered((module(text),), self.CONSTANTS)
        assert offered == {"http.call", "run.record"}
