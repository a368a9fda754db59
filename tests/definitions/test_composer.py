"""YAML 1.2 and JSON with places, and hostile texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions.composer import MAX_BYTES, MAX_KEY, ComposeError, compose

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
KEY = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=80
)
"""YAML bounds a key as it is spelled, and JSON may spell a character in twelve."""

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4),
    max_leaves=15,
)

READINGS = json.loads(
    (Path(__file__).parents[2] / "designer/src/model/yaml/readings.json").read_text("utf-8")
)
"""What the designer reads and refuses, by its own reader; its test reads the same file."""


def fault(text: str):
    with pytest.raises(ComposeError) as caught:
        compose(text)
    return caught.value.fault


class TestScalars:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("on", "on"),
            ("yes", "yes"),
            ("No", "No"),
            ("y", "y"),
            ("true", True),
            ("False", False),
            ("~", None),
            ("null", None),
            ("''", ""),
            ("'null'", "null"),
            ("'1'", "1"),
            ('"true"', "true"),
            ("12", 12),
            ("-7", -7),
            ("0o17", 15),
            ("0x1F", 31),
            ("007", 7),
            ("1_000", "1_000"),
            ("1.5", 1.5),
            (".5", 0.5),
            ("1e3", 1000.0),
            ("1:30", "1:30"),
            ("12:30:45", "12:30:45"),
            ("2001-12-14", "2001-12-14"),
            ("2001-12-14T21:59:43Z", "2001-12-14T21:59:43Z"),
            ("1.0.3", "1.0.3"),
            (".inf", ".inf"),
            (".nan", ".nan"),
            ("=", "="),
            ("<<", "<<"),
            ("123456789012345678901234567890", 123456789012345678901234567890),
            ("!!str 5", "5"),
            ("!!int '5'", 5),
            ("! 5", "5"),
            ("${ .a }", "${ .a }"),
            ("\u0665", "\u0665"),
        ],
    )
    def test_by_the_core_schema(self, text, value):
        made = compose(f"a: {text}").value["a"]
        assert made == value
        assert type(made) is type(value)

    def test_blocks(self):
        assert compose("a: |\n  x\n  y\nb: >\n  x\n  y\n").value == {"a": "x\ny\n", "b": "x y\n"}

    def test_keys_are_the_texts_that_they_look_like(self):
        assert compose("{404: a, true: b, on: c, 2001-12-14: d}").value == {
            "404": "a",
            "true": "b",
            "on": "c",
            "2001-12-14": "d",
        }

    def test_separators_of_other_worlds_break_no_line(self):
        assert compose('{"a\u2028b": "c\u2029d\u0085e"}').value == {"a\u2028b": "c\u2029d\u0085e"}
        assert compose("a: x\u2028y").value == {"a": "x\u2028y"}


class TestJson:
    @given(JSON)
    @settings(max_examples=300, deadline=None)
    def test_is_yaml(self, value):
        assert compose(json.dumps([value])).value == [value]
        assert compose(json.dumps({"a": value}, ensure_ascii=False)).value == {"a": value}
        assert compose(json.dumps({"a": value}, indent="\t")).value == {"a": value}

    def test_emoji_in_two_escapes(self):
        assert compose('{"a": "\\ud83d\\ude00", "b": "\\\\ud83d\\\\ude00"}').value == {
            "a": "😀",
            "b": "\\ud83d\\ude00",
        }


class TestPlaces:
    TEXT = (
        "document:\n  name: a\ndo:\n  - first:\n      set: { x: '${ .y }' }\n  "
        "- 'se/cond':\n      wait: PT1S\n"
    )

    @pytest.mark.parametrize(
        ("pointer", "place"),
        [
            ("", (1, 1)),
            ("/document", (1, 1)),
            ("/document/name", (2, 3)),
            ("/do/0", (4, 5)),
            ("/do/0/first/set/x", (5, 14)),
            ("/do/1/se~1cond/wait", (7, 7)),
            ("/do/1/se~1cond/missing", (6, 5)),
            ("/do/9/x", (3, 1)),
            ("/nothing/at/all", (1, 1)),
        ],
    )
    def test_of_a_pointer(self, pointer, place):
        assert compose(self.TEXT).find(pointer).place == place

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("a: .x", (1, 4)),
            ("a: '.x'", (1, 5)),
            ('a: ".x"', (1, 5)),
            ('a: "\\t.x"', None),
            ("a: 'it''s'", None),
            ("a: |\n  .x\n", None),
            ("a:\n  .x", (2, 3)),
        ],
    )
    def test_of_the_first_character_where_the_text_stands_as_it_is(self, text, place):
        assert compose(text).find("/a").text_at == place


class TestAliases:
    def test_repeat_the_value(self):
        node = compose("a: &x { b: [1] }\nc: *x\n")
        assert node.value == {"a": {"b": [1]}, "c": {"b": [1]}}
        assert node.find("/c").place == (2, 1)
        assert node.find("/c/b/0").place == (1, 13)

    def test_the_last_anchor_counts(self):
        assert compose("[&a 1, *a, &a 2, *a]").value == [1, 1, 2, 2]

    @pytest.mark.parametrize("text", ["a: *b", "&a [*a]", "a: &a { b: *a }", "[*a, &a 1]"])
    def test_that_lead_nowhere(self, text):
        assert fault(text).code == "yaml-alias"

    def test_are_counted_with_all_that_they_stand_for(self):
        lines = ["a0: &a0 [" + "x, " * 10 + "]"]
        lines += [f"a{n}: &a{n} [" + f"*a{n - 1}, " * 10 + "]" for n in range(1, 9)]
        assert fault("\n".join(lines)).code == "yaml-too-large"

    def test_add_to_the_depth(self):
        lines = ["a0: &a0 " + "[" * 90 + "]" * 90]
        lines += [f"a{n}: &a{n} " + "[" * 90 + f"*a{n - 1}" + "]" * 90 for n in range(1, 20)]
        assert fault("\n".join(lines)).message.endswith("100 levels deep.")


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "code", "line", "column"),
        [
            ("", "yaml-syntax", 1, 1),
            ("# nothing", "yaml-syntax", 1, 1),
            ("a: 1\na: 2", "yaml-duplicate-key", 2, 1),
            ("{a: 1, 'a': 2}", "yaml-duplicate-key", 1, 8),
            ("? [a]\n: 1", "yaml-key", 1, 3),
            ("? {a: b}\n: 1", "yaml-key", 1, 3),
            ("a: &k b\n*k : 1", "yaml-key", 2, 1),
            ("a: !!python/object:os.system x", "yaml-tag", 1, 4),
            ("a: !!binary aGk=", "yaml-tag", 1, 4),
            ("a: !!set {b}", "yaml-tag", 1, 4),
            ("a: 1\n---\nb: 2", "yaml-documents", 2, 1),
            ("a: 1e999", "yaml-number", 1, 4),
            ("a: " + "9" * 5000, "yaml-number", 1, 4),
            ("x: 1\na: b\x07c", "yaml-syntax", 2, 5),
            ("a: \ud800", "yaml-syntax", 1, 1),
            ("? " + "k" * (MAX_KEY + 1) + "\n: 1", "yaml-key", 1, 3),
        ],
    )
    def test_at_their_place(self, text, code, line, column):
        found = fault(text)
        assert (found.code, found.line, found.column) == (code, line, column)
        assert found.remedy

    def test_the_pointer_leads_there(self):
        assert fault("do:\n  - a/b:\n      x: 1\n      x: 2\n").pointer == "/do/0/a~1b/x"
        assert fault("do:\n  - a: !x 1\n").pointer == "/do/0/a"


HUGE = MAX_BYTES
HOSTILE = {
    "brackets": "[" * HUGE,
    "braces": "{" * HUGE,
    "dashes": "- " * (HUGE // 2),
    "questions": "? " * (HUGE // 2),
    "maps in maps": "{a: " * (HUGE // 4),
    "bangs": "!" * HUGE,
    "anchors": "&a " * (HUGE // 3),
    "stars": "*a " * (HUGE // 3),
    "quotes": '"' * HUGE,
    "an open quote": '"' + "x" * (HUGE - 1),
    "tabs": "\t" * HUGE,
    "percents": "%" * HUGE,
    "a long word": "x" * HUGE,
    "a long key": "x" * (HUGE - 3) + ": 1",
    "commas": "[" + "a," * (HUGE // 2 - 1),
    "documents": "---\n" * (HUGE // 4),
    "nulls": "\0" * HUGE,
    "surrogates": "{" + "\\ud83d\\ude00" * (HUGE // 12),
    "backslashes": "{" + "\\" * (HUGE - 1),
    "separators": "\u2028" * (HUGE // 3),
    "a mebibyte": "[" * 1024 * 1024,
    "a long pointer": "'" + "k" * 1000 + "': [" + "0," * (HUGE // 2 - 600) + "]",
}


def outcome(text: str) -> str:
    try:
        compose(text)
    except ComposeError as error:
        return error.fault.message
    return "read"


class TestHostile:
    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_ends_soon(self, text):
        assert len(outcome(text)) < 300

    @given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@`#,?\n \t0\\"), max_size=60))
    @settings(max_examples=500, deadline=None)
    def test_reads_or_says_why_not(self, text):
        assert outcome(text)


class TestAsTheDesigner:
    @pytest.mark.parametrize("case", READINGS["read"], ids=range(len(READINGS["read"])))
    def test_reads_the_same(self, case):
        assert compose(case["text"]).value == case["json"]

    @pytest.mark.parametrize("case", READINGS["refused"], ids=range(len(READINGS["refused"])))
    def test_refuses_the_same(self, case):
        assert fault(case["text"]).line > 0
