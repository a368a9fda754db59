"""Who is where is forgotten when nobody tells it any more."""

from __future__ import annotations

from api.live.presence import LASTS_SECONDS, Presence


def test_what_another_process_tells():
    presence = Presence()
    assert presence.heard("n/a", "x", ("bob", "mei"), 0.0)
    assert not presence.heard("n/a", "x", ("bob", "mei"), 1.0)
    assert presence.heard("n/a", "y", ("bob",), 1.0)
    assert presence.elsewhere("n/a") == ("bob", "mei", "bob")
    assert presence.elsewhere("n/b") == ()
    assert (presence.knows("n/a", "x"), presence.knows("n/b", "x")) == (True, False)


def test_nobody_any_more():
    presence = Presence()
    assert not presence.heard("n/a", "x", (), 0.0)
    presence.heard("n/a", "x", ("bob",), 0.0)
    assert presence.heard("n/a", "x", (), 1.0)
    assert presence.elsewhere("n/a") == ()


def test_a_process_that_is_silent():
    presence = Presence()
    presence.heard("n/a", "x", ("bob",), 0.0)
    presence.heard("n/a", "y", ("mei",), 0.0)
    presence.heard("n/a", "y", ("mei",), 20.0)
    assert presence.forget(LASTS_SECONDS - 1) == set()
    assert presence.forget(LASTS_SECONDS) == {"n/a"}
    assert presence.elsewhere("n/a") == ("mei",)
