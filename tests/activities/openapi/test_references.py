"""References inside a description: followed, bounded, never out of it."""

from __future__ import annotations

import pytest

from activities.openapi.references import HOPS, Description
from definitions.errors import ProblemError, same_type
from definitions.values import Json, JsonObject

ROOT: JsonObject = {
    "a": {"b": [{"c": 1}], "x/y": {"~z": 2}, "": 3, "ü b": 4},
    "one": {"$ref": "#/two"},
    "two": {"$ref": "#/a/b/0"},
    "circle": {"$ref": "#/circle"},
    "round": {"$ref": "#/about"},
    "about": {"$ref": "#/round"},
    "inside": {"$ref": "#/inside/more"},
}


def at(reference: Json) -> Json:
    return Description(ROOT).resolved({"$ref": reference})


class TestResolved:
    @pytest.mark.parametrize(
        ("reference", "value"),
        [
            ("#/a/b/0/c", 1),
            ("#/a/x~1y/~0z", 2),
            ("#/a/", 3),
            ("#/a/%C3%BC%20b", 4),
            ("#/one", {"c": 1}),
        ],
    )
    def test_follows(self, reference: str, value: Json) -> None:
        assert at(reference) == value

    def test_the_whole(self) -> None:
        assert at("#") == ROOT

    @pytest.mark.parametrize("value", [None, 1, "#/a", [], {}, {"$ref": 1}])
    def test_what_is_none_stays(self, value: Json) -> None:
        assert Description(ROOT).resolved(value) == value

    @pytest.mark.parametrize(
        "reference",
        [
            "#/b",
            "#/a/b/1",
            "#/a/b/-1",
            "#/a/b/x",
            "#/a/b/0/c/d",
            "#/circle",
            "#/round",
            "#/inside",
            "other.yaml#/a",
            "https://evil.example/x",
            "/a",
            "",
            "a" * 10000,
        ],
    )
    def test_what_leads_nowhere(self, reference: str) -> None:
        with pytest.raises(ProblemError) as caught:
            at(reference)
        assert same_type(caught.value.problem.type, "configuration")
        assert len(caught.value.problem.detail or "") < 300

    def test_a_long_chain_ends(self) -> None:
        chain: JsonObject = {str(n): {"$ref": f"#/{n + 1}"} for n in range(HOPS + 1)}
        with pytest.raises(ProblemError):
            Description(chain).resolved({"$ref": "#/0"})


class TestMap:
    def test_follows_on_the_way(self) -> None:
        assert Description(ROOT).map({"x": {"$ref": "#/a"}}, "x", "x/y") == {"~z": 2}

    @pytest.mark.parametrize("value", [None, 1, "x", [], {"x": 1}])
    def test_what_is_no_map_is_empty(self, value: Json) -> None:
        assert Description(ROOT).map(value, "x", "y") == {}
