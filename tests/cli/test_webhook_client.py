"""The client of webhooks: a new endpoint is made under a key, and ids stay in their place."""

from __future__ import annotations

PATH = "/api/v1/webhook-endpoints"
ONE = {
    "id": "e1",
    "url": "https://h.example",
    "description": "",
    "types": ["*"],
    "status": "on",
    "waiting": 0,
    "dead": 0,
    "secret": "whsec_x",
}


def test_made_under_a_key(at_the_api, baton):
    at_the_api.answer("POST", PATH, ONE, status=201)
    baton("webhooks", "add", "https://h.example", "--type", "*")
    assert at_the_api.asked[0].headers["idempotency-key"]


def test_an_id_is_one_step_of_the_address(at_the_api, baton):
    at_the_api.problem("DELETE", f"{PATH}/..%2Fpeople", 404, "Nothing there.")
    assert baton("webhooks", "remove", "../people").exit_code == 1
    assert len(at_the_api.asked) == 1


def test_what_is_not_the_api(at_the_api, baton):
    at_the_api.answer("GET", PATH, {"something": 1})
    assert "not the API" in baton("webhooks", "list").stderr
