"""Programs and inputs made up by hypothesis, for comparing with jq.

Never: a program that never ends, or one that makes much of little; jq has no bounds.
"""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = ("a", "b", "c")
LITERALS = (
    "0", "1", "2", "-1", "1.5", "null", "true", "false", '"a"', '"ab"', '""', '"b, é"',
    "[]", "{}", "[1,[2]]", '{"a":1,"b":[2]}',
)  # fmt: skip
PATHS = (
    ".", ".a", ".b", ".a.b", ".[0]", ".[-1]", ".[1:]", ".[:-1]", ".[]", ".a[]", ".[]?", ".a?",
    ".[]?.a?", '.["c"]', "..", ".a[0]?", ".[1:2]?", 'getpath(["a","b"])?', "first(.[])", "(.a,.b)",
    "(.[0], .[1])?", "select(.a?)", "recurse(.[]?)", "if .a? then .a else .b? end", ".a // .b",
    "empty", "getpath([0])?", "limit(1; .[]?)",
)  # fmt: skip
PLAIN = (
    "abs", "add", "all", "any", "arrays", "ascii_downcase", "ascii_upcase", "booleans", "ceil",
    "debug", "explode", "fabs", "finites", "first", "flatten", "floor", "from_entries", "fromjson",
    "implode", "infinite", "isempty(.[]?)", "isinfinite", "isnan", "isnormal", "iterables", "keys",
    "keys_unsorted", "last", "length", "ltrim", "max", "min", "nan", "not", "nulls", "numbers",
    "objects", "paths", "reverse", "round", "rtrim", "scalars", "sort", "sqrt", "strings",
    "to_entries", "toboolean", "tojson", "tonumber", "tostream", "tostring", "transpose", "trim",
    "trunc", "type", "unique", "utf8bytelength", "values", "error", "fromstream(tostream)",
    "@base64", "@base64d", "@csv", "@html", "@json", "@sh", "@text", "@tsv", "@uri", "@urid",
    "[limit(3; repeat(1))]", "combinations(2)?", "gmtime?", "todate?", "input_filename", "$__loc__",
    '[splits(",")]', 'ltrimstr("a")', '[match("a"; "g").offset]', 'test("[ab]")',
    'gsub("(?<x>a)"; "<\\(.x)>")', '[scan("[a-c]")]', "ascii_downcase | ascii_upcase",
    'capture("(?<first>.)")', 'split(", ")', 'split("a"; null)', "significand", "exp2?", "log2",
    "frexp", "modf", 'trimstr("a")', '@json "v: \\(.)"', '@csv "\\([.,1])"',
)  # fmt: skip
OF_PROGRAM = (
    "map({})", "map_values({})", "select({})", "sort_by({})", "group_by({})", "unique_by({})",
    "min_by({})", "max_by({})", "any({})", "all({})", "[paths({})]", "first({})", "last({})",
    "isempty({})", "add({})", "walk({})", "with_entries(.value |= ({}))", "[limit(2; {})]",
    "[skip(1; {})]", "try ({}) catch .", "({})?", "[{}]", "[.[]? | {}]", "({}) | not", "-({})",
    "{{a: ({})}}",
    "{{(({}) | tostring): 1}}", '"x\\({})y"', "({}) as $x | [$x, .]", "def f: {}; [f, f]",
    "reduce ({}) as $x (0; . + 1)", "[foreach ({}) as $x (0; . + 1; [$x, .])]",
    "[label $out | ({}), break $out, 1]", "def f(g): [g, g]; f({})", "def f($g): [$g, .]; f({})",
    "has({})", "contains({})", "inside({})", "index({})", "indices({})", "rindex({})",
    "startswith({})", "endswith({})", "split({})", "join({})", "ltrimstr({})", "rtrimstr({})",
    "flatten({})", "getpath({})", "del({})", "[path({})]", "tojson | fromjson | ({})", "IN({})",
    "INDEX({})", "bsearch({})", "error({})", "to_entries | map({})", "({}) | tojson",
    "until(true; {})", "[while(false; {})]", "[.[]? as [$x, $y] | {}]",
    ". as {{a: $x, $b}} | [$x, $b, ({})]", ". as [$x] ?// $x | [$x, ({})]", "pick({})",
    "if {} then 1 elif . then 2 else 3 end", "[nth(1; {})]", "truncate_stream({})?",
    "delpaths([[({})]])", "[range({}; 3)]", "reverse | ({})", "splits({})", "test({})",
    "nulls | ({})", "ascii_downcase == ({})",
)  # fmt: skip
OF_TWO = (
    "({}) + ({})", "({}) - ({})", "({}) / ({})", "({}) % ({})", "({}) == ({})", "({}) != ({})",
    "({}) < ({})", "({}) <= ({})", "({}) > ({})", "({}) >= ({})", "({}) and ({})", "({}) or ({})",
    "({}) // ({})", "({}) | ({})", "({}), ({})", "[({}), ({})]", "{{a: ({}), b: ({})}}",
    "if ({}) then ({}) else . end", "({}) as $x | ({}) | [$x, .]", "setpath([({})]; ({}))",
    "reduce ({}) as $x (.; [., ({})])", "try ({}) catch ({})",
    "[foreach ({}) as [$x] (0; ({}); [., $x])]", "def f: ({}); def g: ({}); [f, g]",
    "[.[]? | ({}) // ({})]", '"\\({}) and \\({})"', "any({}; {})", "all({}; {})",
    "[limit(1; ({}), ({}))]", "[({})[({})]?]", "({}) as [$x, {{a: $y}}] ?// $x | [$x, ({})]",
    "[splits({}; {})]", "sub({}; {})", "IN({}; {})", "[JOIN({}; {})]", "first(({}), ({}))",
    "[.[({}):({})]]",
)  # fmt: skip
UPDATES = (
    "({}) = ({})", "({}) |= ({})", "({}) += ({})", "({}) -= ({})", "({}) //= ({})", "({}) /= ({})",
    "del({}) | ({})", "[path({}), ({})]", "({}) |= empty | ({})",
    "to_entries | [paths] | ({}) | ({})",
)  # fmt: skip


def programs(depth: int = 3) -> st.SearchStrategy[str]:
    leaves = st.sampled_from(LITERALS) | st.sampled_from(PATHS) | st.sampled_from(PLAIN)
    # Only of what is written or given: a text times a product of products is a large text.
    small = st.sampled_from(LITERALS) | st.sampled_from(PATHS[:6])
    found = leaves | st.builds("({}) * ({})".format, small, small)
    for _ in range(depth):
        inner = found
        found = (
            leaves
            | st.builds(str.format, st.sampled_from(OF_PROGRAM), inner)
            | st.builds(str.format, st.sampled_from(OF_TWO), inner, inner)
            | st.builds(str.format, st.sampled_from(UPDATES), st.sampled_from(PATHS), inner)
        )
    return found


def values() -> st.SearchStrategy[object]:
    texts = st.text(alphabet='ab, é😀\n"<1', max_size=6)
    scalars = (
        st.none()
        | st.booleans()
        | st.integers(-5, 300)
        | st.sampled_from([0.5, -1.25, 3.7])
        | texts
    )
    keys = st.sampled_from(NAMES) | st.sampled_from(["key", "value", "name"]) | texts
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
        max_leaves=8,
    )
