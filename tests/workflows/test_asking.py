"""A run that asks people, on a real Temporal server: two stages, a correction, an escalation."""

from __future__ import annotations

from definitions.approvals import Asking
from tests.workflows.conftest import program_of
from tests.workflows.test_run import World, facts_of, keep, revived, running

ASKS = """\
  - ask:
      call: approval:1.0.0@default
      with:
        subject: A laptop
        stages: [{ approvers: [ann, bob], rule: all }, { approvers: [cem] }]
        escalate: [{ after: { milliseconds: 50 }, to: [eve] }]
        due: P1D
  - end: { set: { decision: '${ .decision }', by: '${ .by.name }' } }
"""
YES = {"decision": "approve"}


def asked(world: World) -> list[Asking]:
    return [one for kept in world.recordings for one in kept.asking]


async def until(world: World, *people: str, turn: int) -> str:
    """These are asked in this round and nobody else; the id of the approval."""

    def there(one: Asking) -> bool:
        open_ones = [each.person for each in one.asked if each.state == "open"]
        return one.status == "open" and one.round == turn and open_ones == list(people)

    await world.meets(lambda kept: [one for one in kept.asking if there(one)])
    return asked(world)[-1].id


async def act(world: World, approval: str, first: int, *acts: tuple[str, str, dict]) -> None:
    for sequence, (who, kind, said) in enumerate(acts, first):
        done = {"approval": approval, "by": {"id": who, "name": who}, **said}
        await world.say(sequence, f"approval.{kind}", done)


async def decided(world: World) -> None:
    """Be for `ASKS` those who are asked, and who asks."""
    approval = await until(world, "ann", "bob", "eve", turn=1)
    await act(
        world,
        approval,
        1,
        ("ann", "decide", YES),
        ("bob", "send-back", {"comment": "Which one?"}),
        ("dora", "resubmit", {"comment": "The small one."}),
    )
    await until(world, "ann", "bob", "eve", turn=2)
    await act(world, approval, 4, *((who, "decide", YES) for who in ("ann", "bob", "eve")))
    await until(world, "cem", turn=2)
    await act(world, approval, 7, ("cem", "decide", YES), ("cem", "decide", YES))


class TestAsking:
    async def test_from_the_first_who_is_asked_to_the_last_who_decides(self, temporal):
        async with running(temporal, program_of(ASKS)) as world:
            await decided(world)
            await world.handle.result()
            await keep(world, "asked-corrected-and-decided")
        assert world.last.output == {"decision": "approve", "by": "cem"}
        assert {call.task for call in world.calls} == {"/do/0/ask"}
        answers = {one.message: one.body for kept in world.recordings for one in kept.answers}
        assert [answers[f"m{n}"]["accepted"] for n in range(1, 8)] == [True] * 7
        # A recording may come twice or late; of snapshots the one with the highest number counts.
        assert max(asked(world), key=lambda one: one.number).status == "decided"

    async def test_a_lost_execution_is_followed_by_one_that_goes_on(self, temporal):
        program = program_of(ASKS)
        async with running(temporal, program) as world:
            approval = await until(world, "ann", "bob", "eve", turn=1)
            await act(world, approval, 1, ("ann", "decide", YES))
            await world.meets(lambda kept: kept.answers)
            await world.say(2, "run.cancel", {})
            await world.handle.result()
        rows = [row for row in facts_of(world) if row.sequence <= facts_of(world)[-2].sequence]
        async with running(temporal, program, start=revived(program, rows)) as again:
            await again.meets(lambda kept: kept.asking)
            known = {letter.cause for one in asked(world) for letter in one.letters}
            told = {letter.cause for one in asked(again) for letter in one.letters}
            assert told <= known
            await act(again, asked(again)[-1].id, 2, ("bob", "decide", YES), ("eve", "decide", YES))
            await until(again, "cem", turn=1)
            await act(again, approval, 4, ("cem", "decide", YES))
            await again.handle.result()
        assert {one.id for one in asked(again)} == {approval}
        assert again.last.output == {"decision": "approve", "by": "cem"}
