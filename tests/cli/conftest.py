"""A strict stand-in for the API, and the command as people call it.

The stand-in answers what the test has told it to, in that order; anything else that is asked of
it, or left unasked, fails the test.
"""

from __future__ import annotations

import json
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from typer.testing import CliRunner, Result

from cli.client import Client
from cli.main import app

TOKEN = "bat_test"


@dataclass
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> object:
        return json.loads(self.body)


@dataclass
class Told:
    """An answer that the test wants given."""

    method: str
    path: str
    status: int
    body: bytes
    headers: dict[str, str]
    drops: bool


@dataclass
class StandIn:
    """Of the API."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    _script: deque[Told] = field(default_factory=deque)

    def answer(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        status: int = 200,
        raw: bytes | None = None,
        drops: bool = False,
        **headers: str,
    ) -> None:
        """The next one. `drops` takes the request and closes the connection without a word."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        content = json.dumps(body).encode() if raw is None else raw
        self._script.append(Told(method, path, status, content, given, drops))

    def problem(self, method: str, path: str, status: int, detail: str, **more: object) -> None:
        body = {"title": "No", "status": status, "detail": detail, "remedy": "Do better.", **more}
        self.answer(method, path, body, status=status)

    def take(self, asked: Asked) -> Told:
        self.asked.append(asked)
        if not self._script:
            self.troubles.append(f"unexpected {asked.method} {asked.path}")
        elif (told := self._script.popleft()) and (told.method, told.path) == (
            asked.method,
            asked.path,
        ):
            return told
        else:
            self.troubles.append(f"{asked.method} {asked.path} instead of {told.path}")
        return Told(asked.method, asked.path, 418, b"", {}, drops=False)

    def left(self) -> list[str]:
        return [f"never asked: {told.method} {told.path}" for told in self._script]


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            told = stand_in.take(Asked(self.command, parts.path, query, headers, body))
            if told.drops:
                self.close_connection = True
                return
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            self.wfile.write(told.body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _do  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler


@pytest.fixture
def api() -> Iterator[StandIn]:
    stand_in = StandIn()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stand_in))
    server.daemon_threads = True
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield stand_in
    server.shutdown()
    thread.join()
    server.server_close()
    assert [*stand_in.troubles, *stand_in.left()] == []


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Neither this machine's environment nor its local stack reaches a test."""
    for name in [name for name in os.environ if name.startswith("BATON_")]:
        if name != "BATON_TEST_FOLDER":
            monkeypatch.delenv(name)
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setenv("BATON_DATA", str(data))
    monkeypatch.chdir(tmp_path)
    return data


@pytest.fixture
def at_the_api(api: StandIn, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """The command talks to the stand-in."""
    monkeypatch.setenv("BATON_URL", api.url)
    monkeypatch.setenv("BATON_TOKEN", TOKEN)
    monkeypatch.setattr("cli.access.PATIENCE_SECONDS", 5.0)
    return api


Baton = Callable[..., Result]


@pytest.fixture
def baton() -> Baton:
    """`baton("runs", "--json")`."""

    def call(*arguments: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(app, list(arguments), input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@dataclass
class Process:
    """How the API shows a run."""

    id: str = "01a1fcb7-1e60-7141-a364-a9f610b3d720"
    status: str = "completed"
    output: object = None
    error: object = None

    def shown(self) -> dict[str, object]:
        return {
            "id": self.id,
            "workflow": "demo/hello",
            "version": "1.0.0",
            "status": self.status,
            "execution": 1,
            "startedBy": "somebody",
            "createdAt": "2026-01-02T03:04:05Z",
            "startedAt": "2026-01-02T03:04:05Z",
            "endedAt": "2026-01-02T03:04:06.500000Z",
            "input": {"name": "Ada"},
            "output": self.output,
            "error": self.error,
        }


@pytest.fixture
def process() -> type[Process]:
    return Process


TraceMaker = Callable[..., dict[str, object]]


@pytest.fixture
def trace_line() -> TraceMaker:
    """`trace_line(3, "task.completed", "/do/0/greet", output=1)`."""

    def make(
        sequence: int, kind: str, task: str = "", visit: str | None = None, **body: object
    ) -> dict[str, object]:
        return {
            "sequence": sequence,
            "kind": kind,
            "task": task,
            "visit": f"{task}:0" if visit is None else visit,
            "at": f"2026-01-02T03:04:{sequence % 60:02d}.000000Z",
            "body": body,
        }

    return make


class Tokens:
    """One token, and perhaps a second."""

    def __init__(self, *others: str) -> None:
        self.others = list(others)

    def current(self) -> str:
        return "first"

    def renewed(self) -> str | None:
        return self.others.pop() if self.others else None


Connected = Callable[..., Client]


@pytest.fixture
def connected(api) -> Iterator[Connected]:
    made: list[Client] = []

    def connect(*others: str, patience: float = 5.0) -> Client:
        made.append(Client(api.url, Tokens(*others), patience=patience))
        return made[-1]

    yield connect
    for client in made:
        with client:
            pass


@pytest.fixture
def client(connected: Connected) -> Client:
    return connected()
