"""Reading, checking and compiling a definition of 60 tasks and one of 1,000; no stack is needed.

Where a stack runs, the share that this has in registering one over HTTP. Each size is measured in
a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from uuid import uuid4

from bench.stack import running_stack
from definitions.diagnostics import Diagnostic
from definitions.lint import lint, publishable
from definitions.plans import Program
from definitions.program import compile_program, content_hash
from definitions.reader import Reading, read
from definitions.schemas import Schema

LIMITS = {60: (30, 100), 1_000: (400, 100)}
"""Tasks: milliseconds to read, validate and lint, and megabytes."""

ROUNDS = {60: 40, 1_000: 8}
_HEAD = """\
document:
  dsl: '1.0.3'
  namespace: bench
  name: {name}
  version: '1.0.0'
use:
  secrets: [login]
  errors:
    tooLarge: {{ type: https://example.com/errors/too-large, status: 400 }}
do:
"""
_FIVE = """\
  - take{n}:
      input:
        schema:
          document:
            type: object
            properties: {{ amount: {{ type: number, minimum: 0 }}, who: {{ type: string }} }}
            required: [amount]
      set: {{ amount: '${{ .amount + {n} }}', who: '${{ .who }}', tags: [a, b, '${{ .who }}'] }}
      export: {{ as: '${{ {{ total: (.amount + 1), who: .who }} }}' }}
  - weigh{n}:
      switch:
        - large: {{ when: '.amount > 1000 and .who != null', then: ask{n} }}
        - other: {{ then: rest{n} }}
  - ask{n}:
      call: http
      with:
        method: post
        endpoint: https://example.com/orders/{n}
        headers: {{ authorization: '${{ "Bearer " + $secrets.login }}' }}
        body: {{ amount: '${{ .amount }}', seen: '${{ $context.total }}' }}
      output: {{ as: '${{ {{ amount: .amount, answer: .id }} }}' }}
  - rest{n}:
      wait: {{ seconds: {n} }}
  - inside{n}:
      do:
        - small{n}:
            if: .amount < 0
            raise: {{ error: tooLarge }}
"""
"""Six tasks, five in a row and one inside."""

_EACH = 6
_FORM = {
    "type": "object",
    "required": ["item", "cost", "neededBy"],
    "additionalProperties": False,
    "properties": {
        "item": {"type": "string", "minLength": 3, "maxLength": 120},
        "quantity": {"type": "integer", "minimum": 1, "maximum": 50},
        "cost": {
            "type": "object",
            "properties": {
                "amount": {"type": "number", "minimum": 0, "multipleOf": 0.01},
                "currency": {"enum": ["EUR", "GBP", "USD"]},
            },
        },
        "neededBy": {"type": "string", "format": "date"},
        "urgency": {"oneOf": [{"const": "low"}, {"const": "normal"}, {"const": "high"}]},
        "accessories": {
            "type": "array",
            "items": {"properties": {"name": {"type": "string", "pattern": "^[A-Za-z ]+$"}}},
        },
    },
}
_FILLED = {
    "item": "A standing desk",
    "quantity": 2,
    "cost": {"amount": 1999.5, "currency": "EUR"},
    "neededBy": "2026-12-24",
    "urgency": "high",
    "accessories": [{"name": "lamp"}, {"name": "mat"}],
}


_numbers = itertools.count()


def document(tasks: int, name: str = "language") -> str:
    """A new one each time: no expression of it has been compiled before."""
    numbers = itertools.islice(_numbers, tasks // _EACH)
    return _HEAD.format(name=name) + "".join(_FIVE.format(n=n) for n in numbers)


def best(works: Iterable[Callable[[], object]]) -> float:
    """Milliseconds; the shortest, because other work on the machine only adds."""
    times: list[float] = []
    for work in works:
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return min(times)


def measure(tasks: int) -> dict[str, float]:
    before = _megabytes()
    text = document(tasks)
    found = _checked(read(text))
    after = _megabytes()
    assert not found, found
    texts = [document(tasks) for _ in range(ROUNDS[tasks])]
    readings = [read(each) for each in texts]
    return {
        "bytes": len(text),
        "memory": after - before,
        "read": best(partial(read, each) for each in texts),
        "lint": best(partial(lint, each) for each in readings),
        "publishable": best(partial(publishable, each) for each in readings),
        "compile": best(partial(_compiled, each) for each in readings),
    }


def _checked(reading: Reading) -> list[Diagnostic]:
    return [*reading.diagnostics, *lint(reading), *publishable(reading)]


def _compiled(reading: Reading) -> Program:
    assert reading.workflow is not None
    assert reading.document is not None
    return compile_program(reading.workflow, reading.document, content_hash(reading.document))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def show(tasks: int, found: dict[str, float]) -> None:
    time_limit, memory_limit = LIMITS[tasks]
    whole = found["read"] + found["lint"]
    print(f"a definition of {tasks} tasks, {found['bytes'] / 1000:.0f} kB:")
    print(f"  read, validated and linted in {whole:.1f} ms (at most {time_limit}):", end=" ")
    print(f"read {found['read']:.1f}, lint {found['lint']:.1f};", end=" ")
    print(f"at publishing {found['publishable']:.1f} more, compiled in {found['compile']:.1f}")
    print(f"  memory for it {found['memory']:.0f} MB (at most {memory_limit})")


def hostile() -> dict[str, str]:
    """Texts that would exhaust whoever reads them without a bound."""
    laughs = "a0: &a0 [lol]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30)
    )
    room = 255 * 1024
    return {
        "lists in lists": "[" * room,
        "maps in maps": "{a: " * (room // 4),
        "blocks in blocks": "".join(f"{' ' * n}a:\n" for n in range(700)),
        "laughs": laughs,
        "empty lists": f"[{'[],' * (room // 3)}]",
        "keys": "".join(f"k{n}: 1\n" for n in range(30_000)),
        "one long text": f"a: '{'x' * room}'",
        "anchors": "".join(f"- &a{n} x\n" for n in range(20_000)),
        "digits": f"a: {'9' * room}",
        "quotes never closed": 'a: "' + "\\n" * (room // 2),
        "comments": "#\n" * (room // 2),
        "tasks of no kind": _HEAD.format(name="x") + "  - a: { nap: 1 }\n" * 12_000,
        "faults in every task": _HEAD.format(name="x")
        + "".join(f"  - t{n}: {{ wait: soon, iff: 1 }}\n" for n in range(1_900)),
        "an expression in an expression": _HEAD.format(name="x")
        + f"  - a: {{ set: {{ x: '${{ {'(' * 120_000} }}' }} }}\n",
        "no UTF-8 to speak of": "\x00" * room,
    }


def refused(name: str) -> dict[str, float]:
    """Of one of them: what it takes to say what is wrong with it."""
    text = hostile()[name]
    _checked(read(document(60)))
    before, begun = _megabytes(), time.perf_counter()
    found = _checked(read(text))
    took = (time.perf_counter() - begun) * 1000
    assert found, name
    return {"took": took, "memory": _megabytes() - before}


def show_hostile() -> None:
    worst: dict[str, tuple[float, str]] = {}
    for name in hostile():
        for what, much in _in_a_process(name).items():
            worst[what] = max(worst.get(what, (0.0, "")), (much, name))
    took, memory = worst["took"], worst["memory"]
    print(
        f"the worst of {len(hostile())} hostile files: {took[0]:.0f} ms ({took[1]}; at most 100),"
    )
    print(f"  {memory[0]:.0f} MB ({memory[1]}; at most 50)")


def forms() -> None:
    schema = Schema(_FORM)
    assert schema.faults(_FILLED) == []  # pyright: ignore[reportArgumentType]

    def thousand() -> None:
        for _ in range(1_000):
            schema.faults(_FILLED)  # pyright: ignore[reportArgumentType]

    print(f"a form's value against its schema: {best([thousand] * 5):.0f} µs (at most 100)")


async def registering(tasks: int, alone: float) -> None:
    """How much of registering over HTTP is the language."""
    stack = running_stack()
    times: list[float] = []
    async with stack.client() as http:
        for _ in range(8):
            text = document(tasks, f"language-{uuid4().hex[:8]}")
            begun = time.perf_counter()
            answer = await http.post(
                "/api/v1/definitions",
                content=text,
                headers={"content-type": "application/yaml"},
            )
            answer.raise_for_status()
            times.append((time.perf_counter() - begun) * 1000)
    median = statistics.median(times)
    print(f"  registered over HTTP in {median:.0f} ms (median), of which {alone / median:.0%} read")


def _in_a_process(what: int | str) -> dict[str, float]:
    """A definition of so many tasks, or a hostile file by its name."""
    command = [sys.executable, "-m", "bench.language", str(what)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


async def main() -> None:
    data = Path(os.environ.get("BATON_DATA", ".baton"))
    for tasks in LIMITS:
        found = await asyncio.to_thread(_in_a_process, tasks)
        show(tasks, found)
        if (data / "stack.json").exists():
            await registering(tasks, found["read"] + found["lint"])
    await asyncio.to_thread(show_hostile)
    forms()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asked = sys.argv[1]
        print(json.dumps(measure(int(asked)) if asked.isdecimal() else refused(asked)))
    else:
        asyncio.run(main())
