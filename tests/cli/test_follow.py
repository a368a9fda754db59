from __future__ import annotations

import json

import pytest

from cli import follow
from cli.client import Client
from cli.errors import CliError

RUN = "01a1fcb7-1e60-7141-a364-a9f610b3d720"
TRACE = f"/api/v1/runs/{RUN}/trace"


@pytest.fixture
def page(api, trace_line):
    def tell(status, *sequences, after=None):
        items = [trace_line(n, "task.waiting", f"/do/0/t{n}") for n in sequences]
        last = after if after is not None else (sequences[-1] if sequences else 0)
        api.answer("GET", TRACE, {"items": items, "status": status, "after": last})

    return tell


class TestFollowing:
    @pytest.mark.parametrize(
        ("status", "code"), [("completed", 0), ("faulted", 1), ("cancelled", 130)]
    )
    def test_the_exit_code_is_the_end_of_the_run(
        self, at_the_api, baton, page, process, status, code
    ):
        page("running", 1, 2)
        page("running")
        page(status, 3)
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}", process(status=status).shown())
        result = baton("show", RUN, "--follow")
        assert result.exit_code == code
        assert [line.split("  ")[1] for line in result.stdout.splitlines()[:3]] == [
            "t1", "t2", "t3",
        ]  # fmt: skip
        assert result.stdout.splitlines()[3] == f"{status} in 1.5 s"
        assert [asked.query["after"] for asked in at_the_api.asked[:3]] == ["0", "2", "2"]

    def test_it_ends_with_the_output(self, at_the_api, baton, page, process):
        page("completed", 1)
        shown = process(output={"greeting": "Hello, Ada!"}).shown()
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}", shown)
        result = baton("show", RUN, "--follow")
        assert result.stdout.splitlines()[-1] == '{"greeting": "Hello, Ada!"}'

    def test_or_with_the_error(self, at_the_api, baton, page, process):
        page("faulted", 1)
        error = {"type": "t", "status": 400, "instance": "/do/0/stop", "title": "Too much"}
        shown = process(status="faulted", error=error).shown()
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}", shown)
        result = baton("show", RUN, "--follow")
        assert result.stdout.splitlines()[-1] == "Too much at stop (t, status 400)"

    def test_a_full_page_at_the_end_may_have_another_behind_it(
        self, at_the_api, baton, page, process
    ):
        page("completed", *range(1, 201))
        page("completed", 201)
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}", process().shown())
        result = baton("show", RUN, "--follow")
        assert result.stdout.count("waiting") == 201

    def test_json_has_standard_output_for_itself(self, at_the_api, baton, page, process):
        page("completed", 1)
        shown = process(output=[1]).shown()
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}", shown)
        result = baton("show", RUN, "--follow", "--json")
        assert json.loads(result.stdout) == shown
        assert "waiting" in result.stderr

    def test_a_restart_of_the_api_is_sat_out(self, at_the_api, baton, page, process):
        page("running", 1)
        at_the_api.answer("GET", TRACE, drops=True)
        page("completed", 2)
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}", process().shown())
        result = baton("show", RUN, "--follow")
        assert result.exit_code == 0
        assert result.stdout.count("waiting") == 2

    def test_a_trace_in_a_circle_is_not_followed_for_ever(self, at_the_api, baton, page):
        page("running", 1, 2)
        page("running", 1, 2, after=2)
        result = baton("show", RUN, "--follow")
        assert result.exit_code == 1
        assert "does not go on" in result.stderr

    def test_who_stops_following_hears_that_the_run_goes_on(self, at_the_api, baton, monkeypatch):
        def interrupted(*_given: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Client, "trace", interrupted)
        result = baton("show", RUN, "--follow")
        assert result.exit_code == 130
        assert f"baton cancel {RUN}" in result.stderr

    def test_a_terminal_gets_the_live_view(self, api, page, process, monkeypatch):
        class Terminal:
            def isatty(self) -> bool:
                return True

        class View:
            def __init__(self, terminal: object) -> None:
                shown.append(terminal)

            def __enter__(self):
                return self

            def __exit__(self, *ended: object) -> None:
                shown.append("end")

            def take(self, line: object) -> None:
                shown.append(line)

        shown: list[object] = []
        terminal = Terminal()
        monkeypatch.setattr("sys.stdout", terminal)
        monkeypatch.setattr(follow, "LiveView", View)
        monkeypatch.setattr(follow, "say", shown.append)
        page("completed", 1)
        api.answer("GET", f"/api/v1/runs/{RUN}", process(output=7).shown())
        with Client(api.url, _Token()) as client:
            assert follow.run(client, RUN, as_json=False) == 0
        assert shown[0] is terminal
        assert shown[2:] == ["end", "completed in 1.5 s", "7"]


class TestLines:
    def test_all_pages(self, api, page):
        page("running", *range(1, 201))
        page("running", 201)
        with Client(api.url, _Token()) as client:
            assert len(list(follow.lines(client, RUN))) == 201

    def test_a_circle(self, api, page):
        page("running", *range(1, 201))
        page("running", *range(1, 201))
        with Client(api.url, _Token()) as client, pytest.raises(CliError, match="does not go on"):
            list(follow.lines(client, RUN))


class _Token:
    def current(self) -> str:
        return "t"

    def renewed(self) -> str | None:
        return None
