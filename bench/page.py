"""The web application in a browser: what it loads first, how soon a long list is painted, and how
soon a change of a run shows.

Times are taken inside the page by its own clock, which is this machine's. Never: a wait of the
driver between what is measured.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from pathlib import Path
from typing import cast

import psycopg
from argon2 import PasswordHasher
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from bench.live import Changes
from bench.scratch import Scratch, scratch, seed_runs
from bench.stack import Stack, running_stack
from store.keys import Keyring
from store.master_key import load_master_key
from store.session import Database
from store.settings import StoreSettings
from worker.local.preparing import browser

RUNS = 100_000
TURNS = 20
CHANGES = 60
MOST_KILOBYTES = 350
MOST_TO_PAINTED = 500
MOST_TO_SHOWN = 300
PASSWORD = "a password of the measurement"  # noqa: S105 - of a tenant that is taken away again

_SCRIPTS = """() => performance.getEntriesByType("resource")
  .filter((one) => new URL(one.name).pathname.endsWith(".js"))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""

_PAINTED = """(link) => new Promise((done) => {
  const begun = link === null ? 0 : performance.now();
  if (link !== null) document.querySelector(link).click();
  const look = () => {
    if (document.querySelector("[data-run]") === null) return requestAnimationFrame(look);
    // The frame after the one in which the rows are there has painted them.
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
  };
  look();
})"""

_NOTES = """(run) => {
  const row = document.querySelector(`[data-run="${run}"]`);
  window.shown = [];
  new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
    window.shown.push(performance.timeOrigin + performance.now());
  }))).observe(row, { subtree: true, childList: true, characterData: true });
}"""


async def sign_in(page: Page, email: str, password: str, address: str = "/") -> None:
    await page.goto(address)
    await page.locator("input[name=email]").fill(email)
    await page.locator("input[type=password]").fill(password)
    await page.locator("button[type=submit]").click()
    await page.locator("#content h1").first.wait_for()


def give_password(admin_url: str, person: str) -> None:
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(
            "UPDATE people SET password_hash = %s WHERE id = %s",
            [PasswordHasher().hash(PASSWORD), person],
        )


def report(what: str, times: list[float], most: int) -> None:
    times.sort()
    print(
        f"  {what}: p50 {statistics.median(times):.0f} ms,"
        f" p95 {times[int(len(times) * 0.95)]:.0f} ms (at most {most}), {len(times)} times"
    )


async def first_page(page: Page, person: str) -> None:
    """From nothing in the cache to the list of processes, with the sign-in on the way."""
    await page.goto("/")
    await page.locator("input[name=email]").wait_for()
    alone = cast("float", await page.evaluate(_SCRIPTS))
    await sign_in(page, person, PASSWORD)
    whole = cast("float", await page.evaluate(_SCRIPTS))
    print(
        f"  JavaScript of the first page: {whole / 1000:.0f} kB as sent (at most"
        f" {MOST_KILOBYTES}), of which the sign-in alone {alone / 1000:.0f} kB"
    )


async def painted(context: BrowserContext) -> None:
    """By the navigation, and by a link from elsewhere: in a page of its own, from the cache."""
    clicked: list[float] = []
    opened: list[float] = []
    for turn in range(TURNS + 1):
        page = await context.new_page()
        await page.goto("/processes")
        await page.locator("[data-row]").first.wait_for()
        clicked.append(cast("float", await page.evaluate(_PAINTED, "a[href='/runs']")))
        await page.goto("/runs", wait_until="commit")
        opened.append(cast("float", await page.evaluate(_PAINTED, None)))
        await page.close()
        if not turn:  # it fills the caches
            clicked.clear()
            opened.clear()
    report(f"the list of {RUNS} runs, from the click to painted", clicked, MOST_TO_PAINTED)
    report("the same by a link from elsewhere, the page loaded anew", opened, MOST_TO_PAINTED)


async def shown(page: Page, changes: Changes, run: str) -> None:
    """From before the commit to the frame in which the row says so."""
    await page.goto("/runs")
    row = page.locator(f'[data-run="{run}"]')
    await row.wait_for()
    await asyncio.sleep(2)
    await page.evaluate(_NOTES, run)
    changed: list[float] = []
    for number in range(CHANGES):
        changed.append(time.time() * 1000)
        await changes.change(run, ("running", "waiting")[number % 2])
        await asyncio.sleep(0.6)
    seen = cast("list[float]", await page.evaluate("() => window.shown"))
    times = [min((at for at in seen if at >= began), default=1e9) - began for began in changed]
    report("a change of state, from before its commit to the page", times, MOST_TO_SHOWN)


async def measure(stack: Stack, made: Scratch, chromium: Browser) -> None:
    settings = StoreSettings(
        database_url=stack.database, data=Path(os.environ.get("BATON_DATA", ".baton"))
    )
    database = await Database.open(settings)
    changes = Changes(database, Keyring(database, load_master_key(settings)), made)
    email = f"{made.people[0].id}@bench.example"
    context = await chromium.new_context(
        base_url=stack.api, viewport={"width": 1440, "height": 900}, locale="en-GB"
    )
    page = await context.new_page()
    await first_page(page, email)
    await painted(context)
    # The newest of all, so that it stands at the head of the list.
    run = (await changes.start(stack.database_admin, 1))[0]
    await shown(page, changes, run)
    await context.close()
    await database.close()


async def main() -> None:
    stack, executable = running_stack(), browser(os.environ)
    with scratch(stack.database_admin, people=20) as made:
        give_password(stack.database_admin, made.people[0].id)
        seed_runs(stack.database_admin, made, RUNS)
        print("the web application in Chromium:")
        async with async_playwright() as playwright:
            path = executable if executable is not None and executable.is_file() else None
            chromium = await playwright.chromium.launch(executable_path=path)
            try:
                await measure(stack, made, chromium)
            finally:
                await chromium.close()


if __name__ == "__main__":
    asyncio.run(main())
