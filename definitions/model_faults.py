"""What a model says of a value, in sentences for people.

Never: pydantic's own sentence; it speaks of strings and dictionaries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple, cast, get_args, get_origin

import yaml
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from definitions.diagnostics import quoted
from definitions.models import BRANCHES, Model
from definitions.pointers import join
from definitions.suggestions import Suggestion, Suggestions, add, named, write
from definitions.values import Json, encode

Path = tuple[str | int, ...]

_WANTED: Mapping[str, str] = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "dict_type": "a map",
    "list_type": "a list",
    "tuple_type": "a list",
    "model_type": "a map",
    "model_attributes_type": "a map",
}
_EXAMPLES: Mapping[str, str] = {
    "document": "document: { dsl: '1.0.3', namespace: demo, name: my-process, version: '1.0.0' }",
    "do": "do:, and under it a list of tasks",
    "dsl": "dsl: '1.0.3'",
    "namespace": "namespace: demo",
    "name": "name: my-process",
    "version": "version: '1.0.0'",
    "method": "method: get",
    "endpoint": "endpoint: https://example.com/orders",
    "with": "with: { method: get, endpoint: https://example.com/orders }",
    "uri": "uri: https://example.com/orders",
    "error": "error: { type: https://example.com/errors/late, status: 400 }",
    "type": "type: https://example.com/errors/late",
    "status": "status: 400",
    "then": "then: end",
    "with.type": "type: com.example.order.placed",
    "catch": "catch: { as: error }",
    "in": "in: .orders",
    "to": "to: { one: { with: { type: com.example.order.placed } } }",
    "branches": "branches:, and under it a list of tasks",
    "after": "after: PT5M",
    "authority": "authority: https://login.example.com",
    "grant": "grant: client_credentials",
    "use": "use: my-secret",
}
_PATTERNS: Mapping[str, tuple[str, str]] = {
    "dsl": ("must be a version of the standard that Baton speaks", "Write dsl: '1.0.3'."),
    "version": ("must be a semantic version of three numbers", "Write one such as '1.0.0'."),
    "namespace": ("may have letters, digits and hyphens only", ""),
    "name": ("may have letters, digits and hyphens only", ""),
    "host": ("is no name of a host", "Write one such as greeter.example.com."),
    "port": ("is no port", "Write a number from 0 to 65535."),
}
_BEGINNINGS: Mapping[str, Json] = {
    "do": [{"first": {"wait": "PT1S"}}],
    "branches": [{"first": {"wait": "PT1S"}}],
}
"""What has no example in one line."""

_TRUTHS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off"), False),
}
_SLUG = 63
_PARTS = 3


class Fault(NamedTuple):
    code: str
    message: str
    path: Path
    remedy: str | None
    suggestions: Suggestions = ()
    """Their places as the path has its: within what was read."""


def explain(  # noqa: PLR0911 - one for each kind of fault
    model: type[Model], detail: ErrorDetails, raw: Json, what: str
) -> Fault:
    """`raw` is what the author wrote, `what` names it at the beginning of a sentence."""
    path: Path = tuple(step for step in detail["loc"] if step not in BRANCHES)
    name = ".".join(str(step) for step in path)
    last = str(path[-1]) if path else ""
    given = _at(raw, path)
    whose = f"`{name}` of {what[:1].lower()}{what[1:]}" if name else what
    match detail["type"]:
        case "missing":
            example = _EXAMPLES.get(".".join(map(str, path[-2:]))) or _EXAMPLES.get(last)
            remedy = f"Add it, for example `{example}`." if example else f"Add `{last}`."
            begun = _begun(last, example)
            added = () if begun is None else add(join(path[:-1]), last, begun)
            return Fault("missing", f"{what} needs `{name}`.", path[:-1], remedy, added)
        case "extra_forbidden":
            return _unknown(model, path, what)
        case "blank":
            path = (*path, cast("dict[str, str]", detail.get("ctx", {}))["name"])
            said = f"`{'.'.join(map(str, path))}` of {what[:1].lower()}{what[1:]} is empty."
            gone = (Suggestion("remove", join(path)),)
            return Fault("wrong-type", said, path, "Give it a value, or remove it.", gone)
        case "choice":
            said = f"{whose} must be {detail['msg']}, not {a(given)}."
            first = "true or false" if detail["msg"].startswith("true or false") else ""
            return Fault("wrong-type", said, path, None, _retyped(first, given, join(path)))
        case "value_error":
            context = cast("dict[str, object]", detail.get("ctx", {}))
            return Fault("wrong-value", f"{whose} is no duration.", path, str(context.get("error")))
        case "one_of" | "empty" | "uri" | "until" | "lifetime" | "read":
            return _contradiction(detail, whose, given, path)
        case "literal_error":
            context = cast("dict[str, object]", detail.get("ctx", {}))
            wanted = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
            remedy = f"Write one of: {wanted}."
            known = wanted.split(", ")
            near = nearest(given, known) if isinstance(given, str) else None
            offered = write(join(path), *(known if near is None else [near]))
            said = f"{whose} can't be {_shown(given)}."
            return Fault("wrong-value", said, path, remedy, offered)
        case "string_too_short":
            return Fault("wrong-value", f"{whose} is empty.", path, f"Write a text as {last}.")
        case (
            "string_pattern_mismatch" | "string_too_long" | "greater_than_equal" | "less_than_equal"
        ):
            return _mismatch(whose, last, given, path)
        case kind:
            return _wrong_type(kind, whose, last, given, path)


_TOGETHER: Mapping[str, tuple[str, str]] = {
    "empty": ("needs at least one entry", "Add one, or leave it out."),
    "until": ("has an `until`, which goes with `any` only", "Remove `until`, or write `any`."),
    "read": ("has a `read`, which goes with `on` only", "Remove `read`, or add `on`."),
    "lifetime": (
        "has an `after` without `cleanup: eventually`, or the other way round",
        "Write both, such as { cleanup: eventually, after: PT1H }, or neither.",
    ),
}


def _contradiction(detail: ErrorDetails, whose: str, given: Json, path: Path) -> Fault:
    """What each attribute allows and all together don't."""
    kind = detail["type"]
    context = cast("dict[str, str]", detail.get("ctx", {}))
    if kind == "uri":
        said = f"{whose} is no address: {_shown(given)} has spaces, or nothing."
        remedy = "Write one such as https://example.com/orders, or an expression in ${ }."
        return Fault("wrong-value", said, path, remedy)
    if kind == "one_of":
        names, both = context["names"], context["given"]
        if not both:
            return Fault("missing", f"{whose} needs one of {names}.", path, f"Add one: {names}.")
        said = f"{whose} can have only one of {names}, and has {both}."
        return Fault("wrong-value", said, path, "Keep one of them.")
    wrong, remedy = _TOGETHER[kind]
    gone = (Suggestion("remove", join(path)),) if kind == "empty" else ()
    return Fault("wrong-value", f"{whose} {wrong}.", path, remedy, gone)


