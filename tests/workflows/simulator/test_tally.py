"""The tally: what is alike, what is one group, and how much of it is kept."""

from __future__ import annotations

from definitions.errors import communication
from workflows.simulator.comparison import Remark, Verdict
from workflows.simulator.tally import MOST_GROUPS, SAMPLES, Tally


class TestTally:
    def test_alike_and_not(self):
        tally = Tally()
        tally.add("r1", Verdict("alike"))
        tally.add("r2", Verdict("output", "/do/0/a", "So."))
        assert (tally.compared, tally.alike) == (2, 1)

    def test_the_same_at_the_same_task_is_one_group(self):
        tally = Tally()
        for number in range(9):
            tally.add(f"r{number}", Verdict("output", "/do/0/a", "So.", before={"status": number}))
        tally.add("x", Verdict("output", "/do/1/b", "So."))
        largest, other = tally.differences.largest_first()
        assert (largest.count, largest.runs) == (9, [f"r{number}" for number in range(SAMPLES)])
        assert largest.before == {"status": 0}
        assert (other.count, other.task) == (1, "/do/1/b")

    def test_another_error_is_another_group(self):
        tally = Tally()
        for status in (503, 504, 503):
            error = communication(f"Down, {tally.compared}.", status)
            tally.add("r", Verdict("fault", "/do/0/a", "It faults.", error))
        assert [group.count for group in tally.differences.largest_first()] == [2, 1]

    def test_what_is_too_much_is_counted(self):
        tally = Tally()
        for number in range(MOST_GROUPS + 7):
            tally.add("r", Verdict("output", f"/do/{number}/a", "So."))
        assert len(tally.differences.largest_first()) == MOST_GROUPS
        assert tally.differences.others == 7

    def test_a_remark_counts_once_for_a_run(self):
        tally = Tally()
        remark = Remark("otherwise", "/do/0/a", "So.")
        tally.add("r1", Verdict("alike", remarks=(remark, remark)))
        tally.add("r2", Verdict("alike", remarks=(remark,)))
        (group,) = tally.remarks.largest_first()
        assert (group.count, group.runs) == (2, ["r1", "r2"])
