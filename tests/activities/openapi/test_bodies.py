"""Bodies: JSON, forms, files, text, bytes."""

from __future__ import annotations

import base64
import json
from email.parser import BytesParser

import pytest

from activities.openapi.bodies import written
from activities.openapi.operations import FORM, JSON, MULTIPART, Body
from definitions.errors import ProblemError, same_type
from definitions.values import Json, JsonObject


def body(kind: str, properties: JsonObject | None = None, **encoding: Json) -> Body:
    return Body(kind, False, properties or {}, encoding={**encoding})


def parts(data: bytes, kind: str) -> list[tuple[str, str, str | None, bytes]]:
    """Name, content type, file name and bytes of each part."""
    message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + data)
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            str(part.get("Content-Type")),
            part.get_filename(),
            part.get_payload(decode=True),
        )
        for part in message.get_payload()  # type: ignore[union-attr]
    ]


class TestWritten:
    @pytest.mark.parametrize(
        ("kind", "said"),
        [(JSON, JSON), ("application/x+json", "application/x+json"), ("*/*", JSON)],
    )
    def test_json(self, kind: str, said: str) -> None:
        data, content_type = written(body(kind), {"ü": [1]})
        assert (json.loads(data), content_type) == ({"ü": [1]}, said)

    def test_a_form(self) -> None:
        data, kind = written(body(FORM), {"a": "x y&z", "l": [1, 2], "n": None, "o": {"b": 1}})
        assert (data, kind) == (b"a=x+y%26z&l=1&l=2&o=%7B%22b%22%3A1%7D", FORM)

    def test_a_form_that_joins(self) -> None:
        data, _ = written(body(FORM, l={"explode": False}), {"l": [1, 2]})
        assert data == b"l=1%2C2"
        swagger: JsonObject = {"l": {"in": "formData", "type": "array"}}
        assert written(body(FORM, swagger), {"l": [1, 2]})[0] == b"l=1%2C2"

    def test_parts(self) -> None:
        properties: JsonObject = {"file": {"type": "string", "format": "binary"}}
        given: JsonObject = {
            "file": base64.b64encode(b"\x00\xff").decode(),
            "note": "grüß",
            "more": {"a": 1},
            "tags": ["x", "y"],
            "none": None,
        }
        data, kind = written(body(MULTIPART, properties, file={"contentType": "image/png"}), given)
        assert parts(data, kind) == [
            ("file", "image/png", "file", b"\x00\xff"),
            ("note", "None", None, "grüß".encode()),
            ("more", "application/json", None, b'{"a":1}'),
            ("tags", "None", None, b"x"),
            ("tags", "None", None, b"y"),
        ]

    def test_a_name_stays_in_its_quotes(self) -> None:
        data, kind = written(body(MULTIPART), {'a"\r\nX-Evil: 1': "v"})
        assert b"X-Evil: 1\r\n" not in data
        assert len(parts(data, kind)) == 1

    def test_text_and_bytes(self) -> None:
        assert written(body("text/plain"), "ü") == ("ü".encode(), "text/plain")
        assert written(body("application/soap+xml"), "<a/>")[0] == b"<a/>"
        assert written(body("image/png"), "AP8=") == (b"\x00\xff", "image/png")

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (FORM, "text"),
            (MULTIPART, [1]),
            ("text/plain", {}),
            ("image/png", "no base64!"),
            ("image/png", 5),
            ("image/png", "ü"),
        ],
    )
    def test_what_can_not_be_written(self, kind: str, value: Json) -> None:
        with pytest.raises(ProblemError) as caught:
            written(body(kind), value)
        assert same_type(caught.value.problem.type, "validation")
