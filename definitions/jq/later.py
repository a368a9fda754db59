"""Functions of jq that are not here yet: a draft may use them, a run can't.

Never: a function that is here; as soon as one is, its name goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from definitions.jq.errors import JqSyntaxError, JqUnsupportedError
from definitions.jq.functions import KNOWN

_NAMES = """
abs acos acosh all any arrays ascii ascii_downcase ascii_upcase asin asinh atan atan2 atanh
booleans bsearch builtins capture cbrt ceil combinations contains copysign cos cosh debug del
delpaths drem endswith env error exp exp10 exp2 explode expm1 fabs finites first flatten floor
fma fmax fmin fmod format frexp from_entries fromdate fromdateiso8601 fromjson fromstream gamma
get_search_list getpath gmtime group_by gsub halt halt_error have_decnum have_literal_numbers
hypot implode in index indices infinite input input_filename input_line_number inputs inside
isempty isinfinite isnan isnormal isvalid iterables join keys_unsorted last ldexp lgamma
lgamma_r limit localtime log log10 log1p log2 logb ltrim ltrimstr map_values match max max_by
min min_by mktime modf modulemeta nan nearbyint normals now nth nulls numbers objects paths pick
pow range recurse repeat reverse rindex rint round rtrim rtrimstr scalars scan scalb scalbln
setpath significand sin sinh skip sort sort_by splits split sqrt startswith stderr strflocaltime
strftime strings strptime sub tan tanh test tgamma toarray toboolean to_entries todate
todateiso8601 tojson tostream transpose trim trimstr trunc truncate_stream unique unique_by
until utf8bytelength values walk while with_entries ltrimstr getpath add limit splits have_decnum
"""

LATER: Mapping[str, tuple[int, ...]] = {
    **{name: () for name in _NAMES.split() if name not in ("add", "any", "all")},
    "add": (1,),
    "any": (0, 2),
    "all": (0, 2),
    "error": (0, 1),
}
"""By name; of those that are here with other numbers of arguments, the numbers missing."""


def refusal(name: str, count: int, position: int) -> JqSyntaxError:
    """Why a function can't be called so."""
    counts = sorted(known for other, known in KNOWN if other == name)
    missing = LATER.get(name)
    if name.startswith("@") or missing == () or (missing and count in missing):
        shown = f"{name}/{count}" if counts else name
        return JqUnsupportedError(f"The function `{shown}` is not supported yet.", position)
    if counts:
        wanted = " or ".join(str(number) for number in counts)
        plural = "" if counts == [1] else "s"
        return JqSyntaxError(f"`{name}` takes {wanted} argument{plural}, not {count}.", position)
    near = get_close_matches(name, sorted({*LATER, *(known for known, _ in KNOWN)}), n=1)
    hint = f"Did you mean `{near[0]}`?" if near else "A text stands in double quotes."
    return JqSyntaxError(f"jq has no function `{name}`. {hint}", position)
