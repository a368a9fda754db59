"""The tasks of a run as a tree."""

from __future__ import annotations

from cli.run_picture import picture
from definitions.contracts import TraceRow
from tests.cli.files_of_runs import a_run


def row(kind: str, visit: str, task: str = "/do/0/a", **body: object) -> TraceRow:
    return TraceRow(1, task, visit, f"task.{kind}", 1, body)


class TestPicture:
    def test_loops_and_what_is_inside(self):
        tasks = (
            "  - l: { for: { in: '[1, 2]' }, do: [{ a: { do: [{ b: { set: { n: 1 } } }] } }] }\n"
        )
        assert picture(a_run(tasks).trace) == [
            "l (for): completed",
            "  a [0] (do): completed",
            "    b (set): completed",
            "  a [1] (do): completed",
            "    b (set): completed",
        ]

    def test_what_becomes_of_a_task(self):
        kinds = ["started", "waiting", "retried", "unsettled", "completed"]
        rows = [row(kind, "/do/0/a:0") for kind in kinds]
        said = [picture(rows[: end + 1])[0] for end in range(len(rows))]
        assert said == [
            "a: running", "a: waiting", "a: tries again", "a: to be settled", "a: completed",
        ]  # fmt: skip

    def test_visits_and_lines_of_the_run(self):
        rows = [TraceRow(1, "", "", "run.started", 1), row("skipped", "/do/0/a:0")]
        assert picture([*rows, row("faulted", "/do/0/a:1")]) == ["a: skipped", "a #1: faulted"]

    def test_of_many_some_are_left_out(self):
        rows = [row("completed", f"/do/0/a:{number}") for number in range(100)]
        shown = picture(rows)
        assert len(shown) == 16
        assert shown[5] == "… 85 more"

    def test_no_control_characters(self):
        assert "\x1b" not in picture([row("started", "/do/0/\x1b[2J:0", "/do/0/\x1b[2J")])[0]
