"""From arguments to a request: readings of the standard, and what must not get through."""

from __future__ import annotations

import pytest

from activities.http_request import Request, read_request, read_url
from definitions.errors import ProblemError
from definitions.values import Json

MOST = 1_000_000


def read(key: str | None = None, **arguments: Json) -> Request:
    given: dict[str, Json] = {"method": "get", "endpoint": "http://stub.example/x"}
    return read_request(given | arguments, key, MOST)


def header(request: Request, name: str) -> str | None:
    return {held.lower(): value for held, value in request.all_headers()}.get(name)


def refused(**arguments: Json) -> str:
    with pytest.raises(ProblemError) as caught:
        read(**arguments)
    problem = caught.value.problem
    assert problem.status == 400
    assert problem.detail
    return problem.detail


def nothing_secret(_text: str) -> bool:
    return False


class TestMethod:
    def test_any_case(self) -> None:
        assert read(method="pOsT").method == "POST"
        assert read(method="PURGE").method == "PURGE"

    @pytest.mark.parametrize(
        "method", [None, 1, [], {}, "", "GET /", "GET\r\nX: y", "ГЕТ", "connect", "TRACE"]
    )
    def test_what_is_none(self, method: Json) -> None:
        refused(method=method)


class TestEndpoint:
    def test_text_or_object(self) -> None:
        assert str(read(endpoint="https://a.example/b").url) == "https://a.example/b"
        assert str(read(endpoint={"uri": "https://a.example/b"}).url) == "https://a.example/b"

    def test_origin(self) -> None:
        assert read(endpoint="https://a.example/b").origin.port == 443
        assert read(endpoint="http://a.example:81/b").origin.port == 81
        assert read(endpoint="http://[::1]:81/b").origin.host == "::1"
        assert read(endpoint="HTTP://BÜCHER.example./").origin.host == "xn--bcher-kva.example"

    def test_unicode_and_spaces_are_encoded(self) -> None:
        request = read(endpoint="http://a.example/für alle?q=ä b#fragment")
        assert request.sending(MOST).target == b"/f%C3%BCr%20alle?q=%C3%A4%20b"

    def test_an_encoded_path_stays_as_it_is(self) -> None:
        assert read(endpoint="http://a.example/a%2Fb?x=%26").url.raw_path == b"/a%2Fb?x=%26"

    @pytest.mark.parametrize(
        "endpoint",
        [
            None,
            5,
            [],
            {},
            {"uri": None},
            {"uri": {"a": 1}},
            "",
            "   ",
            "/relative",
            "stub.example/x",
            "//stub.example/x",
            "ftp://stub.example/x",
            "file:///etc/passwd",
            "gopher://stub.example/",
            "unix:/run/postgresql.sock",
            "javascript:alert(1)",
            "http://",
            "http:///path",
            "http://:80/",
            "http://a b.example/",
            "http://stub.example:99999/",
            "http://stub.example:abc/",
            "http://[::1/",
            "http://stub.example/\r\nX: y",
            "http://stub.example/\x00",
            "http://" + "a" * 70_000,
            "http://\ud800.example/",
        ],
    )
    def test_what_is_none(self, endpoint: Json) -> None:
        refused(endpoint=endpoint)

    @pytest.mark.parametrize(
        "endpoint",
        [
            "http://user:pass@stub.example/",
            "http://good.example@evil.example/",
            "http://good.example\\@evil.example/",
            "http://good.example%40evil.example@127.0.0.1/",
        ],
    )
    def test_no_credentials_in_the_url_and_no_host_in_disguise(self, endpoint: str) -> None:
        detail = refused(endpoint=endpoint)
        assert "pass" not in detail

    @pytest.mark.parametrize("arguments", [None, 1, "text", [], [{"method": "get"}]])
    def test_arguments_that_are_no_object(self, arguments: Json) -> None:
        with pytest.raises(ProblemError):
            read_request(arguments, None, MOST)


