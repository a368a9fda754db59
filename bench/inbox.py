"""The inbox of somebody for whom a thousand approvals wait, in a browser: opened, shown whole,
decided by keyboard and all at once.

Times, and the longest that the page heard nobody, are taken inside the page by its own clock.
Never: an approval without a run that asks.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import statistics
import time
from collections.abc import Awaitable, Callable
from typing import cast

from playwright.async_api import Browser, Page, async_playwright

from bench.approvals import Office
from bench.page import PASSWORD, give_password, sign_in
from bench.scratch import Scratch, scratch
from bench.stack import Stack, running_stack
from worker.local.preparing import browser

OPEN = 1_000
OPENINGS = 10
KEYS = 10
STEP_SECONDS = 120

_WATCHES = """window.busy = [];
new PerformanceObserver((list) => window.busy.push(
  ...list.getEntries().map((one) => [one.startTime, one.duration]),
)).observe({ type: "longtask", buffered: true });"""

# Until so many rows are painted: the frame after the one in which they are there.
_PAINTED = """(rows) => new Promise((done) => {
  const look = () => {
    if (document.querySelectorAll("[data-row]").length < rows) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  };
  look();
})"""
_ROWS = """() => document.querySelectorAll("[data-row]").length"""
_LONGEST = """(since) => Math.max(0, ...window.busy
  .filter(([at, took]) => at + took >= since).map(([, took]) => took))"""
_NOW = "() => performance.now()"


class Inbox:
    """A page, and what its steps have taken."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def now(self) -> float:
        return cast("float", await self._page.evaluate(_NOW))

    async def rows(self) -> int:
        return cast("int", await self._page.evaluate(_ROWS))

    async def busy(self, since: float) -> float:
        """The longest that the page heard nobody; what has just ended is told a moment later."""
        await asyncio.sleep(0.3)
        return cast("float", await self._page.evaluate(_LONGEST, since))

    async def opened(self) -> tuple[float, float]:
        """Until its rows are painted, from a link from elsewhere."""
        await self._page.goto("/approvals", wait_until="commit")
        painted = cast("float", await self._page.evaluate(_PAINTED, 1))
        return painted, await self.busy(0)

    async def step(self, work: Callable[[], Awaitable[object]]) -> tuple[float, float]:
        begun = await self.now()
        await work()
        ended = await self.now()
        return ended - begun, await self.busy(begun)

    async def more(self) -> None:
        before = await self.rows()
        await self._page.get_by_role("button", name="Show more", exact=True).click()
        await self._page.evaluate(_PAINTED, before + 1)

    async def stand_amid(self) -> None:
        """With the focus on a row in the middle."""
        await self._page.locator("[data-row]").nth(await self.rows() // 2).focus()

    async def approve_next(self) -> None:
        await self._page.keyboard.press("j")
        row = self._page.locator("li").filter(has=self._page.locator("[data-row]:focus"))
        name = await row.locator("[data-row]").get_attribute("data-approval")
        await self._page.keyboard.press("a")
        done = self._page.locator("li").filter(has=self._page.locator(f"[data-approval='{name}']"))
        await done.get_by_text("it counts").wait_for()

    async def approve_all(self) -> None:
        await self._page.get_by_role("checkbox", name="Choose all shown").click()
        bar = self._page.get_by_role("group", name="What you have chosen")
        await bar.get_by_role("button", name="Approve", exact=True).click()
        dialog = self._page.get_by_role("dialog")
        await dialog.get_by_role("button", name="Approve", exact=True).click()
        await dialog.wait_for(state="hidden")


def report(what: str, taken: list[tuple[float, float]]) -> None:
    times = [one for one, _ in taken]
    print(
        f"  {what}: p50 {statistics.median(times):.0f} ms, at most {max(times):.0f} ms;"
        f" the page was deaf for {max(busy for _, busy in taken):.0f} ms at most"
    )


async def measure(stack: Stack, made: Scratch, chromium: Browser, count: int) -> None:
    asker, approver = made.people[:2]
    office = Office(stack, asker, approver)
    await office.publish()
    await office.ask(count)
    context = await chromium.new_context(
        base_url=stack.api, viewport={"width": 1440, "height": 900}, locale="en-GB"
    )
    await context.add_init_script(_WATCHES)
    page = await context.new_page()
    page.set_default_timeout(STEP_SECONDS * 1000)
    inbox = Inbox(page)
    await sign_in(page, f"{approver.id}@bench.example", PASSWORD)
    await inbox.opened()  # it fills the caches
    report("opened", [await inbox.opened() for _ in range(OPENINGS)])
    report("j and a, until it counts", [await inbox.step(inbox.approve_next) for _ in range(KEYS)])
    shown: list[tuple[float, float]] = []
    while await inbox.rows() < count:
        shown.append(await inbox.step(inbox.more))
    if shown:
        report(f"50 more, up to {await inbox.rows()}", shown)
    await inbox.stand_amid()
    report("j and a among all", [await inbox.step(inbox.approve_next) for _ in range(KEYS)])
    left = (await office.page(1))["counts"]["me"]
    lists: list[str] = []
    page.on(
        "request", lambda one: lists.append(one.url) if "/api/v1/approvals?" in one.url else None
    )
    begun, clock = await inbox.now(), time.perf_counter()
    report(
        f"{left} chosen and approved, until the dialog is closed",
        [await inbox.step(inbox.approve_all)],
    )
    while (await office.page(1))["counts"]["me"]:  # noqa: ASYNC110
        await asyncio.sleep(0.5)
    took = time.perf_counter() - clock
    # With those that were decided by keys.
    await page.get_by_text(re.compile(rf"\b({count}|{count:,}) counted")).wait_for()
    print(
        f"  all {left} decided after {took:.1f} s, and said so after"
        f" {time.perf_counter() - clock:.1f} s; the page was deaf for"
        f" {await inbox.busy(begun):.0f} ms at most, and asked for its lists {len(lists)} times"
    )
    await context.close()
    await office.close()


async def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--open", type=int, default=OPEN)
    count: int = given.parse_args().open
    stack, executable = running_stack(), browser(os.environ)
    with scratch(stack.database_admin, people=2, role="developer") as made:
        give_password(stack.database_admin, made.people[1].id)
        print(f"the inbox of somebody for whom {count} wait, in Chromium:")
        async with async_playwright() as playwright:
            path = executable if executable is not None and executable.is_file() else None
            chromium = await playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else []
            )
            try:
                await measure(stack, made, chromium, count)
            finally:
                await chromium.close()


if __name__ == "__main__":
    asyncio.run(main())
