"""Landmarks: the same place in another version, and no other place."""

from __future__ import annotations

import pytest

from tests.workflows.conftest import program_of
from workflows.simulator.landmarks import landmark, landmarks


class TestLandmark:
    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("", ""),
            ("/do", "/do"),
            ("/do/3/pay", "/do/pay"),
            ("/do/3/pay:2", "/do/pay:2"),
            ("/do/0/all/for/17/1/each:0", "/do/all/for/17/each:0"),
            ("/do/0/all:1/for/17/1/each:0", "/do/all:1/for/17/each:0"),
            ("/do/0/hear//foreach/4/0/each", "/do/hear//foreach/4/each"),
            ("/do/2/both/fork/branches/1/left", "/do/both/fork/branches/left"),
            ("/do/2/safe/catch/do/0/tell", "/do/safe/catch/do/tell"),
            ("/do/0/call/use/functions/net/do/0/x", "/do/call/use/functions/net/do/x"),
            ("/do/0/x/use/functions/7/do/1/x", "/do/x/use/functions/7/do/x"),
            ("/do/0/12/do/3/for/do/1/a", "/do/12/do/for/do/a"),
            ("/use/extensions/0/log/before/1/a", "/use/extensions/log/before/a"),
            ("/do/0/a~1b", "/do/a~1b"),
        ],
    )
    def test_names_stay_and_places_go(self, path, expected):
        assert landmark(path) == expected

    def test_a_task_in_front_moves_nothing(self):
        one = program_of("  - a: { set: { x: 1 } }\n")
        two = program_of("  - new: { set: { x: 1 } }\n  - a: { set: { x: 1 } }\n")
        assert landmarks(two) - landmarks(one) == {"/do/new"}
