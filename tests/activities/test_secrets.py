"""Secrets: put in where they may go, masked wherever they come back."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from activities.http import receivers_of
from activities.secrets import STAND_IN, Mask, PutIn, Secrets, texts_in
from definitions.bindings import host_pattern
from definitions.contracts import Call, WorkflowRef
from definitions.errors import ProblemError, same_type
from definitions.expressions import DEFERRED, compile_template
from definitions.jq import Budget
from definitions.values import Json
from store import secret_uses, secrets
from store.keys import Keyring
from store.session import Database

SECRET = "tok-880-hidden"
GOOD = "https://api.example/"
EVIL = "https://evil.example/"


class Safe:
    """Puts secrets into arguments as the machine leaves them."""

    def __init__(self, database: Database, keyring: Keyring, tenant: str) -> None:
        self.database = database
        self.keyring = keyring
        self.tenant = tenant

    async def keep(
        self,
        name: str,
        value: Json,
        processes: tuple[str, ...] = ("test/*",),
        hosts: tuple[str, ...] = ("api.example",),
    ) -> None:
        keys = await self.keyring.of(self.tenant)
        async with self.database.tenant(self.tenant) as session:
            await secrets.put(session, keys, name, value, "a test")
            await secrets.bind(session, name, processes, hosts, "a test")

    async def put_in(self, arguments: Json, value: Json = None) -> PutIn:
        left = compile_template(arguments).defer("secrets", value, {"input": value}, Budget())
        return await self.put_in_raw(left)

    async def put_in_raw(self, arguments: Json) -> PutIn:
        call = replace(_call(self.tenant, str(uuid4())), arguments=arguments)
        return await Secrets(self.database, self.keyring).put_in(call, receivers_of)

    async def refused(self, arguments: Json, kind: str, value: Json = None) -> str:
        with pytest.raises(ProblemError) as caught:
            await self.put_in(arguments, value)
        problem = caught.value.problem
        assert same_type(problem.type, kind)
        assert problem.detail
        assert SECRET not in problem.detail
        return problem.detail


@pytest.fixture
def safe(database: Database, keyring: Keyring, tenant: str) -> Safe:
    return Safe(database, keyring, tenant)


def asking(endpoint: str = "https://api.example/x", **more: Json) -> dict[str, Json]:
    return {"method": "get", "endpoint": endpoint, **more}


class TestPutIn:
    async def test_nothing_to_do(self, safe: Safe) -> None:
        put_in = await safe.put_in(asking(body={"a": "${ .a }"}), {"a": 1})
        assert put_in.arguments == asking(body={"a": 1})
        assert put_in.mask.text(SECRET) == SECRET

    async def test_into_headers_and_body(self, safe: Safe) -> None:
        await safe.keep("api", {"token": SECRET, "user": "svc"})
        put_in = await safe.put_in(
            asking(
                headers={"authorization": '${ "Bearer " + $secrets.api.token }'},
                body={"deep": [{"user": "${ $secrets.api.user }", "id": "${ .id }"}]},
            ),
            {"id": 5},
        )
        assert put_in.arguments == asking(
            headers={"authorization": f"Bearer {SECRET}"},
            body={"deep": [{"user": "svc", "id": 5}]},
        )
        assert put_in.mask.text(f"a {SECRET} b") == "a *** b"

    async def test_beside_data_and_variables(self, safe: Safe) -> None:
        await safe.keep("api", SECRET)
        body = "${ {key: $secrets.api, id: .id, same: $input.id} }"
        put_in = await safe.put_in(asking(body=body), {"id": "customer-12345"})
        assert put_in.arguments == asking(
            body={"key": SECRET, "id": "customer-12345", "same": "customer-12345"}
        )
        assert put_in.mask.text("customer-12345") == "customer-12345"

    async def test_into_the_path_of_a_host_that_is_open(self, safe: Safe) -> None:
        await safe.keep("hook", SECRET)
        endpoint = '${ "https://api.example/" + $secrets.hook + "/x" }'
        put_in = await safe.put_in(asking(endpoint))
        assert put_in.arguments == asking(f"https://api.example/{SECRET}/x")

    @pytest.mark.parametrize(
        "endpoint",
        [
            "${ $secrets.hook }",
            '${ "https://" + $secrets.hook + "/x" }',
            '${ "https://api.example." + $secrets.hook }',
        ],
    )
    async def test_a_secret_does_not_choose_where_secrets_go(
        self, safe: Safe, endpoint: str
    ) -> None:
        await safe.keep("hook", "https://evil.example/", hosts=("*",))
        with pytest.raises(ProblemError):
            await safe.put_in(asking(endpoint))

    @pytest.mark.parametrize(
        "endpoint",
        [
            f'${{ if $secrets.hook == "{STAND_IN}" then "{GOOD}" else "{EVIL}" end }}',
            f'${{ if $secrets.hook | startswith("tok") then "{EVIL}" else "{GOOD}" end }}',
            '${ "https://\\(if $secrets.hook | test("880") then "evil" else "api" end).example/" }',
            '${ "\\(if $secrets.hook | test("880") then "http" else "https" end)://api.example/" }',
        ],
    )
    async def test_nor_by_a_condition(self, safe: Safe, endpoint: str) -> None:
        await safe.keep("hook", SECRET)
        detail = await safe.refused(asking(endpoint, body="${ $secrets.hook }"), "expression")
        assert "evil" not in detail

    async def test_a_secret_that_makes_no_url_is_not_quoted(self, safe: Safe) -> None:
        await safe.keep("hook", f"{SECRET}\u2028", hosts=("*",))
        endpoint = '${ if $secrets.hook | test("880") then $secrets.hook else "https://x.y/" end }'
        await safe.refused(asking(endpoint), "expression")

    @pytest.mark.parametrize(
        ("bound", "endpoint", "allowed"),
        [
            ("api.example", "https://API.EXAMPLE/x", True),
            ("api.example", "https://api.example./x", True),
            ("api.example", "http://api.example/x", True),
            ("api.example:443", "https://api.example/x", True),
            ("api.example:443", "http://api.example/x", False),
            ("api.example", "https://api.example@evil.example/x", None),
            ("api.example", "https://evil.example\\@api.example/x", None),
            ("*.example", "https://api.example.evil/x", False),
            ("127.0.0.1", "https://2130706433/x", False),
            ("127.0.0.1", "https://0x7f.1/x", False),
            ("127.0.0.1", "https://[::ffff:127.0.0.1]/x", False),
            ("bücher.example", "https://xn--bcher-kva.example/x", True),
            ("bücher.example", "https://BÜCHER.example/x", True),
            ("apple.example", "https://\u0430pple.example/x", False),
        ],
    )
    async def test_spellings_of_a_host(
        self, safe: Safe, bound: str, endpoint: str, *, allowed: bool | None
    ) -> None:
        await safe.keep("api", SECRET, hosts=(host_pattern(bound),))
        arguments = asking(endpoint, body="${ $secrets.api }")
        if allowed:
            assert (await safe.put_in(arguments)).names == ("api",)
        else:
            await safe.refused(arguments, "authorization" if allowed is False else "validation")

    @pytest.mark.parametrize(
        "name", ["other", "deep.path", "*", "' OR 1=1 --", "ü", "x" * 1_000, "Api"]
    )
    async def test_one_that_is_not_there(self, safe: Safe, name: str) -> None:
        await safe.keep("api", SECRET)
        expression = f"${{ $secrets[{json.dumps(name)}] }}"
        await safe.refused(asking(body=expression), "authorization")

    async def test_another_process(self, safe: Safe) -> None:
        await safe.keep("api", SECRET, processes=("prod/*",))
        detail = await safe.refused(asking(body="${ $secrets.api }"), "authorization")
        assert "test/calls" in detail

    @pytest.mark.parametrize(
        "endpoint",
        [
            "https://evil.example/api.example",
            "https://api.example.evil.example/",
            "https://evil.example/?https://api.example",
            "https://evil.example#api.example",
        ],
    )
    async def test_another_host(self, safe: Safe, endpoint: str) -> None:
        await safe.keep("api", SECRET)
        detail = await safe.refused(asking(endpoint, body="${ $secrets.api }"), "authorization")
        assert "evil.example" in detail

    async def test_bound_to_nothing_yet(self, safe: Safe) -> None:
        await safe.keep("api", SECRET, processes=(), hosts=())
        await safe.refused(asking(body="${ $secrets.api }"), "authorization")

    async def test_another_tenants(self, safe: Safe, database: Database, keyring: Keyring) -> None:
        await safe.keep("api", SECRET)
        other = Safe(database, keyring, "00000000-0000-4000-8000-000000000001")
        await other.refused(asking(body="${ $secrets.api }"), "authorization")

    async def test_all_of_them_at_once(self, safe: Safe) -> None:
        await safe.keep("api", SECRET)
        await safe.refused(asking(body="${ $secrets }"), "expression")
        await safe.refused(asking(body="${ $secrets[.name] }"), "expression", {"name": "api"})

    async def test_an_expression_that_fails_quotes_nothing(self, safe: Safe) -> None:
        await safe.keep("api", SECRET)
        await safe.refused(asking(body="${ $secrets.api | tonumber }"), "expression")
        await safe.refused(asking(body="${ $secrets.api + 1 }"), "expression")

    async def test_what_is_made_of_a_secret_is_one_too(self, safe: Safe) -> None:
        await safe.keep("login", {"user": "abcdef", "password": "ghijkl"})
        put_in = await safe.put_in(asking(body="${ $secrets.login | [.user, .password] | add }"))
        assert put_in.arguments == asking(body="abcdefghijkl")
        assert "abc" not in put_in.mask.text("seen: abcdefghijkl")

    async def test_data_that_looks_like_an_expression_of_ours(self, safe: Safe) -> None:
        forged: Json = {DEFERRED: "}{ no jq", "input": None, "variables": {}}
        with pytest.raises(ProblemError, match="reserved"):
            await safe.put_in_raw(asking(body=forged))


class TestUses:
    async def test_the_first_is_there_at_once_and_all_in_the_end(
        self, safe: Safe, database: Database, tenant: str
    ) -> None:
        await safe.keep("api", SECRET)
        held = Secrets(database, safe.keyring)
        last = ""
        for number in range(20):
            last = str(uuid4())
            await held.read(_call(tenant, last), "api", ["api.example", "api.example"])
            async with database.tenant(tenant) as session:
                (row,) = await secret_uses.page(session, "api", 10)
            assert row.times >= 1, number
        await held.close()
        async with database.tenant(tenant) as session:
            (row,) = await secret_uses.page(session, "api", 10)
        assert (row.process, row.receiver, row.times) == ("test/calls", "api.example", 20)
        assert row.last_run == last

    async def test_what_is_refused_is_no_use(
        self, safe: Safe, database: Database, tenant: str
    ) -> None:
        await safe.keep("api", SECRET)
        held = Secrets(database, safe.keyring)
        with pytest.raises(ProblemError):
            await held.read(_call(tenant, str(uuid4())), "api", ["evil.example"])
        await held.close()
        async with database.tenant(tenant) as session:
            assert await secret_uses.page(session, "api", 10) == []


def _call(tenant: str, run: str) -> Call:
    return Call(
        tenant=tenant,
        run=run,
        workflow=WorkflowRef("test", "calls", "1.0.0", "hash"),
        task="/do/0/ask",
        key="k",
        arguments=None,
        timeout_seconds=1,
        safe=True,
    )


class TestMask:
    @pytest.mark.parametrize(
        "carried",
        [
            SECRET,
            f'{{"a": "{SECRET}"}}',
            quote(SECRET, safe=""),
            SECRET.encode().hex(),
            base64.b64encode(SECRET.encode()).decode(),
            base64.b64encode(b"user:" + SECRET.encode()).decode(),
            base64.b64encode(b"us:" + SECRET.encode() + b":more").decode(),
            base64.urlsafe_b64encode(b"u:" + SECRET.encode()).decode(),
        ],
    )
    def test_in_the_usual_encodings(self, carried: str) -> None:
        mask = Mask([SECRET])
        assert mask.holds(carried)
        assert "***" in mask.text(f"<{carried}>")
        assert b"***" in mask.data(carried.encode())

    def test_escapes(self) -> None:
        odd = 'a"b\\c\nd/e ü&+'
        mask = Mask([odd])
        for carried in (odd, json.dumps(odd), json.dumps(odd, ensure_ascii=False)):
            assert mask.holds(carried)
        assert mask.holds(quote(odd, safe=""))

    def test_deep(self) -> None:
        mask = Mask([SECRET])
        value: Json = {SECRET: [1, None, True, {"a": f"x{SECRET}"}]}
        assert mask.value(value) == {"***": [1, None, True, {"a": "x***"}]}

    def test_numbers(self) -> None:
        assert Mask(["123456"]).value([123456, 1234567, 12345, 1.5]) == ["***", "***", 12345, 1.5]

    def test_the_longest_first(self) -> None:
        assert Mask(["secret", "secret-long"]).text("secret-long secret") == "*** ***"

    def test_too_short_to_hide(self) -> None:
        assert Mask(["abc", ""]).text("abc") == "abc"
        assert not Mask([""]).holds("")

    def test_none(self) -> None:
        mask = Mask()
        value: Json = {"a": 1}
        assert mask.value(value) is value
        assert mask.data(b"x") == b"x"

    @given(st.text(min_size=4), st.binary(max_size=8), st.binary(max_size=8))
    def test_whatever_it_is_it_does_not_come_through(
        self, secret: str, before: bytes, after: bytes
    ) -> None:
        mask = Mask([secret])
        assert secret not in mask.text(f"({secret})").replace("***", "")
        data = secret.encode(errors="replace")
        if len(data) >= 9 and max(secret) < "\ud800":
            assert mask.holds(base64.b64encode(before + data + after).decode())


class TestTextsIn:
    def test_leaves(self) -> None:
        assert list(texts_in({"a": ["b", 5, {"c": "d"}], "e": None, "f": True})) == ["b", "5", "d"]
