"""`raise`: by reference, inline, and what is no error."""

from __future__ import annotations

USE = "use:\n  errors:\n    late: { type: 'https://example.com/late', status: 409, title: Late }\n"


class TestRaise:
    def test_by_reference(self, drive):
        machine = drive("  - r:\n      raise: { error: late }\n", USE).start()
        assert machine.state.status == "faulted"
        assert machine.state.error.to_json() == {
            "type": "https://example.com/late",
            "status": 409,
            "title": "Late",
            "instance": "/do/0/r",
        }

    def test_details_by_expression(self, drive):
        machine = drive(
            "  - r:\n      raise:\n        error:\n          type: https://example.com/x\n"
            "          status: 400\n          detail: '${ \"no \" + .what }'\n"
        ).start({"what": "way"})
        assert machine.state.error.detail == "no way"
