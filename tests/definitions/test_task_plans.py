"""Tasks to plans: those with tasks inside, timeouts, and which extensions may apply."""

from __future__ import annotations

import pytest

from definitions.duration_plans import DurationPlan
from definitions.plans import ForBody, ForkBody, TryBody
from definitions.task_plans import NotRunnableError
from tests.workflows.conftest import program_of

EXTENSIONS = """\
use:
  extensions:
    - every: { extend: all }
    - calls: { extend: call }
    - blocks: { extend: composite }
    - others: { extend: extension }
"""


class TestBodies:
    def test_of_a_loop(self):
        text = "  - a:\n      for: { each: x, at: n, in: '[1]' }\n      while: .go\n      do: []\n"
        plan = program_of(text).at("/do/0/a")
        assert isinstance(plan.body, ForBody)
        assert (plan.body.each, plan.body.at, plan.body.tasks.listed) == ("x", "n", True)
        assert plan.body.condition is not None

    def test_of_branches(self):
        text = "  - a: { fork: { compete: true, branches: [{ b: { set: { x: 1 } } }] } }\n"
        plan = program_of(text).at("/do/0/a")
        assert isinstance(plan.body, ForkBody)
        assert plan.body.compete
        assert [branch.name for branch in plan.body.branches] == ["b"]

    def test_of_a_try(self):
        plan = program_of("  - a: { try: [], catch: { as: e, then: end } }\n").at("/do/0/a")
        assert isinstance(plan.body, TryBody)
        assert plan.body.handler is None
        assert (plan.body.catch.variable, plan.body.catch.then) == ("e", "end")


class TestTimeout:
    def test_by_name_and_inline(self):
        use = "use: { timeouts: { brief: { after: PT1S } } }\ntimeout: brief\n"
        program = program_of("  - a: { set: { x: 1 }, timeout: { after: PT2S } }\n", use)
        assert program.root.timeout == DurationPlan(1_000)
        assert program.at("/do/0/a").timeout == DurationPlan(2_000)

    @pytest.mark.parametrize(
        "text",
        [
            "  - a: { set: { x: 1 }, timeout: missing }\n",
            "  - a: { try: [], catch: { retry: missing } }\n",
        ],
    )
    def test_what_is_not_there_does_not_compile(self, text):
        with pytest.raises(NotRunnableError, match="missing"):
            program_of(text)


class TestExtensions:
    @pytest.mark.parametrize(
        ("task", "extending"),
        [
            ("{ set: { x: 1 } }", (0, 3)),
            ("{ call: http, with: { method: get, endpoint: 'https://x.example' } }", (0, 1, 3)),
            ("{ do: [] }", (0, 2, 3)),
            ("{ fork: { branches: [] } }", (0, 2, 3)),
            ("{ try: [], catch: {} }", (0, 3)),
        ],
    )
    def test_by_the_kind_of_task(self, task, extending):
        assert program_of(f"  - a: {task}\n", EXTENSIONS).at("/do/0/a").extensions == extending

    def test_of_lists_there_are_none(self):
        assert program_of("  - a: { set: { x: 1 } }\n", EXTENSIONS).root.extensions == ()
