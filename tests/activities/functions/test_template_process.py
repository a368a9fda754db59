"""Filling in templates, without the limits of the process around it."""

from __future__ import annotations

import io
import json

import pytest

from activities.functions.template_process import HEAD_BYTES, MOST_CHARACTERS, fill, framed, serve

VALUES = {"name": "Ada", "items": [1, 2], "none": None, "order": {"id": 17}, "html": "<b>"}


def filled(template: str, *, html: bool = False) -> str:
    made = fill({"template": template, "values": dict(VALUES), "html": html})
    assert made["fault"] is None
    return made["text"]


def fault(template: str) -> str:
    made = fill({"template": template, "values": dict(VALUES), "html": False})
    assert made["text"] == ""
    assert made["fault"] is not None
    return made["fault"]


class TestFill:
    @pytest.mark.parametrize(
        ("template", "text"),
        [
            ("", ""),
            ("no names\n", "no names\n"),
            ("{{ name }} ☃ {{ order.id }} {{ order['id'] }}", "Ada ☃ 17 17"),
            ("{% for i in items %}{{ loop.index }}/{{ i }} {% endfor %}", "1/1 2/2 "),
            ("[{{ none }}]", "[]"),
            ("{{ missing is defined }} {{ missing | default('-') }}", "False -"),
            ("{{ html }}", "<b>"),
            ("{{ items | join(', ') | upper }}", "1, 2"),
            ("{{ order | tojson }}", '{"id": 17}'),
            ("{# nothing #}{% set x = 1 %}{{ x }}", "1"),
            ("{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m(1) }}", "<1>"),
        ],
    )
    def test_texts(self, template: str, text: str) -> None:
        assert filled(template) == text

    def test_html_is_escaped_where_it_is_asked_for(self) -> None:
        assert filled("<i>{{ html }}</i>", html=True) == "<i>&lt;b&gt;</i>"

    @pytest.mark.parametrize(
        ("template", "said"),
        [
            ("a\n{{ nmae }}", "it names `nmae`, which is not among the values, in line 2"),
            ("{{ order.nmae }}", "it reads `nmae` of a value that doesn't have it, in line 1"),
            ("{{ order.a.b }}", "it reads `a` of a value"),
            ("{% for i in nmae %}{% endfor %}", "it names `nmae`"),
            ("a\nb {{ name", "it can't be read in line 2"),
            ("{% if %}", "it can't be read in line 1"),
            ("{% do x %}", "it can't be read in line 1: Encountered unknown tag 'do'"),
            ("{{ 1 / 0 }}", "it divides by zero, in line 1"),
            ("{{ name + 1 }}", "it does something with a value"),
            ("{{ name | nothing }}", "it can't be read in line 1: No filter named 'nothing'"),
            ("{{ items | random }}", "No filter named 'random'"),
            ("{{ lipsum() }}", "it names `lipsum`"),
            ("{% include 'x' %}", "it asks for another template"),
            ("{% import '/etc/passwd' as x %}", "it asks for another template"),
            ("{% extends 'x' %}", "it asks for another template"),
            ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself without an end"),
            ("{{ range(10**9) }}", "a number is too large"),
            ("{% for i in range(90000) %}0123456789{% endfor %}", "it makes more than 524,288"),
            ("{{ order.__class__ }}", "closed to templates"),
        ],
    )
    def test_faults(self, template: str, said: str) -> None:
        assert said in fault(template)

    @pytest.mark.parametrize(
        "template",
        [
            "{{ ''.__class__ }}",
            "{{ ''.__class__.__mro__[1].__subclasses__() }}",
            "{{ name|attr('__class__') }}",
            "{{ self.__init__.__globals__ }}",
            "{{ cycler.__init__.__globals__.os }}",
            "{{ joiner.__init__.__globals__ }}",
            "{{ namespace.__init__.__globals__ }}",
            "{{ items.append(3) }}",
            "{{ order.update({}) }}",
            "{{ '{0.__class__}'.format(name) }}",
            "{{ '{a.__class__}'.format_map({'a': name}) }}",
            "{% set f = name.format %}{{ f.__self__.__class__ }}",
            "{{ items.__reduce_ex__(2) }}",
            "{% for i in items %}{{ loop.__class__ }}{% endfor %}",
            "{{ (items | map(attribute='__class__') | list)[0].__mro__ }}",
        ],
    )
    def test_what_is_closed_stays_closed(self, template: str) -> None:
        assert "closed to templates" in fault(template)

    def test_the_bound_counts_characters(self) -> None:
        assert len(filled("{{ '%s' }}" % ("☃" * MOST_CHARACTERS))) == MOST_CHARACTERS

    def test_a_template_changes_nothing_for_the_next(self) -> None:
        assert filled("{% set range = 5 %}{{ range }}") == "5"
        assert filled("{{ range(2) | list }}") == "[0, 1]"


class TestServe:
    def test_answers_one_after_the_other_until_the_input_ends(self) -> None:
        asked = b"".join(
            framed(json.dumps({"template": text, "values": {}, "html": False}).encode())
            for text in ("one", "{{ two }}", "☃")
        )
        told = io.BytesIO()
        serve(io.BytesIO(asked + b"\x00"), told)
        told.seek(0)
        answers = []
        while head := told.read(HEAD_BYTES):
            answers.append(json.loads(told.read(int.from_bytes(head))))
        assert [one["text"] for one in answers] == ["one", "", "☃"]
        assert [one["fault"] is None for one in answers] == [True, False, True]
