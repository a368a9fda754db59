"""Registering definitions of 20 tasks over HTTP: alone and eight at once, and published besides.

Each is another text, so that nothing is remembered. They go to a tenant of their own.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import httpx

from bench.scratch import scratch
from bench.stack import running_stack

COUNT = 120
AT_ONCE = 8
LEAST_A_SECOND = 30

HEAD = """\
# Takes an order from its price to its parcel.
document:
  dsl: '1.0.3'
  namespace: bench
  name: order-{number}
  version: '1.0.0'
  title: Order {number}
input:
  schema:
    document: {{ type: object, required: [items], properties: {{ items: {{ type: array }} }} }}
do:
"""
SIX = """\
  - price{part}:
      set: {{ total: '${{ [.items[] | .count * .price] | add }}', items: '${{ .items }}' }}
  - large{part}:
      switch:
        - big: {{ when: .total > {number}, then: pause{part} }}
        - other: {{ then: book{part} }}
  - pause{part}:
      wait: {{ seconds: 5 }}
  - book{part}:
      call: http
      with:
        method: post
        endpoint: https://shop.example.com/orders
        body: {{ items: '${{ .items }}', part: {part} }}
      output: {{ as: '${{ {{order: .id, items: .items}} }}' }}
  - check{part}:
      do:
        - look: {{ call: http, with: {{ method: get, endpoint: https://shop.example.com }} }}
"""


def text(number: int) -> str:
    """Of 20 tasks: three times six, and two."""
    parts = "".join(SIX.format(part=part, number=number) for part in range(3))
    last = "  - tell: { set: { order: '${ .order }' } }\n  - end: { wait: PT1S }\n"
    return HEAD.format(number=number) + parts + last


async def _rate(what: Callable[[int], Awaitable[None]], first: int, at_once: int) -> float:
    begun = time.perf_counter()
    numbers = iter(range(first, first + COUNT))

    async def work() -> None:
        for number in numbers:
            await what(number)

    await asyncio.gather(*(work() for _ in range(at_once)))
    return COUNT / (time.perf_counter() - begun)


async def measure(http: httpx.AsyncClient) -> None:
    async def register(number: int) -> None:
        yaml = {"Content-Type": "application/yaml"}
        answer = await http.post("/api/v1/definitions", content=text(number), headers=yaml)
        answer.raise_for_status()

    async def publish(number: int) -> None:
        answer = await http.post(f"/api/v1/definitions/bench/order-{number}/1.0.0/publish")
        answer.raise_for_status()

    async def both(number: int) -> None:
        await register(number)
        await publish(number)

    await register(0)
    alone = await _rate(register, 1, 1)
    together = await _rate(register, 1 + COUNT, AT_ONCE)
    published = await _rate(both, 1 + 2 * COUNT, AT_ONCE)
    print(
        f"definitions of 20 tasks a second: {alone:.0f} registered one by one,"
        f" {together:.0f} {AT_ONCE} at once (at least {LEAST_A_SECOND});"
        f" {published:.0f} registered and published {AT_ONCE} at once"
    )


async def main() -> None:
    stack = running_stack()
    with scratch(stack.database_admin, people=1, role="designer") as made:
        async with stack.client(made.people[0].key) as http:
            await measure(http)


if __name__ == "__main__":
    asyncio.run(main())