def _begun(name: str, example: str | None) -> Json:
    """A value to begin with; None where the example is words."""
    if name in _BEGINNINGS:
        return _BEGINNINGS[name]
    if example is None or " under it " in example:
        return None
    written = cast("Json", yaml.safe_load(example))
    return written.get(name) if isinstance(written, dict) else None


def _wrong_type(kind: str, whose: str, last: str, given: Json, path: Path) -> Fault:
    wanted = _WANTED.get(kind, "something else")
    remedy = f"Write {wanted}."
    offered = _retyped(wanted, given, join(path))
    if last == "version" and isinstance(given, int | float) and not isinstance(given, bool):
        version = _mismatch(whose, last, str(given), path)
        remedy, offered = version.remedy or remedy, version.suggestions
    elif kind == "string_type" and isinstance(given, int | float):
        remedy = f"Put it in quotes: {last}: '{encode(given).decode()}'."
    elif kind == "int_type" and isinstance(given, str) and given.strip().isdecimal():
        remedy = f"Write it without quotes: {last}: {given.strip()}."
    elif kind == "string_type" and given is None:
        remedy = "Write a text, or remove the empty entry."
    said = f"{whose} must be {wanted}, not {a(given)}."
    return Fault("wrong-type", said, path, remedy, offered)


def _retyped(wanted: str, given: Json, pointer: str) -> Suggestions:
    """The same, as a value of the type that is wanted; nothing where that isn't plain."""
    text = given.strip() if isinstance(given, str) else ""
    match wanted:
        case "a text" if given is None:
            return (Suggestion("remove", pointer),)
        case "a text" if isinstance(given, bool | int | float):
            return write(pointer, encode(given).decode())
        case "true or false" if text.lower() in _TRUTHS:
            return write(pointer, _TRUTHS[text.lower()])
        case "a whole number" if re.fullmatch(r"-?\d{1,15}", text):
            return write(pointer, int(text))
        case "a list":
            return write(pointer, [] if given is None else [given])
        case _:
            return ()


