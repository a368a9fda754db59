"""Built-in functions that are written in jq itself, each compiled when a program first names it.

They are here where a program is an argument, or where jq says it in a line. Never: a function that
a program could not have written, but for the names with a colon pair, which are native.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SOURCE = """
def map_values(f): .[] |= f;
def abs: if . < 0 then -. else . end;
def values: select(. != null);
def nulls: select(. == null);
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def strings: select(type == "string");
def arrays: select(type == "array");
def objects: select(type == "object");
def iterables: select(type == "array" or type == "object");
def scalars: select(type != "array" and type != "object");
def normals: select(isnormal);
def finites: select(isfinite);

def recurse(f): def r: ., (f | r); r;
def recurse(f; condition): def r: ., (f | select(condition) | r); r;
def paths: path(..) | select(length > 0);
def paths(f): path(.. | select(f)) | select(length > 0);
def leaf_paths: paths(scalars);
def pick(f): . as $whole | reduce path(f) as $path (null; setpath($path; $whole | getpath($path)));
def walk(f): def w: (if type == "object" then map_values(w)
  elif type == "array" then map(w) else . end) | f; w;

def while(condition; f): def w: if condition then ., (f | w) else empty end; w;
def until(condition; f): def u: if condition then . else (f | u) end; u;
def repeat(f): def r: f, r; r;
def range($end): range(0; $end);
def range($begin; $end; $by): if $by > 0 then $begin | while(. < $end; . + $by)
  elif $by < 0 then $begin | while(. > $end; . + $by) else empty end;
def isempty(f): first((f | false), true);
def nth($n): .[$n];
def nth($n; f): if $n < 0 then error("nth doesn't support negative indices")
  else first(skip($n; f)) end;
def first: .[0];
def last: .[-1];
def combinations: if length == 0 then []
  else .[0][] as $first | (.[1:] | combinations) as $others | [$first] + $others end;
def combinations($n): . as $items | [range($n) | $items] | combinations;

def with_entries(f): to_entries | map(f) | from_entries;

def IN(f): any(f == .; .);
def IN(source; f): any(source == f; .);
def INDEX(f): INDEX(.[]; f);
def INDEX(source; f): reduce source as $row ({}; .[$row | f | tostring] = $row);
def JOIN($index; f): [.[] | [., $index[f]]];
def JOIN($index; source; f): source | [., $index[f]];
def JOIN($index; source; f; joined): source | [., $index[f]] | joined;

def test($val): . as $text | $val | regex::pair as [$re, $flags] | $text | test($re; $flags);
def match($val): . as $text | $val | regex::pair as [$re, $flags] | $text | match($re; $flags);
def match(re; flags): regex::matches(re; flags)[];
def capture($val): match($val) | regex::captured;
def capture(re; flags): match(re; flags) | regex::captured;
def scan($re): scan($re; null);
def scan($re; $flags): match($re; "g" + $flags)
  | if .captures | length > 0 then [.captures[].string] else .string end;
def split($re; $flags): [splits($re; $flags)];
def splits($re): splits($re; null);
def splits($re; $flags): .[foreach (match($re; $flags + "g"), null) as {$offset, $length}
  ({}; {start: .next, end: $offset, next: ($offset + $length)})];
def sub($re; f): sub($re; f; "");
def sub($re; f; $flags): . as $text | [match($re; $flags) | [., [regex::captured | f]]]
  | regex::replaced($text)[];
def gsub($re; f): sub($re; f; "g");
def gsub($re; f; flags): sub($re; f; flags + "g");

def tostream: stream::events;
def fromstream(f): foreach f as $event ({done: true};
  (if .done then {} else . end)
  | if $event | length == 2
    then .done = ($event[0] | length == 0) | setpath(["value"] + $event[0]; $event[1])
    else .done = ($event[0] | length == 1) end;
  if .done then .value else empty end);
def truncate_stream(f): . as $depth | null | f
  | if .[0] | length > $depth then .[0] |= .[$depth:] else empty end;

def dateadd(unit; $seconds): . + $seconds;
def datesub(unit; $seconds): . - $seconds;
def date: todate;

def halt_error: halt_error(5);
def debug(f): (f | debug | empty), .;
def inputs: def r: (try input catch if . == "No more inputs" then empty else error end) | (., r); r;
"""
_DEFINITION = re.compile(
    r"^def ([a-zA-Z_]\w*)(?:\(([^)]*)\))?:.*?(?=^def |\Z)", re.MULTILINE | re.DOTALL
)

DEFINITIONS: Mapping[tuple[str, int], str] = {
    (match[1], len(match[2].split(";")) if match[2] else 0): match[0].strip()
    for match in _DEFINITION.finditer(_SOURCE)
}
"""By name and number of parameters, the text of the definition."""
