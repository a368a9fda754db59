"""The client of chats: a conversation is made under a key, and ids stay in their place."""

from __future__ import annotations

PATH = "/api/v1/chats"


def test_made_under_a_key(at_the_api, baton):
    at_the_api.problem("POST", f"{PATH}/channels", 409, "The app is not in it.")
    assert baton("chats", "add", "slack", "A", "--in", "#a").exit_code == 1
    assert at_the_api.asked[0].headers["idempotency-key"]


def test_an_id_is_one_step_of_the_address(at_the_api, baton):
    at_the_api.problem("DELETE", f"{PATH}/channels/..%2Fslack", 404, "Nothing there.")
    assert baton("chats", "remove", "../slack").exit_code == 1
    at_the_api.problem("GET", f"{PATH}/places/..%2Fx/conversations", 404, "Nothing there.")
    assert baton("chats", "channels", "../x").exit_code == 1
    assert len(at_the_api.asked) == 2


def test_what_is_not_the_api(at_the_api, baton):
    at_the_api.answer("GET", PATH, {"slack": 1})
    assert "not the API" in baton("chats", "list").stderr
