"""Who reads which text, and what a definition names."""

from __future__ import annotations

import pytest

from definitions.notification_templates import Naming, Text, chosen, named_in, one_line, texts_of

EN, AR = Text("a", ""), Text("b", "")


@pytest.mark.parametrize(
    ("texts", "language", "found"),
    [
        ({"en": EN, "ar": AR}, "ar", "ar"),
        ({"en": EN, "ar": AR}, "fr", "en"),
        ({"en": EN, "ar": AR}, None, "en"),
        ({"ar": AR}, "en", "ar"),
    ],
    ids=["their own", "English else", "nothing known", "what there is"],
)
def test_chosen(texts, language, found):
    assert chosen(texts, language) == (found, texts[found])


def test_a_subject_is_one_line():
    assert one_line(" a\r\n\tb  c ") == "a b c"


def test_what_is_kept_is_read():
    assert texts_of({"en": {"subject": "a", "body": "b"}, "ar": None}) == {"en": Text("a", "b")}


def test_named_in_calls_wherever_they_stand():
    call = {"call": "notify:1.0.0@default", "with": {"templateName": "a", "templateVersion": 2}}
    made = {"call": "notify", "with": {"templateName": "${ .x }"}}
    document = {
        "do": [{"x/y": call}],
        "use": {"functions": {"f": {**call, "with": "no"}, "g": made}},
    }
    pointer = "/do/0/x~1y/with/templateName"
    assert [*named_in(document)] == [Naming("a", 2, pointer)]
