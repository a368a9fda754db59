"""The difference of two documents: every edit is found, and said for what it is."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, UnsetType

from definitions.difference import FieldChange, TaskChange, between_versions, difference
from definitions.values import Json, JsonObject, canonical

NOTHING = {"tasks": [], "fields": []}

# Few names and values, so that two documents have something in common.
NAMES = st.sampled_from(["a", "b", "c", "do", "x/y", "~1", "", "☃"])
LEAVES = st.sampled_from([None, True, False, 0, 1, 1.0, -1, "", "1", "a", "☃", 10**30])
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


def _tasks(inner: st.SearchStrategy[list[Json]]) -> st.SearchStrategy[Json]:
    return st.one_of(
        st.builds(lambda value: {"set": value}, LEAVES),
        st.builds(lambda value, then: {"wait": value, "then": then}, LEAVES, NAMES),
        st.builds(lambda tasks: {"do": tasks}, inner),
        st.builds(lambda tasks, caught: {"try": tasks, "catch": {"do": caught}}, inner, inner),
        st.builds(lambda tasks: {"fork": {"branches": tasks, "compete": True}}, inner),
        st.builds(lambda tasks: {"for": {"in": "."}, "do": tasks}, inner),
        st.builds(lambda cases: {"switch": cases}, st.lists(st.dictionaries(NAMES, LEAVES))),
        VALUES,
    )


LISTS = st.recursive(
    st.just([]),
    lambda inner: st.lists(
        st.builds(lambda name, task: {name: task}, NAMES, _tasks(inner)), max_size=4
    ),
    max_leaves=8,
)
DOCUMENTS = st.fixed_dictionaries(
    {"do": LISTS | VALUES},
    optional={
        "document": VALUES,
        "use": VALUES
        | st.builds(lambda tasks: {"functions": tasks}, st.dictionaries(NAMES, VALUES)),
        "input": VALUES,
    },
)


class TestWhatever:
    @given(DOCUMENTS | VALUES)
    def test_nothing_between_a_document_and_itself(self, document: Json):
        found = difference(document, copy.deepcopy(document))
        assert not found
        assert found.to_json() == NOTHING

    @given(DOCUMENTS | VALUES, DOCUMENTS | VALUES)
    def test_it_sees_what_the_content_hash_sees(self, old: Json, new: Json):
        assert bool(difference(old, new)) is (canonical(old) != canonical(new))

    @given(DOCUMENTS, DOCUMENTS)
    def test_every_task_is_told_once(self, old: Json, new: Json):
        tasks = difference(old, new).tasks
        for place in ("from_", "to"):
            told = [getattr(task, place) for task in tasks]
            assert len([one for one in told if one]) == len({one for one in told if one})
        for task in tasks:
            pointers = [field.pointer for field in task.fields]
            assert len(pointers) == len(set(pointers))

    @given(DOCUMENTS, DOCUMENTS)
    def test_the_way_back_is_the_same_way(self, old: Json, new: Json):
        there, back = difference(old, new), difference(new, old)
        assert _count(there.tasks, "added") == _count(back.tasks, "removed")
        assert _count(there.tasks, "removed") == _count(back.tasks, "added")

    def test_deep_documents(self):
        deep: Json = {"wait": 1}
        for _ in range(33):
            deep = {"do": [{"a": deep}]}
        assert not difference(deep, copy.deepcopy(deep))
        (gone,) = difference(deep, {"do": []}).tasks[:1]
        assert gone.changes == ["removed"]

    def test_many_tasks_in_another_order(self):
        tasks: list[Json] = [{f"t{number}": {"set": {"x": number}}} for number in range(2000)]
        found = difference({"do": tasks}, {"do": tasks[1:] + tasks[:1]})
        assert [task.name for task in found.tasks] == ["t0"]


def _count(tasks: list[TaskChange], change: str) -> int:
    return sum(change in task.changes for task in tasks)


def process(*tasks: JsonObject, **more: Json) -> JsonObject:
    return {"document": {"name": "p", "version": "1.0.0"}, "do": [*tasks], **more}


PRICE: JsonObject = {"price": {"set": {"total": 1}, "then": "book"}}
BOOK: JsonObject = {"book": {"call": "http", "with": {"method": "get", "endpoint": "u"}}}
PAUSE: JsonObject = {"pause": {"wait": "PT1M"}}


def told(old: JsonObject, new: JsonObject) -> list[tuple[str, list[str]]]:
    found = difference(old, new)
    assert found.fields == []
    return [(task.name, task.changes) for task in found.tasks]


class TestTasks:
    def test_added(self):
        found = difference(process(PRICE, BOOK), process(PRICE, PAUSE, BOOK))
        assert found.tasks == [TaskChange("pause", ["added"], to="/do/1/pause")]

    def test_removed(self):
        found = difference(process(PRICE, PAUSE, BOOK), process(PRICE, BOOK))
        assert found.tasks == [TaskChange("pause", ["removed"], from_="/do/1/pause")]

    def test_moved_in_its_list(self):
        found = difference(process(PRICE, PAUSE, BOOK), process(PAUSE, BOOK, PRICE))
        assert found.tasks == [TaskChange("price", ["moved"], "/do/0/price", "/do/2/price")]

    def test_moved_into_another_list(self):
        block: JsonObject = {"block": {"do": [PAUSE]}}
        assert told(process(PRICE, BOOK, PAUSE), process(PRICE, BOOK, block)) == [
            ("block", ["added"]),
            ("pause", ["moved"]),
        ]

    def test_moved_and_changed(self):
        other: JsonObject = {"pause": {"wait": "PT2M"}}
        found = difference(process(PAUSE), process({"block": {"do": [other]}}))
        assert found.tasks[1] == TaskChange(
            "pause",
            ["moved", "changed"],
            "/do/0/pause",
            "/do/0/block/do/0/pause",
            fields=[FieldChange("/wait", "PT1M", "PT2M")],
        )

    def test_a_block_moves_with_all_that_is_in_it(self):
        block: JsonObject = {"block": {"do": [PAUSE, BOOK]}}
        assert told(process(block, PRICE), process({"outer": {"do": [block]}}, PRICE)) == [
            ("outer", ["added"]),
            ("block", ["moved"]),
        ]

    def test_renamed(self):
        other: JsonObject = {"rest": PAUSE["pause"]}
        found = difference(process(PRICE, PAUSE), process(PRICE, other))
        assert found.tasks == [
            TaskChange("rest", ["renamed"], "/do/1/pause", "/do/1/rest", "pause")
        ]

    def test_another_kind_under_the_same_name_has_changed(self):
        other: JsonObject = {"pause": {"set": {}}}
        assert told(process(PAUSE), process(other)) == [("pause", ["changed"])]

    def test_a_block_that_goes_takes_what_is_in_it(self):
        block: JsonObject = {"block": {"do": [PAUSE]}}
        assert told(process(PRICE, block), process(PRICE)) == [
            ("block", ["removed"]),
            ("pause", ["removed"]),
        ]

    @pytest.mark.parametrize(
        "path",
        [["do"], ["try"], ["catch", "do"], ["fork", "branches"], ["foreach", "do"]],
        ids="-".join,
    )
    def test_wherever_tasks_stand(self, path: list[str]):
        def inside(*tasks: Json) -> JsonObject:
            value: Json = [*tasks]
            for step in reversed(path):
                value = {step: value}
            return process({"outer": value})

        found = difference(inside(PRICE), inside(PRICE, PAUSE))
        pointer = f"/do/0/outer/{'/'.join(path)}/1/pause"
        assert found.tasks == [TaskChange("pause", ["added"], to=pointer)]

    def test_functions_have_no_order(self):
        both: JsonObject = {"f": PAUSE["pause"], "g": BOOK["book"]}
        turned: JsonObject = {"g": BOOK["book"], "f": {"wait": "PT2M"}}
        old, new = process(use={"functions": both}), process(use={"functions": turned})
        assert told(old, new) == [("f", ["changed"])]

    def test_the_place_of_a_neighbour_is_no_change(self):
        assert told(process(PAUSE, PRICE), process(PRICE)) == [("pause", ["removed"])]


def fields(old: Json, new: Json) -> list[tuple[str, Json | UnsetType, Json | UnsetType]]:
    found = difference(process({"t": {"set": old}}), process({"t": {"set": new}}))
    return [
        (change.pointer.removeprefix("/set"), change.old, change.new)
        for task in found.tasks
        for change in task.fields
    ]


class TestFields:
    def test_one_by_one(self):
        old: Json = {"a": 1, "b": {"c": [1, 2], "d/e": None}, "gone": {}}
        new: Json = {"b": {"c": [1, 3], "d/e": False}, "a": 1, "new": []}
        assert fields(old, new) == [
            ("/b/c/1", 2, 3),
            ("/b/d~1e", None, False),
            ("/gone", {}, UNSET),
            ("/new", UNSET, []),
        ]

    @pytest.mark.parametrize(
        ("old", "new"), [(1, 1.0), (1, True), (0, False), ("1", 1), ({}, []), (None, "null")]
    )
    def test_what_python_takes_for_alike(self, old: Json, new: Json):
        assert fields(old, new) == [("", old, new)]

    def test_in_the_middle_of_a_list(self):
        assert fields([1, 2, 3, 4], [1, 9, 2, 3, 4]) == [("/1", UNSET, 9)]
        assert fields([1, 2, 3, 4], [1, 4]) == [("/1", 2, UNSET), ("/2", 3, UNSET)]

    def test_cases_of_a_switch_go_by_name(self):
        old: Json = [{"a": {"when": 1}}, {"b": {"when": 2}}]
        new: Json = [{"c": {}}, {"a": {"when": 1}}, {"b": {"when": 3}}]
        assert fields(old, new) == [("/2/b/when", 2, 3), ("/0/c", UNSET, {})]

    def test_the_order_of_cases(self):
        assert fields([{"a": 1}, {"b": 2}], [{"b": 2}, {"a": 1}]) == [("", ["a", "b"], ["b", "a"])]

    def test_of_the_document(self):
        old = process(PAUSE, input={"schema": {"document": {"type": "object"}}})
        new = process(PAUSE, use={"secrets": ["s"]})
        found = difference(old, new)
        assert found.tasks == []
        assert found.to_json()["fields"] == [
            {"pointer": "/input", "old": {"schema": {"document": {"type": "object"}}}},
            {"pointer": "/use", "new": {"secrets": ["s"]}},
        ]


class TestVersions:
    def test_that_the_version_is_another_goes_without_saying(self):
        old, new = process(PAUSE), process(PAUSE)
        new["document"] = {"name": "p", "version": "1.1.0"}
        assert difference(old, new).fields == [FieldChange("/document/version", "1.0.0", "1.1.0")]
        assert not between_versions(old, new)

    def test_all_else_is_told(self):
        old, new = process(PAUSE), process(PRICE)
        new["document"] = {"name": "q", "version": "1.1.0"}
        found = between_versions(old, new)
        assert [task.changes for task in found.tasks] == [["added"], ["removed"]]
        assert found.fields == [FieldChange("/document/name", "p", "q")]
