"""How long a run may stand still, as the metadata of a process say it."""

from __future__ import annotations

import pytest

from definitions.lint import publishable
from definitions.overdue_lint import overdue_after
from definitions.reader import read

TEXT = """
document:
  dsl: '1.0.3'
  namespace: demo
  name: one
  version: '1.0.0'
  metadata: { baton: %s }
do:
- a: { set: { b: 1 } }
"""


@pytest.mark.parametrize(
    ("said", "milliseconds", "words"),
    [
        ("{ overdueAfter: P3D }", 259_200_000, None),
        ("{ overdueAfter: { hours: 2 } }", 7_200_000, None),
        ("{ other: 1 }", None, None),
        ("what", None, None),
        ("{ overdueAfter: soon }", None, "no duration"),
        ("{ overdueAfter: 7 }", None, "A duration is"),
        ("{ overdueAfter: P1M }", None, "months"),
        ("{ overdueAfter: PT59S }", None, "once a minute"),
    ],
    ids=["ISO", "map", "nothing", "no map", "no time", "number", "month", "short"],
)
def test_overdue_after(said, milliseconds, words):
    reading = read(TEXT % said)
    assert overdue_after(reading.document) == milliseconds
    faults = publishable(reading)
    if words is None:
        assert faults == []
    else:
        [fault] = faults
        assert (fault.code, fault.line) == ("wrong-value", 7)
        assert words in fault.message
