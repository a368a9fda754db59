"""Mathematics, as C's library has it.

Never: an exception of Python's. What has no value is NaN, what is too large is infinite.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction

from definitions.jq.errors import Budget, JqError
from definitions.jq.functions.arithmetic import is_number, named, neat
from definitions.jq.functions.order import double
from definitions.values import Json

_POLES: Mapping[str, float] = {
    "log": 0, "log2": 0, "log10": 0, "log1p": -1, "logb": 0,
}  # fmt: skip
"""Where a logarithm is minus infinity."""


def _number(value: Json) -> float:
    if not is_number(value):
        raise JqError(f"{named(value)} number required")
    return float(double(value))


def one_of(name: str, function: Callable[[float], float]) -> Callable[[Json, Budget], Json]:
    """A function of C's as one of jq's."""

    def run(value: Json, _budget: Budget) -> Json:
        number = _number(value)
        try:
            return neat(function(number))
        except ValueError:
            if number == _POLES.get(name):
                return -math.inf
            return math.inf if name.endswith("gamma") and number <= 0 else math.nan
        except OverflowError:
            return -math.inf if number < 0 and name != "cosh" else math.inf

    return run


def two_of(
    function: Callable[[float, float], float],
) -> Callable[[Json, Json, Json, Budget], Json]:
    def run(_value: Json, one: Json, other: Json, _budget: Budget) -> Json:
        first, second = _number(one), _number(other)
        try:
            return neat(function(first, second))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return run


def fused(_value: Json, one: Json, other: Json, more: Json, _budget: Budget) -> Json:
    """`fma`: rounded once."""
    first, second, third = _number(one), _number(other), _number(more)
    if not (math.isfinite(first) and math.isfinite(second) and math.isfinite(third)):
        return neat(first * second + third)
    try:
        return neat(float(Fraction(first) * Fraction(second) + Fraction(third)))
    except OverflowError:
        return math.inf if first * second + third > 0 else -math.inf


# ---- what Python has otherwise or not at all


def _rounded(value: float) -> float:
    """Halves away from zero."""
    if not math.isfinite(value):
        return value
    cut = math.trunc(value)
    return cut + math.copysign(1, value) if abs(value - cut) >= 0.5 else cut  # noqa: PLR2004


def _kept(function: Callable[[float], int]) -> Callable[[float], float]:
    """For what Python would make an integer of."""
    return lambda value: function(value) if math.isfinite(value) else value


def _power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except ValueError:
        if base != 0:
            return math.nan
        odd = exponent.is_integer() and exponent % 2 == 1
        return math.copysign(math.inf, base) if odd else math.inf
    except OverflowError:
        odd = exponent.is_integer() and exponent % 2 == 1
        return -math.inf if base < 0 and odd else math.inf


def _scaled(value: float, exponent: float) -> float:
    if math.isnan(exponent):
        return math.nan
    try:
        return math.ldexp(value, int(max(-10_000, min(10_000, exponent))))
    except OverflowError:
        return math.copysign(math.inf, value)


def _remainder(one: float, other: float) -> float:
    return math.remainder(one, other)


def _binary_logarithm(value: float) -> float:
    """`logb`: the exponent."""
    if value == 0:
        raise ValueError
    return math.frexp(value)[1] - 1 if math.isfinite(value) else abs(value)


def _significand(value: float) -> float:
    return math.frexp(value)[0] * 2 if math.isfinite(value) else value


def _positive_difference(one: float, other: float) -> float:
    return one - other if one > other else 0 if one <= other else math.nan


def _larger(one: float, other: float) -> float:
    return other if math.isnan(one) or one < other else one


def _smaller(one: float, other: float) -> float:
    return other if math.isnan(one) or one > other else one


def split_exponent(value: Json, _budget: Budget) -> Json:
    """`frexp`."""
    number = _number(value)
    part, exponent = math.frexp(number)
    return [neat(part), exponent]


def split_fraction(value: Json, _budget: Budget) -> Json:
    """`modf`."""
    number = _number(value)
    fraction, whole = math.modf(number)
    return [neat(fraction), neat(whole)]


def log_gamma_sign(value: Json, budget: Budget) -> Json:
    """`lgamma_r`: the logarithm, and the sign that it loses."""
    number = _number(value)
    negative = number < 0 and math.isfinite(number) and math.floor(number) % 2 == 1
    return [one_of("lgamma", math.lgamma)(value, budget), -1 if negative else 1]


def length(value: Json, _budget: Budget | None = None) -> int | float:
    if value is None:
        return 0
    if isinstance(value, bool):
        raise JqError(f"{named(value)} has no length")
    return abs(value) if isinstance(value, int | float) else len(value)


def is_infinite(value: Json, _budget: Budget) -> Json:
    return is_number(value) and math.isinf(double(value))


def is_nan(value: Json, _budget: Budget) -> Json:
    return is_number(value) and value != value  # noqa: PLR0124


def is_normal(value: Json, _budget: Budget) -> Json:
    if not is_number(value):
        return False
    number = double(value)
    return math.isfinite(number) and abs(number) >= sys.float_info.min


def is_finite(value: Json, budget: Budget) -> Json:
    return is_number(value) and not is_infinite(value, budget)


UNARY: Mapping[str, Callable[[float], float]] = {
    "acos": math.acos, "acosh": math.acosh, "asin": math.asin, "asinh": math.asinh,
    "atan": math.atan, "atanh": math.atanh, "cbrt": math.cbrt, "ceil": _kept(math.ceil),
    "cos": math.cos, "cosh": math.cosh, "erf": math.erf, "erfc": math.erfc, "exp": math.exp,
    "exp10": lambda value: _power(10, value), "exp2": math.exp2, "expm1": math.expm1,
    "fabs": math.fabs, "floor": _kept(math.floor), "gamma": math.lgamma,
    "lgamma": math.lgamma, "log": math.log, "log10": math.log10, "log1p": math.log1p,
    "log2": math.log2, "logb": _binary_logarithm, "nearbyint": _kept(round),
    "rint": _kept(round), "round": _rounded, "significand": _significand, "sin": math.sin,
    "sinh": math.sinh, "sqrt": math.sqrt, "tan": math.tan, "tanh": math.tanh,
    "tgamma": math.gamma, "trunc": _kept(math.trunc),
}  # fmt: skip
BINARY: Mapping[str, Callable[[float, float], float]] = {
    "atan2": math.atan2, "copysign": math.copysign, "drem": _remainder,
    "fdim": _positive_difference, "fmax": _larger, "fmin": _smaller, "fmod": math.fmod,
    "hypot": math.hypot, "ldexp": _scaled, "nextafter": math.nextafter,
    "nexttoward": math.nextafter, "pow": _power, "remainder": _remainder, "scalb": _scaled,
    "scalbln": _scaled,
}  # fmt: skip
MISSING: Mapping[str, int] = {"j0": 0, "j1": 0, "y0": 0, "y1": 0, "jn": 2, "yn": 2}
"""Bessel functions: Python has none, and jq lets them fail where C's library has none."""
