"""Fields that a plain page or a chat can have, and what is filled in there."""

from __future__ import annotations

import pytest

from channels.fields import UnreadableError, filled, simple, told

FORM = {
    "type": "object",
    "required": ["sum"],
    "properties": {
        "sum": {"type": "number", "title": "Sum"},
        "count": {"type": "integer"},
        "sort": {"enum": ["new", 2, None]},
        "size": {"oneOf": [{"const": "s", "title": "Small"}, {"const": "l"}]},
        "urgent": {"type": "boolean", "default": True},
        "why": {"type": "string", "format": "textarea", "description": "In short"},
    },
}


class TestFields:
    def test_what_such_a_page_can_have(self):
        fields = simple(FORM, {"why": "So"})
        assert [one.kind for one in fields] == [
            *("number", "integer", "choice", "choice", "yes", "long")
        ]
        assert [one.required for one in fields] == [True, *[False] * 5]
        assert fields[3].choices == [("s", "Small"), ("l", "l")]
        assert (fields[4].value, fields[5].shown, fields[5].hint) == (True, "So", "In short")

    @pytest.mark.parametrize(
        "form",
        [
            True,
            {"type": "object", "properties": {"a": {"type": "array"}}},
            {"type": "object", "properties": {"a": True}},
            {"type": "object", "properties": []},
            {"type": "object", "properties": {}, "allOf": []},
            {"type": "object", "properties": {"a": {"type": "string", "format": "file"}}},
            {"type": "object", "properties": {"a": {"oneOf": [{"type": "string"}]}}},
        ],
        ids=["true", "list", "any", "odd", "more", "file", "others"],
    )
    def test_what_needs_more(self, form):
        assert simple(form, {}) is None

    def test_no_form(self):
        assert simple(None, {}) == []

    def test_what_was_filled_in(self):
        sent = {"field.sum": " 1,5 ", "field.count": "3", "field.sort": "1", "field.size": "0"}
        fields = simple(FORM, {"why": "So"})
        assert filled(fields, {**sent, "field.why": ""}) == {
            "sum": 1.5,
            "count": 3,
            "sort": 2,
            "size": "s",
            "urgent": False,
            "why": None,
        }
        assert filled(simple(FORM, {}), {}) == {"urgent": False}

    @pytest.mark.parametrize(
        ("name", "sent"),
        [("sum", "much"), ("count", "1.5"), ("sort", "9"), ("sort", "x"), ("size", "-1")],
    )
    def test_what_is_not_of_its_kind(self, name, sent):
        with pytest.raises(UnreadableError):
            filled(simple(FORM, {}), {f"field.{name}": sent})


class TestTold:
    def test_what_was_given_as_people_read_it(self):
        values = {"sum": 12.5, "size": "s", "urgent": True, "why": "", "else": "?"}
        assert told(FORM, values, "Yes") == [("Sum", "12.5"), ("size", "Small"), ("urgent", "Yes")]

    def test_what_needs_more_than_a_line_is_left_out(self):
        form = {"properties": {"rows": {"type": "array"}, "sum": {"type": "number"}, "odd": True}}
        assert told(form, {"rows": [1], "sum": 2, "odd": 3}, "Yes") == [("sum", "2")]

    @pytest.mark.parametrize("form", [None, True, [], {"properties": []}, {}])
    def test_no_form(self, form):
        assert told(form, {"a": 1}, "Yes") == []
