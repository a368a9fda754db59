"""What an entry point leads to, or the sentence that names its package."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from definitions import entry_points
from definitions.entry_points import InstalledError, loaded, package_of


def point(value: str) -> EntryPoint:
    return EntryPoint("some", value, "baton.tests")


class TestLoad:
    def test_an_object(self) -> None:
        assert loaded(point("definitions.entry_points:loaded")) == [loaded]

    def test_a_module_is_all_that_stands_in_it(self) -> None:
        found = loaded(point("definitions.entry_points"))
        assert {entry_points.loaded, entry_points.InstalledError} <= {
            one for one in found if callable(one)
        }

    @pytest.mark.parametrize("value", ["no.such.module", "definitions.entry_points:gone"])
    def test_what_fails_is_named(self, value: str) -> None:
        with pytest.raises(InstalledError, match=f"its entry point some = {value} fails with"):
            loaded(point(value))

    def test_a_package_without_a_name(self) -> None:
        assert package_of(point("x")) == "an unnamed package"
