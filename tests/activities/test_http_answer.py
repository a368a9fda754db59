"""From an answer to an output or a problem: types, packing, limits, refusals, masks."""

from __future__ import annotations

import base64
import gzip
import json
import zlib

import pytest

from activities.http_answer import content, header, output_of, refusal, unpacked
from activities.http_connections import BrokenError, Exchanged, TooLargeError
from activities.http_request import Request, read_request
from activities.secrets import Mask
from definitions.errors import same_type
from definitions.values import Json

MOST = 1_000_000
NONE = Mask()


def packed_by_gzip(body: bytes) -> bytes:
    """The same bytes in every process: they are names of tests."""
    return gzip.compress(body, mtime=0)


def answer(body: bytes = b"", kind: str = "", status: int = 200, **headers: str) -> Exchanged:
    lines = [(b"Content-Type", kind.encode("latin-1"))] if kind else []
    lines += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Exchanged(status, lines, body)


def request(**arguments: Json) -> Request:
    given: dict[str, Json] = {"method": "post", "endpoint": "http://stub.example/x?q=1"}
    return read_request(given | arguments, None, MOST)


def read(body: bytes, kind: str = "") -> Json:
    return content(answer(body, kind), body, NONE)


class TestContent:
    @pytest.mark.parametrize(
        "kind",
        [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/problem+json",
            "application/vnd.api.v1+json;x=y",
            "text/json",
        ],
    )
    def test_json(self, kind: str) -> None:
        assert read('{"ä": [1, 2.5, null]}'.encode(), kind) == {"ä": [1, 2.5, None]}

    def test_json_with_a_byte_order_mark(self) -> None:
        assert read(b"\xef\xbb\xbf[1]", "application/json") == [1]

    def test_big_integers_are_kept(self) -> None:
        assert read(b"123456789012345678901234567890", "application/json") == int("1234567890" * 3)

    @pytest.mark.parametrize(
        "body",
        [
            b"{",
            b"nope",
            b"{'a': 1}",
            b"NaN",
            b"[Infinity]",
            b"1e999",
            b"[1, -1E+400]",
            b'"\\ud800"',
            b'{"\\uDFFF": 1}',
            b"\xff\xfe[\x001\x00]\x00",
            b"9" * 5_000,
            b"[" * 200 + b"]" * 200,
            b"[" * 100_000 + b"]" * 100_000,
            b'{"a":' * 300 + b"1" + b"}" * 300,
            b"1 2",
        ],
    )
    def test_what_says_that_it_is_json_but_is_not(self, body: bytes) -> None:
        with pytest.raises(BrokenError):
            read(body, "application/json")

    def test_wide_is_not_deep(self) -> None:
        assert len(str(read(b"[" + b"[],{}," * 10_000 + b"1]", "application/json"))) > 10_000
        assert read(b'"\\ud83d\\ude00 1e10"', "application/json") == "😀 1e10"

    @pytest.mark.parametrize(
        ("body", "kind", "text"),
        [
            ("grüß".encode(), "text/plain", "grüß"),
            ("grüß".encode("latin-1"), "text/plain; charset=ISO-8859-1", "grüß"),
            ("grüß".encode("utf-16"), 'text/html; charset="utf-16"', "grüß"),
            (b"<a/>", "application/atom+xml", "<a/>"),
            (b"a=1", "application/x-www-form-urlencoded", "a=1"),
            (b"no type", "", "no type"),
            (b'{"a": 1}', "", '{"a": 1}'),
        ],
    )
    def test_text(self, body: bytes, kind: str, text: str) -> None:
        assert read(body, kind) == text

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"\x89PNG\r\n", "image/png"),
            (b"text", "application/octet-stream"),
            (b"\xff\xfe\x00", "text/plain"),
            (b"\xff\xff", ""),
            (b"+AGE-", "text/plain; charset=utf-7"),
            (b"xn--a", "text/plain; charset=punycode"),
            (b"eJwL", "text/plain; charset=zlib"),
            (b"x", "text/plain; charset=iso-8859-99"),
            (b"x", "text/plain; charset=../../etc"),
        ],
    )
    def test_everything_else_is_base64(self, body: bytes, kind: str) -> None:
        assert read(body, kind) == base64.b64encode(body).decode()

    def test_nothing(self) -> None:
        assert read(b"", "application/json") is None
        assert read(b"") is None


