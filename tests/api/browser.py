"""A browser of somebody with a password: keeps its cookies, and says that it is ours."""

from __future__ import annotations

import base64
import time
from typing import Any

import httpx
from argon2 import PasswordHasher

from api.factors import codes
from store import people
from store.session import Database

PASSWORD = "correct horse battery staple"
QUICK = PasswordHasher(time_cost=1, memory_cost=64)
ORIGIN = "http://baton.test"


class Browser:
    def __init__(self, app: Any, email: str, person: str) -> None:
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url=ORIGIN,
            headers={"X-Baton": "1", "User-Agent": "Browser 1.0"},
        )
        self.email = email
        self.person = person
        self.secret = b""
        self.step = int(time.time() // 30) - 1
        """Of the last code that was used: none counts twice."""

    async def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return await self.http.request(method, f"/api/v1{path}", **more)

    async def get(self, path: str, **more: Any) -> Any:
        answer = await self.ask("GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def sign_in(self, password: str = PASSWORD, **more: Any) -> httpx.Response:
        body = {"email": self.email, "password": password, **more}
        return await self.ask("POST", "/session", json=body)

    def code(self) -> str:
        """The next one that counts; a few can be made within the drift."""
        self.step += 1
        return codes.code_at(self.secret, self.step)

    async def set_up_totp(self) -> list[str]:
        begun = await self.ask("POST", "/me/totp")
        assert begun.status_code == 201, begun.text
        self.secret = base64.b32decode(begun.json()["secret"])
        body = {"code": self.code()}
        confirmed = await self.ask("POST", "/me/totp/confirmation", json=body)
        assert confirmed.status_code == 200, confirmed.text
        return confirmed.json()["recoveryCodes"]

    async def second(self, **body: str) -> httpx.Response:
        return await self.ask("POST", "/session/second-factor", json=body)


async def make(
    app: Any,
    database: Database,
    tenant: str,
    email: str,
    *roles: str,
    password: str | None = PASSWORD,
) -> Browser:
    async with database.tenant(tenant) as session:
        hashed = None if password is None else QUICK.hash(password)
        row = await people.add(session, email, "Ada Byron", roles, password_hash=hashed)
    return Browser(app, email, row.id)