def _mismatch(whose: str, last: str, given: Json, path: Path) -> Fault:
    sentence, remedy = _PATTERNS.get(last, ("has a form that is not allowed", "Correct it."))
    text = given if isinstance(given, str) else ""
    offered: Suggestions = ()
    if last in ("namespace", "name"):
        slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_SLUG].strip("-")
        remedy = f"Write {slug or 'my-process'}."
        offered = write(join(path), slug or "my-process")
        if len(text) > _SLUG:
            sentence = f"may have {_SLUG} characters at most"
    elif last == "version" and re.fullmatch(r"v?\d+(\.\d+){0,2}", text):
        parts = [str(int(part)) for part in text.lstrip("v").split(".")]
        whole = ".".join([*parts, "0", "0"][:_PARTS])
        remedy, offered = f"Write '{whole}'.", write(join(path), whole)
    elif last == "dsl":
        offered = write(join(path), "1.0.3")
    said = f"{whose} {sentence}, and {_shown(given)} is not so."
    return Fault("wrong-value", said, path, remedy, offered)


def _unknown(model: type[Model], path: Path, what: str) -> Fault:
    """An attribute that the model hasn't, and the one that may have been meant."""
    *above, last = (str(step) for step in path)
    known = sorted(_names(model, path[:-1]))
    near = nearest(last, known)
    place = f"{what}{' under `' + '.'.join(above) + '`' if above else ''}"
    remedy = f"Did you mean `{near}`?" if near else "Remove it."
    if last == "<<":
        remedy = "Merge keys are no part of YAML 1.2; repeat the entries."
    elif not near and known:
        remedy = f"Remove it, or write one of: {', '.join(known)}."
    said = f"{place} has no attribute {quoted(last)}."
    offered = () if last == "<<" else named(join(path), near)
    return Fault("unknown-attribute", said, path, remedy, offered)


def _names(annotation: object, path: Sequence[str | int]) -> set[str]:
    """The attributes of the maps at the end of the path, as authors write them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = {field.alias or name: field for name, field in annotation.model_fields.items()}
        if not path:
            return {*fields}
        field = fields.get(str(path[0]))
        return set() if field is None else _names(cast("object", field.annotation), path[1:])
    inside = cast("tuple[object, ...]", get_args(annotation))
    if get_origin(annotation) in (dict, list, tuple):
        path = path[1:]
    return {name for each in inside for name in _names(each, path)}


def nearest(word: str | None, known: Iterable[str]) -> str | None:
    """The word that was probably meant."""
    if word is None:
        return None
    written, lowered = word.lower()[:_SLUG], {each.lower(): each for each in known}
    found = get_close_matches(written, lowered, n=1, cutoff=0.7)
    # Of a short word with two letters in the wrong order too little is alike.
    found += [each for each in lowered if len(each) > 1 and sorted(each) == sorted(written)]
    return lowered[found[0]] if found else None


def a(value: Json) -> str:
    """What a value is, for people."""
    match value:
        case None:
            return "empty"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return "a number"
        case str():
            return f"the text {quoted(value)}"
        case list():
            return "a list"
        case _:
            return "a map"


def _shown(value: Json) -> str:
    return quoted(value) if isinstance(value, str) else a(value)


def _at(raw: Json, path: Path) -> Json:
    for step in path:
        if isinstance(raw, dict) and isinstance(step, str):
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
        else:
            return None
    return raw
