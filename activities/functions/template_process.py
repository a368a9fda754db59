"""Fills in templates, in a process of its own: a script without an import of ours.

A template of a process can ask for any amount of work and memory, also inside one step of Python's.
So the kernel bounds both, and ends this process; `template.py` starts another one. Never: a file,
an environment variable, or a module of Baton's within a template's reach.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, TypedDict, cast

from jinja2 import (
    DictLoader,
    StrictUndefined,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing  # pyright: ignore[reportAny] - a mark, compared only

WORK_SECONDS = 0.25
"""Of the processor, for one template."""

MEMORY_BYTES = 512 * 1024 * 1024
MOST_CHARACTERS = 512 * 1024
HEAD_BYTES = 4
"""Before each message: its length."""

_CLOSED_GLOBALS = ("lipsum",)
_CLOSED_FILTERS = ("random",)
"""What gives another text each time."""

_OPEN = "<template>"


class Wanted(TypedDict):
    template: str
    values: dict[str, object]
    html: bool


class Made(TypedDict):
    text: str
    fault: str | None
    line: int | None
    """Of the template, where it is known."""
    readable: bool
    """Whether it is a template at all."""


class Missing(StrictUndefined):
    """A value that isn't there, in a sentence for people."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return "it reaches for something that is closed to templates"
        name = str(self._undefined_name)
        if cast("object", self._undefined_obj) is not missing:
            return f"it reads `{name}` of a value that doesn't have it"
        return f"it names `{name}`, which is not among the values"


def _said(value: object) -> object:
    """Nothing is no word in a letter."""
    return "" if value is None else value


class Environment(ImmutableSandboxedEnvironment):
    """Text in, text out; nothing to load."""

    def __init__(self, *, html: bool) -> None:
        super().__init__(
            autoescape=html,
            undefined=Missing,
            finalize=_said,
            loader=DictLoader({}),
            keep_trailing_newline=True,
        )
        for name in _CLOSED_GLOBALS:
            self.globals.pop(name, None)
        for name in _CLOSED_FILTERS:
            self.filters.pop(name, None)


ENVIRONMENTS = {html: Environment(html=html) for html in (False, True)}


def fill(wanted: Wanted) -> Made:
    """The text, or what is wrong with the template."""
    try:
        template = ENVIRONMENTS[wanted["html"]].from_string(wanted["template"])
        text = "".join(_bounded(template.generate(wanted["values"])))
    except Exception as error:  # noqa: BLE001 - whatever values do to filters
        unread = isinstance(error, TemplateSyntaxError)
        at = error.lineno if isinstance(error, TemplateSyntaxError) else _at(error.__traceback__)
        return {"text": "", "fault": _fault(error), "line": at or None, "readable": not unread}
    return {"text": text, "fault": None, "line": None, "readable": True}


def _fault(error: Exception) -> str:
    at = _at(error.__traceback__)
    line = f", in line {at}" if at else ""
    match error:
        case TemplateSyntaxError():
            fault = f"it can't be read in line {error.lineno}: {(error.message or '').rstrip('.')}"
        case TemplateNotFound():
            fault = "it asks for another template, and there is none"
        case UndefinedError() | SecurityError():
            fault = f"{error.message}{line}"
        case TooMuchError():
            fault = f"it makes more than {MOST_CHARACTERS:,} characters"
        case MemoryError():
            fault = "it needs more memory than a template may have"
        case RecursionError():
            fault = "it calls itself without an end"
        case OverflowError():
            fault = f"a number is too large{line}"
        case ZeroDivisionError():
            fault = f"it divides by zero{line}"
        case TypeError():
            fault = f"it does something with a value that can't be done with one of its kind{line}"
        case _:
            fault = f"it can't be carried out{line}"
    return fault


class TooMuchError(Exception):
    """The text has grown beyond its bound."""


def _bounded(parts: Iterator[str]) -> Iterator[str]:
    left = MOST_CHARACTERS
    for part in parts:
        left -= len(part)
        if left < 0:
            raise TooMuchError
        yield part


def _at(trace: TracebackType | None) -> int:
    """Of the template; Jinja writes its lines into the traceback."""
    found = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _OPEN:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def framed(text: bytes) -> bytes:
    return len(text).to_bytes(HEAD_BYTES) + text


def bound() -> None:
    """Memory, files, and none of what a crash could leave."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # not every system has every limit
            resource.setrlimit(limit, (most, most))
    os.environ.clear()


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """One template after the other, until nobody asks."""
    while True:
        head = asked.read(HEAD_BYTES)
        if len(head) < HEAD_BYTES:
            return
        body = asked.read(int.from_bytes(head))
        # The kernel ends this process, wherever it is, when the work takes longer.
        signal.setitimer(signal.ITIMER_PROF, WORK_SECONDS)
        made = fill(cast("Wanted", json.loads(body)))
        text = json.dumps(made).encode()
        signal.setitimer(signal.ITIMER_PROF, 0)
        told.write(framed(text))
        told.flush()


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM):
        # The worker's end is told by the end of the input; a Ctrl-C is for the worker.
        signal.signal(number, signal.SIG_IGN)
    bound()
    serve(sys.stdin.buffer, sys.stdout.buffer)
