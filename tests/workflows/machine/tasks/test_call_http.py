"""`call: http`: which calls may ride inside the workflow task, and their keys."""

from __future__ import annotations

import pytest

TWO = (
    "  - one:\n      call: http\n      with: { method: %s, endpoint: 'https://example.com/' }\n"
    "  - two:\n      set: { got: '${ . }' }\n"
)


class TestCall:
    @pytest.mark.parametrize("method", ["get", "GET", "head", "options"])
    def test_safe_methods_go_locally(self, drive, method):
        driver = drive(TWO % method)
        driver.start()
        (call,) = driver.calls.values()
        assert (call.safe, call.local, call.function) == (True, True, "http.call")

    @pytest.mark.parametrize("method", ["post", "PUT", "delete", "patch", "odd"])
    def test_others_never_do(self, drive, method):
        driver = drive(TWO % method)
        driver.start()
        (call,) = driver.calls.values()
        assert (call.safe, call.local) == (False, False)

    def test_a_slow_local_call_goes_on_as_a_regular_one(self, drive):
        from workflows.machine import facts

        driver = drive(TWO % "get")
        driver.start()
        first = driver.calls[1]
        driver.feed(facts.CallSlow(driver.now, 1))
        assert driver.calls[1].local is False
        assert driver.calls[1].key == first.key
        assert driver.answer(5).state.output == {"got": 5}

    def test_secrets_are_left_for_the_activity(self, drive):
        driver = drive(
            "  - one:\n      call: http\n      with:\n        method: post\n"
            "        endpoint: https://example.com/\n"
            "        headers: { authorization: '${ \"Bearer \" + $secrets.token }', n: '${ .n }' }\n",
            "use: { secrets: [token] }\n",
        )
        driver.start({"n": "1"})
        (call,) = driver.calls.values()
        headers = call.arguments["headers"]
        assert headers["n"] == "1"
        assert "secrets" in str(headers["authorization"])

    def test_secrets_anywhere_else_are_an_error(self, drive):
        machine = drive("  - a:\n      set: { x: '${ $secrets.token }' }\n").start()
        assert machine.state.status == "faulted"
