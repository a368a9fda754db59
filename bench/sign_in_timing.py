"""Does the time of a refused sign-in tell whether the person exists?

Asks a running local stack, in turn for people of the demo and for people who don't exist, and
compares the two with a rank test. Two tries a person, so that nobody is slowed down meanwhile.
Never: a verdict from one try; a machine has its moods, and both see the same ones.

    python -m bench.sign_in_timing --url http://localhost:8080
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import math
import secrets
import statistics
import time

import httpx

from store.seed import PEOPLE

SUSPICIOUS = 3.0
"""Standard deviations of the rank test from which on the two differ."""

TRIES = 2
"""Of each person: more from one address are slowed down."""


async def ask(http: httpx.AsyncClient, email: str) -> float:
    """How long a refusal takes, in milliseconds."""
    began = time.perf_counter()
    answer = await http.post("/api/v1/session", json={"email": email, "password": "wrong"})
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != httpx.codes.UNAUTHORIZED:
        raise SystemExit(f"{answer.text}\nWait a quarter of an hour, then measure again.")
    return took


async def measure(url: str) -> tuple[list[float], list[float]]:
    there: list[float] = []
    nowhere: list[float] = []
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        for email, *_ in PEOPLE * TRIES:
            stranger = f"{secrets.token_hex(6)}@{email.partition('@')[2]}"
            turns = [(email, there), (stranger, nowhere)]
            for who, times in turns if secrets.randbelow(2) else reversed(turns):
                times.append(await ask(http, who))
    return there, nowhere


def deviations(one: list[float], other: list[float]) -> float:
    """Mann and Whitney's test: how far the ranks are from those of the same distribution."""
    wins = sum((a > b) + (a == b) / 2 for a, b in itertools.product(one, other))
    count = len(one) * len(other)
    spread = math.sqrt(count * (len(one) + len(other) + 1) / 12)
    return (wins - count / 2) / spread


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:8080")
    wanted = parser.parse_args()
    there, nowhere = asyncio.run(measure(wanted.url))
    apart = deviations(there, nowhere)
    for name, times in (("somebody", there), ("nobody", nowhere)):
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"{name:9} median {middle:7.2f} ms, quartiles {low:7.2f} to {high:7.2f} ms")
    verdict = "tells them apart" if abs(apart) > SUSPICIOUS else "tells nothing"
    print(f"{len(there)} pairs: {apart:+.2f} standard deviations, the time {verdict}")


if __name__ == "__main__":
    main()
