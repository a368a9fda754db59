"""What was looked up a moment ago: not for longer, and not more than so much."""

from __future__ import annotations

from store.recent import Recent


class TestRecent:
    def test_for_its_seconds(self):
        now = [0.0]
        recent: Recent[int] = Recent(10.0, 2, lambda: now[0])
        recent.put("a", 1)
        now[0] = 10.0
        assert recent.get("a") == 1
        now[0] = 10.1
        assert recent.get("a") is None

    def test_the_oldest_goes(self):
        recent: Recent[int] = Recent(10.0, 2)
        for name in "abac":
            recent.put(name, 1)
        assert [recent.get(name) for name in "abc"] == [1, None, 1]

    def test_dropped(self):
        recent: Recent[int] = Recent(10.0, 2)
        recent.put("a", 1)
        recent.drop("a")
        recent.drop("a")
        assert recent.get("a") is None
