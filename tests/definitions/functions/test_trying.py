"""What the tests of functions lean on."""

from __future__ import annotations

from pydantic import BaseModel

from definitions.functions import Caller, Example, function
from definitions.functions.trying import faults_of_examples, faults_of_process

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


class Person(BaseModel):
    name: str


def greets(*examples: Example):
    words = {"title": "Greet", "summary": "Greets.", "category": "text", "icon": "star"}

    @function("greet", "1.0.0", **words, examples=examples)
    def greet(given: Person, caller: Caller) -> str:
        return f"Hello, {given.name}!"

    return greet


class TestExamples:
    async def test_that_hold(self):
        sound = Example(input={"name": "Ada"}, output="Hello, Ada!")
        assert await faults_of_examples(greets(sound, sound)) == []

    async def test_that_do_not(self):
        wrong = Example(title="Wrong", input={"name": "Ada"}, output="Bye")
        odd = Example(title="Odd", input={"nmae": "Ada"}, output="Hello")
        assert await faults_of_examples(greets(wrong)) == ['Wrong: it gives "Hello, Ada!"']
        assert await faults_of_examples(greets(odd)) == ["Odd: `name` must be given"]


class TestProcess:
    def test_with_the_function_and_without(self):
        text = HEAD + "do:\n  - a: { call: 'greet:1.0.0', with: { name: 5 } }\n"
        greet = greets(Example(input={"name": "Ada"}))
        (fault,) = faults_of_process(text, greet)
        assert fault.startswith("line 3: `name` must be a text in the call of greet.")
        assert "no function" in faults_of_process(text)[0]
        assert faults_of_process(text.replace("5", "Ada"), greet) == []
