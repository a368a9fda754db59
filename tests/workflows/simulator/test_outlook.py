"""What a run would ask of whom: stages in order, and an honest end where nobody can know more."""

from __future__ import annotations

from definitions.approvals import Found, Meant, Who
from tests.workflows.conftest import program_of
from workflows.simulator.outlook import outlook
from workflows.simulator.simulation import Bounds

APPROVAL = "call: approval:1.0.0@default"


def everyone(whom) -> Meant:
    """Each text names a person."""
    people = [Found(str(one), str(one).title()) for one in whom.approvers if one != "nobody"]
    return Meant(people, Who("me", "Me"), [f"{one} is nobody." for one in whom.approvers])


def seen(tasks: str, given=None):
    return outlook(program_of(tasks), given, everyone, Bounds(), 0)


def test_stages_in_order_with_who_is_asked():
    stages = "[{ approvers: [ann] }, { title: Finance, approvers: [bob, cem], rule: 2 }]"
    found = seen(f"  - a: {{ {APPROVAL}, with: {{ subject: One, stages: {stages} }} }}\n")
    assert [(one.title, one.rule, [w.name for w in one.asked]) for one in found.stops] == [
        ("", "first", ["Ann"]),
        ("Finance", 2, ["Bob", "Cem"]),
    ]
    assert (found.ends, found.why) == ("completed", None)


def test_by_this_very_input():
    tasks = (
        "  - how: { switch: [ { much: { when: '.sum > 100', then: boss } },"
        " { little: { then: end } } ] }\n"
        f"  - boss: {{ {APPROVAL}, with: {{ subject: Much, approvers: [boss] }} }}\n"
    )
    assert [one.subject for one in seen(tasks, {"sum": 500}).stops] == ["Much"]
    assert seen(tasks, {"sum": 5}).stops == []


def test_time_passes_at_once():
    tasks = f"  - w: {{ wait: {{ days: 30 }} }}\n  - a: {{ {APPROVAL}, with: {{ subject: Later, approvers: [ann] }} }}\n"  # noqa: E501
    assert [one.subject for one in seen(tasks).stops] == ["Later"]


def test_calls_are_taken_to_succeed_and_named():
    call = "call: http, with: { method: get, endpoint: https://x.example }"
    tasks = f"  - c: {{ {call} }}\n  - a: {{ {APPROVAL}, with: {{ subject: After, approvers: [ann] }} }}\n"  # noqa: E501
    found = seen(tasks)
    assert ([one.subject for one in found.stops], found.assumed) == (["After"], ["http"])


def test_what_depends_on_an_answer_nobody_knows():
    call = "call: http, with: { method: get, endpoint: https://x.example }"
    tasks = (
        f"  - c: {{ {call} }}\n  - s: {{ set: {{ n: '${{ .sum + \"x\" * 2 | tonumber }}' }} }}\n"
    )
    found = seen(tasks)
    assert found.ends == "unknown"
    assert found.why


def test_a_form_that_has_to_be_filled_in():
    form = "{ type: object, required: [n], properties: { n: { type: integer } } }"
    asks = f"call: form:1.0.0@default, with: {{ subject: Fill in, form: {form}, people: [ann] }}"
    tasks = (
        f"  - f: {{ {asks} }}\n  - a: {{ {APPROVAL}, with: {{ subject: S, approvers: [b] }} }}\n"
    )
    found = seen(tasks)
    assert [one.kind for one in found.stops] == ["form"]
    assert (found.ends, "Fill in" in (found.why or "")) == ("unknown", True)


def test_where_nobody_would_be_asked():
    found = seen(f"  - a: {{ {APPROVAL}, with: {{ subject: S, approvers: [nobody] }} }}\n")
    assert found.ends == "faulted"
    assert "Nobody can be asked" in (found.why or "")


def test_an_event_that_may_never_come():
    listens = "listen: { to: { one: { with: { type: paid } } } }"
    found = seen(f"  - l: {{ {listens} }}\n")
    assert found.ends == "waiting"


def test_a_loop_without_end_has_one():
    tasks = f"  - a: {{ {APPROVAL}, with: {{ subject: S, approvers: [ann] }}, then: a }}\n"
    assert len(seen(tasks).stops) == 50
