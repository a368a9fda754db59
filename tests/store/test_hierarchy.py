"""Who is above whom, also where it goes round."""

from __future__ import annotations

from store.hierarchy import Department, below, goes_round, head_of, parents_of, path, upwards

PARENTS = {"top": None, "a": "top", "b": "a", "c": "b", "other": None}
TREE = {
    "top": Department("top", None, "Board", "ada"),
    "a": Department("a", "top", "Sales", None),
    "b": Department("b", "a", "North", "mei"),
}


class TestUpwards:
    def test_up_to_the_top(self):
        assert [*upwards("c", PARENTS)] == ["c", "b", "a", "top"]
        assert [*upwards(None, PARENTS)] == []

    def test_a_circle_ends(self):
        assert [*upwards("x", {"x": "y", "y": "x"})] == ["x", "y"]


class TestGoesRound:
    def test_below_oneself(self):
        assert goes_round("a", "c", PARENTS)
        assert goes_round("a", "a", PARENTS)
        assert not goes_round("c", "other", PARENTS)
        assert not goes_round("a", None, PARENTS)


class TestBelow:
    def test_with_all_that_is_under_it(self):
        assert below("a", PARENTS) == {"a", "b", "c"}
        assert below("nothing", PARENTS) == {"nothing"}


class TestPath:
    def test_from_the_top(self):
        assert path("b", TREE) == ["Board", "Sales", "North"]
        assert path(None, TREE) == path("gone", TREE) == []
        assert parents_of(TREE)["b"] == "a"


class TestHeadOf:
    def test_of_ones_department_or_the_one_above(self):
        assert head_of("noah", "b", TREE) == "mei"
        assert head_of("mei", "b", TREE) == "ada"
        assert head_of("noah", "a", TREE) == "ada"
        assert head_of("ada", "top", TREE) is None
        assert head_of("ada", None, TREE) is None
