"""The modal of a decision: its fields as Slack has them, and what comes back."""

from __future__ import annotations

import json

import pytest

from channels import words
from channels.fields import UnreadableError, filled, simple
from channels.modal import Modal
from channels.said import Decision
from channels.slack import limits, modal

APPROVE = Decision(name="approve", label="Approve", style="primary", comment="optional")
FORM = {
    "type": "object",
    "required": ["sum"],
    "properties": {
        "sum": {"type": "number", "title": "Sum", "description": "In euro"},
        "count": {"type": "integer"},
        "sort": {"enum": ["new", 2, None, ""]},
        "urgent": {"type": "boolean", "default": True},
        "why": {"type": "string", "format": "textarea"},
        "who": {"type": "string"},
    },
}


def written(form=FORM, values=None, **decision):
    fields = simple(form, values or {})
    chosen = Decision(
        **{"name": "approve", "label": "Approve", "style": "primary", "comment": "optional"}
        | decision
    )
    made = Modal(subject="Laptop", decision=chosen, fields=fields, token="t", words=words.of("en"))
    return fields, modal.write(made)


def inputs(view):
    return {one["block_id"]: one for one in view["blocks"] if one["type"] == "input"}


class TestWrite:
    def test_each_kind_has_its_element(self):
        _, view = written()
        kinds = [one["element"]["type"] for one in inputs(view).values()]
        assert kinds == [
            "number_input",
            "number_input",
            "static_select",
            "checkboxes",
            "plain_text_input",
            "plain_text_input",
            "plain_text_input",
        ]
        shown = inputs(view)
        assert shown["field/0"]["element"]["is_decimal_allowed"] is True
        assert shown["field/1"]["element"]["is_decimal_allowed"] is False
        assert shown["field/0"]["hint"]["text"] == "In euro"
        assert [one["optional"] for one in shown.values()] == [False, *[True] * 6]
        assert (view["callback_id"], view["private_metadata"]) == ("decide", "t")

    def test_what_stands_there_already(self):
        _, view = written(values={"sum": 12.5, "sort": 2, "urgent": False, "why": "So"})
        shown = {name: one["element"] for name, one in inputs(view).items()}
        assert shown["field/0"]["initial_value"] == "12.5"
        assert shown["field/2"]["initial_option"]["value"] == "1"
        assert "initial_options" not in shown["field/3"]
        assert shown["field/4"]["initial_value"] == "So"
        assert "initial_value" not in shown["field/5"]

    @pytest.mark.parametrize(
        ("comment", "optional"), [("none", None), ("optional", True), ("required", False)]
    )
    def test_a_comment_as_its_author_wants_it(self, comment, optional):
        _, view = written(None, comment=comment)
        [*found] = inputs(view).values()
        assert [one["optional"] for one in found] == ([] if optional is None else [optional])

    def test_inside_of_what_slack_takes(self):
        long = "ض" * 5_000
        properties = {f"f{n}": {"type": "string", "title": long, "description": long} for n in "ab"}
        fields, view = written({"type": "object", "properties": properties}, label=long)
        assert modal.fits(fields)
        assert len(view["title"]["text"]) == limits.VIEW_TITLE
        for one in inputs(view).values():
            assert len(one["label"]["text"]) <= limits.LABEL
        assert "mrkdwn" not in json.dumps(view)


class TestFits:
    def test_what_needs_the_portal(self):
        assert not modal.fits(None)
        assert modal.fits([])
        many = {f"f{n}": {"type": "string"} for n in range(99)}
        assert not modal.fits(simple({"properties": many}, {}))
        assert not modal.fits(simple({"properties": {"a": {"enum": [*range(101)]}}}, {}))
        long = {"properties": {"a": {"type": "string"}}}
        assert not modal.fits(simple(long, {"a": "x" * 3_001}))


def state(**elements):
    return {name.replace("_", "/"): {"value": one} for name, one in elements.items()}


class TestRead:
    def test_what_was_filled_in(self):
        fields, _ = written()
        sent = state(
            field_0={"type": "number_input", "value": "12.5"},
            field_1={"type": "number_input", "value": None},
            field_2={"type": "static_select", "selected_option": {"value": "1"}},
            field_3={"type": "checkboxes", "selected_options": []},
            field_4={"type": "plain_text_input", "value": "So\nit is"},
            comment={"type": "plain_text_input", "value": " Fine "},
        )
        found = modal.read(sent, fields)
        assert found.comment == "Fine"
        assert filled(fields, found.fields) == {
            "sum": 12.5,
            "sort": 2,
            "urgent": False,
            "why": "So\nit is",
        }

    @pytest.mark.parametrize(
        "values", [None, [], {}, {"field/0": 1}, {"field/0": {"value": []}}, {"comment": "x"}]
    )
    def test_what_is_not_of_its_shape(self, values):
        fields, _ = written()
        assert modal.read(values, fields).comment == ""
        assert filled(fields, modal.read(values, fields).fields) == {"urgent": False}

    def test_a_choice_that_there_is_not(self):
        fields, _ = written()
        sent = state(field_2={"type": "static_select", "selected_option": {"value": "77"}})
        with pytest.raises(UnreadableError):
            filled(fields, modal.read(sent, fields).fields)


class TestFaults:
    def test_at_the_field_or_at_the_comment(self):
        fields, _ = written()
        assert modal.faults({"Sum": "No number.", "?": "Say why."}, fields) == {
            "response_action": "errors",
            "errors": {"field/0": "No number.", "comment": "Say why."},
        }
