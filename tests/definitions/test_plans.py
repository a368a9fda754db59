"""What stands in a plan."""

from __future__ import annotations

import pytest

from definitions.plans import inner_plans
from tests.workflows.conftest import program_of

TRY = "  - a:\n      try: [{ b: { set: { x: 1 } } }]\n      catch: "


class TestInnerPlans:
    @pytest.mark.parametrize(
        ("text", "inner"),
        [
            ("  - a: { set: { x: 1 } }\n", []),
            ("  - a: { do: [{ b: { set: { x: 1 } } }] }\n", ["/do/0/a/do/0/b"]),
            (
                "  - a: { fork: { branches: [{ b: { set: { x: 1 } } }] } }\n",
                ["/do/0/a/fork/branches/0/b"],
            ),
            ("  - a: { for: { in: . }, do: [{ b: { set: { x: 1 } } }] }\n", ["/do/0/a/do"]),
            (TRY + "{}\n", ["/do/0/a/try"]),
            (TRY + "{ do: [{ c: { set: { x: 1 } } }] }\n", ["/do/0/a/try", "/do/0/a/catch/do"]),
        ],
    )
    def test_those_that_stand_in_it(self, text, inner):
        program = program_of(text)
        assert [each.pointer for each in inner_plans(program.at("/do/0/a"))] == inner
        assert all(pointer in program.plans for pointer in inner)
