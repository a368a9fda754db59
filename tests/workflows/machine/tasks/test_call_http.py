"""`call: http`: which calls may ride inside the workflow task, and their keys."""

from __future__ import annotations

import pytest

from workflows.machine import facts

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
            "        headers: { a: '${ \"B \" + $secrets.token }', n: '${ .n }' }\n",
            "use: { secrets: [token] }\n",
        )
        driver.start({"n": "1"})
        (call,) = driver.calls.values()
        headers = call.arguments["headers"]
        assert headers["n"] == "1"
        assert "secrets" in str(headers["a"])

    def test_secrets_anywhere_else_are_an_error(self, drive):
        machine = drive("  - a:\n      set: { x: '${ $secrets.token }' }\n").start()
        assert machine.state.status == "faulted"

    def test_names_in_the_endpoint_come_from_the_input(self, drive):
        driver = drive(
            "  - one:\n      call: http\n"
            "      with: { method: get, endpoint: 'https://example.com/{id}/{n}' }\n"
        )
        driver.start({"id": "a/b ü", "n": 3})
        (call,) = driver.calls.values()
        assert call.arguments["endpoint"] == "https://example.com/a%2Fb%20%C3%BC/3"

    def test_a_name_of_a_wrong_type_is_an_error(self, drive):
        machine = drive(
            "  - one:\n      call: http\n"
            "      with: { method: get, endpoint: { uri: 'https://example.com/{id}' } }\n"
        ).start({"id": []})
        assert machine.state.status == "faulted"
        assert "'id'" in machine.state.error.detail

    def test_names_in_data_are_left_alone(self, drive):
        driver = drive(
            "  - one:\n      call: http\n      with: { method: get, endpoint: '${ .url }' }\n"
        )
        driver.start({"url": "https://example.com/{id}"})
        assert driver.calls[1].arguments["endpoint"] == "https://example.com/{id}"

    def test_data_that_looks_like_a_deferred_expression_is_refused(self, drive):
        machine = drive(
            "  - one:\n      call: http\n      with: { method: post, "
            "endpoint: 'https://example.com/', body: { deep: '${ .given }' } }\n"
        ).start({"given": [{"baton:expression": "$secrets.token", "input": None}]})
        assert machine.state.status == "faulted"
        assert machine.state.error.type.endswith("/expression")
