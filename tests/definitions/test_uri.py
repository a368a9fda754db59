"""Placeholders of endpoints."""

from __future__ import annotations

import pytest

from definitions.uri import UriError, expand, strange_placeholders


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

    @pytest.mark.parametrize("value", [{"id": {}}, {"id": []}, {"ID": 1}, {}, None, [], "id", 5])
    def test_what_cannot_be_filled(self, value):
        with pytest.raises(UriError, match="'id'"):
            expand("https://example.com/{id}", value)

    def test_several(self):
        assert expand("/{a}/{b.c}/{a}", {"a": 1, "b.c": 2}) == "/1/2/1"

    @pytest.mark.parametrize("template", ["/{+a}", "/{?a,b}", "/{}", "/{a b}", "/{", "/}", "/{{a}"])
    def test_other_forms_stay(self, template):
        assert expand(template, {"a": "x"}).replace("x", "{a}") == template


class TestStrangePlaceholders:
    def test_are_named(self):
        assert [*strange_placeholders("/{a}/{+b}{?c}")] == ["{+b}", "{?c}"]

    def test_expressions_have_none(self):
        assert [*strange_placeholders('${ "/\\(.a)" + {b: 1}.b }')] == []
