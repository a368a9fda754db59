"""What rooms tell each other of approvals: shapes that messages and facts are made of."""

from __future__ import annotations

import msgspec
import pytest

from definitions import approvals
from definitions.approvals import Act, AskedOf, Asking, Letter, Meant, Who, WhoIsMeant


class TestAct:
    def test_what_is_left_out(self):
        done = msgspec.convert({"approval": "a", "by": {"id": "1", "name": "Ann"}}, Act)
        assert (done.channel, done.person, done.round) == ("portal", None, None)

    @pytest.mark.parametrize(
        "data",
        [None, {}, {"approval": "a"}, {"approval": "a", "by": "ann"}, {"by": {"id": "1"}}],
        ids=str,
    )
    def test_refused(self, data):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(data, Act)

    def test_each_kind_is_one_of_approvals(self):
        assert len(set(approvals.ACTS)) == 7
        assert all(kind.startswith("approval.") for kind in approvals.ACTS)


class TestShapes:
    @pytest.mark.parametrize(
        "value",
        [
            WhoIsMeant(["ann", {"role": "finance"}], 5, remind=[1, 2]),
            Meant([approvals.Found("1", "Ann", [7])], Who("2", "Dora"), ["Nobody is x."]),
            Asking(
                "a",
                3,
                "form",
                "/do/0/ask",
                "/do/0/ask:0",
                approvals.OPEN,
                0,
                1,
                9,
                asked=[AskedOf("1", 0, "open", 9)],
                letters=[Letter("asked", "asked/1", ["1"])],
            ),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_they_travel_as_plain_data(self, value):
        assert msgspec.convert(msgspec.to_builtins(value), type(value)) == value
