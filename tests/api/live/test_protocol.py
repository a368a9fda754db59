"""Messages as docs/live.md describes them."""

from __future__ import annotations

import json

import pytest

from api.live import protocol
from api.live.protocol import INBOX, RUNS, MalformedError, Ping, Topic, Unwatch, Watch


class TestRead:
    @pytest.mark.parametrize(
        ("text", "wish"),
        [
            ('{"type":"watch","topic":"runs"}', Watch("runs")),
            ('{"type":"watch","topic":"run","run":"x","after":3}', Watch("run", "x", 3)),
            ('{"type":"unwatch","topic":"runs"}', Unwatch("runs")),
            ('{"topic":"run","run":"☃","type":"unwatch"}', Unwatch("run", "☃")),
            ('{"type":"watch","topic":"inbox"}', Watch("inbox")),
            ('{"type":"unwatch","topic":"inbox"}', Unwatch("inbox")),
            ('{"type":"ping"}', Ping()),
            (
                '{"type":"watch","topic":"sketch","process":"n/a"}',
                Watch("sketch", process="n/a"),
            ),
        ],
        ids=[
            *("runs", "run", "unwatch-runs", "unwatch-run", "inbox", "unwatch-inbox", "ping"),
            "sketch",
        ],
    )
    def test_what_it_is(self, text: str, wish: object):
        assert protocol.read(text) == wish

    @pytest.mark.parametrize("text", ["", "{", '{"type":"x"}', "[" * 4000, b'{"type":"ping"}'])
    def test_what_it_is_not(self, text: str | bytes):
        with pytest.raises(MalformedError, match=r"\S\.$"):
            protocol.read(text)

    @pytest.mark.parametrize(
        "more",
        [
            '"topic":"sketch"',
            '"topic":"runs","process":"n/a"',
            '"topic":"sketch","process":"n"',
            '"topic":"sketch","process":"n/a/b"',
            '"topic":"sketch","process":"n/a b"',
            '"topic":"sketch","process":"n/a","run":"x"',
        ],
        ids=["none", "other-topic", "no-name", "too-many", "space", "run"],
    )
    def test_a_process_that_is_none(self, more: str):
        with pytest.raises(MalformedError, match=r"\S\.$"):
            protocol.read('{"type":"watch",' + more + "}")


class TestWrite:
    def test_one_json_object_each(self):
        texts = {
            "watching": protocol.watching(Topic("run", "x")),
            "run": protocol.run_changed({"id": "x"}),
            "trace": protocol.trace("x", [], "running", 3),
            "refused": protocol.unavailable("x"),
            "again": protocol.AGAIN,
            "inbox": protocol.INBOX_CHANGED,
            "pong": protocol.PONG,
            "beat": protocol.BEAT,
        }
        for kind, text in texts.items():
            assert json.loads(text)["type"] == kind

    def test_a_run_is_in_its_topic(self):
        assert json.loads(protocol.watching(RUNS)) == {"type": "watching", "topic": "runs"}
        assert json.loads(protocol.watching(INBOX)) == {"type": "watching", "topic": "inbox"}
        assert json.loads(protocol.INBOX_AGAIN) == {"type": "again", "topic": "inbox"}
        assert json.loads(protocol.not_found("x"))["run"] == "x"
        refused = json.loads(protocol.not_yours(Topic("sketch", process="n/a")))
        assert (refused["topic"], refused["process"]) == ("sketch", "n/a")
        assert json.loads(protocol.malformed("why"))["topic"] is None
