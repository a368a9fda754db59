"""Cases that need only the machine and HTTP, in the simulator: milliseconds each, no stack."""

from __future__ import annotations

from pathlib import Path

import pytest

from definitions.composer import compose
from tests.conformance.playing import Routes, play, playable, program_of

OPEN = Path(__file__).parent / "cases" / "open"
CASES = {path.stem: compose(path.read_text()).value for path in sorted(OPEN.glob("*.yaml"))}


class TestCases:
    @pytest.mark.parametrize("name", [name for name, case in CASES.items() if playable(case)])
    def test_comes_to_what_is_expected(self, name):
        case = CASES[name]
        routes = Routes(case.get("http") or [])
        program, why = program_of(case, routes)
        if program is None:
            pytest.skip(f"It can't run yet: {why}.")
        assert play(case, program, routes) is None
