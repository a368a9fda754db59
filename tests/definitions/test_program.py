"""Definitions compiled for the machine."""

from __future__ import annotations

import threading
from dataclasses import FrozenInstanceError

import pytest

from definitions import compile_program, content_hash, program_of, read
from definitions.duration_plans import DurationPlan
from definitions.expressions import ExpressionFaultError
from definitions.jq import Budget
from definitions.plans import (
    CallBody,
    DoBody,
    Program,
    RaiseBody,
    SetBody,
    SwitchBody,
    WaitBody,
)
from definitions.program import PROGRAMS_KEPT
from definitions.task_plans import NotRunnableError
from definitions.values import JsonObject, encode

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def compiled(text: str) -> Program:
    reading = read(HEAD + text)
    assert reading.workflow is not None, reading.diagnostics
    assert reading.document is not None
    return compile_program(reading.workflow, reading.document, content_hash(reading.document))


def document(name: str) -> JsonObject:
    return {
        "document": {"dsl": "1.0.3", "namespace": "demo", "name": name, "version": "1.0.0"},
        "do": [{"a": {"set": {"x": "${ .x }"}}}],
    }


class TestCompile:
    def test_every_kind(self):
        program = compiled(
            "use: { errors: { late: { type: x, status: 409, detail: '${ .why }' } } }\n"
            "input: { from: .order }\noutput: { as: { done: '${ . }' } }\n"
            "do:\n"
            "  - a: { if: .x > 1, set: { y: '${ .x }' }, then: c, "
            "input: { from: .i }, output: { as: .o } }\n"
            "  - 'b/~': { do: [{ inner: { wait: PT5M } }], export: { as: . } }\n"
            "  - c: { switch: [{ one: { when: .x, then: a } }, { other: { then: end } }] }\n"
            "  - d: { wait: '${ .pause }' }\n"
            "  - e: { raise: { error: late } }\n"
            "  - f: { call: http, with: { method: get, endpoint: 'https://x/{id}' } }\n"
        )
        assert (program.workflow.namespace, program.workflow.name) == ("demo", "one")
        assert program.input_from is not None
        assert program.output_as is not None
        assert [*program.plans] == [
            "",
            "/do/0/a",
            "/do/1/b~1~0",
            "/do/1/b~1~0/do/0/inner",
            "/do/2/c",
            "/do/3/d",
            "/do/4/e",
            "/do/5/f",
        ]
        assert isinstance(program.root.body, DoBody)
        a, b, c, d, e, f = program.root.body.tasks
        assert [task.kind for task in (a, b, c, d, e, f)] == [
            "set",
            "do",
            "switch",
            "wait",
            "raise",
            "call.http",
        ]
        assert isinstance(a.body, SetBody)
        assert a.then == "c"
        assert a.definition["then"] == "c"
        assert a.condition is not None
        assert a.condition.evaluate({"x": 2}, {}, Budget()) is True
        assert isinstance(b.body, DoBody)
        assert b.export_as is not None
        assert b.body.tasks[0].body == WaitBody(DurationPlan(300_000))
        assert isinstance(c.body, SwitchBody)
        assert [(case.name, case.then, case.when is None) for case in c.body.cases] == [
            ("one", "a", False),
            ("other", "end", True),
        ]
        assert isinstance(d.body, WaitBody)
        assert d.body.duration.milliseconds is None
        assert isinstance(e.body, RaiseBody)
        assert e.body.error.evaluate({"why": "slow"}, {}, Budget()) == {
            "type": "x",
            "status": 409,
            "detail": "slow",
        }
        assert isinstance(f.body, CallBody)
        assert f.body.function == "http"
        assert f.body.arguments.value == {"method": "get", "endpoint": "https://x/{id}"}
        assert program.at("/do/0/a") is a

    def test_is_immutable(self):
        program = compiled("do: []")
        with pytest.raises(FrozenInstanceError):
            program.hash = "x"  # pyright: ignore[reportAttributeAccessIssue]

    @pytest.mark.parametrize(
        "text",
        [
            (
                "do: [{ a: { call: grpc, with: { proto: { endpoint: x }, "
                "service: { name: x, host: x }, method: x } } }]"
            ),
            "do: [{ a: { raise: { error: nobody } } }]",
        ],
        ids=["kind", "name"],
    )
    def test_what_cannot_run_is_refused_in_words(self, text):
        with pytest.raises(NotRunnableError, match=r"\.$"):
            compiled(text)

    def test_an_expression_that_is_none(self):
        with pytest.raises(ExpressionFaultError):
            compiled("do: [{ a: { set: { x: '${ .a + }' } } }]")


class TestContentHash:
    def test_is_that_of_the_content(self):
        one = document("one")
        assert content_hash(one) == content_hash(document("one"))
        assert content_hash(one) != content_hash(document("two"))
        # A form asks in the order of its schema.
        assert content_hash(one) != content_hash(dict(reversed([*one.items()])))
        assert len(content_hash(one)) == 64


class TestProgramOf:
    def test_is_compiled_once(self):
        one = document("one")
        digest = content_hash(one)
        program = program_of(encode(one), digest)
        assert program.hash == digest
        assert program_of(encode(one), digest) is program

    def test_in_any_spelling(self):
        one = document("spelled")
        assert program_of(b" " + encode(one), content_hash(one)).document == one

    def test_another_document_under_the_hash_is_refused(self):
        with pytest.raises(NotRunnableError, match="backup"):
            program_of(encode(document("forged")), content_hash(document("true")))

    @pytest.mark.parametrize("stored", [[], 5, None, "x"])
    def test_no_document_at_all(self, stored):
        with pytest.raises(NotRunnableError, match="backup"):
            program_of(encode(stored), "0" * 64)

    def test_one_that_reads_no_more(self):
        broken: JsonObject = {"do": 5}
        with pytest.raises(NotRunnableError, match="read any more"):
            program_of(encode(broken), content_hash(broken))

    def test_data_of_other_lines_stays_as_it_is(self):
        one = document("lines")
        one["do"] = [{"a": {"set": {"x": "a\u2028b\u0085c\ud83d".replace("\ud83d", "") + "\x7f"}}}]
        assert program_of(encode(one), content_hash(one)).document == one

    def test_the_oldest_go(self):
        first = document("kept-first")
        program = program_of(encode(first), content_hash(first))
        for number in range(PROGRAMS_KEPT):
            other = document(f"kept-{number}")
            program_of(encode(other), content_hash(other))
        assert program_of(encode(first), content_hash(first)) is not program

    def test_many_threads(self):
        one = document("threads")
        digest = content_hash(one)
        found: list[Program] = []
        threads = [
            threading.Thread(target=lambda: found.append(program_of(encode(one), digest)))
            for _ in range(16)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [program.hash for program in found] == [digest] * 16
