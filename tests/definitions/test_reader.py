"""Texts to workflows, and all that is wrong at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions.diagnostics import MOST
from definitions.models import (
    DoTask,
    EmitTask,
    ForkTask,
    ForTask,
    GrpcTask,
    HttpTask,
    ListenTask,
    RunTask,
    SwitchTask,
    TryTask,
)
from definitions.reader import MAX_TASKS, read, read_document
from definitions.task_lists import inner_tasks

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def codes(text: str | bytes) -> list[tuple[str, str]]:
    return [(fault.code, fault.pointer) for fault in read(text).diagnostics]


class TestRead:
    def test_a_definition(self):
        text = HEAD + (
            "do:\n  - a: { set: { x: 1 } }\n  - b:\n      do:\n        - c/d: { wait: PT1S }\n"
            "  - e: { switch: [{ f: { when: .x, then: end } }] }\n"
        )
        reading = read(text)
        assert reading.diagnostics == []
        assert reading.workflow is not None
        a, b, e = reading.workflow.do
        assert (a.name, a.pointer, a.raw) == ("a", "/do/0/a", {"set": {"x": 1}})
        assert isinstance(b.task, DoTask)
        assert b.task.do[0].pointer == "/do/1/b/do/0/c~1d"
        assert isinstance(e.task, SwitchTask)
        assert e.task.switch[0].pointer == "/do/2/e/switch/0/f"

    def test_bytes_with_a_mark_at_their_beginning(self):
        assert read(b"\xef\xbb\xbf" + HEAD.encode() + b"do: []\n").workflow is not None

    def test_json(self):
        text = '{"document":{"dsl":"1.0.3","namespace":"a","name":"b","version":"1.0.0"},"do":[]}'
        assert read(text).workflow is not None

    def test_windows_lines(self):
        assert read((HEAD + "do:\n  - a:\n      wait: PT1S\n").replace("\n", "\r\n")).workflow

    @pytest.mark.parametrize("text", ["", "5", "a", "[]", "null", "- a", "'x'", "true"])
    def test_what_is_no_map(self, text):
        assert [pointer for _, pointer in codes(text)] == [""]
        assert read(text).workflow is None

    def test_what_is_no_utf_8(self):
        (fault,) = read(b"a: 1\nb: \xff\n").diagnostics
        assert (fault.line, fault.column) == (2, 4)

    def test_every_fault_at_its_line(self):
        text = HEAD + (
            "do:\n"
            "  - a:\n      sleep: 1\n"
            "  - b:\n      wait: soon\n      then: 5\n"
            "  - c:\n      call: http\n      with: {}\n"
        )
        found = [(fault.code, fault.line, fault.column) for fault in read(text).diagnostics]
        assert found == [
            ("task-kind", 3, 5),
            ("wrong-value", 6, 7),
            ("wrong-type", 7, 7),
            ("missing", 10, 7),
            ("missing", 10, 7),
        ]

    def test_at_most_a_hundred(self):
        text = HEAD + "do:\n" + "".join(f"  - t{n}: {{}}\n" for n in range(500))
        assert len(read(text).diagnostics) == MOST


class TestLists:
    @pytest.mark.parametrize(
        ("do", "code", "pointer"),
        [
            ("{}", "wrong-type", "/do"),
            ("null", "wrong-type", "/do"),
            ("text", "wrong-type", "/do"),
            ("[5]", "task-item", "/do/0"),
            ("[null]", "task-item", "/do/0"),
            ("[[]]", "task-item", "/do/0"),
            ("[{}]", "task-item", "/do/0"),
            ("[a]", "task-item", "/do/0"),
            ("[{a: {set: .}, b: {set: .}}]", "task-item", "/do/0"),
            ("[{a: null}]", "wrong-type", "/do/0/a"),
            ("[{a: []}]", "wrong-type", "/do/0/a"),
            ("[{a: {}}]", "task-kind", "/do/0/a"),
            ("[{a: {then: end}}]", "task-kind", "/do/0/a"),
            ("[{a: {set: ., wait: PT1S}}]", "task-kind", "/do/0/a"),
            ("[{'': {set: .}}]", "task-name", "/do/0"),
            ("[{' ': {set: .}}]", "task-name", "/do/0"),
            (f"[{{{'x' * 256}: {{set: .}}}}]", "task-name", "/do/0"),
            ("[{a: {set: .}}, {a: {set: .}}]", "duplicate-task", "/do/1/a"),
            ("[{a: {do: {}}}]", "wrong-type", "/do/0/a/do"),
            ("[{a: {do: [{b: {do: [{c: 5}]}}]}}]", "wrong-type", "/do/0/a/do/0/b/do/0/c"),
            ("[{a: {switch: {}}}]", "wrong-type", "/do/0/a/switch"),
            ("[{a: {switch: [5]}}]", "task-item", "/do/0/a/switch/0"),
            ("[{a: {switch: [{b: {when: .x}}]}}]", "missing", "/do/0/a/switch/0/b"),
            (
                "[{a: {switch: [{b: {then: x}}, {c: {then: y}}]}}]",
                "switch-default",
                "/do/0/a/switch",
            ),
            ("[{a: {call: 5}}]", "wrong-type", "/do/0/a/call"),
        ],
    )
    def test_what_is_no_task(self, do, code, pointer):
        assert (code, pointer) in codes(f"{HEAD}do: {do}\n")

    def test_a_strange_type_is_guessed(self):
        (fault,) = read(f"{HEAD}do: [{{ a: {{ sett: {{}} }} }}]").diagnostics
        assert fault.remedy == "Did you mean `set` for `sett`?"

    def test_too_many_are_told_once(self):
        text = HEAD + "do:\n" + "".join(f"  - t{n}: {{ do: [] }}\n" for n in range(MAX_TASKS + 50))
        assert [code for code, _ in codes(text)] == ["too-many-tasks"]

    def test_names_of_any_letters(self):
        reading = read(
            f"{HEAD}do: [{{ 'Größe prüfen 😀': {{ wait: PT1S }} }}, {{ 404: {{ wait: PT1S }} }}]"
        )
        assert reading.workflow is not None
        assert [item.name for item in reading.workflow.do] == ["Größe prüfen 😀", "404"]


class TestTasksInside:
    @pytest.mark.parametrize(
        ("task", "model", "inner"),
        [
            ("{ for: { in: .x }, do: [{ b: { wait: PT1S } }] }", ForTask, ["/do/0/a/do/0/b"]),
            (
                "{ fork: { branches: [{ b: { set: .x } }] } }",
                ForkTask,
                ["/do/0/a/fork/branches/0/b"],
            ),
            (
                "{ try: [{ b: { set: .x } }], catch: { do: [{ c: { set: .x } }] } }",
                TryTask,
                ["/do/0/a/try/0/b", "/do/0/a/catch/do/0/c"],
            ),
            ("{ emit: { event: { with: { type: x } } } }", EmitTask, []),
            (
                "{ listen: { to: { any: [] } }, foreach: { do: [{ b: { set: .x } }] } }",
                ListenTask,
                ["/do/0/a/foreach/do/0/b"],
            ),
            ("{ run: { shell: { command: ls } } }", RunTask, []),
            (
                (
                    "{ call: grpc, with: { proto: { endpoint: x }, service: { name: x, host: x }, "
                    "method: x } }"
                ),
                GrpcTask,
                [],
            ),
        ],
    )
    def test_are_read(self, task, model, inner):
        reading = read(f"{HEAD}do: [{{ a: {task} }}]")
        assert reading.workflow is not None, reading.diagnostics
        (item,) = reading.workflow.do
        assert isinstance(item.task, model)
        assert [each.pointer for each in inner_tasks(item)] == inner

    def test_what_all_tasks_have_is_read(self):
        text = f"{HEAD}do: [{{ a: {{ run: {{ shell: {{ command: ls }} }}, then: 5, if: [] }} }}]"
        assert codes(text) == [("wrong-type", "/do/0/a/then"), ("wrong-type", "/do/0/a/if")]

    def test_faults_inside_are_found(self):
        text = f"{HEAD}do: [{{ a: {{ for: {{ in: .x }}, do: [{{ b: {{ sleep: 1 }} }}] }} }}]"
        assert codes(text) == [("task-kind", "/do/0/a/do/0/b")]


class TestReadDocument:
    def test_needs_no_text(self):
        document = {
            "document": {"dsl": "1.0.3", "namespace": "a", "name": "b", "version": "1.0.0"},
            "do": [
                {
                    "a": {
                        "call": "http",
                        "with": {"method": "get", "endpoint": "x", "body": "x\u2028y"},
                    }
                }
            ],
        }
        reading = read_document(document)
        assert reading.workflow is not None
        assert isinstance(reading.workflow.do[0].task, HttpTask)
        assert reading.workflow.do[0].task.with_.body == "x\u2028y"

    def test_has_faults_without_lines(self):
        assert [fault.line for fault in read_document({}).diagnostics] == [1, 1]


NAMES = st.sampled_from(
    [
        "document",
        "do",
        "set",
        "wait",
        "call",
        "with",
        "switch",
        "when",
        "then",
        "raise",
        "error",
        "if",
        "input",
        "from",
        "output",
        "as",
        "export",
        "use",
        "errors",
        "for",
        "try",
        "catch",
        "a",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("http"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


class TestHostile:
    @given(st.dictionaries(NAMES, VALUES, max_size=5))
    @settings(max_examples=300, deadline=None)
    def test_any_map_is_read_or_refused_in_sentences(self, document):
        reading = read_document(document)
        assert (reading.workflow is None) == bool(reading.diagnostics)
        assert all(fault.message.endswith(".") for fault in reading.diagnostics)

    @given(st.text(max_size=200) | st.binary(max_size=200))
    @settings(max_examples=200, deadline=None)
    def test_never_raises(self, text):
        assert read(text).diagnostics

    def test_long_names_in_deep_tasks_take_no_memory(self):
        text = HEAD + "do:\n"
        for level in range(30):
            indent = "    " * level
            text += f"{indent}  - {'n' * 200}:\n{indent}      do:\n"
        indent = "    " * 30
        text += "".join(f"{indent}  - t{n}: {{ wait: PT1S }}\n" for n in range(1_000))
        assert read(text).workflow is not None