class TestQuery:
    def test_goes_behind_the_own_one(self) -> None:
        request = read(
            endpoint="http://a.example/s?fixed=1&tpl=für",
            query={"q": "für & more", "n": 10, "yes": True, "no": None, "f": 1.5, "l": ["a", "b"]},
        )
        assert request.url.query == (
            b"fixed=1&tpl=f%C3%BCr&q=f%C3%BCr%20%26%20more&n=10&yes=true&f=1.5&l=a&l=b"
        )

    def test_hostile_names_stay_names(self) -> None:
        request = read(query={"a&b=c#d": "\r\nHost: evil"})
        assert request.url.query == b"a%26b%3Dc%23d=%0D%0AHost%3A%20evil"

    def test_nothing_to_add(self) -> None:
        assert read(query={}).url.raw_path == b"/x"
        assert read(query={"a": None}).url.raw_path == b"/x"

    @pytest.mark.parametrize("query", ["a=b", 1, True, ["a"], {"a": {"b": 1}}, {"a": [[1]]}])
    def test_what_is_none(self, query: Json) -> None:
        refused(query=query)

    def test_half_a_surrogate_pair(self) -> None:
        refused(query={"a": "\ud800"})


class TestHeaders:
    def test_own_ones_win(self) -> None:
        request = read(
            headers={"Accept": "text/html", "User-Agent": "me", "X-N": 5, "X-No": None, "X-B": True}
        )
        names = [name.lower() for name, _ in request.all_headers()]
        assert names.count("accept") == 1
        assert header(request, "accept") == "text/html"
        assert header(request, "user-agent") == "me"
        assert header(request, "x-n") == "5"
        assert header(request, "x-b") == "true"
        assert header(request, "x-no") is None

    def test_unicode_in_a_value(self) -> None:
        assert (b"x-name", "Jürgen".encode()) in read(headers={"x-name": "Jürgen"}).sending(
            MOST
        ).headers

    @pytest.mark.parametrize(
        "value", ["a\r\nX-Evil: 1", "a\nb", "a\rb", "a\x00b", "a\x7fb", "a\r\n\r\nGET / HTTP/1.1"]
    )
    def test_no_line_gets_in(self, value: str) -> None:
        assert "line break" in refused(headers={"x-a": value})

    @pytest.mark.parametrize("name", ["", "a b", "a:b", "a\r\nb", "ä", "a\x00", "(x)"])
    def test_what_is_no_name(self, name: str) -> None:
        assert "\n" not in refused(headers={name: "x"})

    @pytest.mark.parametrize(
        "name",
        ["Host", "content-length", "Transfer-Encoding", "CONNECTION", "te", "upgrade", "expect"],
    )
    def test_what_frames_the_message_is_ours(self, name: str) -> None:
        assert "Baton itself" in refused(headers={name: "x"})

    @pytest.mark.parametrize("headers", ["a: b", 1, ["a"], {"a": {"b": 1}}, {"a": ["b"]}])
    def test_what_is_none(self, headers: Json) -> None:
        refused(headers=headers)


