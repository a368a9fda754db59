"""How long an execution lasts, by what is counted, and by the rules that it began with."""

from __future__ import annotations

import pytest

from definitions.contracts import RULES, RULES_OF_BEFORE
from workflows.lifespan import ACTIVATIONS, MESSAGES, MOST_EVENTS, MOST_MESSAGES, Age, Lifespan


def lifespan(rules=RULES, *, messages=0, activations=0, **age) -> Lifespan:
    said = Age(**{"events": 10, "suggested": False, "outdated": False, **age})
    made = Lifespan(rules, lambda: said)
    made.messages, made.activations = messages, activations
    return made


class TestDue:
    def test_a_young_one_stays(self):
        young = lifespan(messages=MESSAGES - 1, activations=ACTIVATIONS - 1)
        assert (young.due(), young.over(), young.wakes()) == (False, False, False)

    @pytest.mark.parametrize(
        "reason",
        [
            {"suggested": True},
            {"outdated": True},
            {"messages": MESSAGES},
            {"activations": ACTIVATIONS},
        ],
        ids=lambda reason: next(iter(reason)),
    )
    def test_each_reason_is_enough(self, reason):
        old = lifespan(**reason)
        assert old.due()
        assert old.wakes()
        assert not old.over()


class TestOver:
    def test_near_the_bounds_of_temporal(self):
        assert lifespan(events=MOST_EVENTS).over()
        assert lifespan(messages=MOST_MESSAGES).over()


class TestRulesOfBefore:
    def test_only_what_the_server_suggests_and_messages_count(self):
        assert not lifespan(RULES_OF_BEFORE, outdated=True, activations=10**6).due()
        assert not lifespan(RULES_OF_BEFORE, events=MOST_EVENTS).over()
        assert not lifespan(RULES_OF_BEFORE, suggested=True).wakes()
        for reason in ({"suggested": True}, {"messages": MESSAGES}):
            old = lifespan(RULES_OF_BEFORE, **reason)
            assert old.due()
            assert old.over()
