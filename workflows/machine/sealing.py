"""What of a call only its activity may know, and what is told of it afterwards.

A call's `input.from` may read secrets: it is left for the activity, and with it every argument
that reads the input. People see it with its secrets veiled. Never: a secret.
"""

from __future__ import annotations

from msgspec import UNSET

from definitions.deferred import veiled
from definitions.expressions import Template
from workflows.machine.facts import CallFinished
from workflows.machine.state import Frame, State
from workflows.machine.turn import Engine

CALLS = ("call.http", "call.openapi", "call.function", "call.log")
"""Kinds of tasks whose input goes to an activity."""


def shape_input(engine: Engine, kind: str, template: Template, frame: Frame) -> None:
    """`input.from`."""
    reads_secrets = any(path[0] == "$secrets" for path in template.references)
    if not (kind in CALLS and reads_secrets):
        frame.data = engine.evaluate(frame, template, frame.raw)
        return
    frame.sealed = engine.evaluate(frame, template, frame.raw, secrets=True)
    frame.data = veiled(frame.sealed)


def authorize(state: State, fact: CallFinished) -> None:
    """`$authorization` of the task whose call has ended."""
    effect = state.effects.get(fact.effect)
    frame = None if effect is None else state.frames.get(effect.frame)
    if frame is not None:
        frame.authorization = None if fact.authorization is UNSET else fact.authorization
