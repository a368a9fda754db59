"""Python functions that become functions of the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, field_validator

from definitions.errors import ProblemError, same_type
from definitions.functions import Caller, Example, Raises, function
from definitions.functions.declaration import DeclarationError

CALLER = Caller("t", "r", "test/one", "/do/0/a", "key")


class Address(BaseModel):
    city: str


class Person(BaseModel):
    """Whom to greet."""

    name: Annotated[str, Field(title="Name", max_length=40)]
    born: date | None = None
    home: Address | None = None
    tone: Literal["warm", "cold"] = "warm"

    @field_validator("name")
    @classmethod
    def _no_shouting(cls, name: str) -> str:
        if name.isupper():
            raise ValueError("Nobody shouts here.")
        return name


class Greeting(BaseModel):
    text: str
    on: date | None = None


WORDS = {
    "title": "Greet",
    "summary": "Greets somebody.",
    "category": "text",
    "icon": "hand-stop",
    "examples": [Example(input={"name": "Ada"}, output={"text": "Hello, Ada!", "on": None})],
}


@function("greet", "1.0.0", idempotent=True, **WORDS)
async def greet(given: Person, caller: Caller) -> Greeting:
    return Greeting(text=f"Hello, {given.name}!", on=given.born)


@function("shout", "1.0.0", **WORDS, errors=[Raises(type="runtime", status=500, when="Hoarse.")])
def shout(given: Person) -> str:
    return given.name.upper()


class TestFunction:
    def test_its_schemas_are_those_of_its_types(self):
        declared = greet.function.declaration
        assert declared.input["required"] == ["name"]
        assert declared.input["properties"]["name"] == {
            "title": "Name",
            "type": "string",
            "maxLength": 40,
        }
        assert declared.input["properties"]["tone"]["enum"] == ["warm", "cold"]
        assert "Address" in declared.input["$defs"]
        assert declared.output["properties"]["text"]["type"] == "string"
        assert shout.function.declaration.output == {"type": "string"}

    def test_what_it_says_of_itself(self):
        declared = greet.function.declaration
        assert declared.called == "greet:1.0.0@default"
        assert declared.idempotent
        assert not shout.function.declaration.idempotent
        assert shout.function.declaration.errors[0].when == "Hoarse."

    async def test_it_can_still_be_called(self):
        assert (await greet(Person(name="Ada"), CALLER)).text == "Hello, Ada!"
        assert shout(Person(name="Ada")) == "ADA"

    async def test_carried_out_from_json_to_json(self):
        made = greet.function
        result = await made.body({"name": "Ada", "born": "1815-12-10"}, CALLER)  # type: ignore[misc]
        assert made.told(result) == {"text": "Hello, Ada!", "on": "1815-12-10"}
        assert shout.function.told(shout.function.body({"name": "Ada"}, CALLER)) == "ADA"
        assert (greet.function.asynchronous, shout.function.asynchronous) == (True, False)

    @pytest.mark.parametrize(
        ("given", "detail"),
        [
            ({"name": "ADA"}, "The function refuses `name`: Nobody shouts here."),
            ({"name": "Ada", "born": "soon"}, "The function refuses `born`."),
            ({}, "The function refuses `name`."),
        ],
        ids=str,
    )
    def test_what_only_the_types_can_say(self, given, detail):
        with pytest.raises(ProblemError) as raised:
            shout.function.body(given, CALLER)
        assert same_type(raised.value.problem.type, "validation")
        assert raised.value.problem.detail == detail

    @pytest.mark.parametrize("result", [5, ["x"], object()], ids=["number", "list", "object"])
    def test_a_result_of_another_type_is_none(self, result):
        with pytest.raises(TypeError, match="not of the type"):
            shout.function.told(result)


def no_input() -> str: ...
def no_return(given: Person): ...
def no_annotation(given) -> str: ...
def a_text(given: str) -> str: ...
def too_many(given: Person, caller: Caller, more: int) -> str: ...
def another_second(given: Person, more: int) -> str: ...
def no_schema(given: Person) -> object: ...
def unknown(given: "Somebody") -> str: ...  # noqa: F821, UP037


class Strange: ...


def strange(given: Person) -> Strange: ...


class TestRefused:
    @pytest.mark.parametrize(
        ("written", "said"),
        [
            (no_input, "must take its input"),
            (no_return, "must say what it returns"),
            (no_annotation, "annotate given"),
            (a_text, "`with` is a map"),
            (too_many, "must take its input"),
            (another_second, "second parameter with Caller"),
            (unknown, "Somebody is not known"),
            (strange, "has no JSON Schema"),
        ],
        ids=lambda value: value.__name__ if callable(value) else "",
    )
    def test_with_a_sentence_that_names_it(self, written, said):
        with pytest.raises(DeclarationError) as raised:
            function("odd", "1.0.0", **WORDS)(written)
        assert said in " ".join(str(raised.value).split())
        assert written.__name__ in str(raised.value)

    def test_a_schema_of_anything_is_one(self):
        assert function("any", "1.0.0", **WORDS)(no_schema).function.declaration.output == {}

    @pytest.mark.parametrize(
        ("name", "version"), [("Greet", "1.0.0"), ("greet", "1"), ("", "1.0.0"), ("a b", "1.0.0")]
    )
    def test_odd_names_and_versions(self, name, version):
        with pytest.raises(DeclarationError):
            function(name, version, **WORDS)(shout.written)
