"""Each rule is shown code that breaks it and code that doesn't: a rule that can't fail is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from textwrap import dedent

import pytest

from tests.house import code_rules
from tests.house.source import Finding, Module

HEAD = '"""Adds numbers for people.\n\nNever: a subtraction.\n"""\n'

Rule = Callable[[Module], Iterable[Finding]]


def judge(rule: Rule, text: str, path: str = "api/sums.py") -> list[Finding]:
    return list(rule(Module(path, dedent(text))))


class TestHeads:
    def test_a_head_with_purpose_and_never(self) -> None:
        assert judge(code_rules.heads, HEAD) == []

    @pytest.mark.parametrize("text", ["", "import os\n", "# a comment\n", '"""Sums."""\n'])
    def test_none_or_an_empty_one(self, text: str) -> None:
        assert len(judge(code_rules.heads, text)) == 1

    def test_a_head_without_never(self) -> None:
        (found,) = judge(code_rules.heads, '"""Adds numbers for people."""\n')
        assert "Never" in str(found)

    def test_a_head_that_never_says_what(self) -> None:
        assert judge(code_rules.heads, '"""Adds numbers for people. Never:"""\n')

    def test_a_folder_needs_words_only(self) -> None:
        head = '"""What adds up."""\n'
        assert judge(code_rules.heads, head, "api/__init__.py") == []
        assert judge(code_rules.heads, '"""api."""\n', "api/__init__.py")


class TestSizes:
    def test_a_file_of_the_greatest_length(self) -> None:
        assert judge(code_rules.long_files, "a = 1\n" * 400) == []

    def test_a_line_more(self) -> None:
        (found,) = judge(code_rules.long_files, "a = 1\n" * 401)
        assert found.size == 401

    def test_a_function_of_the_greatest_length(self) -> None:
        assert judge(code_rules.long_functions, "def f():\n" + "    a = 1\n" * 69) == []

    def test_a_method_of_a_line_more(self) -> None:
        text = "class C:\n    async def f(self):\n" + "        a = 1\n" * 70
        (found,) = judge(code_rules.long_functions, text)
        assert found.where == "api/sums.py::C.f"
        assert found.size == 71

    def test_three_functions_in_one_another(self) -> None:
        two = "def a():\n    def b():\n        pass\n"
        assert judge(code_rules.deep_functions, two) == []
        (found,) = judge(code_rules.deep_functions, two + "        def c():\n            pass\n")
        assert found.where.endswith("a.b.c")


class TestNestedImports:
    TEXT = "def f():\n    import json\n    from os import path\n"

    def test_they_are_counted(self) -> None:
        (found,) = judge(code_rules.nested_imports, self.TEXT)
        assert found.size == 2

    def test_the_cli_may(self) -> None:
        assert judge(code_rules.nested_imports, self.TEXT, "cli/run.py") == []

    def test_at_the_top_they_belong(self) -> None:
        assert judge(code_rules.nested_imports, "import json\nif True:\n    import os\n") == []


class TestStore:
    def test_a_commit_outside_of_the_session(self) -> None:
        text = "async def f(session):\n    await session.commit()\n"
        assert judge(code_rules.commits, text)
        assert judge(code_rules.commits, text, "store/runs.py")
        assert judge(code_rules.commits, text, "store/session.py") == []

    @pytest.mark.parametrize(
        "text",
        [
            "from sqlalchemy import select\n",
            "import sqlalchemy as sa\n",
            "from sqlalchemy.dialects.postgresql import insert\n",
            'QUERY = "SELECT 1"\n',
            'QUERY = """\n  insert into runs values (1)"""\n'.upper().replace("QUERY", "query"),
        ],
    )
    def test_sql_outside_of_the_store(self, text: str) -> None:
        assert judge(code_rules.sql, text)
        assert judge(code_rules.sql, text, "store/runs.py") == []

    @pytest.mark.parametrize(
        "text",
        [
            "from sqlalchemy.exc import DBAPIError\n",
            "from sqlalchemy.ext.asyncio import AsyncSession\n",
            'HELP = "Select a run."\n',
        ],
    )
    def test_what_hands_a_session_through_is_no_sql(self, text: str) -> None:
        assert judge(code_rules.sql, text) == []


class TestThawed:
    TEXT = "from alembic import op\nfrom store.models import metadata\n"

    def test_a_migration_that_follows_the_models(self) -> None:
        assert judge(code_rules.thawed, self.TEXT, "store/migrations/versions/0001_first.py")
        assert judge(code_rules.thawed, self.TEXT, "store/migrations/env.py") == []

    def test_a_frozen_one(self) -> None:
        text = "from alembic import op\nimport sqlalchemy as sa\n"
        assert judge(code_rules.thawed, text, "store/migrations/versions/0001_first.py") == []


class TestPrints:
    def test_only_where_people_read(self) -> None:
        assert judge(code_rules.prints, "print(1)\n")
        assert judge(code_rules.prints, "print(1)\n", "cli/run.py") == []
        assert judge(code_rules.prints, "console.print(1)\n") == []


class TestSurfaces:
    @pytest.mark.parametrize(
        "text",
        [
            '"""Sums."""\n',
            '__all__ = ["add"]\n',
            'from api.sums import _add\n__all__ = ["_add"]\n',
            'from api.sums import add\n__all__ = ["add", "add"]\n',
        ],
    )
    def test_wrong_ones(self, text: str) -> None:
        assert len(judge(code_rules.surfaces, text, "api/__init__.py")) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "__all__: list[str] = []\n",
            'from api.sums import add\n__all__ = ["add"]\n',
            'def add(): ...\nTYPE: int = 1\n__all__ = ["TYPE", "add"]\n',
        ],
    )
    def test_right_ones(self, text: str) -> None:
        assert judge(code_rules.surfaces, text, "api/__init__.py") == []


class TestUntested:
    TEXT = "def f(): ...\n"

    def judge(self, path: str, *tests: str, text: str = TEXT) -> list[Finding]:
        return list(code_rules.untested(Module(path, text), frozenset(tests)))

    def test_beside_it_or_with_its_folder(self) -> None:
        assert self.judge("api/runs/service.py", "tests/api/runs/test_service.py") == []
        assert self.judge("api/runs/service.py", "tests/api/test_runs.py") == []

    def test_an_underscore_may_be_left_out(self) -> None:
        assert self.judge("workflows/set_.py", "tests/workflows/test_set.py") == []
        assert self.judge("workflows/set_.py", "tests/workflows/test_set_.py") == []

    def test_elsewhere_or_nowhere(self) -> None:
        assert self.judge("api/runs/service.py", "tests/test_service.py")
        assert self.judge("api/app.py", "tests/test_api.py")

    def test_shapes_need_none(self) -> None:
        assert self.judge("api/shapes.py", text="class Run:\n    id: str\n") == []


class TestUnreached:
    def judge(self, **texts: str) -> list[str]:
        named = {name.replace("__", "/") + ".py": text for name, text in texts.items()}
        found = code_rules.unreached(tuple(Module(path, text) for path, text in named.items()))
        return [finding.where for finding in found]

    def test_by_an_import_however_deep(self) -> None:
        main = "def f():\n    from api import b\n"
        assert self.judge(cli__main=main, api__b="import store.c\n", store__c="") == []

    def test_by_its_name_as_a_process(self) -> None:
        assert self.judge(cli__main='NAMES = {"api": "api.main"}\n', api__main="") == []

    def test_two_that_know_only_each_other(self) -> None:
        found = self.judge(cli__main="", api__a="import api.b\n", api__b="from api.a import f\n")
        assert found == ["api/a.py", "api/b.py"]


class TestSleeps:
    @pytest.mark.parametrize(
        "text",
        [
            "time.sleep(0.1)\n",
            "async def f():\n    await asyncio.sleep(1)\n",
            "while waiting():\n    time.sleep(1)\n",
            "while waiting():\n    time.sleep(pause)\n",
        ],
    )
    def test_a_guess(self, text: str) -> None:
        (found,) = judge(code_rules.sleeps, text)
        assert found.size == 1

    @pytest.mark.parametrize(
        "text", ["await asyncio.sleep(0)\n", "while waiting():\n    time.sleep(0.05)\n"]
    )
    def test_a_poll(self, text: str) -> None:
        assert judge(code_rules.sleeps, text) == []


class TestTimings:
    @pytest.mark.parametrize("clock", ["time.perf_counter()", "process_time_ns()"])
    def test_a_stopwatch(self, clock: str) -> None:
        (found,) = judge(code_rules.timings, f"began = {clock}\n")
        assert found.size == 1

    def test_a_deadline(self) -> None:
        assert judge(code_rules.timings, "deadline = time.monotonic() + 20\n") == []