class TestBody:
    def test_objects_go_as_json(self) -> None:
        request = read(method="post", body={"items": [{"ü": 1}], "none": None})
        assert request.body == '{"items":[{"ü":1}],"none":null}'.encode()
        assert header(request, "content-type") == "application/json"
        assert header(request, "content-length") == str(len(request.body))

    @pytest.mark.parametrize(("body", "sent"), [([], b"[]"), (0, b"0"), (False, b"false")])
    def test_so_does_what_looks_empty(self, body: Json, sent: bytes) -> None:
        assert read(body=body).body == sent

    def test_text_goes_as_it_is(self) -> None:
        request = read(method="post", body='{"ready": true}', headers={"Content-Type": "a/b+json"})
        assert request.body == b'{"ready": true}'
        assert header(request, "content-type") == "a/b+json"
        assert header(read(body="hi"), "content-type") == "text/plain; charset=utf-8"

    def test_a_form(self) -> None:
        request = read(
            body={"a": "x y", "b": [1, 2], "c": None, "ü": "&"},
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        assert request.body == b"a=x+y&b=1&b=2&%C3%BC=%26"

    def test_none(self) -> None:
        request = read(body=None)
        assert request.body == b""
        assert header(request, "content-type") is None
        assert header(request, "content-length") is None
        assert header(read(method="post"), "content-length") == "0"

    def test_too_large(self) -> None:
        assert "1,000,000" in refused(body="x" * (MOST + 1))

    @pytest.mark.parametrize("body", [float("nan"), {"a": "\ud800"}, "\ud800"])
    def test_what_json_can_not_say(self, body: Json) -> None:
        refused(body=body)

    def test_nested_without_end(self) -> None:
        body: Json = []
        for _ in range(100_000):
            body = [body]
        refused(body=body)


class TestIdempotencyKey:
    def test_is_sent_when_there_is_one(self) -> None:
        assert header(read("run:/do/0:1"), "idempotency-key") == "run:/do/0:1"
        assert header(read(), "idempotency-key") is None

    @pytest.mark.parametrize("key", ["schlüssel", "a b", "x" * 500, "a\r\nb", "\ud800"])
    def test_what_a_header_can_not_carry_goes_as_its_digest(self, key: str) -> None:
        sent = header(read(key), "idempotency-key")
        assert sent is not None
        assert len(sent) == 64
        assert sent == header(read(key), "idempotency-key")

    def test_the_author_knows_better(self) -> None:
        request = read("ours", headers={"idempotency-Key": "theirs"})
        assert header(request, "idempotency-key") == "theirs"


class TestOptions:
    @pytest.mark.parametrize("output", [1, "text", [], {}, "", True])
    def test_output_that_is_none(self, output: Json) -> None:
        refused(output=output)

    @pytest.mark.parametrize("redirect", [1, "true", [], {}])
    def test_redirect_that_is_none(self, redirect: Json) -> None:
        refused(redirect=redirect)

    def test_defaults(self) -> None:
        assert read(output=None, redirect=None).output == "content"
        assert not read().redirect


class TestRedirected:
    def test_keeps_method_and_body_where_the_status_says_so(self) -> None:
        request = read(method="put", body={"a": 1})
        for status in (307, 308):
            moved = request.redirected(status, "/y?z", nothing_secret)
            assert (moved.method, moved.body) == ("PUT", b'{"a":1}')
            assert str(moved.url) == "http://stub.example/y?z"

    def test_becomes_a_get(self) -> None:
        moved = read(method="post", body={"a": 1}).redirected(303, "y", nothing_secret)
        assert (moved.method, moved.body) == ("GET", b"")
        assert header(moved, "content-type") is None
        assert read(method="post").redirected(302, "y", nothing_secret).method == "GET"
        assert read(method="put").redirected(302, "y", nothing_secret).method == "PUT"
        assert read(method="head").redirected(303, "y", nothing_secret).method == "HEAD"

    @pytest.mark.parametrize(
        "location", ["http://other.example/", "https://stub.example/x", "http://stub.example:8080/"]
    )
    def test_credentials_stay_with_their_origin(self, location: str) -> None:
        request = read(
            headers={"Authorization": "Bearer a", "cookie": "b", "X-Key": "the secret", "X": "y"}
        )
        moved = request.redirected(307, location, lambda text: "secret" in text)
        assert moved.headers == (("X", "y"),)
        same = request.redirected(307, "/elsewhere", lambda text: "secret" in text)
        assert same.headers == request.headers

    def test_a_secret_in_the_body_goes_nowhere_else(self) -> None:
        request = read(method="post", body={"key": "the secret"})
        with pytest.raises(ProblemError, match="holds a secret"):
            request.redirected(307, "http://other.example/", lambda text: "secret" in text)

    @pytest.mark.parametrize(
        "location",
        ["file:///etc/passwd", "http://a:b@c.example/", "http://[::1", "gopher://x/", "http://\n/"],
    )
    def test_not_everywhere(self, location: str) -> None:
        with pytest.raises(ProblemError):
            read().redirected(302, location, nothing_secret)


class TestReadUrl:
    def test_place_shows_no_query(self) -> None:
        assert read(endpoint="http://a.example/b?token=x").place == "http://a.example/b"

    def test_a_long_one_is_shown_short(self) -> None:
        with pytest.raises(ProblemError) as caught:
            read_url("nothing://" + "x" * 10_000)
        assert len(str(caught.value)) < 300
