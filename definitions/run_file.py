"""The file of a run, `baton-run/1`: its definition, its facts, its trace, and what it had open.

JSON lines, each an object of one kind: `run` comes first, `end` last, with the digest of all bytes
before it. A file without its end is a piece of one. Never: a line of another kind passed over; it
could be what the run depends on.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar, cast

import msgspec
from msgspec import Struct

from definitions.contracts import FactRow, Outcome, TraceRow
from definitions.errors import Problem
from definitions.values import Json, JsonObject, encode

FORMAT = "baton-run/1"
MEDIA_TYPE = "application/vnd.baton.run+jsonl"
MOST_BYTES = 64 * 1024 * 1024
COMPLETE, MASKED = "complete", "masked"

Values = Literal["complete", "masked"]
_T = TypeVar("_T")


class RunFileError(Exception):
    """The file can't be used, or not for this; the sentence says why and what helps."""


class Above(Struct, omit_defaults=True):
    """The run that has started this one."""

    run: str
    task: str
    awaited: bool = False
    depth: int = 0


class Head(Struct, rename="camel"):
    """The run as its row says."""

    id: str
    namespace: str
    name: str
    version: str
    hash: str
    """Of the document that runs."""
    status: str
    execution: int
    started_by: str
    created_at: str
    started_at: str | None = None
    ended_at: str | None = None
    cause: str | None = None
    parent: Above | None = None
    package: str | None = None
    """The one that brings its code, of a process written in Python."""
    input: Json = None
    output: Json = None
    error: Problem | None = None

    @property
    def label(self) -> str:
        return f"{self.namespace}/{self.name} {self.version}"


class Text(Struct):
    """What runs, and the text that its author wrote."""

    source: str
    document: JsonObject


class Fact(FactRow):
    """A fact and the execution that it happened in."""

    execution: int = 1


class Intent(Struct):
    """A call that was claimed; without an outcome nobody knows what became of it."""

    key: str
    outcome: Outcome | None = None


class Told(Struct):
    """A message of the inbox. Of one that a fact holds the data stands there."""

    id: str
    sequence: int
    kind: str
    data: Json = None
    answer: JsonObject | None = None


class Child(Struct):
    """A run that this one has started."""

    run: str
    key: str
    """Of the call that started it."""


class Published(Struct):
    """An event that the run has published: by which id the installation knows it."""

    id: str
    line: int
    """Of the trace."""


class _First(Struct, rename="camel"):
    format: str
    values: Values
    exported_at: str
    run: Head


class _End(Struct):
    lines: int
    digest: str


@dataclass(slots=True)
class RunFile:
    """All of a file."""

    values: Values
    exported_at: str
    run: Head
    text: Text | None = None
    """None of a process that is written in Python."""
    facts: list[Fact] = field(default_factory=list[Fact])
    trace: list[TraceRow] = field(default_factory=list[TraceRow])
    intents: list[Intent] = field(default_factory=list[Intent])
    messages: list[Told] = field(default_factory=list[Told])
    children: list[Child] = field(default_factory=list[Child])
    events: list[Published] = field(default_factory=list[Published])

    @property
    def masked(self) -> bool:
        return self.values == MASKED


Part: TypeAlias = Text | Fact | TraceRow | Intent | Told | Child | Published


class Writer:
    """Makes the lines, one after the other, and counts them."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._lines = 0

    def first(self, run: Head, values: Values, exported_at: str) -> bytes:
        first = _First(FORMAT, values, exported_at, run)
        return self._line(cast("JsonObject", msgspec.to_builtins(first)))

    def line(self, kind: str, value: Part) -> bytes:
        return self._line({kind: cast("Json", msgspec.to_builtins(value))})

    def end(self) -> bytes:
        end = _End(self._lines, self._digest.hexdigest())
        return self._line({"end": cast("Json", msgspec.to_builtins(end))})

    def _line(self, value: JsonObject) -> bytes:
        line = encode(value) + b"\n"
        self._digest.update(line)
        self._lines += 1
        return line


def write(file: RunFile) -> bytes:
    """All of it at once."""
    writer = Writer()
    lines = [writer.first(file.run, file.values, file.exported_at)]
    if file.text is not None:
        lines.append(writer.line("definition", file.text))
    lines += [writer.line("fact", one) for one in file.facts]
    lines += [writer.line("trace", one) for one in file.trace]
    lines += [writer.line("intent", one) for one in file.intents]
    lines += [writer.line("message", one) for one in file.messages]
    lines += [writer.line("child", one) for one in file.children]
    lines += [writer.line("event", one) for one in file.events]
    return b"".join([*lines, writer.end()])


def read_run_file(content: bytes) -> RunFile:
    """Checked against its own digest: a piece, or one that was changed, is refused."""
    if len(content) > MOST_BYTES:
        raise RunFileError(f"It is larger than {MOST_BYTES // 1024 // 1024} MiB.")
    *lines, last = content.removesuffix(b"\n").split(b"\n")
    if not lines:
        raise RunFileError(f"It is no file of a run: it does not begin as {FORMAT} does.")
    first = _first(lines[0])
    end = _decoded(last, len(lines) + 1).get("end")
    if end is None:
        raise RunFileError("Its end is missing: it is a piece of a file. Export the run again.")
    whole = _fitting(end, _End, len(lines) + 1)
    digest = hashlib.sha256(content[: len(content.removesuffix(b"\n")) - len(last)])
    if (whole.lines, whole.digest) != (len(lines), digest.hexdigest()):
        raise RunFileError("It was changed after it was written. Export the run again.")
    file = RunFile(first.values, first.exported_at, first.run)
    for number, line in enumerate(lines[1:], 2):
        _add(file, _decoded(line, number), number)
    return file


def _first(line: bytes) -> _First:
    found = _decoded(line, 1)
    known = found.get("format")
    if "sealed" in found:
        raise RunFileError("It is sealed: it opens with its passphrase only.")
    if known != FORMAT:
        said = f"It has the format {known}" if isinstance(known, str) else "It is no file of a run"
        raise RunFileError(f"{said}; this release reads {FORMAT}.")
    return _fitting(found, _First, 1)


def _add(file: RunFile, found: JsonObject, number: int) -> None:
    kind, value = next(iter(found.items()), ("", None))
    match kind:
        case "fact":
            file.facts.append(_fitting(value, Fact, number))
        case "trace":
            file.trace.append(_fitting(value, TraceRow, number))
        case "intent":
            file.intents.append(_fitting(value, Intent, number))
        case "message":
            file.messages.append(_fitting(value, Told, number))
        case "child":
            file.children.append(_fitting(value, Child, number))
        case "event":
            file.events.append(_fitting(value, Published, number))
        case "definition" if file.text is None:
            file.text = _fitting(value, Text, number)
        case _:
            raise RunFileError(f"Line {number} holds what this release doesn't know: {kind[:40]}.")


def _decoded(line: bytes, number: int) -> JsonObject:
    try:
        found = cast("Json", msgspec.json.decode(line))
    except (msgspec.MsgspecError, ValueError) as error:
        raise RunFileError(f"Line {number} is no JSON: {str(error).rstrip('.')}.") from error
    except RecursionError as error:
        raise RunFileError(f"Line {number} is nested too deeply.") from error
    if not isinstance(found, dict):
        raise RunFileError(f"Line {number} is no object.")
    return found


def _fitting(value: Json, kind: type[_T], number: int) -> _T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise RunFileError(f"Line {number} does not fit: {str(error).rstrip('.')}.") from error
