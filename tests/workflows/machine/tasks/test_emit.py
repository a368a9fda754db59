"""`emit`: what is published, and that it is the same in every replay."""

from __future__ import annotations

import pytest

from workflows.machine.rebuilding import rebuild


def emit(attributes: str) -> str:
    return f"  - say: {{ emit: {{ event: {{ with: {attributes} }} }} }}\n"


class TestEvent:
    def test_defaults_come_from_the_run(self, drive):
        driver = drive(emit("{ source: /shop, type: t, data: { n: '${ .n }' }, region: eu }"))
        output = driver.start({"n": 3}).state.output
        assert output == {
            "specversion": "1.0",
            "id": "run-1:/do/0/say:0",
            "time": "2023-11-14T22:13:20.000Z",
            "source": "/shop",
            "type": "t",
            "region": "eu",
            "datacontenttype": "application/json",
            "data": {"n": 3},
        }
        assert [each.event for each in driver.emitted] == [output]

    def test_the_author_goes_before_them(self, drive):
        driver = drive(
            emit("{ source: '${ .from }', type: t, id: '${ .id }', time: 2026-01-01T00:00:00Z }")
        )
        output = driver.start({"from": "/x", "id": "a-1"}).state.output
        assert (output["id"], output["source"]) == ("a-1", "/x")
        assert output["time"] == "2026-01-01T00:00:00Z"
        assert "data" not in output

    @pytest.mark.parametrize("given", ["{ type: t }", "{ type: t, source: '${ null }' }"])
    def test_without_a_source_it_is_the_run(self, drive, given):
        assert drive(emit(given)).start({}).state.output["source"] == "/api/v1/runs/run-1"

    def test_each_visit_publishes_another_one_with_its_line(self, drive):
        driver = drive(
            emit("{ source: s, type: t }") + "  - more:\n      switch:\n"
            "        - a: { when: '${ .id | endswith(\"0\") }', then: say }\n"
        )
        driver.start({})
        assert [each.event["id"][-1] for each in driver.emitted] == ["0", "1"]
        lines = [driver.trace[each.line - 1] for each in driver.emitted]
        assert lines == ["task.emitted /do/0/say"] * 2

    @pytest.mark.parametrize(
        "attributes",
        [
            "{ source: '${ {} }', type: t }",
            "{ source: s, type: t, region: '${ [1] }' }",
            "{ source: s, type: t, time: '${ 5 }' }",
        ],
        ids=["map", "list", "number"],
    )
    def test_what_is_no_event_faults(self, drive, attributes):
        driver = drive(emit(attributes))
        machine = driver.start({})
        assert machine.state.status == "faulted"
        assert machine.state.error.type.endswith("/validation")
        assert machine.state.error.instance == "/do/0/say"
        assert driver.emitted == []

    def test_a_secret_is_not_published(self, drive):
        driver = drive(emit("{ source: s, type: t, data: '${ $secrets.key }' }"))
        assert driver.start({}).state.status == "faulted"


class TestAgain:
    def test_a_run_made_again_names_what_it_had_published(self, drive):
        driver = drive(emit("{ source: s, type: t }") + "  - nap: { wait: PT1H }\n")
        driver.start({})
        again = rebuild(driver.program, driver.rows).take()
        assert again.emitted == driver.emitted
