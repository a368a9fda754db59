"""Functions that are not here yet."""

from __future__ import annotations

from definitions.jq.functions import KNOWN
from definitions.jq.later import LATER


class TestLater:
    def test_none_of_them_is_here(self):
        assert [name for name, count in KNOWN if name in LATER and count in LATER[name]] == []
        assert [name for name, _ in KNOWN if LATER.get(name) == ()] == []
