"""Expressions: how long they take to compile and to evaluate, beside jq.py; no stack is needed.

The expressions are those of the conformance cases, each with an input on which both succeed. jq.py
compiles each once, as a workflow engine would.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

import jq as peer
import yaml

from definitions.expressions import compile_template, inner, is_expression
from definitions.jq import Budget, Expression, JqError, JqSyntaxError
from definitions.jq.parser import parse
from definitions.values import Json
from tests.shared import shared_files

PATH_LIMIT = 3
COMPILE_LIMIT = 80
TYPICAL = (
    ".items | map(select(.price > 10)) | length",
    "{name: .customer.name, total: (.lines | map(.price * .quantity) | add)}",
    '"Order \\(.id) of \\(.customer.name // "somebody")"',
    ".amount > 1000 and $context.approved == true",
    '.trail + ["last"]',
)
ROUNDS = 5
_EACH = 0.002
"""Seconds that a measurement takes at least."""

_SAMPLES: tuple[Json, ...] = (3, "some text", {"a": 1}, [1, 2], [{"id": 1, "v": 2}], True, None)


def micros(work: Callable[[], object]) -> float:
    """Microseconds; the shortest, because other work on the machine only adds."""
    times = 1
    while (taken := _taken(work, times)) < _EACH:
        times *= 2
    return min(taken, *(_taken(work, times) for _ in range(ROUNDS))) / times * 1e6


def _taken(work: Callable[[], object], times: int) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - begun


# ---- the expressions of the cases


def expressions() -> dict[str, Json]:
    """Each with the input of its case."""
    found: dict[str, Json] = {}
    for path in shared_files("conformance/cases/open/*.yaml"):
        case = yaml.safe_load(path.read_text())
        for text in case.get("definitions", ()):
            try:
                definition = yaml.safe_load(text)
            except yaml.YAMLError:
                continue
            for source in _expressions(definition):
                found.setdefault(source, case.get("input"))
    return found


def _expressions(value: object) -> Iterator[str]:
    match value:
        case str() if is_expression(value):
            yield inner(value)
        case dict():
            for entry in value.values():
                yield from _expressions(entry)
        case list():
            for item in value:
                yield from _expressions(item)
        case _:
            pass


def both(source: str, given: Json) -> tuple[Callable[[], object], Callable[[], object]] | None:
    """The two evaluations, on the first input on which both give the same."""
    try:
        expression = Expression(source, parse(source))
    except JqSyntaxError:
        return None
    for sample in (None, *_SAMPLES):
        value, variables = _world(expression, given if sample is None else None, sample)
        program = peer.compile(source, args=variables)
        mine = partial(_evaluated, expression, value, variables)
        other = partial(_asked, program, value)
        try:
            if mine() == other():
                return mine, other
        except (JqError, ValueError):
            continue
    return None


def _world(expression: Expression, value: Json, sample: Json) -> tuple[Json, dict[str, Json]]:
    """What the expression reads, with the sample in every place."""
    roots: dict[str, Json] = {".": value}
    for root, *names in expression.references:
        if value is not None and root == ".":
            continue
        made: Json = sample
        for name in reversed(names):
            made = {name: made}
        before = roots.get(root)
        roots[root] = (
            {**before, **made} if isinstance(before, dict) and isinstance(made, dict) else made
        )
    return roots.pop("."), {name[1:]: each for name, each in roots.items()}


def _evaluated(expression: Expression, value: Json, variables: dict[str, Json]) -> object:
    return expression.evaluate(value, variables, Budget())


def _asked(program: peer._Program, value: Json) -> object:
    return program.input_value(value).all()


# ---- what is measured


def plain_path() -> None:
    template = compile_template("${ .a.b.c }")
    value: Json = {"a": {"b": {"c": 1}}}
    taken = micros(lambda: template.evaluate(value, {}, Budget()))
    print(f"a plain path evaluated in {taken:.2f} µs (at most {PATH_LIMIT})")


def compiling() -> None:
    taken = {source: micros(partial(_compiled, source)) for source in TYPICAL}
    print(f"a typical expression compiled in {taken[TYPICAL[0]]:.0f} µs (at most {COMPILE_LIMIT});")
    print("  others:", ", ".join(f"{each:.0f}" for each in list(taken.values())[1:]))
    print(f"  jq.py compiles it in {micros(partial(peer.compile, TYPICAL[0])):.0f} µs")


def _compiled(source: str) -> Expression:
    return Expression(source, parse(source))


def beside_the_peer() -> None:
    mine: list[float] = []
    others: list[float] = []
    found = expressions()
    for source, given in found.items():
        pair = both(source, given)
        if pair is not None:
            mine.append(micros(pair[0]))
            others.append(micros(pair[1]))
    if not mine:
        print("no conformance cases here")
        return
    slower = sum(one > other for one, other in zip(mine, others, strict=True))
    average, theirs = statistics.mean(mine), statistics.mean(others)
    print(f"{len(mine)} of {len(found)} expressions of the conformance cases, evaluated:")
    print(f"  {average:.1f} µs on average, jq.py {theirs:.1f} µs:", end=" ")
    print(f"{average / theirs:.2f} times (at most 1); {slower} of them are slower")


def main() -> None:
    plain_path()
    compiling()
    beside_the_peer()


if __name__ == "__main__":
    main()
