"""Somebody of two organisations."""

from __future__ import annotations

import pytest


@pytest.fixture
async def here(browsing):
    return await browsing()


@pytest.fixture
async def there(browsing, other_tenant):
    """The same human being in another organisation, who is not signed in."""
    return await browsing(of=other_tenant, signed_in=False)
