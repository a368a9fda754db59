"""Programs that measure are run by hand, so that nobody would see one that no longer starts."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.mark.parametrize("name", sorted(one.stem for one in BENCH.glob("[a-z]*.py")))
def test_it_fits_what_it_measures(name):
    assert importlib.import_module(f"bench.{name}")
