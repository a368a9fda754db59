"""From where it is asked: of this request, and by which key."""

from __future__ import annotations

from api.audit.origin import asks, origin_of
from store.audit import Origin


class TestOrigin:
    def test_of_the_request(self):
        asks({"client": ("192.0.2.7", 1)}, "q1")
        assert origin_of(None) == Origin("192.0.2.7", "q1", None)

    def test_who_has_no_address(self):
        asks({"client": None}, "q2")
        assert origin_of(None) == Origin(None, "q2", None)
        asks({}, "q3")
        assert origin_of(None) == Origin(None, "q3", None)
