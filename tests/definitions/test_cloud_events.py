"""CloudEvents: strict about what the standard fixes, open to extensions."""

from __future__ import annotations

import base64

import pytest

from definitions.cloud_events import (
    MOST_BYTES,
    MOST_KEY_BYTES,
    EventError,
    checked,
    opened,
    plain,
    with_data,
)

EVENT = {"specversion": "1.0", "id": "1", "source": "/shop", "type": "order.placed"}
UNFIT = {
    "no-id": {"id": None},
    "empty-id": {"id": ""},
    "number-as-id": {"id": 7},
    "other-version": {"specversion": "0.3"},
    "number-as-version": {"specversion": 1.0},
    "empty-type": {"type": ""},
    "type-too-long": {"type": "ü" * MOST_KEY_BYTES},
    "control-character": {"source": "a\x00b"},
    "line-break": {"type": "a\nb"},
    "half-surrogate": {"subject": "\ud800"},
    "no-moment": {"time": "yesterday"},
    "moment-without-zone": {"time": "2026-01-31T09:30:00"},
    "number-as-time": {"time": 5},
    "empty-subject": {"subject": ""},
    "capital-name": {"Region": "eu"},
    "name-with-hyphen": {"my-region": "eu"},
    "empty-name": {"": "eu"},
    "map-as-extension": {"region": {"a": 1}},
    "list-as-extension": {"region": ["eu"]},
    "fraction-as-extension": {"weight": 1.5},
    "big-integer-as-extension": {"weight": 2**31},
    "huge-text": {"subject": "x" * 5000},
    "huge-data": {"data": "x" * MOST_BYTES},
    "too-many": {f"x{n}": "1" for n in range(200)},
}


class TestChecked:
    def test_extensions_are_kept_as_they_are(self):
        event = {**EVENT, "region": "eu", "urgent": True, "weight": -3, "data": {"n": 10**30}}
        assert checked(event) == event

    def test_what_is_null_is_not_there_but_for_data(self):
        assert checked({**EVENT, "subject": None, "data": None}) == {**EVENT, "data": None}

    @pytest.mark.parametrize("name", UNFIT)
    def test_what_is_none_is_refused_with_a_sentence(self, name):
        with pytest.raises(EventError) as refused:
            checked({**EVENT, **UNFIT[name]})
        assert refused.value.message.endswith(".")

    @pytest.mark.parametrize("time", ["2026-01-31T09:30:00Z", "2026-01-31t09:30:00.123+02:00"])
    def test_moments(self, time):
        assert checked({**EVENT, "time": time})["time"] == time


class TestOpened:
    def test_json_in_base64_is_a_value(self):
        packed = base64.b64encode(b'{"a": 1}').decode()
        event = {**EVENT, "datacontenttype": "application/json", "data_base64": packed}
        assert opened(event)["data"] == {"a": 1}

    def test_other_bytes_stay_in_base64(self):
        packed = base64.b64encode(b"\xff\x00").decode()
        event = {**EVENT, "datacontenttype": "image/png", "data_base64": packed}
        assert opened(event) == event

    @pytest.mark.parametrize(
        "more",
        [
            {"data_base64": "*"},
            {"data_base64": 5},
            {"data_base64": "YQ==", "data": 1},
            {"data_base64": "e30x", "datacontenttype": "application/json"},
        ],
        ids=["no-base64", "a-number", "both", "no-json"],
    )
    def test_nonsense_is_refused(self, more):
        with pytest.raises(EventError):
            opened({**EVENT, **more})


class TestWithData:
    @pytest.mark.parametrize(
        ("kind", "body", "name", "value"),
        [
            (None, b"[1]", "data", [1]),
            ("application/json; charset=utf-8", b'"\xc3\xbc"', "data", "ü"),
            ("application/problem+json", b"{}", "data", {}),
            ("text/plain", b"hello", "data", "hello"),
            ("application/pdf", b"%PDF", "data_base64", "JVBERg=="),
        ],
        ids=["none", "json", "plus-json", "text", "bytes"],
    )
    def test_by_its_type(self, kind, body, name, value):
        bare = EVENT if kind is None else {**EVENT, "datacontenttype": kind}
        assert with_data(bare, body) == {**bare, name: value}

    @pytest.mark.parametrize("body", [b"{", b"NaN", b"\xff", b"[" * 100_000])
    def test_what_says_that_it_is_json_and_is_not(self, body):
        with pytest.raises(EventError):
            with_data(EVENT, body)

    def test_what_says_that_it_is_text_and_is_not(self):
        with pytest.raises(EventError):
            with_data({**EVENT, "datacontenttype": "text/plain"}, b"\xff")


class TestPlain:
    @pytest.mark.parametrize(
        ("one", "other"),
        [(5, "5"), (5.0, "5"), (True, "true"), ({"b": 1, "a": 2}, {"a": 2, "b": 1})],
        ids=["number", "fraction", "truth", "map"],
    )
    def test_the_same_value_is_the_same_text(self, one, other):
        assert plain(one) == plain(other)

    def test_truth_is_not_one(self):
        assert plain(True) != plain(1)
