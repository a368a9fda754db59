"""What both sides of the launcher's pipes say to each other."""

from __future__ import annotations

import pytest

from activities.sandbox.order import End, Limits, Order


class TestOrder:
    def test_comes_out_as_it_went_in(self):
        order = Order(
            command=("/bin/sh", "ü\n"),
            text="a\0b",
            file="f",
            stdin="😀",
            environment={"A": "€"},
            shown=("/x",),
            limits=Limits(seconds=1.5, processes=3),
        )
        assert Order.decode(order.encode()) == order


class TestEnd:
    @pytest.mark.parametrize("end", [End(code=3), End(stopped="memory"), End(trouble="ü\n")])
    def test_comes_out_as_it_went_in(self, end):
        assert End.decode(end.encode()) == end

    def test_the_first_word_counts(self):
        assert End.decode(End(code=0).encode() + End(trouble="x").encode()) == End(code=0)

    @pytest.mark.parametrize("data", [b"", b'{"code": 0'])
    def test_of_who_came_to_say_none(self, data):
        assert End.decode(data) is None
