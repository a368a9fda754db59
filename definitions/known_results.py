"""What is known of the results of an expression, from its syntax and what goes into it.

Never: an evaluation, or a guess; where one can't be sure it is anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from definitions import jq
from definitions.expressions import inner, is_expression
from definitions.jq.syntax import (
    Array,
    Binary,
    Bind,
    Call,
    Comma,
    Each,
    Format,
    Identity,
    If,
    Key,
    Literal,
    Logic,
    NamePattern,
    Negate,
    Node,
    Object,
    Path,
    Pipe,
    Slice,
    Text,
    Try,
    Update,
    Variable,
)
from definitions.known_data import (
    ANYTHING,
    INTEGER,
    NOTHING,
    NUMBER,
    TEXT,
    TRUTH,
    Known,
    a_list,
    an_object,
    either,
    items_of,
    merged,
    name_in,
    of_value,
    together,
)
from definitions.values import Json

HERE = "."
"""The key of what `.` is; the others are variables."""

Seen: TypeAlias = Mapping[str, Known]

_COMPARES = frozenset({"==", "!=", "<", "<=", ">", ">="})
_TEXTS = frozenset({
    "ascii_downcase", "ascii_upcase", "tostring", "tojson", "join", "ltrimstr", "rtrimstr", "trim",
    "ltrim", "rtrim", "trimstr", "sub", "gsub", "todate", "date", "todateiso8601", "strftime",
    "type", "implode", "format",
})  # fmt: skip
_NUMBERS = frozenset({
    "tonumber", "floor", "ceil", "round", "sqrt", "pow", "log", "exp", "now", "fromdate",
    "fromdateiso8601", "mktime", "trunc", "fabs",
})  # fmt: skip
_COUNTS = frozenset({"length", "utf8bytelength"})
_TRUTHS = frozenset({
    "not", "any", "all", "has", "in", "contains", "inside", "startswith", "endswith", "test",
    "isempty", "IN", "isnan", "isinfinite",
})  # fmt: skip
_SAME = frozenset(
    {"select", "sort", "sort_by", "reverse", "unique", "unique_by", "debug", "values"}
)
_ALWAYS = ((_TEXTS, TEXT), (_NUMBERS, NUMBER), (_COUNTS, INTEGER), (_TRUTHS, TRUTH))


def of_template(value: Json, seen: Seen, *, bare: bool = False) -> Known:
    """Of a value of the definition; with `bare` a text is jq also without `${ }`."""
    if isinstance(value, str) and (bare or is_expression(value)):
        return of_expression(inner(value) if is_expression(value) else value, seen)
    if isinstance(value, dict):
        return an_object({name: of_template(one, seen) for name, one in value.items()})
    if isinstance(value, list):
        return a_list(together(of_template(one, seen) for one in value) if value else ANYTHING)
    return of_value(value)


def of_expression(source: str, seen: Seen) -> Known:
    try:
        node = jq.compile(source).node
    except (jq.JqSyntaxError, RecursionError):
        return ANYTHING
    return _sure(_of(node, seen))


def _sure(known: Known) -> Known:
    """No result at all is null in a document."""
    return ANYTHING if known is NOTHING else known


def _of(node: Node, seen: Seen) -> Known:  # noqa: C901, PLR0911, PLR0912 - one for each kind
    match node:
        case Identity():
            return seen.get(HERE, ANYTHING)
        case Variable(name):
            return seen.get(name, ANYTHING)
        case Literal(value):
            return of_value(value)
        case Text() | Format():
            return TEXT
        case Path(head, steps):
            known = _of(head, seen)
            for step in steps:
                match step:
                    case Key(Literal(str() as name)):
                        known = name_in(known, name)
                    case Key(Literal(int())) | Each():
                        known = items_of(known)
                    case Slice():
                        pass
                    case _:
                        known = ANYTHING
            return known
        case Pipe(parts):
            for part in parts:
                seen = {**seen, HERE: _of(part, seen)}
            return seen.get(HERE, ANYTHING)
        case Comma(parts):
            return together(_of(part, seen) for part in parts)
        case Array(body):
            return a_list(ANYTHING if body is None else _sure(_of(body, seen)))
        case Object(entries):
            return _object(entries, seen)
        case Negate():
            return NUMBER
        case Binary(operator, left, right):
            return _binary(operator, left, right, seen)
        case Logic("//", left, right):
            return either(_of(left, seen), _of(right, seen))
        case Logic():
            return TRUTH
        case If(_, then, otherwise):
            other = seen.get(HERE, ANYTHING) if otherwise is None else _of(otherwise, seen)
            return either(_of(then, seen), other)
        case Try(body, None):
            return _of(body, seen)
        case Bind(source, (NamePattern(name),), body):
            return _of(body, {**seen, name: _of(source, seen)})
        case Update(_, Path(Identity(), (Key(Literal(str() as name)),)), value):
            whole = seen.get(HERE, ANYTHING)
            made = _of(value, seen) if node.operator == "=" else ANYTHING
            return merged(whole, an_object({name: made})) if whole.names else ANYTHING
        case Call(name, arguments):
            return _call(name, arguments, seen)
        case _:
            return ANYTHING


def _object(entries: tuple[tuple[Node, Node], ...], seen: Seen) -> Known:
    names: dict[str, Known] = {}
    for key, value in entries:
        match key:
            case Literal(str() as name):
                names[name] = _sure(_of(value, seen))
            case _:
                return an_object({}, more=True)
    return an_object(names)


def _binary(operator: str, left: Node, right: Node, seen: Seen) -> Known:
    if operator in _COMPARES:
        return TRUTH
    one, other = _of(left, seen), _of(right, seen)
    kinds = {*one.types, *other.types}
    if one.types and other.types and kinds <= {"integer", "number"}:
        return INTEGER if kinds == {"integer"} and operator != "/" else NUMBER
    if operator == "+" and kinds == {"string"}:
        return TEXT
    if operator == "+" and kinds == {"object"}:
        return merged(one, other)
    if operator in ("+", "-") and kinds == {"array"}:
        return a_list(either(items_of(one), items_of(other)))
    return ANYTHING


def _call(name: str, arguments: tuple[Node, ...], seen: Seen) -> Known:
    here = seen.get(HERE, ANYTHING)
    plain = next((known for names, known in _ALWAYS if name in names), None)
    if plain is not None:
        return plain
    if name in _SAME:
        return here
    match name, arguments:
        case (("min" | "max" | "min_by" | "max_by"), _):
            made = items_of(here)
        case (("first" | "last"), ()):
            made = items_of(here)
        case (("first" | "last"), (values,)):
            made = _of(values, seen)
        case "map", (change,):
            made = a_list(_sure(_of(change, {**seen, HERE: items_of(here)})))
        case (("keys" | "keys_unsorted" | "split"), _):
            made = a_list(TEXT if here.types in (("object",), ("string",)) else ANYTHING)
        case "group_by", _:
            made = a_list(here)
        case "empty", ():
            made = NOTHING
        case _:
            made = ANYTHING
    return made


__all__ = ["HERE", "Seen", "of_expression", "of_template"]