class TestUnpacked:
    BODY = b'{"a": 1}' * 100

    @pytest.mark.parametrize(
        ("coding", "packed"),
        [
            ("gzip", packed_by_gzip(BODY)),
            ("X-GZip", packed_by_gzip(BODY)),
            ("gzip", packed_by_gzip(BODY[:400]) + packed_by_gzip(BODY[400:])),
            ("deflate", zlib.compress(BODY)),
            ("deflate", zlib.compressobj(wbits=-15).compress(b"")),
            ("identity", BODY),
            ("", BODY),
        ],
    )
    def test_the_usual_ways(self, coding: str, packed: bytes) -> None:
        if packed == b"":
            raw = zlib.compressobj(wbits=-15)
            packed = raw.compress(self.BODY) + raw.flush()
        assert unpacked(answer(packed, content_encoding=coding), MOST) == self.BODY

    def test_no_body_no_packing(self) -> None:
        assert unpacked(answer(b"", content_encoding="gzip"), MOST) == b""

    @pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress", "x" * 1000])
    def test_what_was_not_asked_for(self, coding: str) -> None:
        with pytest.raises(BrokenError):
            unpacked(answer(b"abc", content_encoding=coding), MOST)

    @pytest.mark.parametrize(
        "packed", [b"not packed", packed_by_gzip(BODY)[:-9], packed_by_gzip(BODY)[:20], b"\x1f\x8b"]
    )
    def test_broken(self, packed: bytes) -> None:
        with pytest.raises(BrokenError):
            unpacked(answer(packed, content_encoding="gzip"), MOST)

    @pytest.mark.parametrize("coding", ["gzip", "deflate"])
    def test_a_bomb_does_not_go_off(self, coding: str) -> None:
        huge = b"\0" * 50_000_000
        packed = packed_by_gzip(huge) if coding == "gzip" else zlib.compress(huge)
        with pytest.raises(TooLargeError):
            unpacked(answer(packed, content_encoding=coding), MOST)

    def test_a_bomb_in_many_members(self) -> None:
        packed = packed_by_gzip(b"\0" * 100_000) * 1_000
        with pytest.raises(TooLargeError):
            unpacked(answer(packed, content_encoding="gzip"), MOST)

    def test_exactly_the_limit(self) -> None:
        packed = packed_by_gzip(b"x" * MOST)
        assert len(unpacked(answer(packed, content_encoding="gzip"), MOST)) == MOST
        with pytest.raises(TooLargeError):
            unpacked(answer(packed_by_gzip(b"x" * (MOST + 1)), content_encoding="gzip"), MOST)


class TestOutput:
    def test_raw(self) -> None:
        body = '{"a": "é"}'.encode()
        made = output_of(request(output="raw"), answer(body, "application/json"), body, NONE)
        assert made == base64.b64encode(body).decode()

    def test_response(self) -> None:
        body = b'{"id": 9}'
        got = answer(body, "application/json", 201, Location="/things/9", Set_Cookie="a=1")
        got.headers.append((b"set-cookie", b"b=2"))
        made = output_of(request(output="response", body={"a": 1}), got, body, NONE)
        assert isinstance(made, dict)
        assert made["statusCode"] == 201
        assert made["content"] == {"id": 9}
        assert made["headers"] == {
            "content-type": "application/json",
            "location": "/things/9",
            "set-cookie": "a=1, b=2",
        }
        sent = made["request"]
        assert isinstance(sent, dict)
        assert sent["method"] == "POST"
        assert sent["uri"] == "http://stub.example/x?q=1"
        assert isinstance(sent["headers"], dict)
        assert sent["headers"]["content-type"] == "application/json"

    @pytest.mark.parametrize("output", ["content", "raw", "response"])
    @pytest.mark.parametrize("kind", ["application/json", "text/plain", "image/png"])
    def test_secrets_that_come_back_are_masked(self, output: str, kind: str) -> None:
        mask = Mask(["tok-880-hidden"])
        body = json.dumps({"tok-880-hidden": "seen: Bearer tok-880-hidden"}).encode()
        asked = request(output=output, headers={"authorization": "Bearer tok-880-hidden"})
        got = answer(body, kind, x_echo="tok-880-hidden")
        made = output_of(asked, got, body, mask)
        assert "tok-880" not in json.dumps(made)
        for text in _base64_in(made):
            assert b"tok-880" not in text

    def test_json_stays_json_when_a_secret_looks_like_a_number(self) -> None:
        body = b'{"pin": 123456, "other": 1}'
        made = output_of(request(), answer(body, "application/json"), body, Mask(["123456"]))
        assert made == {"pin": "***", "other": 1}


