"""Each change in words; nothing of a name or a value that a terminal would take for a command."""

from __future__ import annotations

from cli.difference_text import lines
from definitions.difference import difference


def process(*tasks, **more):
    return {"document": {"name": "p"}, "do": [*tasks], **more}


def told(old, new):
    return [*lines(difference(old, new))]


PAUSE = {"pause": {"wait": "PT1M"}}
PRICE = {"price": {"set": {"total": 1}}}


def test_nothing():
    assert told(process(PAUSE), process(PAUSE)) == []


def test_tasks():
    new = process({"rest": PAUSE["pause"]}, {"b": {"do": [{"price": {"set": {"total": 2}}}]}})
    assert told(process(PRICE, PAUSE, {"gone": {"set": {}}}), new) == [
        "task rest: renamed, before pause",
        "task b: added at /do/1/b",
        "task price: moved from /do/0/price to /do/1/b/do/0/price, changed",
        "  /set/total: 1 → 2",
        "task gone: removed from /do/2/gone",
    ]


def test_fields():
    old, new = process(a=None, b="x"), process(b="y", c={"d": [1]})
    assert told(old, new) == [
        "outside of the tasks:",
        "  /a: removed null",
        '  /b: "x" → "y"',
        '  /c: added {"d": [1]}',
    ]


def test_something_else_altogether():
    assert told([], 1) == ["outside of the tasks:", "  all of it: [] → 1"]


def test_long_values_are_cut():
    _, line = told(process(), process(a="x" * 10_000))
    assert len(line) < 200


def test_hostile_names():
    found = told(process(), process({"a\n\x1b[2J\u202e": {"set": {"b": "\x9b"}}}))
    assert found == ["task a \\u001b[2J\\u202e: added at /do/0/a \\u001b[2J\\u202e"]
