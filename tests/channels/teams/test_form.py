"""The form of a decision: its fields as Teams has them, and what comes back.

What Teams takes, with its pages, is in tests/standins/teams/{cards,elements}.py.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels import words
from channels.fields import Field, UnreadableError, filled, simple
from channels.modal import Filled, Modal
from channels.said import Decision
from channels.teams import card, form, limits
from tests.standins.teams.cards import actions, inputs, parts, teams_faults

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


def modal(fields, language="en", **decision):
    usual = {"name": "approve", "label": "Approve", "style": "primary", "comment": "optional"}
    return Modal(
        subject="Laptop",
        decision=Decision(**usual | decision),
        fields=fields,
        token="t",
        words=words.of(language),
        language=language,
    )


def written(values=None, schema=FORM, **decision):
    fields = simple(schema, values or {})
    return fields, form.write(modal(fields, **decision))


def shown(made):
    return {one["id"]: one for one in inputs(made)}


class TestWrite:
    def test_each_kind_has_its_input(self):
        _, made = written()
        assert teams_faults(made) == []
        assert [one["type"] for one in inputs(made)] == [
            "Input.Number",
            "Input.Number",
            "Input.ChoiceSet",
            "Input.Toggle",
            "Input.Text",
            "Input.Text",
            "Input.Text",
        ]
        found = shown(made)
        assert [one.get("isRequired") for one in found.values()] == [True, *[None] * 6]
        assert (found["field/4"]["isMultiline"], "isMultiline" in found["field/5"]) == (True, False)
        assert "In euro" in json.dumps(made)

    def test_submitted_or_left(self):
        submit, cancel = written()[1]["actions"]
        assert (submit["verb"], submit["data"]) == ("submit", {"token": "t"})
        assert (cancel["verb"], cancel["data"]) == ("refresh", {"token": "t"})
        # Else nobody could leave a form that is half filled in.
        assert cancel["associatedInputs"] == "none"

    def test_of_a_process(self):
        made = form.write(modal([], name="start", comment="none"), verb=card.BEGIN)
        submit, cancel = made["actions"]
        assert (submit["verb"], submit["data"]) == ("begin", {"token": "t"})
        assert (cancel["verb"], cancel["data"]) == ("start", {})

    def test_what_stands_there_already(self):
        _, made = written({"sum": 12.5, "sort": 2, "urgent": False, "why": "So"})
        values = {name: one.get("value") for name, one in shown(made).items()}
        assert values == {
            "field/0": 12.5,
            "field/1": None,
            "field/2": "1",
            "field/3": "no",
            "field/4": "So",
            "field/5": None,
            "comment": None,
        }

    @pytest.mark.parametrize(
        ("comment", "required"), [("none", None), ("optional", False), ("required", True)]
    )
    def test_a_comment_as_its_author_wants_it(self, comment, required):
        _, made = written(schema=None, comment=comment)
        found = [one.get("isRequired", False) for one in inputs(made)]
        assert found == ([] if required is None else [required])

    def test_nothing_of_theirs_stands_where_marks_are_read(self):
        harm = "<at>x</at> **[y](https://x.example)**"
        properties = {
            "a": {"type": "boolean", "title": harm, "description": harm},
            "b": {"enum": [harm], "title": harm},
        }
        fields = simple({"properties": properties}, {})
        made = form.write(modal(fields, label=harm), wrong={harm: harm})
        assert teams_faults(made) == []
        assert not {one["type"] for one in parts(made)} & {"TextBlock", "FactSet"}
        toggle, choice, _ = inputs(made)
        assert (toggle["title"], choice["style"]) == ("Yes", "compact")


class TestWrong:
    def test_at_the_field_or_at_the_comment(self):
        fields, _ = written()
        told = Filled("Fine", {"field.sum": "7", "field.why": "So", "field.sort": "77"})
        made = form.write(
            modal(fields, "ar"), wrong={"Sum": "Too much.", "?": "Say why."}, filled=told
        )
        assert teams_faults(made) == []
        order = [one.get("id") or one["inlines"][0]["text"] for one in made["body"]]
        assert order[1:3] == ["Too much.", "In euro"]
        assert order[-2:] == ["Say why.", "comment"]
        values = {name: one.get("value") for name, one in shown(made).items()}
        assert (values["field/0"], values["field/4"], values["comment"]) == (7, "So", "Fine")
        assert (values["field/2"], values["field/3"]) == (None, "no")

    @pytest.mark.parametrize("sent", ["much", "nan", "1e999", "", "9" * 5_000])
    def test_a_number_that_is_none(self, sent):
        fields, _ = written()
        made = form.write(modal(fields), filled=Filled("", {"field.sum": sent}))
        assert "value" not in shown(made)["field/0"]


class TestFits:
    def test_what_needs_the_portal(self):
        assert not form.fits(None)
        assert form.fits([])
        assert form.fits(simple(FORM, {}))
        many = {f"f{n}": {"type": "string"} for n in range(99)}
        assert not form.fits(simple({"properties": many}, {}))
        assert not form.fits(simple({"properties": {"a": {"enum": [*range(101)]}}}, {}))
        one = {"properties": {"a": {"type": "string"}}}
        assert form.fits(simple(one, {"a": "x" * 1_000}))
        assert not form.fits(simple(one, {"a": "x" * 3_001}))
        wide = {f"f{n}": {"type": "boolean", "title": "ض" * 300} for n in range(40)}
        assert not form.fits(simple({"properties": wide}, {}))


FIELD = st.builds(
    Field,
    st.text(min_size=1, max_size=20),
    st.text(max_size=400),
    st.text(max_size=700),
    st.sampled_from(["text", "long", "number", "integer", "yes", "choice"]),
    st.booleans(),
    st.none() | st.integers() | st.text(max_size=500) | st.booleans(),
    st.lists(st.tuples(st.integers(), st.text(max_size=200)), min_size=1, max_size=30),
)


class TestAny:
    @settings(max_examples=60)
    @given(st.lists(FIELD, max_size=12), st.text(), st.sampled_from(["\U0001f600", "\x01", "ض"]))
    def test_what_fits_is_a_card_also_when_it_is_full(self, fields, label, one):
        if not form.fits(fields):
            return
        full = Filled(one * 3_000, {field.id: one * 3_000 for field in fields})
        asked = modal(fields, "ar", label=label, comment="required")
        for told in (None, full):
            made = form.write(asked, wrong={"?": one * 900}, filled=told)
            assert teams_faults(made) == []
            assert limits.size(made) <= limits.CARD


class TestRead:
    def test_what_was_filled_in(self):
        fields, _ = written()
        sent = {
            "token": "t",
            "field/0": "12,5",
            "field/1": 3,
            "field/2": "1",
            "field/3": "no",
            "field/4": "So\nit is",
            "comment": " Fine ",
        }
        found = form.read(sent, fields)
        assert found.comment == "Fine"
        assert filled(fields, found.fields) == {
            "sum": 12.5,
            "count": 3,
            "sort": 2,
            "urgent": False,
            "why": "So\nit is",
        }

    def test_what_was_left_alone_comes_back_as_it_was(self):
        values = {"sum": 12.5, "sort": 2, "urgent": True, "why": "So"}
        fields, made = written(values)
        sent = {name: str(one["value"]) for name, one in shown(made).items() if "value" in one}
        assert filled(fields, form.read(sent, fields).fields) == values

    @pytest.mark.parametrize(
        "data", [None, [], "x", {}, {"field/0": {}}, {"field/0": True, "comment": []}]
    )
    def test_what_is_not_of_its_shape(self, data):
        fields, _ = written()
        assert form.read(data, fields).comment == ""
        assert filled(fields, form.read(data, fields).fields) == {"urgent": False}

    @pytest.mark.parametrize(("sent", "value"), [(3.0, 3), (2.5, 2.5), ("4", 4.0)])
    def test_numbers_as_clients_like(self, sent, value):
        fields, _ = written()
        assert filled(fields, form.read({"field/0": sent}, fields).fields)["sum"] == value

    def test_a_choice_that_there_is_not(self):
        fields, _ = written()
        with pytest.raises(UnreadableError):
            filled(fields, form.read({"field/2": "77"}, fields).fields)


def test_every_action_comes_back_from_old_clients_too():
    for one in actions(written()[1]):
        assert one["fallback"]["data"]["verb"] == one["verb"]
