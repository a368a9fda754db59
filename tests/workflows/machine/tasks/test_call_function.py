"""`call` of a function: what leaves for the activity, and what may ride in the workflow task."""

from __future__ import annotations

import pytest

from workflows.machine import facts

ONE = "  - one:\n      call: {}\n      with: {{ message: '${{ .said }}', level: error }}\n"


class TestCall:
    def test_the_activity_gets_the_name_and_the_arguments(self, drive):
        driver = drive(ONE.format("log:1.0.0@default"))
        driver.start({"said": "hello"})
        (call,) = driver.calls.values()
        assert call.function == "function.call"
        assert call.arguments == {
            "function": "log:1.0.0@default",
            "with": {"message": "hello", "level": "error"},
        }
        assert driver.answer("hello").state.output == "hello"

    def test_without_arguments_there_are_none(self, drive):
        driver = drive("  - one: { call: 'uuid:1.0.0' }\n")
        driver.start({"said": "hello"})
        assert driver.calls[1].arguments == {"function": "uuid:1.0.0", "with": {}}

    def test_arguments_can_be_one_expression(self, drive):
        driver = drive("  - one: { call: 'log:1.0.0', with: '${ .all }' }\n")
        driver.start({"all": {"message": "x"}})
        assert driver.calls[1].arguments == {"function": "log:1.0.0", "with": {"message": "x"}}

    @pytest.mark.parametrize("name", ["log", "log:1.0.0", "uuid:1.0.0@default"])
    def test_what_comes_with_baton_and_may_be_repeated_goes_locally(self, drive, name):
        driver = drive(ONE.format(f"'{name}'"))
        driver.start({"said": "hello"})
        assert (driver.calls[1].safe, driver.calls[1].local) == (True, True)

    @pytest.mark.parametrize("name", ["greet", "greet:1.0.0", "log:9.0.0", "log@tools"])
    def test_of_others_no_worker_knows_alone(self, drive, name):
        """Another worker may have the package or not, and must plan the same."""
        driver = drive(ONE.format(f"'{name}'"))
        driver.start({"said": "hello"})
        assert (driver.calls[1].safe, driver.calls[1].local) == (False, False)

    def test_a_slow_local_call_goes_on_as_a_regular_one(self, drive):
        driver = drive(ONE.format("log"))
        driver.start({"said": "hello"})
        key = driver.calls[1].key
        driver.feed(facts.CallSlow(driver.now, 1))
        assert (driver.calls[1].local, driver.calls[1].key) == (False, key)

    def test_secrets_are_left_for_the_activity(self, drive):
        driver = drive("  - one: { call: 'greet:1.0.0', with: { key: '${ $secrets.key }' } }\n")
        driver.start()
        given = driver.calls[1].arguments["with"]
        assert given["key"]["baton:expression"] == "$secrets.key"

    def test_each_visit_has_a_key_of_its_own(self, drive):
        driver = drive("  - one: { call: 'uuid:1.0.0', then: one }\n")
        driver.start()
        keys = [driver.calls[min(driver.calls)].key]
        for _ in range(3):
            driver.answer("x")
            keys.append(driver.calls[min(driver.calls)].key)
        assert len(set(keys)) == 4
