"""How a value is written into a path, a query, a header or a cookie (OpenAPI 3, `style`).

Never: a value that leaves its place: what would end a segment or a pair is percent-encoded.
"""

from __future__ import annotations

from urllib.parse import quote

from activities.openapi.operations import Parameter
from definitions import errors
from definitions.errors import ProblemError
from definitions.values import Json, encode

_RESERVED = ":/?#[]@!$&'()*+,;="


def path_segment(parameter: Parameter, value: Json) -> str:
    """`simple`, `label` or `matrix`."""
    name = _quoted(parameter.name)
    if parameter.as_json:
        return _quoted(encode(value).decode())
    prefix = {"label": ".", "matrix": ";"}.get(parameter.style, "")
    separator = (prefix or ",") if parameter.explode else ","
    if isinstance(value, dict):
        pairs = _pairs(parameter, value)
        joined = _exploded(pairs, "=", separator) if parameter.explode else _flat(pairs, ",")
        named = parameter.style == "matrix" and not parameter.explode
        return f"{prefix}{name}={joined}" if named else prefix + joined
    values = [_quoted(_text(parameter, one)) for one in _listed(value)]
    if parameter.style == "matrix":
        if parameter.explode:
            return "".join(f";{name}={one}" for one in values)
        return f";{name}={','.join(values)}"
    return prefix + separator.join(values)


def query_pairs(parameter: Parameter, value: Json) -> list[str]:
    """`form`, `spaceDelimited`, `pipeDelimited` or `deepObject`, as parts between the `&`s."""
    name = _quoted(parameter.name)
    safe = _RESERVED if parameter.reserved else ""
    if parameter.as_json:
        return [f"{name}={_quoted(encode(value).decode(), safe)}"]
    if isinstance(value, dict):
        pairs = _pairs(parameter, value)
        if parameter.style == "deepObject":
            return [f"{name}[{key}]={one}" for key, one in pairs]
        if parameter.explode:
            return [f"{key}={one}" for key, one in pairs]
        return [f"{name}={_flat(pairs, ',')}"]
    values = [_quoted(_text(parameter, one), safe) for one in _listed(value)]
    if isinstance(value, list) and parameter.explode:
        return [f"{name}={one}" for one in values]
    separator = parameter.separator
    return [f"{name}={(separator if separator == ',' else quote(separator)).join(values)}"]


def header_value(parameter: Parameter, value: Json) -> str:
    """`simple`; nothing is percent-encoded in a header."""
    if parameter.as_json:
        return encode(value).decode()
    if isinstance(value, dict):
        pairs = [(key, _text(parameter, one)) for key, one in value.items() if one is not None]
        return _exploded(pairs, "=", ",") if parameter.explode else _flat(pairs, ",")
    return parameter.separator.join(_text(parameter, one) for one in _listed(value))


def cookie_pair(parameter: Parameter, value: Json) -> str:
    """`form`."""
    if parameter.as_json:
        return f"{parameter.name}={_quoted(encode(value).decode())}"
    if isinstance(value, dict):
        return f"{parameter.name}={_flat(_pairs(parameter, value), ',')}"
    values = [_quoted(_text(parameter, one)) for one in _listed(value)]
    return f"{parameter.name}={','.join(values)}"


def _listed(value: Json) -> list[Json]:
    return [one for one in value if one is not None] if isinstance(value, list) else [value]


def _pairs(parameter: Parameter, value: dict[str, Json]) -> list[tuple[str, str]]:
    return [
        (_quoted(key), _quoted(_text(parameter, one)))
        for key, one in value.items()
        if one is not None
    ]


def _flat(pairs: list[tuple[str, str]], separator: str) -> str:
    return separator.join(part for pair in pairs for part in pair)


def _exploded(pairs: list[tuple[str, str]], between: str, separator: str) -> str:
    return separator.join(f"{key}{between}{one}" for key, one in pairs)


def _text(parameter: Parameter, value: Json) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list):
        detail = (
            f"The parameter {parameter.name!r} holds lists or maps in each other, which can't be "
            f"written into the {parameter.place}."
        )
        raise ProblemError(errors.validation(detail))
    return encode(value).decode()


def _quoted(text: str, safe: str = "") -> str:
    return quote(text.encode(errors="replace"), safe=safe)
