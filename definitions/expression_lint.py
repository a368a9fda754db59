"""What is wrong with the expressions of a definition, before any run.

Never: an evaluation. What an expression reads is known from its syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from definitions import jq
from definitions.diagnostics import quoted
from definitions.expression_slots import Slot
from definitions.expressions import inner, is_expression
from definitions.jq.outside import CLOCK, ENVIRONMENT
from definitions.model_faults import nearest
from definitions.suggestions import Suggestions, declared, reworded, write

_EMBEDDED = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_BEHIND = re.compile(r"\}[^{}]*\$\{")
_MUCH = 200
_NONE: Suggestions = ()


@dataclass(frozen=True, slots=True)
class ExpressionFault:
    code: str
    message: str
    remedy: str | None = None
    offset: int | None = None
    """Characters from the beginning of the text."""
    severity: Literal["error", "warning"] = "error"
    suggestions: Suggestions = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the document declares."""

    secrets: tuple[str, ...]


def faults_of(slot: Slot, known: Known, *, draft: bool) -> Iterator[ExpressionFault]:
    """Of a draft what is wrong; else what can't run yet."""
    enclosed = is_expression(slot.text)
    if not enclosed and not slot.bare:
        if draft:
            yield _embedded(slot)
        return
    source = inner(slot.text) if enclosed else slot.text
    try:
        expression = jq.compile(source)
    except jq.JqSyntaxError as fault:
        if draft:
            yield _syntax(slot, source, fault)
    else:
        yield from _reading(slot, expression, known, draft=draft)


def _offset(text: str, source: str, fault: jq.JqSyntaxError) -> int:
    return text.find(source) + fault.position


def _syntax(slot: Slot, source: str, fault: jq.JqSyntaxError) -> ExpressionFault:
    before = source[: fault.position]
    near = quoted(source[max(0, fault.position - 10) : fault.position + 30])
    where = f"at character {fault.position + 1}, near {near}" if before else f"in {quoted(source)}"
    said = f"The expression can't be read: {fault.message} (It is {where}.)"
    remedy, offered = None, _NONE
    if _BEHIND.search(slot.text):
        remedy = f"Only a whole value is an expression. Write {_joined(slot.text)}."
        offered = _whole(slot)
    offset = _offset(slot.text, source, fault)
    return ExpressionFault("expression-syntax", said, remedy, offset, suggestions=offered)


def _whole(slot: Slot) -> Suggestions:
    return () if len(slot.text) > _MUCH else write(slot.pointer, _joined(slot.text))


def _embedded(slot: Slot) -> ExpressionFault:
    """`Hello ${ .name }!` is a text to the standard."""
    text = slot.text
    said = "The `${` inside this text is not evaluated: only a whole value is an expression."
    remedy, offered = None, _NONE
    if _EMBEDDED.search(text):
        remedy = f"Write {_joined(text)}, or leave it if the text is meant so."
        offered = _whole(slot)
    offset = max(text.find("${"), 0)
    return ExpressionFault("expression-in-text", said, remedy, offset, "warning", offered)


def _joined(text: str) -> str:
    """The expression that the author most probably had in mind."""
    if len(text) > _MUCH:
        return 'the whole value as one expression, such as ${ "Hello \\(.name)!" }'
    pieces: list[str] = []
    end = 0
    for match in _EMBEDDED.finditer(text):
        pieces += (_escaped(text[end : match.start()]), f"\\({match.group(1)})")
        end = match.end()
    pieces.append(_escaped(text[end:]))
    return '${ "' + "".join(pieces) + '" }'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


_THERE = (".", f"${CLOCK}", f"${ENVIRONMENT}")
"""What can be read anywhere."""

_ELSEWHERE: Mapping[str, str] = {
    "authorization": "has no value here, outside of any task",
    "output": "has no value here: the workflow's own output is `.`",
    "task": "has no value here, outside of any task",
}


def _reading(
    slot: Slot, expression: jq.Expression, known: Known, *, draft: bool
) -> Iterator[ExpressionFault]:
    told: list[str] = []
    for root, *names in expression.references:
        name = root.removeprefix("$")
        if root in _THERE or f"{root}.{names[:1]}" in told:
            continue
        told.append(f"{root}.{names[:1]}")
        offset = max(slot.text.find(root), 0)
        if name == "secrets":
            yield from _secret(slot, names, known, offset, draft=draft)
        elif draft and name not in slot.variables:
            said = f"The variable {root} {_ELSEWHERE.get(name, 'is set by nobody')}."
            near = nearest(name, slot.variables)
            there = ", ".join(f"${each}" for each in slot.variables) or "none"
            remedy = f"Did you mean ${near}?" if near else f"Here there are {there}."
            other = None if near is None else f"${near}"
            offered = reworded(slot.pointer, slot.text, root, other)
            yield ExpressionFault("unknown-variable", said, remedy, offset, suggestions=offered)


def _secret(
    slot: Slot, names: list[str], known: Known, offset: int, *, draft: bool
) -> Iterator[ExpressionFault]:
    if draft:
        if names and names[0] not in known.secrets:
            said = f"The secret {quoted(names[0])} is not declared under `use.secrets`."
            near = nearest(names[0], known.secrets)
            remedy = f"Did you mean {near}?" if near else None
            there = f"$secrets.{names[0]}"
            other = None if near is None else f"$secrets.{near}"
            offered = (*reworded(slot.pointer, slot.text, there, other), *declared(names[0]))
            yield ExpressionFault("unknown-secret", said, remedy, offset, suggestions=offered)
    elif not slot.call:
        said = "A secret can't be read here: what this makes is kept with the run."
        yield ExpressionFault("unsupported-secret", said, None, offset)
    elif not names:
        said = "The expression reads all secrets at once."
        remedy = "Name the one that is needed, such as $secrets.login."
        yield ExpressionFault("unsupported-secret", said, remedy, offset)
