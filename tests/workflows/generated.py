"""Definitions made by hypothesis: small trees of every kind of task that the machine steers.

Never: a loop without end; jumps lead forward only, and retries are counted.
"""

from __future__ import annotations

from hypothesis import strategies as st

from definitions.values import Json, JsonObject

URL = "https://x.example/{}"

ADD = st.integers(0, 9).map(lambda n: {"set": f"${{ . + [{n}] }}"})
NAMED = st.just({"set": '${ . + ["\\($item)"] }', "if": "$task.name != null"})
WAIT = st.integers(0, 3).map(lambda n: {"wait": {"seconds": n}})
CALL = st.sampled_from(["get", "post"]).map(
    lambda method: {
        "call": "http",
        "with": {"method": method, "endpoint": URL.format(method)},
        "output": {"as": "$input + [.]"},
    }
)
RAISE = st.sampled_from([400, 503]).map(
    lambda status: {"raise": {"error": {"type": "https://x.example/e", "status": status}}}
)
EXPORT = {"export": {"as": "(($context // 0) + 1)"}}


def leaves(*, looped: bool) -> st.SearchStrategy[JsonObject]:
    simple = st.one_of(ADD, ADD, WAIT, CALL, RAISE, *([NAMED] if looped else []))
    more = st.sampled_from([{}, {}, {}, EXPORT, {"then": "exit"}, {"then": "end"}])
    return st.builds(lambda task, rest: {**task, **rest}, simple, more)


def lists(depth: int, *, looped: bool = False) -> st.SearchStrategy[Json]:
    tasks = leaves(looped=looped) if depth == 0 else composites(depth - 1, looped=looped)
    return st.lists(tasks, min_size=1, max_size=3).map(
        lambda made: [{f"t{place}": task} for place, task in enumerate(made)]
    )


def composites(depth: int, *, looped: bool) -> st.SearchStrategy[JsonObject]:
    inner = lists(depth, looped=looped)
    timeout = st.sampled_from([{}, {}, {"timeout": {"after": {"seconds": 2}}}])
    made = st.one_of(
        leaves(looped=looped),
        inner.map(lambda tasks: {"do": tasks}),
        st.builds(
            lambda tasks, size, more: {"for": {"in": f"[range({size})]"}, "do": tasks, **more},
            lists(depth, looped=True),
            st.integers(0, 3),
            st.sampled_from([{}, {"while": "length < 12"}]),
        ),
        st.builds(
            lambda tasks, compete: {
                "fork": {"branches": tasks, "compete": compete},
                "output": {"as": "[., $input] | flatten"},
            },
            inner,
            st.booleans(),
        ),
        st.builds(
            lambda tasks, catch: {"try": tasks, "catch": catch},
            inner,
            st.one_of(
                st.just({}),
                st.just({"errors": {"with": {"status": 503}}}),
                st.builds(
                    lambda count, attempt: {
                        "retry": {
                            "delay": {"milliseconds": 700},
                            "backoff": {"exponential": {}},
                            "jitter": {"from": "PT0S", "to": "PT0.5S"},
                            "limit": {"attempt": {"count": count, **attempt}},
                        }
                    },
                    st.integers(0, 2),
                    st.sampled_from([{}, {"duration": "PT1S"}]),
                ),
                inner.map(lambda tasks: {"do": tasks}),
            ),
        ),
    )
    return st.builds(lambda task, more: {**task, **more}, made, timeout)


def documents() -> st.SearchStrategy[JsonObject]:
    extensions = st.lists(
        st.builds(
            lambda extend, place, tasks: {"extend": extend, place: tasks},
            st.sampled_from(["all", "set", "composite", "for"]),
            st.sampled_from(["before", "after"]),
            lists(0),
        ),
        max_size=1,
    )
    return st.builds(
        lambda tasks, extending: {
            "document": {
                "dsl": "1.0.3",
                "namespace": "test",
                "name": "made",
                "version": "1.0.0",
            },
            "use": {"extensions": [{f"e{n}": each} for n, each in enumerate(extending)]},
            "do": tasks,
        },
        lists(3),
        extensions,
    )
