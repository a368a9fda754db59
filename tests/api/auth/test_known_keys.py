"""Keys are known for a few seconds and no longer."""

from __future__ import annotations

from api.access.rights import Rights
from api.auth.known_keys import KEPT, SECONDS, Known, KnownKeys
from api.auth.principal import Principal
from store.tenant_limits import TenantLimits

ADA = Known(
    Principal("t", "demo", "Demo", "p", "ada@example.org", "Ada", ("admin",), Rights("p")),
    TenantLimits(),
)


class TestKnownKeys:
    def test_known_for_a_moment(self):
        now = 0.0
        known = KnownKeys(lambda: now)
        known.put("digest", ADA)
        assert known.get("digest") is ADA
        now = SECONDS + 0.1
        assert known.get("digest") is None

    def test_forgotten_at_once(self):
        known = KnownKeys()
        known.put("digest", ADA)
        known.forget("digest")
        known.forget("never there")
        assert known.get("digest") is None

    def test_unknown(self):
        assert KnownKeys().get("digest") is None

    def test_memory_is_bounded(self):
        known = KnownKeys()
        for number in range(KEPT + 10):
            known.put(str(number), ADA)
        assert known.get("0") is None
        assert known.get(str(KEPT)) is ADA
