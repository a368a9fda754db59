from __future__ import annotations

import msgspec
import pytest

from cli.answers import Definition, Listed, Run

SHOWN = {"namespace": "a", "name": "b", "version": "1.0.0", "state": "draft", "hash": "h"}


class TestDefinition:
    def test_its_name_is_that_of_runs(self):
        assert msgspec.convert(SHOWN, Definition).workflow == "a/b"

    @pytest.mark.parametrize("missing", SHOWN)
    def test_nothing_is_made_up(self, missing):
        told = {name: value for name, value in SHOWN.items() if name != missing}
        with pytest.raises(msgspec.ValidationError, match=missing):
            msgspec.convert(told, Definition)


class TestRun:
    def test_one_as_it_is_listed_is_no_whole_one(self, process):
        shown = process(output=[1]).shown()
        assert not hasattr(msgspec.convert(shown, Listed), "output")
        assert msgspec.convert(shown, Run).output == [1]
        assert msgspec.convert(shown, Run).ended_at == "2026-01-02T03:04:06.500000Z"