def _base64_in(value: Json) -> list[bytes]:
    match value:
        case str():
            try:
                return [base64.b64decode(value, validate=True)]
            except ValueError:
                return []
        case dict():
            return [found for one in value.values() for found in _base64_in(one)]
        case _:
            return []


class TestRefusal:
    @pytest.mark.parametrize("status", [200, 201, 204, 299])
    def test_success(self, status: int) -> None:
        assert refusal(request(), answer(status=status), b"", NONE) is None

    @pytest.mark.parametrize("status", [199, 300, 302, 304, 399, 400, 404, 500, 599, 999])
    def test_the_status_is_the_remote_one(self, status: int) -> None:
        problem = refusal(request(), answer(status=status), b"", NONE)
        assert problem is not None
        assert same_type(problem.type, "communication")
        assert problem.status == status
        assert problem.title
        assert problem.detail is not None
        assert "http://stub.example/x was answered with" in problem.detail
        assert "q=1" not in problem.detail

    @pytest.mark.parametrize("status", [300, 304, 307])
    def test_redirections_are_no_error_where_they_are_wanted(self, status: int) -> None:
        assert refusal(request(redirect=True), answer(status=status), b"", NONE) is None
        assert refusal(request(redirect=True), answer(status=400), b"", NONE) is not None

    @pytest.mark.parametrize(
        ("body", "kind", "said"),
        [
            (b'{"title": "Pay first"}', "application/problem+json", ": Pay first"),
            (b'{"title": "a", "detail": "b\\nc"}', "application/problem+json", ": b c"),
            (b'{"error": {"message": "deep"}}', "application/json", ": deep"),
            (b'{"error": "plain"}', "application/json", ": plain"),
            (b"just text", "text/plain", ": just text"),
            (b"<html>no</html>", "text/html", "."),
            (b'{"a": 1}', "application/json", "."),
            (b"[1]", "application/json", "."),
            (b"{broken", "application/json", "."),
            (b"\x00\xff", "image/png", "."),
            (b"", "", "."),
        ],
    )
    def test_what_the_other_side_says(self, body: bytes, kind: str, said: str) -> None:
        problem = refusal(request(), answer(body, kind, 402), body, NONE)
        assert problem is not None
        assert problem.detail is not None
        assert problem.detail.endswith(f"answered with 402{said}")

    def test_is_quoted_short_and_masked_before_it_is_cut(self) -> None:
        body = b"x" * 290 + b"secret-that-is-cut" + b"y" * 10_000
        problem = refusal(
            request(), answer(body, "text/plain", 500), body, Mask(["secret-that-is-cut"])
        )
        assert problem is not None
        assert problem.detail is not None
        assert len(problem.detail) < 400
        assert "secret" not in problem.detail


class TestHeader:
    def test_any_case_and_all_of_them(self) -> None:
        got = Exchanged(200, [(b"X-A", b"1"), (b"x-a", b"2")], b"")
        assert header(got, "x-a") == "1, 2"
        assert header(got, "x-b") == ""
