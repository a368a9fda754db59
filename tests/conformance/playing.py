"""Plays a conformance case in this process: the simulator runs it, its own stub routes answer.

Never: a socket, Temporal or a second of waiting. What needs secrets, a token, a jail or a schedule
is for `run.py` and a stack.
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
from api.runs.lifecycle import EMITTED, Subject, cloud_events
from definitions import compile_program, errors, read
from definitions.bundle import Bundle
from definitions.contracts import START_RUN
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
HERE = {"event-loopback", "correlation-events"}
"""What a case may need and finds here."""
SERVED = ("authentication", "call: openapi")
"""What in a definition needs more than the routes of a stub."""

_MOST_BYTES = 1_000_000
_LATEST = "latest"


@dataclass
class Routes:
    """The case's stub."""

    routes: list[dict[str, Json]]
    seen: list[corpus.Seen] = field(default_factory=list)
    used: dict[int, int] = field(default_factory=dict)
    others: list[Program] = field(default_factory=list)
    """What the process may run, the highest version first."""

    def read(self, uri: str) -> bytes:
        """What publishing gets there."""
        arguments = {"method": "get", "endpoint": uri}
        return self._answer(read_request(arguments, None, _MOST_BYTES))[0].body

    def answer(self, wanted: WantCall) -> Mocked | None:
        if wanted.function != "http.call":
            return self._of_another(wanted) if wanted.function == START_RUN else None
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

    def _of_another(self, wanted: WantCall) -> Mocked:
        """The other process, played to its end on the same routes."""
        asked = wanted.arguments
        named = [one for one in self.others if one.workflow.name == asked["name"]]
        version = asked.get("version") or _LATEST
        program = next(one for one in named if version in (_LATEST, one.workflow.version))
        simulation = Simulation(program, self.answer, STARTS_AT)
        state = simulation.run(asked.get("input"))
        return Mocked(state.output, state.error, simulation.now - STARTS_AT)

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
        not case.get("secrets")
        and not {*case.get("needs", [])} - HERE
        and case.get("start", True)
        and not any(word in text for text in case["definitions"] for word in SERVED)
        and not any("rejected" in block for block in blocks)
    )


def program_of(case: dict[str, Json], routes: Routes) -> tuple[Program | None, str]:
    """None and the reason of a definition that can't run yet."""
    main, *others = [_compiled(text, routes) for text in case["definitions"]]
    routes.others = [program for program, _ in others if program is not None]
    routes.others.sort(key=lambda one: [*map(int, one.workflow.version.split("."))], reverse=True)
    return main


def _compiled(text: str, routes: Routes) -> tuple[Program | None, str]:
    reading = read(corpus.fill(text, VALUES))
    if reading.workflow is None or reading.document is None:
        return None, str(reading.diagnostics)
    found = publishable(reading)
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
    seen = corpus.CaseRun(corpus.Case(Path("played"), case), None, None)
    try:
        drive(simulation, case, routes, seen.seen.statuses)
    except SimulationError as error:
        return str(error)
    state = simulation.state
    error = None if state.error is None else state.error.to_json()
    seen.seen.run = {"status": state.status, "output": state.output, "error": error}
    seen.seen.seen, seen.seen.elapsed_ms = routes.seen, float(simulation.now - STARTS_AT)
    about = program.workflow
    seen.seen.events = _published(
        simulation, Subject("played", about.namespace, about.name, about.version)
    )
    seen.run_id, seen.stub = "played", routes
    seen.values = {**VALUES, "ns": about.namespace}
    return seen._compare(case.get("expect_any") or [case["expect"]])


def drive(
    simulation: Simulation, case: dict[str, Json], routes: Routes, statuses: list[str]
) -> None:
    """To the end, or to rest; events and commands come in turn, each when its conditions hold."""
    coming, sent = [*(case.get("events") or [])], STARTS_AT
    simulation.start(corpus.fill(case.get("input"), VALUES))
    while True:
        if statuses[-1:] != [simulation.state.status]:
            statuses.append(simulation.state.status)
        if coming and simulation.now >= sent and _holds(coming[0], simulation, routes):
            sent = _send(simulation, coming.pop(0), len(coming))
        elif not simulation.step():
            return


def _holds(entry: dict[str, Json], simulation: Simulation, routes: Routes) -> bool:
    status = entry.get("when_status")
    if status is not None and simulation.state.status != status:
        return False
    if (wanted := entry.get("when_request")) is None:
        return True
    wanted = {**corpus.fill(wanted, VALUES)}
    least = wanted.pop("count", 1)
    return sum(corpus.request_difference(wanted, one) is None for one in routes.seen) >= least


def _send(simulation: Simulation, entry: dict[str, Json], left: int) -> int:
    at = simulation.now + entry.get("after_ms", 0)
    if action := entry.get("action"):
        simulation.say(f"run.{action}", {}, at=at)
    else:
        about = {"specversion": "1.0", "id": f"played-{left}", "source": "https://played.example"}
        simulation.publish({**about, **corpus.fill(entry["event"], VALUES)}, at=at)
    return at


def _published(simulation: Simulation, subject: Subject) -> list[Json]:
    lines = [row.sequence for row in simulation.trace if row.kind == EMITTED]
    emitted = dict(zip(lines, simulation.emitted, strict=True))
    return [*cloud_events(subject, simulation.trace, emitted)]
