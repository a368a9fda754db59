"""Placeholders of endpoints."""

from __future__ import annotations

import pytest

from definitions import jq
from definitions.jq import Budget, JqError
from definitions.uri import UriError, as_expression, expand, strange_placeholders


class TestExpand:
    @pytest.mark.parametrize(
        ("value", "path"),
        [
            ("7", "7"),
            (7, "7"),
            (True, "true"),
            (1.5, "1.5"),
            (None, ""),
            ("", ""),
            ("a b/c?d#e&f", "a%20b%2Fc%3Fd%23e%26f"),
            ("../..", "..%2F.."),
            ("é😀", "%C3%A9%F0%9F%98%80"),
            ("@evil.example", "%40evil.example"),
            ("{id}", "%7Bid%7D"),
            ("a\r\nb", "a%0D%0Ab"),
        ],
    )
    def test_fills(self, value, path):
        assert (
            expand("https://example.com/{id}/x", {"id": value}) == f"https://example.com/{path}/x"
        )

    @pytest.mark.parametrize("value", [{"id": {}}, {"id": []}])
    def test_what_cannot_be_filled(self, value):
        with pytest.raises(UriError, match="'id'"):
            expand("https://example.com/{id}", value)

    @pytest.mark.parametrize("value", [{"ID": 1}, {}, None, [], "id", 5, {"id": None}])
    def test_what_is_not_there_is_nothing(self, value):
        assert expand("https://example.com/{id}/x", value) == "https://example.com//x"

    def test_several(self):
        assert expand("/{a}/{b.c}/{a}", {"a": 1, "b.c": 2}) == "/1/2/1"

    @pytest.mark.parametrize("template", ["/{+a}", "/{?a,b}", "/{}", "/{a b}", "/{", "/}", "/{{a}"])
    def test_other_forms_stay(self, template):
        assert expand(template, {"a": "x"}).replace("x", "{a}") == template


class TestAsExpression:
    @pytest.mark.parametrize(
        "template", ["https://a/{id}", "{a}/{b.c}?q={a}", '/{+x}/\\(1)/"{a}"', "/none", "/{é}{a}"]
    )
    @pytest.mark.parametrize("value", [{"id": "x/ü y", "a": 5, "b.c": True}, {}, None, {"a": None}])
    def test_it_fills_the_same(self, template, value):
        source = as_expression(template)
        assert jq.compile(source).evaluate(value, {}, Budget()) == [expand(template, value)]

    def test_what_cannot_be_filled(self):
        with pytest.raises(JqError, match="id of the endpoint"):
            jq.compile(as_expression("/{id}")).evaluate({"id": []}, {}, Budget())


class TestStrangePlaceholders:
    def test_are_named(self):
        assert [*strange_placeholders("/{a}/{+b}{?c}")] == ["{+b}", "{?c}"]

    def test_expressions_have_none(self):
        assert [*strange_placeholders('${ "/\\(.a)" + {b: 1}.b }')] == []
