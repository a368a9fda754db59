"""Definitions made whole: what is put in, what refuses to be, and where that is said."""

from __future__ import annotations

import pytest

from definitions.bundle import Bundle
from definitions.externals import MOST, MOST_BYTES, ExternalError, address_of
from definitions.functions.catalogue import shipped
from definitions.program import program_of
from definitions.reader import read
from definitions.values import encode

HEAD = "document: { dsl: '1.0.3', namespace: n, name: n, version: '1.0.0' }\n"
URL = "https://x.test/f.yaml"
CALL = HEAD + f"do: [ {{ first: {{ set: {{ a: 1 }} }} }}, {{ ask: {{ call: '{URL}' }} }} ]\n"


def made(text, elsewhere):
    bundle = Bundle(read(text))
    while needed := bundle.needed():
        for external in needed:
            bundle.put(external, elsewhere[address_of(external).uri])
    return bundle


class TestPut:
    def test_it_runs_as_one_document(self):
        bundle = made(CALL, {URL: b"set: { a: 1 }\noutput: { as: .a }\n"})
        program = program_of(encode(bundle.document), bundle.hash)
        assert program.plans["/do/1/ask"].kind == "call.own"

    def test_what_a_function_needs_is_needed_next(self):
        other = "https://x.test/other.yaml"
        bundle = made(
            CALL,
            {
                URL: f"do: [ {{ on: {{ call: '{other}' }} }} ]".encode(),
                other: b'{"set": {"b": 2}, "input": {"schema": {"document": {}}}}',
            },
        )
        assert list(bundle.document["use"]["functions"]) == [URL, other]

    def test_called_twice_read_once(self):
        text = HEAD + f"do: [ {{ a: {{ call: '{URL}' }} }}, {{ b: {{ call: '{URL}' }} }} ]\n"
        assert len(Bundle(read(text)).needed()) == 1

    def test_the_same_documents_make_the_same_hash(self):
        one, two = (made(CALL, {URL: text}) for text in (b"set: { a: 1 }", b'{"set": {"a": 1}}'))
        assert one.hash == two.hash

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"[]",
            b"1",
            b"\xff\xfe",
            b"a: [",
            b"[" * 100_000,
            b'{"a":' * 100_000,
            b"a: &a [*a]",
            b"x" * (MOST_BYTES + 1),
            b"<html>not found</html>",
            b"nothing: of the standard",
            b"set: 1\ncall: http",
            "set: { \u202e: 1".encode(),
        ],
        ids=[
            "empty",
            "list",
            "number",
            "bytes",
            "cut",
            "deep-yaml",
            "deep-json",
            "endless",
            "large",
            "page",
            "no-task",
            "two-tasks",
            "unicode",
        ],
    )
    def test_what_is_no_function_is_refused_at_the_call(self, data):
        bundle = Bundle(read(CALL))
        [external] = bundle.needed()
        with pytest.raises(ExternalError) as refused:
            bundle.put(external, data)
        told = bundle.at_source(refused.value)
        assert (told.code, told.pointer, told.line) == ("external", "/do/1/ask/call", 2)

    def test_a_chain_without_an_end_is_cut(self):
        bundle = Bundle(read(CALL))
        for number in range(MOST):
            [external] = bundle.needed()
            bundle.put(external, f"call: 'https://x.test/{number}'".encode())
        [external] = bundle.needed()
        with pytest.raises(ExternalError, match=f"more than {MOST} documents"):
            bundle.put(external, b"set: { a: 1 }")

    def test_much_of_everything_is_cut(self):
        calls = ", ".join(f"{{ f{n}: {{ call: 'https://x.test/{n}' }} }}" for n in range(10))
        bundle = Bundle(read(f"{HEAD}do: [ {calls} ]\n"))
        large = b"set: { a: 1 }\nmetadata: { text: " + b"x" * 200_000 + b" }"
        *some, last = bundle.needed()[:6]
        for external in some:
            bundle.put(external, large)
        with pytest.raises(ExternalError, match="1024 KiB"):
            bundle.put(last, large)


class TestFaults:
    def test_none(self):
        assert list(made(CALL, {URL: b"set: { a: 1 }"}).faults(shipped())) == []

    @pytest.mark.parametrize(
        ("function", "code"),
        [
            (b"call: log:9.9.9", "unknown-function"),
            (b"run: { container: { image: x } }", "unsupported-task"),
            (b"raise: { error: nobody }", "unknown-error"),
            (f"call: '{URL}'".encode(), "recursive-function"),
        ],
        ids=["unknown", "unsupported", "undefined", "recursive"],
    )
    def test_of_a_function_at_its_call(self, function, code):
        [fault] = made(CALL, {URL: function}).faults(shipped())
        assert (fault.code, fault.pointer, fault.line) == (code, "/do/1/ask/call", 2)

    def test_of_a_schema_at_the_resource(self):
        text = (
            HEAD + "do: [ { a: { set: { a: 1 }, input: { schema: { resource: "
            "{ endpoint: 'https://x.test/s' } } } } } ]\n"
        )
        [fault] = made(text, {"https://x.test/s": b'{"type": "nothing"}'}).faults(shipped())
        assert fault.pointer.startswith("/do/0/a/input/schema")
        assert fault.line == 2
