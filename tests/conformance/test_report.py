"""The page says every number and every gap, and no more."""

from __future__ import annotations

from tests.conformance.report import Outcome, page

CASES = [
    Outcome("one", "fork", "pass"),
    Outcome("two", "fork", "fail", "late"),
    Outcome("three", "for", "pass"),
]


class TestPage:
    def test_numbers_by_area_in_order(self) -> None:
        text = page(CASES, [], {})
        assert "## Cases of our own: 2 of 3\n" in text
        assert text.index("| for | 1 of 1 |") < text.index("| fork | 1 of 2 |")

    def test_what_does_not_pass_has_its_reason(self) -> None:
        assert "- `fork/two`: It is slow." in page(CASES, [], {"fork/two": "It is slow."})
        assert "Not passed" not in page(CASES[:1], [], {})

    def test_the_kit_only_where_it_ran(self) -> None:
        assert "CTK: " not in page(CASES, [], {})
        assert "## The standard's CTK: 1 of 1\n" in page([], [Outcome("a", "do", "pass")], {})
