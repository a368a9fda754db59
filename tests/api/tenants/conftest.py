"""A super admin, and a tenant that they have made."""

from __future__ import annotations

from uuid import uuid4

import pytest

from store import installation
from tests.api.browser import PASSWORD, QUICK, Browser

T = "/tenants"


@pytest.fixture
async def root(app, database, keyring):
    """A super admin who has signed in."""
    email = f"root-{uuid4().hex[:8]}@install.example"
    row = await installation.super_admin(database, keyring, email, "Root", QUICK.hash(PASSWORD))
    browser = Browser(app, email, row.id)
    assert (await browser.sign_in()).status_code == 200
    yield browser
    await browser.http.aclose()


def wanted(**more):
    slug = f"acme-{uuid4().hex[:10]}"
    administrator = {"email": f"boss@{slug}.example", "name": "Boss"}
    return {"slug": slug, "name": "Acme", "administrator": administrator, **more}


@pytest.fixture
async def acme(root):
    made = await root.ask("POST", T, json=wanted(limits={"runsADay": 7}))
    assert made.status_code == 201, made.text
    return made.json()
