"""The document itself, `use` and `schedule`."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from definitions.models import About
from tests.definitions.models.faulted import of_document, refused, taken

ABOUT = {"dsl": "1.0.3", "namespace": "demo", "name": "one", "version": "1.0.0"}


class TestAbout:
    @pytest.mark.parametrize(
        "version", ["0.0.0", "1.2.3", "1.0.0-rc.1", "1.0.0+7", "10.20.30-a-b.c"]
    )
    def test_versions(self, version):
        assert About.model_validate({**ABOUT, "version": version}).version == version

    @pytest.mark.parametrize(
        "change",
        [
            {"version": "1.0"},
            {"version": "01.0.0"},
            {"version": "1.0.0\n"},
            {"version": 1},
            {"name": "-a"},
            {"name": "a_b"},
            {"name": "a" * 64},
            {"name": ""},
            {"name": "\u0430"},
            {"namespace": "a.b"},
            {"dsl": "2.0.0"},
            {"dsl": "1.0"},
            {"dsl": 1.0},
            {"title": 5},
            {"tags": []},
            {"more": 1},
            {"version": "1.0.\u0661"},
        ],
    )
    def test_what_is_none(self, change):
        with pytest.raises(ValidationError):
            About.model_validate({**ABOUT, **change})

    @pytest.mark.parametrize("name", ["One", "A", "a-B-9", "9", "a" * 63])
    def test_names(self, name):
        assert About.model_validate({**ABOUT, "name": name, "namespace": name}).name == name

    def test_is_immutable(self):
        with pytest.raises(ValidationError):
            About.model_validate(ABOUT).name = "two"  # pyright: ignore[reportAttributeAccessIssue]


class TestDocument:
    @pytest.mark.parametrize("text", taken("document"))
    def test_taken(self, text):
        assert of_document(f"do: []\n{text}\n") == []

    @pytest.mark.parametrize(("text", "fault"), refused("document"))
    def test_refused(self, text, fault):
        assert of_document(f"do: []\n{text}\n") == [fault]

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("", ("missing", "")),
            ("do: {}", ("wrong-type", "/do")),
            ("do: null", ("wrong-type", "/do")),
        ],
    )
    def test_its_tasks(self, text, fault):
        assert of_document(text) == [fault]
