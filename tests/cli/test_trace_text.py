from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from cli.answers import RunError, TraceLine
from cli.trace_text import RunText, duration, error_text, label, moment


@pytest.fixture
def line(trace_line):
    return lambda *given, **body: msgspec.convert(trace_line(*given, **body), TraceLine)


class TestLines:
    def test_a_task_from_its_start_to_its_end(self, line):
        text = RunText()
        started = text.line(line(1, "task.started", "/do/0/greet", type="set"))
        ended = text.line(line(3, "task.completed", "/do/0/greet", output=1))
        assert started is not None
        assert started.endswith("greet  started (set)")
        assert ended is not None
        assert ended.endswith("greet  completed  (2.0 s)")

    def test_what_a_process_says(self, line):
        said = RunText().line(line(2, "task.logged", "/do/0/note", message="no\x1b[2J address"))
        assert said is not None
        assert said.endswith("note  logged  - no\\u001b[2J address")
        assert (
            RunText().line(line(2, "task.logged", "/do/0/note", message={"bytes": 1})) is not None
        )

    def test_an_end_without_a_start(self, line):
        said = RunText().line(line(3, "task.skipped", "/do/0/greet"))
        assert said is not None
        assert said.endswith("greet  skipped")

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            ({"detail": "Too much."}, "- Too much."),
            ({"title": "Too much"}, "- Too much"),
            ({"type": "about:blank"}, "- about:blank"),
            ({"detail": 7}, "faulted"),
        ],
    )
    def test_why_it_faulted(self, line, error, said):
        shown = RunText().line(line(1, "task.faulted", "/do/0/a", error=error))
        assert shown is not None
        assert shown.endswith(said)

    def test_until_when_it_waits(self, line):
        said = RunText().line(line(1, "task.waiting", "/do/0/a", until="2026-03-04T05:06:07Z"))
        assert said is not None
        assert "until 2026-03-0" in said

    def test_the_run_itself(self, line):
        said = RunText().line(line(1, "run.suspended", reason="lunch"))
        assert said is not None
        assert said.endswith("run  suspended  - lunch")

    @pytest.mark.parametrize("what", ["completed", "faulted", "cancelled"])
    def test_the_end_of_the_run_is_told_elsewhere(self, line, what):
        assert RunText().line(line(9, f"run.{what}")) is None

    def test_hostile_text_stays_on_its_line(self, line):
        said = RunText().line(
            line(1, "task.faulted", "/do/0/a\nb\x1b[2J", error={"detail": "x\n12:00:00  ok"})
        )
        assert said is not None
        assert "\n" not in said
        assert "\x1b" not in said

    def test_what_a_newer_release_says(self, line):
        said = RunText().line(line(1, "task.pondering", "/do/0/a"))
        assert said is not None
        assert said.endswith("a  pondering")


class TestLabel:
    @pytest.mark.parametrize(
        ("pointer", "name"),
        [
            ("/do/0/greet", "greet"),
            ("/do/1/order/do/0/book", "order / book"),
            ("/do/0/1", "1"),
            ("/do/0/a~1b~0c", "a/b~c"),
            ("/do/0/both/fork/branches/1/left", "both / left"),
            ("", "run"),
            ("/do", "/do"),
            ("/do/0", "/do/0"),
        ],
    )
    def test_names_follow_numbers(self, pointer, name):
        assert label(pointer) == name


class TestError:
    def test_what_and_where(self):
        error = RunError("https://e/too-much", 400, "/do/0/stop", "Too much", "An order of 9.")
        assert error_text(error) == (
            "Too much: An order of 9 at stop (https://e/too-much, status 400)"
        )

    def test_nothing_but_a_type(self):
        assert error_text(RunError("about:blank", 500)) == "An error (about:blank, status 500)"

    def test_the_same_words_once(self):
        assert error_text(RunError("t", 500, None, "Gone.", "Gone")) == "Gone (t, status 500)"


class TestDuration:
    @pytest.mark.parametrize(
        ("seconds", "said"),
        [
            (0.0124, "12 ms"),
            (-3, "0 ms"),
            (1.25, "1.2 s"),
            (61, "1 min 1 s"),
            (7384, "2 h 3 min"),
            (400_000, "111 h 6 min"),
        ],
    )
    def test_as_people_say_it(self, seconds, said):
        assert duration(timedelta(seconds=seconds)) == said


class TestMoment:
    @pytest.mark.parametrize("text", ["", "soon", "2026-13-45T00:00:00Z"])
    def test_what_is_no_time_is_long_ago(self, text):
        assert moment(text).year in (1969, 1970)

    def test_with_its_zone(self):
        assert moment("2026-01-02T03:04:05Z") == moment("2026-01-02T04:04:05+01:00")
