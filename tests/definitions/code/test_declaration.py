"""What a workflow is called, takes and gives."""

from __future__ import annotations

import pytest
from pydantic import BaseModel
from temporalio import workflow

from definitions.code import Code
from definitions.functions.declaration import DeclarationError


class Person(BaseModel):
    name: str


@workflow.defn(name="greets")
class Greets:
    @workflow.run
    async def run(self, person: Person) -> str:
        return person.name


@workflow.defn
class Nothing:
    @workflow.run
    async def run(self) -> None: ...


@workflow.defn
class Silent:
    @workflow.run
    async def run(self, given):
        return given


@workflow.defn
class Two:
    @workflow.run
    async def run(self, a: int, b: int) -> int:
        return a + b


@workflow.defn
class Untyped:
    @workflow.run
    async def run(self, given: Code) -> BaseException:
        raise AssertionError


class Below(Greets):
    """Inherits everything but its own definition."""


def code(of: type = Greets, **more) -> Code:
    about = {"namespace": "demo", "name": "greets", "version": "1.0.0"}
    return Code(workflow=of, **about | more)


class TestDeclared:
    def test_with_its_schemas(self):
        declared = code().declared("package", "queue")
        assert declared.label == "demo/greets 1.0.0"
        assert (declared.workflow, declared.title, declared.takes_input) == (
            "greets",
            "greets",
            True,
        )
        assert declared.input["required"] == ["name"]
        assert declared.output == {"type": "string"}

    def test_nothing_in_and_nothing_out(self):
        declared = code(Nothing).declared("package", "queue")
        assert (declared.takes_input, declared.input) == (False, {})
        assert declared.output == {"type": "null"}

    def test_its_fingerprint_is_of_what_callers_lean_on(self):
        one = code().declared("a", "b").fingerprint
        assert code(title="Other", cancel_seconds=1).declared("c", "d").fingerprint == one
        assert code(Nothing).declared("a", "b").fingerprint != one


class TestRefused:
    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"namespace": ""}, "the namespace"),
            ({"name": "a/b"}, "the name"),
            ({"name": "☃"}, "the name"),
            ({"name": "a" * 64}, "the name"),
            ({"name": 7}, "the name"),
            ({"version": "1"}, "the version"),
            ({"version": "latest"}, "the version"),
            ({"title": "a\nb"}, "the title"),
            ({"cancel_seconds": -1}, "cancel_seconds"),
            ({"cancel_seconds": float("nan")}, "cancel_seconds"),
        ],
    )
    def test_what_it_is_called(self, more, said):
        with pytest.raises(DeclarationError, match=said):
            code(**more)

    @pytest.mark.parametrize(
        ("of", "said"),
        [
            (Person, "is no workflow"),
            (Below, "is no workflow"),
            (Silent, "must say of what type"),
            (Two, "one input at most"),
            (Untyped, "no JSON Schema"),
        ],
    )
    def test_what_it_is(self, of, said):
        with pytest.raises(DeclarationError, match=said):
            code(of)
