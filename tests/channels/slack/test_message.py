"""What there is to say as a message of Slack: all of it, inside of what Slack takes."""

from __future__ import annotations

import json
from dataclasses import replace

from channels.said import Decision, Said, Way
from channels.slack import limits, message

APPROVE = Decision(name="approve", label="Approve", style="primary", comment="optional")
OTHER = Decision(name="other", label="Something else", style="neutral", comment="none")
OPEN = Way("Open in Baton", "https://baton.example.org/approvals/1")


def asked(**given):
    parts = {
        "subject": "Laptop",
        "lead": "Dora asks for your decision.",
        "title": "Laptop",
        "body": "It is **needed**.",
        "facts": [("Asked by", "Dora"), ("Due", "tomorrow")],
        "changes": ["sum: 1 → 2"],
        "notes": ["You stand in for Bob."],
        "decisions": [APPROVE, OTHER],
        "open": OPEN,
    }
    return Said(**{**parts, **given})


def buttons(made):
    found = [block["elements"] for block in made.blocks if block["type"] == "actions"]
    return found[0] if found else []


class TestAsked:
    def test_all_that_is_needed_to_decide(self):
        made = message.write(asked(), "t")
        kinds = [block["type"] for block in made.blocks]
        assert kinds == ["header", *["rich_text"] * 4, "context", "actions"]
        assert made.text == "Dora asks for your decision. Laptop"
        whole = json.dumps(made.blocks, ensure_ascii=False)
        for part in ("Dora asks", "Asked by: ", "sum: 1 → 2", "needed", "You stand in for Bob."):
            assert part in whole

    def test_a_button_for_each_decision_and_the_way_to_the_page(self):
        first, second, way, _ = buttons(message.write(asked(), "t"))
        assert (first["action_id"], first["style"], first["value"]) == (
            "decide/approve",
            "primary",
            "t",
        )
        assert "style" not in second
        assert way["url"] == OPEN.address

    def test_a_menu_of_those_that_may_have_a_comment(self):
        needed = replace(APPROVE, name="needed", comment="required")
        fills = replace(APPROVE, name="fills", fills=True)
        made = message.write(asked(decisions=[APPROVE, needed, fills, OTHER]), "t")
        menu = buttons(made)[-1]
        assert (menu["type"], menu["action_id"]) == ("overflow", "comment/t")
        shown = [(one["text"]["text"], one["value"]) for one in menu["options"]]
        assert shown == [("Approve, with a comment…", "approve")]
        made = message.write(asked(decisions=[needed, fills, OTHER]), "t")
        assert [one["type"] for one in buttons(made)] == ["button"] * 4

    def test_the_menu_in_the_language_of_who_reads_it(self):
        menu = buttons(message.write(asked(), "t", language="ar"))[-1]
        assert menu["options"][0]["text"]["text"] == "Approve، مع تعليق…"

    def test_ids_are_each_their_own(self):
        made = message.write(asked(way=Way("Answer", "https://baton.example.org/a")), "t")
        ids = [one["action_id"] for one in buttons(made)]
        assert len(ids) == len(set(ids)) == 5
        blocks = [block["block_id"] for block in made.blocks if "block_id" in block]
        assert len(blocks) == len(set(blocks))


class TestStands:
    def test_who_has_decided_and_no_button_that_decides(self):
        made = message.write(asked(), "t", ["Bob has decided: Approve."])
        assert [one["action_id"] for one in buttons(made)] == ["open/0"]
        assert made.text == "Bob has decided: Approve. Laptop"
        assert "Dora asks" not in json.dumps(made.blocks)


class TestOther:
    def test_a_plain_message(self):
        made = message.write(Said("n/m tells you:", "n/m tells you:", body="So"))
        assert [block["type"] for block in made.blocks] == ["rich_text", "rich_text"]
        assert made.text == "n/m tells you:"


class TestHostile:
    def test_nobody_is_called(self):
        harm = "<!channel> <@U1> & <https://x.example|y>"
        made = message.write(asked(title=harm, subject=harm, lead=harm), "t")
        assert "<" not in made.text
        assert made.text.startswith("&lt;!channel&gt; &lt;@U1&gt; &amp;")
        assert "mrkdwn" not in json.dumps(made.blocks)

    def test_inside_of_what_slack_takes(self):
        long = "ض" * 5_000
        decisions = [
            Decision(name=f"d{n}", label=long, style="primary", comment="optional")
            for n in range(40)
        ]
        many = asked(title=long, lead=long[:300], body=long, notes=[long] * 20, decisions=decisions)
        made = message.write(many, "t")
        [header] = [block for block in made.blocks if block["type"] == "header"]
        assert len(header["text"]["text"]) == limits.HEADER
        assert header["text"]["text"].endswith("…")
        assert len(buttons(made)) == limits.ACTIONS
        *shown, menu = buttons(made)
        assert len(menu["options"]) == limits.MENU
        labels = [one["text"]["text"] for one in [*shown, *menu["options"]]]
        assert all(len(one) <= limits.BUTTON for one in labels)
        [notes] = [block for block in made.blocks if block["type"] == "context"]
        assert len(notes["elements"]) == limits.CONTEXT_ELEMENTS
        assert len(made.text) <= limits.TEXT
