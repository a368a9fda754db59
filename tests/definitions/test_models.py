"""The grammar: what a model takes, and what it doesn't."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from definitions.models import (
    About,
    HttpTask,
    RaiseTask,
    SetTask,
    SwitchCase,
    Task,
    WaitTask,
)

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
            {"name": "One"},
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

    def test_is_immutable(self):
        with pytest.raises(ValidationError):
            About.model_validate(ABOUT).name = "two"  # pyright: ignore[reportAttributeAccessIssue]


class TestTask:
    @pytest.mark.parametrize("given", [".a > 1", "${ .a }", True, False])
    def test_conditions(self, given):
        assert Task.model_validate({"if": given}).if_ == given

    @pytest.mark.parametrize(
        "given",
        [
            {"if": 1},
            {"if": {}},
            {"if_": ".a"},
            {"input": {"from": 5}},
            {"input": {"from_": "."}},
            {"output": {"as": []}},
            {"export": "."},
            {"then": ["a"]},
            {"metadata": "x"},
            {"timeout": 5},
        ],
    )
    def test_what_is_none(self, given):
        with pytest.raises(ValidationError):
            Task.model_validate(given)


class TestKinds:
    @pytest.mark.parametrize(
        ("model", "given"),
        [
            (SetTask, {"set": {"a": 1}}),
            (SetTask, {"set": "${ . }"}),
            (WaitTask, {"wait": "PT5M"}),
            (WaitTask, {"wait": {"minutes": 5}}),
            (WaitTask, {"wait": "${ .pause }"}),
            (RaiseTask, {"raise": {"error": "late"}}),
            (RaiseTask, {"raise": {"error": {"type": "x", "status": 400}}}),
            (SwitchCase, {"then": "end"}),
            (
                HttpTask,
                {"call": "http", "with": {"method": "get", "endpoint": "https://a.example"}},
            ),
            (
                HttpTask,
                {
                    "call": "http",
                    "with": {
                        "method": "get",
                        "endpoint": {"uri": "https://a.example", "authentication": {"use": "x"}},
                        "headers": "${ .headers }",
                        "query": {"a": 1},
                        "body": [1, None],
                        "output": "response",
                        "redirect": "${ .follow }",
                    },
                },
            ),
        ],
    )
    def test_taken(self, model, given):
        assert model.model_validate(given)

    @pytest.mark.parametrize(
        ("model", "given"),
        [
            (SetTask, {"set": ".bare"}),
            (SetTask, {"set": []}),
            (WaitTask, {"wait": 5}),
            (WaitTask, {"wait": "soon"}),
            (WaitTask, {"wait": {}}),
            (RaiseTask, {"raise": "late"}),
            (RaiseTask, {"raise": {"error": 5}}),
            (RaiseTask, {"raise": {"error": {"type": "x", "status": "400"}}}),
            (RaiseTask, {"raise": {"error": {"type": "x", "status": True}}}),
            (SwitchCase, {"when": ".a"}),
            (HttpTask, {"call": "http"}),
            (HttpTask, {"call": "http", "with": {"method": "get", "endpoint": 5}}),
            (HttpTask, {"call": "http", "with": {"method": "get", "endpoint": {}}}),
            (
                HttpTask,
                {"call": "http", "with": {"method": "get", "endpoint": "x", "redirect": "yes"}},
            ),
            (
                HttpTask,
                {"call": "http", "with": {"method": "get", "endpoint": "x", "output": "all"}},
            ),
            (
                HttpTask,
                {"call": "http", "with": {"method": "get", "endpoint": "x", "headers": "a: b"}},
            ),
        ],
    )
    def test_refused(self, model, given):
        with pytest.raises(ValidationError):
            model.model_validate(given)
