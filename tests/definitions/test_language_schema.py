"""The language as a JSON Schema: it takes what the reader takes, and refuses nonsense."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import jsonschema_rs
import pytest

from definitions.language_schema import DIALECT, language_schema
from definitions.language_words import WORDS
from definitions.reader import read, read_document
from definitions.values import Json, JsonObject

SHARED = Path(
    os.environ.get("BATON_TEST_CONFORMANCE", Path(__file__).parents[3] / "shared/conformance")
)
EXAMPLES = sorted((SHARED / "examples").glob("*.yaml")) if SHARED.is_dir() else []
HOME = Path(str(files("definitions")))
SAMPLES = sorted(
    path
    for path in [*HOME.glob("samples/*.yaml"), *HOME.glob("ready/*.yaml")]
    if not path.stem.endswith(".scenarios")
)
SCHEMA = language_schema()


@pytest.fixture(scope="module")
def fits():
    validator = jsonschema_rs.validator_for(SCHEMA)
    return validator.is_valid


def process(*tasks: Json, **more: Json) -> JsonObject:
    about: JsonObject = {"dsl": "1.0.3", "namespace": "a", "name": "b", "version": "1.0.0"}
    return {"document": about, "do": [*tasks], **more}


def test_it_is_a_schema():
    assert SCHEMA["$schema"] == DIALECT
    jsonschema_rs.meta.validate(SCHEMA)


def test_always_the_same():
    assert language_schema() == SCHEMA


def test_every_reference_leads_somewhere():
    def references(value: Json):
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield str(value["$ref"])
            for item in value.values():
                yield from references(item)
        elif isinstance(value, list):
            for item in value:
                yield from references(item)

    for reference in sorted({*references(SCHEMA)}):
        at: Json = SCHEMA
        for step in reference.removeprefix("#/").split("/"):
            assert isinstance(at, dict)
            at = at[step]


def test_words_are_of_attributes_that_there_are():
    shapes = SCHEMA["$defs"]
    assert isinstance(shapes, dict)
    for key, said in WORDS.items():
        name, _, attribute = key.partition(".")
        # What every task has stands with each.
        shape = shapes["SetTask" if name == "Task" else name]["properties"][attribute]
        assert shape["description"] == said


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(fits, path: Path):
    assert fits(read(path.read_bytes()).document)


@pytest.mark.skipif(not EXAMPLES, reason="the standard's examples are not on this machine")
def test_every_example_of_the_standard(fits):
    wrong = [
        path.name
        for path in EXAMPLES
        if path.stem != "INDEX" and not fits(read(path.read_bytes()).document)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "task",
    [
        {"set": {"a": 1}},
        {"set": "${ . }", "if": ".a", "then": "end", "metadata": {"x": 1}},
        {"do": [{"a": {"wait": "PT1S"}}, {"b": {"wait": {"seconds": 1}}}]},
        {"switch": [{"a": {"when": ".b", "then": "c"}}, {"d": {"then": "exit"}}]},
        {"raise": {"error": "e"}},
        {"call": "http", "with": {"method": "get", "endpoint": "https://x.example"}},
        {"call": "template:1.0.0@default", "with": {"template": "x"}},
        {
            "call": "http",
            "with": {"method": "get", "endpoint": {"uri": "u", "authentication": "a"}},
        },
        {
            "listen": {"to": {"one": {"with": {"type": "t"}}}},
            "foreach": {"do": [{"a": {"set": "${ . }"}}]},
        },
        {"run": {"workflow": {"namespace": "a", "name": "b"}}},
        {"for": {"in": "${ . }"}, "do": [{"a": {"set": "${ . }"}}]},
        {"try": [{"a": {"wait": "PT1S"}}], "catch": {"do": [{"b": {"wait": "PT1S"}}]}},
        {"fork": {"branches": [{"a": {"wait": "PT1S"}}]}},
    ],
)
def test_what_the_reader_takes_fits(fits, task: Json):
    document = process({"t": task})
    assert read_document(document).diagnostics == []
    assert fits(document)


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        "process",
        {"do": []},
        process() | {"do": {}},
        process() | {"document": {"dsl": "1.0.3"}},
        process({"t": {"call": "grpc", "with": {"anything": 1}}}),
        process({"t": {}}),
        process({"t": None}),
        process({"t": {"set": 1}}),
        process({"t": {"sett": {}}}),
        process({"t": {"set": {}, "surprise": 1}}),
        process({"a": {"set": {}}, "b": {"set": {}}}),
        process({}),
        process({"t": {"wait": {"years": 1}}}),
        process({"t": {"wait": 5}}),
        process({"t": {"do": {"a": {"set": {}}}}}),
        process({"t": {"do": [{"a": {"nothing": 1}}]}}),
        process({"t": {"switch": [{"a": {"when": ".b"}}]}}),
        process({"t": {"call": "http"}}),
        process({"t": {"call": "http", "with": {"method": "get"}}}),
        process({"t": {"call": 1}}),
        process({"t": {"raise": {"error": {"type": "x"}}}}),
        process({"t": {"fork": {"branches": [{"a": {"nothing": 1}}]}}}),
        process(use={"functions": {"f": {"nothing": 1}}}),
        process(use={"secrets": "s"}),
    ],
    ids=range(27),
)
def test_nonsense_is_refused(fits, document: Json):
    assert not fits(document)
