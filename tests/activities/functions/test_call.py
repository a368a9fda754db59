"""`function.call`: a function carried out on behalf of a run, once or again."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from dataclasses import replace as replaced
from datetime import date

import pytest
from msgspec.structs import replace
from pydantic import BaseModel

from activities.secrets import Mask
from definitions import errors
from definitions.contracts import Outcome
from definitions.errors import HOME, Problem, ProblemError, same_type
from definitions.functions import Caller, Example, FunctionError, Raises, function
from definitions.functions.authoring import Written
from definitions.values import Json
from tests.activities.calling import Kept, Vault, problem_of
from tests.activities.functions.carrying import Carrying

NOBODY = "https://example.com/errors/nobody"


class Person(BaseModel):
    name: str
    born: date | None = None


WORDS = {
    "title": "Try",
    "summary": "Tries something.",
    "category": "tests",
    "icon": "flask",
    "examples": [Example(input={"name": "Ada"})],
}
RAISES = [Raises(type=NOBODY, status=404, when="Nobody has this name")]


class World:
    """What functions meet, and what they have seen."""

    def __init__(self) -> None:
        self.callers: list[Caller] = []
        self.threads: list[str] = []


SEEN = World()


@function("look", "1.0.0", **WORDS, idempotent=True, errors=RAISES)
async def look(given: Person, caller: Caller) -> dict[str, object]:
    SEEN.callers.append(caller)
    if given.name == "nobody":
        raise FunctionError("nobody", f"There is no {given.name}.")
    if given.name == "odd":
        raise FunctionError("undeclared", "Something else.")
    if given.name == "broken":
        raise KeyError("the secret name is geheim")
    if given.name == "exit":
        sys.exit(3)
    if given.name == "late":
        raise TimeoutError
    return {"name": given.name, "born": given.born}


@function("order", "1.0.0", **WORDS, errors=RAISES)
def order(given: Person) -> str:
    SEEN.threads.append(threading.current_thread().name)
    if given.name == "nobody":
        raise FunctionError(NOBODY, "There is none.")
    if given.name == "broken":
        raise ValueError("the secret name is geheim")
    return given.name


@function("seek", "1.0.0", **WORDS)
async def seek(given: Person, caller: Caller) -> str:
    SEEN.callers.append(caller)
    if given.name == "silent":
        raise ProblemError(errors.outcome_unknown("Silent."))
    return given.name


@function("hang", "1.0.0", **WORDS, timeout_seconds=0.02)
async def hang(given: Person) -> str:
    await asyncio.Event().wait()
    return given.name


@function("make", "1.0.0", **WORDS, idempotent=True)
async def make(given: Person) -> object:
    made: dict[str, object] = {
        "large": "x" * 1_100_000,
        "object": object(),
        "surrogate": "\ud800",
    }
    return made[given.name]


@function("wrong", "1.0.0", **WORDS, idempotent=True)
async def wrong(given: Person) -> Person:
    return Person.model_construct(name=None)


ALL = (look, seek, order, hang, make, wrong)


@pytest.fixture
def world() -> Carrying:
    SEEN.callers.clear()
    SEEN.threads.clear()
    return Carrying(ALL)


class TestSeeking:
    """A function that finds out by itself whether it was done."""

    @pytest.mark.parametrize("seeks", [True, False])
    async def test_what_a_lost_worker_began(self, world: Carrying, *, seeks: bool) -> None:
        written = Written(replaced(seek.function, seeks=seeks), seek.written)
        world.functions = (written,)
        world.kept.known = Outcome(problem=errors.outcome_unknown("Lost."), definite=False)
        outcome = await world.ask("seek", {"name": "Ada"})
        assert (outcome.problem is None) == seeks
        assert [one.again for one in SEEN.callers] == ([True] if seeks else [])
        assert world.kept.patience_seconds == (12 if seeks else 0)

    async def test_that_nobody_knows_is_not_definite(self, world: Carrying) -> None:
        outcome = await world.ask("seek", {"name": "silent"})
        assert not outcome.definite
        assert outcome.problem is not None
        assert errors.is_outcome_unknown(outcome.problem.type)


class TestOutput:
    async def test_goes_from_json_to_json(self, world: Carrying) -> None:
        outcome = await world.ask("look:1.0.0", {"name": "Ada", "born": "1815-12-10"})
        assert outcome == Outcome(output={"name": "Ada", "born": "1815-12-10"})

    async def test_the_function_knows_who_calls(self, world: Carrying) -> None:
        await world.ask("look", {"name": "Ada"})
        (caller,) = SEEN.callers
        assert (caller.tenant, caller.run, caller.workflow) == ("t", "r", "test/calls")
        assert (caller.task, caller.key) == ("/do/0/ask", "r:/do/0/ask:1")

    async def test_what_is_no_coroutine_has_a_thread(self, world: Carrying) -> None:
        assert await world.ask("order", {"name": "Ada"}) == Outcome(output="Ada")
        assert SEEN.threads == ["function_0"]

    @pytest.mark.parametrize("name", ["uuid", "log:1.0.0", "template:1.0.0@default"])
    async def test_those_of_baton(self, world: Carrying, name: str) -> None:
        given: dict[str, Json] = {
            "uuid": {},
            "log:1.0.0": {"message": "hello"},
            "template:1.0.0@default": {"template": "{{ a }}", "values": {"a": 1}},
        }
        outcome = await world.ask(name, given[name], safe=True)
        assert outcome.problem is None
        assert isinstance(outcome.output, str)


class TestArguments:
    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "`name` must be given"),
            ({"name": 5}, "`name` must be a text"),
            ({"name": None}, "`name` must be a text"),
            ({"name": "Ada", "born": "soon"}, "`born` must be a date"),
            ([], "must be a map"),
            ("text", "must be a map"),
            (None, "`name` must be given"),
        ],
        ids=str,
    )
    async def test_that_do_not_fit_name_the_field(
        self, world: Carrying, given: Json, said: str
    ) -> None:
        outcome = await world.ask("look", given)
        assert said in problem_of(outcome, 400, "validation")
        assert outcome.definite
        assert SEEN.callers == []

    @pytest.mark.parametrize(
        "arguments", [None, 5, [], {}, {"with": {}}, {"function": 5, "with": {}}], ids=str
    )
    async def test_of_no_machine(self, world: Carrying, arguments: Json) -> None:
        outcome = await world.call(replace(world.make("look", {}), arguments=arguments))
        problem_of(outcome, 400, "configuration")

    @pytest.mark.parametrize("name", ["nowhere", "look:2.0.0", "look@tools", "", "lo\x00ok"])
    async def test_a_function_that_is_not_there(self, world: Carrying, name: str) -> None:
        outcome = await world.ask(name, {"name": "Ada"})
        assert "Install the package" in problem_of(outcome, 400, "configuration")


class TestErrors:
    async def test_a_declared_one(self, world: Carrying) -> None:
        for name, detail in (("look", "There is no nobody."), ("order", "There is none.")):
            outcome = await world.ask(name, {"name": "nobody"})
            assert outcome.problem == Problem(
                NOBODY, 404, "/do/0/ask", "Nobody has this name", detail
            )
            assert outcome.definite

    async def test_one_that_is_not_declared(self, world: Carrying) -> None:
        outcome = await world.ask("look", {"name": "odd"})
        assert "does not declare: Something else." in problem_of(outcome, 500, "runtime")

    @pytest.mark.parametrize("name", ["broken", "exit", "late"])
    async def test_an_exception_tells_its_kind_alone(self, world: Carrying, name: str) -> None:
        outcome = await world.ask("look", {"name": name})
        assert outcome.problem is not None
        shown = json.dumps(outcome.problem.to_json())
        assert "geheim" not in shown
        assert "Traceback" not in shown
        assert "worker's log" in shown
        assert outcome.definite

    async def test_of_what_must_not_be_repeated_nobody_knows(self, world: Carrying) -> None:
        outcome = await world.ask("order", {"name": "broken"})
        assert "Whether it took effect is not known." in problem_of(outcome, 500, "runtime")
        assert not outcome.definite

    async def test_a_time_limit(self, world: Carrying) -> None:
        outcome = await world.ask("hang", {"name": "Ada"})
        assert "more than 0.02 s" in problem_of(outcome, 408, "timeout")
        assert not outcome.definite

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("large", "bytes, and 1,048,576 at most"),
            ("surrogate", "JSON can't say"),
            ("object", "failed (TypeError)"),
        ],
    )
    async def test_a_result_that_can_not_be_kept(
        self, world: Carrying, name: str, said: str
    ) -> None:
        assert said in problem_of(await world.ask("make", {"name": name}), 500, "runtime")

    async def test_a_result_that_does_not_fit(self, world: Carrying) -> None:
        outcome = await world.ask("wrong", {"name": "Ada"})
        assert outcome.problem is not None
        assert outcome.output is None


class TestOnce:
    async def test_what_may_be_repeated_leaves_no_intent(self, world: Carrying) -> None:
        await world.ask("look", {"name": "Ada"})
        await world.ask("uuid", {}, safe=True)
        assert world.kept.log == ["nothing to keep", "nothing to keep"]

    async def test_anything_else_leaves_one_first(self, world: Carrying) -> None:
        await world.ask("order", {"name": "Ada"})
        assert world.kept.log == ["claimed r:/do/0/ask:1", "settled r:/do/0/ask:1"]
        assert world.kept.settled == [Outcome(output="Ada")]

    async def test_what_has_happened_is_not_repeated(self) -> None:
        known = Outcome(output="before")
        world = Carrying(ALL, kept=Kept(known=known))
        SEEN.threads.clear()
        assert await world.ask("order", {"name": "Ada"}) == known
        assert SEEN.threads == []

    async def test_what_does_not_fit_leaves_none(self, world: Carrying) -> None:
        await world.ask("order", {})
        await world.ask("nowhere", {})
        assert world.kept.log == ["nothing to keep"] * 2


class TestSecrets:
    async def test_are_masked_in_outputs_and_problems(self) -> None:
        world = Carrying(ALL, vault=Vault(Mask(["nobody", "leak-me-not"])))
        outcome = await world.ask("look", {"name": "leak-me-not"})
        assert outcome.output == {"name": "***", "born": None}
        assert "nobody" not in problem_of(
            await world.ask("look", {"name": "nobody"}), 404, "https://example.com/errors/nobody"
        )

    async def test_where_one_may_not_go_the_function_is_not_called(self) -> None:
        refused = Problem(HOME + "authorization", 403, title="No", detail="No.")
        world = Carrying(ALL, vault=Vault(problem=refused))
        outcome = await world.ask("order", {"name": "Ada"})
        assert outcome.problem is not None
        assert same_type(outcome.problem.type, "authorization")
        assert world.kept.log == ["nothing to keep"]
