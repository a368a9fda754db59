"""Functions whose arguments are values, by name and number of arguments.

Those with a colon pair in their name serve the functions that are written in jq, and no program.
Never: a function that sees more than its input and its arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from definitions.jq.compiler.operation import Apply, function_of, of_one, unary
from definitions.jq.compiler.part import Part
from definitions.jq.errors import Budget, JqError, type_name
from definitions.jq.functions import access, collections, dates, numbers, regex, strings
from definitions.jq.functions.formats import formatted
from definitions.jq.functions.json_text import from_json
from definitions.jq.functions.order import truthy
from definitions.values import Json

_Zero: TypeAlias = Callable[[Json, Budget], Json]
_One: TypeAlias = Callable[[Json, Json, Budget], Json]
_Two: TypeAlias = Callable[[Json, Json, Json, Budget], Json]
_Three: TypeAlias = Callable[[Json, Json, Json, Json, Budget], Json]


def _error(value: Json, _budget: Budget) -> Json:
    raise JqError(value)


def _error_with(_value: Json, message: Json, _budget: Budget) -> Json:
    raise JqError(message)


def _lacking(name: str) -> str:
    return f"Error: {name}/{numbers.MISSING[name]} not found at build time"


_ZERO: Mapping[str, _Zero] = {
    "add": collections.total,
    "all": collections.all_of,
    "any": collections.any_of,
    "ascii": strings.ascii_letter,
    "ascii_downcase": strings.ascii_downcase,
    "ascii_upcase": strings.ascii_upcase,
    "env": lambda _value, _budget: {},
    "error": _error,
    "explode": strings.explode,
    "flatten": collections.flatten,
    "frexp": numbers.split_exponent,
    "from_entries": collections.from_entries,
    "fromdate": dates.from_date,
    "fromdateiso8601": dates.from_date,
    "fromjson": from_json,
    "gmtime": dates.gmtime,
    "have_decnum": lambda _value, _budget: True,
    "have_literal_numbers": lambda _value, _budget: True,
    "implode": strings.implode,
    "infinite": lambda _value, _budget: float("inf"),
    "isfinite": numbers.is_finite,
    "isinfinite": numbers.is_infinite,
    "isnan": numbers.is_nan,
    "isnormal": numbers.is_normal,
    "keys": collections.keys,
    "keys_unsorted": collections.keys_unsorted,
    "length": numbers.length,
    "lgamma_r": numbers.log_gamma_sign,
    "localtime": dates.localtime,
    "ltrim": strings.trim_left,
    "max": collections.greatest,
    "min": collections.least,
    "mktime": dates.mktime,
    "modf": numbers.split_fraction,
    "nan": lambda _value, _budget: float("nan"),
    "not": lambda value, _budget: not truthy(value),
    "reverse": collections.reverse,
    "rtrim": strings.trim_right,
    "sort": collections.sort,
    "toarray": collections.to_array,
    "toboolean": strings.to_boolean,
    "todate": dates.to_date,
    "todateiso8601": dates.to_date,
    "to_entries": collections.to_entries,
    "tojson": strings.to_json,
    "tonumber": strings.to_number,
    "tostring": strings.to_string,
    "transpose": collections.transpose,
    "trim": strings.trim,
    "type": lambda value, _budget: type_name(value),
    "unique": collections.unique,
    "utf8bytelength": strings.utf8_length,
    "regex::captured": regex.captured,
    "regex::pair": regex.pair,
    **{name: numbers.one_of(name, function) for name, function in numbers.UNARY.items()},
}
_ONE: Mapping[str, _One] = {
    "bsearch": collections.bsearch,
    "contains": collections.contains,
    "delpaths": access.delete_paths,
    "endswith": strings.ends_with,
    "error": _error_with,
    "flatten": collections.flatten_to,
    "format": formatted,
    "has": access.has,
    "index": collections.first_index,
    "indices": collections.indices,
    "inside": collections.inside,
    "in": lambda value, whole, budget: access.has(whole, value, budget),
    "join": strings.join,
    "ltrimstr": strings.without_start,
    "rindex": collections.last_index,
    "rtrimstr": strings.without_end,
    "split": strings.split_by,
    "startswith": strings.starts_with,
    "strflocaltime": dates.strflocaltime,
    "strftime": dates.strftime,
    "strptime": dates.strptime,
    "trimstr": strings.without_both,
    "_strindices": collections.string_indices,
    "regex::replaced": regex.replaced,
}
_TWO: Mapping[str, _Two] = {
    "setpath": access.set_path,
    "test": regex.test,
    "regex::matches": regex.matches,
    **{name: numbers.two_of(function) for name, function in numbers.BINARY.items()},
}
_THREE: Mapping[str, _Three] = {"fma": numbers.fused}

PUBLIC = (
    *((name, 0) for name in _ZERO if "::" not in name),
    *((name, 1) for name in _ONE if "::" not in name and not name.startswith("_")),
    *((name, 2) for name in _TWO if "::" not in name),
    *((name, 3) for name in _THREE),
    *numbers.MISSING.items(),
)


def native(name: str, arguments: tuple[Part, ...]) -> Part | None:
    """The last argument changes slowest, as in jq."""
    match arguments:
        case () if name in _ZERO:
            return unary(_ZERO[name])
        case (argument,) if name in _ONE:
            return of_one(_ONE[name], argument)
        case (one, other) if name in _TWO:
            return function_of((other, one), _two_of(_TWO[name]))
        case (one, other, more) if name in _THREE:
            return function_of((more, other, one), _three_of(_THREE[name]))
        case _ if numbers.MISSING.get(name) == len(arguments):
            return function_of((), _refusing(_lacking(name)))
        case _:
            return None


def _two_of(function: _Two) -> Apply:
    def run(value: Json, operands: tuple[Json, ...], budget: Budget) -> Json:
        other, one = operands
        return function(value, one, other, budget)

    return run


def _three_of(function: _Three) -> Apply:
    def run(value: Json, operands: tuple[Json, ...], budget: Budget) -> Json:
        more, other, one = operands
        return function(value, one, other, more, budget)

    return run


def _refusing(said: str) -> Apply:
    def run(_value: Json, _operands: tuple[Json, ...], _budget: Budget) -> Json:
        raise JqError(said)

    return run
