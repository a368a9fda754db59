"""Every task and every list of a definition."""

from __future__ import annotations

from definitions import read
from definitions.task_lists import all_lists, all_tasks

TEXT = """\
document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }
use: { functions: { f: { do: [{ inside: { set: . } }] } } }
do:
  - a: { do: [{ b: { set: . } }, { c: { do: [{ d: { set: . } }] } }] }
  - e: { fork: { branches: [{ f: { set: . } }, { g: { set: . } }] } }
  - h: { try: [{ i: { set: . } }], catch: { do: [{ j: { set: . } }] } }
"""


def workflow():
    reading = read(TEXT)
    assert reading.workflow is not None, reading.diagnostics
    return reading.workflow


class TestAllTasks:
    def test_each_once_and_before_those_inside(self):
        names = [item.name for item in all_tasks(workflow())]
        assert names == ["f", "inside", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]


class TestAllLists:
    def test_lists_are_told_apart(self):
        lists = [
            ([item.name for item in each.items], each.in_turn) for each in all_lists(workflow())
        ]
        assert lists == [
            (["f"], True),
            (["a", "e", "h"], True),
            (["inside"], True),
            (["b", "c"], True),
            (["d"], True),
            (["f", "g"], False),
            (["i"], True),
            (["j"], True),
        ]
