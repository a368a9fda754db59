"""The styles of OpenAPI 3, by the table of its own examples."""

from __future__ import annotations

import pytest

from activities.openapi.operations import Parameter
from activities.openapi.styles import cookie_pair, header_value, path_segment, query_pairs
from definitions.errors import ProblemError
from definitions.values import Json

ARRAY: Json = ["blue", "black", "brown"]
OBJECT: Json = {"R": 100, "G": 200, "B": 150}


def parameter(place: str, style: str, *, explode: bool = False, **more: object) -> Parameter:
    return Parameter("color", place, False, style, explode, **more)  # type: ignore[arg-type]


class TestPath:
    @pytest.mark.parametrize(
        ("style", "explode", "array", "object_"),
        [
            ("simple", False, "blue,black,brown", "R,100,G,200,B,150"),
            ("simple", True, "blue,black,brown", "R=100,G=200,B=150"),
            ("label", False, ".blue,black,brown", ".R,100,G,200,B,150"),
            ("label", True, ".blue.black.brown", ".R=100.G=200.B=150"),
            ("matrix", False, ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
            ("matrix", True, ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"),
        ],
    )
    def test_styles(self, style: str, explode: bool, array: str, object_: str) -> None:  # noqa: FBT001
        given = parameter("path", style, explode=explode)
        assert path_segment(given, ARRAY) == array
        assert path_segment(given, OBJECT) == object_

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("A 1", "A%201"),
            ("a/../b", "a%2F..%2Fb"),
            ("?#;", "%3F%23%3B"),
            (True, "true"),
            (5, "5"),
            ("ü", "%C3%BC"),
            ("\ud800", "%3F"),
            ("a\r\nb", "a%0D%0Ab"),
        ],
    )
    def test_nothing_leaves_its_segment(self, value: Json, text: str) -> None:
        assert path_segment(parameter("path", "simple"), value) == text


class TestQuery:
    @pytest.mark.parametrize(
        ("style", "explode", "separator", "array", "object_"),
        [
            ("form", True, ",", "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
            ("form", False, ",", "color=blue,black,brown", "color=R,100,G,200,B,150"),
            ("spaceDelimited", False, " ", "color=blue%20black%20brown", None),
            ("pipeDelimited", False, "|", "color=blue%7Cblack%7Cbrown", None),
            ("deepObject", True, ",", None, "color[R]=100&color[G]=200&color[B]=150"),
        ],
    )
    def test_styles(
        self,
        style: str,
        explode: bool,  # noqa: FBT001
        separator: str,
        array: str | None,
        object_: str | None,
    ) -> None:
        given = parameter("query", style, explode=explode, separator=separator)
        if array is not None:
            assert "&".join(query_pairs(given, ARRAY)) == array
        if object_ is not None:
            assert "&".join(query_pairs(given, OBJECT)) == object_

    def test_reserved_characters(self) -> None:
        assert query_pairs(parameter("query", "form"), "a/b&c") == ["color=a%2Fb%26c"]
        assert query_pairs(parameter("query", "form", reserved=True), "a/b") == ["color=a/b"]

    def test_json(self) -> None:
        given = parameter("query", "form", as_json=True)
        assert query_pairs(given, {"a": [1]}) == ["color=%7B%22a%22%3A%5B1%5D%7D"]

    def test_null_is_left_out(self) -> None:
        assert query_pairs(parameter("query", "form"), ["a", None]) == ["color=a"]

    @pytest.mark.parametrize("value", [[[1]], {"a": {}}, [{"a": 1}]])
    def test_depth_is_refused(self, value: Json) -> None:
        with pytest.raises(ProblemError):
            query_pairs(parameter("query", "form"), value)


class TestOthers:
    def test_headers(self) -> None:
        assert header_value(parameter("header", "simple"), ARRAY) == "blue,black,brown"
        assert header_value(parameter("header", "simple"), OBJECT) == "R,100,G,200,B,150"
        exploded = parameter("header", "simple", explode=True)
        assert header_value(exploded, OBJECT) == "R=100,G=200,B=150"
        assert header_value(parameter("header", "simple"), "a b") == "a b"

    def test_cookies(self) -> None:
        assert cookie_pair(parameter("cookie", "form"), "a;b") == "color=a%3Bb"
        assert cookie_pair(parameter("cookie", "form"), ARRAY) == "color=blue,black,brown"
        assert cookie_pair(parameter("cookie", "form"), OBJECT) == "color=R,100,G,200,B,150"
