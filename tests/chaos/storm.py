"""What a storm is made of: the process that its runs follow, its stub's answers, and their end.

Never: an answer that depends on who asks when; the machine alone must be able to foresee all.
"""

from __future__ import annotations

from collections.abc import Callable

from definitions import compile_program, content_hash, read
from definitions.contracts import START_RUN
from definitions.errors import communication
from definitions.plans import Program
from definitions.values import Json, JsonObject
from workflows.machine.wanted import WantCall
from workflows.simulator.simulation import Mocked, Simulation

HEAD = "document: {{ dsl: '1.0.3', namespace: chaos, name: {name}, version: '1.0.0' }}\n"
STEPS = (
    HEAD.format(name="storm")
    + """\
do:
  - each:
      for: { each: item, in: '${ [1, 2, 3] }' }
      do:
        - post:
            call: http
            with:
              method: post
              endpoint: '${ $workflow.input | "\\(.stub)/each/\\(.n)/\\($item)" }'
            export: { as: '${ [$context[]?, .at] }' }
  - all:
      fork:
        branches:
          - look:
              do:
                - rest: { wait: { milliseconds: 700 } }
                - get:
                    call: http
                    with:
                      method: get
                      endpoint: '${ $workflow.input | "\\(.stub)/look/\\(.n)" }'
          - hear:
              listen:
                to:
                  one:
                    with: { type: asked }
                    correlate: { n: { from: .data.n, expect: '${ $workflow.input.n }' } }
          - pay:
              call: http
              with: { method: post, endpoint: '${ $workflow.input | "\\(.stub)/pay/\\(.n)" }' }
      export: { as: '${ $context + [.[0].at, .[1][0].word, .[2].at] }' }
  - again:
      try:
        - flaky:
            call: http
            with: { method: post, endpoint: '${ $workflow.input | "\\(.stub)/flaky/\\(.n)" }' }
      catch:
        errors: { with: { status: 503 } }
        retry: { delay: { milliseconds: 300 }, limit: { attempt: { count: 5 } } }
      export: { as: '${ $context + [.at] }' }
  - child:
      run:
        workflow: { namespace: chaos, name: drop, input: '${ $workflow.input }' }
      export: { as: '${ $context + [.at] }' }
  - tell: { emit: { event: { with: { type: stormed, data: '${ $workflow.input.n }' } } } }
  - end: { set: { n: '${ $workflow.input.n }', did: '${ $context }' } }
"""
)
DROP = (
    HEAD.format(name="drop")
    + """\
do:
  - post: { call: http, with: { method: post, endpoint: '${ "\\(.stub)/drop/\\(.n)" }' } }
"""
)
COUNT = (
    HEAD.format(name="heard")
    + """\
schedule: { on: { one: { with: { type: stormed } } } }
do: [{ n: { set: '${ $workflow.input[0].data }' } }]
"""
)
PLACES = ("each/{}/1", "each/{}/2", "each/{}/3", "look/{}", "pay/{}", "flaky/{}", "drop/{}")


def answer(path: str, key: str) -> tuple[int, JsonObject]:
    """What is flaky fails at the first attempt, which the end of its key tells."""
    if path.startswith("/flaky/") and key.endswith(":0"):
        return 503, {"at": "nowhere"}
    return 200, {"at": path}


def event(number: int) -> JsonObject:
    """For the run of this number, and for no other."""
    data: JsonObject = {"n": str(number), "word": f"of {number}"}
    return {"specversion": "1.0", "id": f"{number}", "source": "/chaos", "type": "asked"} | {
        "data": data
    }


def foreseen(stub: str) -> Callable[[int], tuple[str, Json]]:
    """Status and output of each run, as the machine alone says."""
    program = _program()

    def of(number: int) -> tuple[str, Json]:
        simulation = Simulation(program, lambda wanted: _mock(stub, wanted))
        simulation.publish(event(number), at=10)
        state = simulation.run({"stub": stub, "n": str(number)})
        return state.status, state.output

    return of


def _program() -> Program:
    reading = read(STEPS)
    assert reading.workflow is not None, reading.diagnostics
    assert reading.document is not None
    return compile_program(reading.workflow, reading.document, content_hash(reading.document))


def _mock(stub: str, wanted: WantCall) -> Mocked:
    arguments = wanted.arguments
    assert isinstance(arguments, dict)
    if wanted.function == START_RUN:
        given = arguments["input"]
        assert isinstance(given, dict)
        return Mocked(answer(f"/drop/{given['n']}", wanted.key)[1], after_ms=5)
    path = str(arguments["endpoint"]).removeprefix(stub)
    status, body = answer(path, wanted.key)
    if status != 200:
        return Mocked(problem=communication("Down.", status), after_ms=5)
    return Mocked(body, after_ms=5)
