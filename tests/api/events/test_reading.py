"""Reading an event out of a request, whatever is in its headers and its body."""

from __future__ import annotations

import json

import hypothesis
import pytest
from hypothesis import strategies as some

from api.errors import ApiError
from api.events.reading import STRUCTURED, read

EVENT = {"specversion": "1.0", "id": "1", "source": "/s", "type": "t"}
BINARY = [(f"ce-{name}", value) for name, value in EVENT.items()]


class TestRead:
    def test_both_ways_make_the_same_event(self):
        structured = {**EVENT, "datacontenttype": "application/json", "data": {"n": 1}}
        one = read([("content-type", STRUCTURED)], json.dumps(structured).encode())
        other = read([*BINARY, ("content-type", "application/json")], b'{"n": 1}')
        assert one == other == structured

    def test_the_content_type_of_a_structured_one_may_say_more(self):
        kind = "application/cloudevents+json; charset=UTF-8"
        assert read([("content-type", kind)], json.dumps(EVENT).encode()) == EVENT

    @hypothesis.given(some.binary(max_size=200))
    def test_no_body_is_more_than_refused(self, body):
        for headers in ([("content-type", STRUCTURED)], [*BINARY, ("content-type", "text/plain")]):
            try:
                read(headers, body)
            except ApiError as refused:
                assert refused.status_code in (400, 413, 415, 422)  # noqa: PT017

    @pytest.mark.parametrize("headers", [[], [("content-type", "text/plain")]], ids=len)
    def test_what_is_neither_is_named(self, headers):
        with pytest.raises(ApiError, match="no event"):
            read(headers, b"")
