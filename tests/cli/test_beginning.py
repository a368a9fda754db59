"""`baton new …` on the command line."""

from __future__ import annotations

import pytest


class TestNew:
    def test_says_what_there_is(self, baton):
        shown = baton("new", "--help").stdout
        assert "function" in shown
        assert "workflow" in shown

    @pytest.mark.parametrize("kind", ["function", "workflow"])
    def test_makes_a_folder(self, baton, tmp_path, kind):
        assert baton("new", kind, "mine", "--into", str(tmp_path)).exit_code == 0
        assert (tmp_path / "mine" / "pyproject.toml").exists()

    @pytest.mark.parametrize("kind", ["function", "workflow"])
    def test_without_a_name(self, baton, kind):
        assert baton("new", kind).exit_code == 2
