"""Plays a conformance case in this process: the simulator runs it, its own stub routes answer.

Never: a socket, Temporal or a second of waiting. What needs secrets, events or a schedule is for
`run.py` and a stack.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

from activities.http_answer import output_of, refusal
from activities.http_connections import Exchanged
from activities.http_request import Request, read_request
from activities.secrets import Mask
from definitions import compile_program, errors, read
from definitions.bundle import Bundle
from definitions.errors import ProblemError
from definitions.externals import address_of
from definitions.lint import publishable
from definitions.plans import Program
from definitions.values import Json
from tests.conformance import run as corpus
from workflows.machine.wanted import WantCall
from workflows.simulator.simulation import Mocked, Simulation, SimulationError

STARTS_AT = 1_790_000_000_000
STUB, CLOSED = "http://stub.example:9001", "http://closed.example:9002"
VALUES = {
    "stub": STUB,
    "stub_port": "9001",
    "closed": CLOSED,
    "closed_port": "9002",
    "case": "played",
}
ELSEWHERE = ("needs", "secrets", "events", "slow")
"""What a case may have that only a stack can give."""
SERVED = ("authentication", "call: openapi")
"""What in a definition needs more than the routes of a stub."""

_MOST_BYTES = 1_000_000
_NO_OUTCOMES = ("rejected", "events", "events_in_order", "statuses")


@dataclass
class Routes:
    """The case's stub."""

    routes: list[dict[str, Json]]
    seen: list[corpus.Seen] = field(default_factory=list)
    used: dict[int, int] = field(default_factory=dict)

    def read(self, uri: str) -> bytes:
        """What publishing gets there."""
        arguments = {"method": "get", "endpoint": uri}
        return self._answer(read_request(arguments, None, _MOST_BYTES))[0].body

    def answer(self, wanted: WantCall) -> Mocked | None:
        if wanted.function != "http.call":
            return None
        try:
            request = read_request(wanted.arguments, None, _MOST_BYTES)
        except ProblemError as error:
            return Mocked(problem=error.problem)
        if str(request.url).startswith(CLOSED):
            return Mocked(problem=errors.communication("Nobody listens there.", 503))
        answer, given = self._answer(request)
        delay = given.get("delay_ms", 0)
        if given.get("close"):
            return Mocked(problem=errors.communication("The answer is broken.", 502))
        problem = refusal(request, answer, answer.body, Mask())
        if problem is not None:
            return Mocked(problem=problem, after_ms=delay)
        return Mocked(output_of(request, answer, answer.body, Mask()), after_ms=delay)

    def _answer(self, request: Request) -> tuple[Exchanged, dict[str, Json]]:
        path, _, query = request.url.raw_path.decode().partition("?")
        headers = {name.lower(): value for name, value in request.all_headers()}
        queried = parse_qs(query, keep_blank_values=True)
        seen = corpus.Seen(request.method, path, queried, headers, request.body, 0.0)
        self.seen.append(seen)
        given = self._route(seen)
        return _exchanged(corpus.fill(given, VALUES, seen)), given

    def _route(self, seen: corpus.Seen) -> dict[str, Json]:
        for number, route in enumerate(self.routes):
            if corpus.request_difference(corpus.fill(route["when"], VALUES), seen) is None:
                answers = route["respond"]
                used = self.used[number] = self.used.get(number, -1) + 1
                return answers[min(used, len(answers) - 1)]
        return {"status": 404, "json": {"stub": "no route"}}


def _exchanged(given: dict[str, Json]) -> Exchanged:
    headers = [(n.encode(), str(v).encode()) for n, v in (given.get("headers") or {}).items()]
    if "json" in given:
        headers.append((b"content-type", b"application/json"))
        body = json.dumps(given["json"]).encode()
    elif "base64" in given:
        body = base64.b64decode(given["base64"])
    else:
        headers.append((b"content-type", b"text/plain"))
        body = str(given.get("text", "")).encode()
    return Exchanged(given.get("status", 200), headers, body)


def playable(case: dict[str, Json]) -> bool:
    """It needs nothing but the machine and HTTP, and is about what comes of a run."""
    blocks = case.get("expect_any") or [case["expect"]]
    return (
        not any(case.get(name) for name in ELSEWHERE)
        and case.get("start", True)
        and len(case["definitions"]) == 1
        and not any(word in case["definitions"][0] for word in SERVED)
        and not any(name in block for block in blocks for name in _NO_OUTCOMES)
        and not any(block.get("status") in ("waiting", "suspended") for block in blocks)
    )


def program_of(case: dict[str, Json], routes: Routes) -> tuple[Program | None, str]:
    """None and the reason of a definition that can't run yet."""
    reading = read(corpus.fill(case["definitions"][0], VALUES))
    if reading.workflow is None or reading.document is None:
        return None, str(reading.diagnostics)
    found = publishable(reading, published=[])
    why = [f"{fault.code} {fault.pointer}" for fault in found if fault.severity == "error"]
    if why:
        return None, ", ".join(why)
    bundle = Bundle(reading)
    while needed := bundle.needed():
        for external in needed:
            bundle.put(external, routes.read(address_of(external).uri))
    whole = bundle.reading.workflow
    assert whole is not None
    return compile_program(whole, bundle.document, bundle.hash), ""


def play(case: dict[str, Json], program: Program, routes: Routes) -> str | None:
    """None, or what differs from what is expected."""
    simulation = Simulation(program, routes.answer, STARTS_AT)
    try:
        state = simulation.run(corpus.fill(case.get("input"), VALUES))
    except SimulationError as error:
        return str(error)
    seen = corpus.CaseRun(corpus.Case(Path("played"), case), None, None)
    error = None if state.error is None else state.error.to_json()
    seen.seen.run = {"status": state.status, "output": state.output, "error": error}
    seen.seen.seen, seen.seen.elapsed_ms = routes.seen, float(simulation.now - STARTS_AT)
    seen.run_id, seen.stub, seen.values = "played", routes, VALUES
    return seen._compare(case.get("expect_any") or [case["expect"]])
