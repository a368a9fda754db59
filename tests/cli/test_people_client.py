"""What the API says of people, typed."""

from __future__ import annotations

PEOPLE = "/api/v1/people"


class TestPeopleClient:
    def test_an_answer_that_does_not_fit(self, at_the_api, baton):
        at_the_api.answer("GET", PEOPLE, {"items": [{"id": 1}]})
        result = baton("people", "list")
        assert (result.exit_code, "another release" in result.stderr) == (1, True)

    def test_more_than_we_know_is_passed_over(self, at_the_api, baton):
        person = {"id": "1", "name": "Ada", "email": "ada@x.example", "new": {"a": 1}}
        at_the_api.answer("GET", PEOPLE, {"items": [person], "more": 1})
        assert "ada@x.example" in baton("people", "list").stdout
