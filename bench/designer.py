"""The designer with a definition of 300 tasks, in a browser: how soon it is open, how soon an edit
is seen in the other view, how long a drag holds the page, and how much code it loads.

`python -m bench.designer [opening edits dragging code]`, on a running stack. Never: another build
than the one that the stack serves.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import cast

from playwright.async_api import Browser, Page, StorageState, async_playwright

from bench.large import NAME, NAMESPACE, TASKS, large
from bench.page import PASSWORD, give_password, sign_in
from bench.scratch import scratch
from bench.stack import Stack, running_stack
from bench.views import OPENING, Seen, Trace, Views
from worker.local.preparing import browser

ADDRESS = f"/processes/{NAMESPACE}/{NAME}/edit"
COLD = 10
WARM = 20
EDITS = 30
FEW = 10
PASTED = 50
STEPS = 240
# What a copy of fetch0 is called beside fetch0 to fetch19.
DOUBLED = "fetch20"
MOST_TO_OPEN = 1_500
MOST_TO_SHOW = 100
MOST_TASK = 50
MOST_KILOBYTES = 600

_LOADED = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => new URL(name).pathname.startsWith("/assets/"))
  .map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize])"""


@dataclass(frozen=True)
class Desk:
    """Where somebody has signed in."""

    chromium: Browser
    stack: Stack
    state: StorageState

    async def page(self) -> Page:
        """In a profile of its own, without anything in a cache."""
        context = await self.chromium.new_context(
            base_url=self.stack.api,
            viewport={"width": 1440, "height": 900},
            locale="en-GB",
            storage_state=self.state,
        )
        return await context.new_page()

    async def edited(self) -> Page:
        page = await self.page()
        await page.add_init_script(OPENING)
        await opened(page)
        return page


async def opened(page: Page) -> tuple[float, float]:
    """Until the first boxes are there, and until a press on one of them has opened the panel."""
    await page.goto(ADDRESS, wait_until="commit")
    drawn, interactive = cast("list[float]", await page.evaluate("() => window.opened"))
    return drawn, interactive


def report(what: str, times: Sequence[float], most: int | None = None) -> None:
    ordered = sorted(times)
    wanted = "" if most is None else f" (at most {most})"
    print(
        f"  {what}: p50 {statistics.median(ordered):.0f} ms,"
        f" p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms{wanted}, {len(ordered)} times",
        flush=True,
    )


def load() -> str:
    return ", ".join(f"{one:.1f}" for one in os.getloadavg())


async def opening(desk: Desk) -> None:
    cold: list[tuple[float, float]] = []
    for _ in range(COLD):
        page = await desk.page()
        await page.add_init_script(OPENING)
        cold.append(await opened(page))
        await page.context.close()
    report("opened, nothing in the cache, until drawn", [one for one, _ in cold])
    report("the same until a press opens the panel", [one for _, one in cold], MOST_TO_OPEN)
    page = await desk.edited()
    await opened(page)
    warm = [await opened(page) for _ in range(WARM)]
    await page.context.close()
    report("opened from the cache, until drawn", [one for one, _ in warm])
    report("the same until a press opens the panel", [one for _, one in warm], MOST_TO_OPEN)


class Editing:
    """Edits in each view of one page; each is seen in both before the next begins."""

    def __init__(self, page: Page) -> None:
        self._views = Views(page)
        self._number = 0

    async def each(self, what: str, times: int, edit: Callable[[], Awaitable[Seen]]) -> None:
        seen: list[Seen] = []
        for _ in range(times):
            seen.append(await edit())
            await self._views.settle()
        report(f"{what}, in the text", [one["text"] for one in seen], MOST_TO_SHOW)
        report(f"{what}, in the picture", [one["picture"] for one in seen], MOST_TO_SHOW)

    async def letter(self) -> Seen:
        """Typed into what a box says; the cursor stays behind what was typed."""
        self._number += 1
        words = "items/7" + "x" * self._number
        picture = ('[data-task$="/fetch7"]', words)
        await self._views.arm("keydown", words, picture)
        await self._views.press("x")
        return await self._views.seen()

    async def line(self) -> Seen:
        """A task more, written as one line."""
        self._number += 1
        name = f"typed{self._number}"
        await self._views.cursor_behind("wait: PT1H")
        await self._views.arm("beforeinput", name, (f'[data-task$="/{name}"]', name))
        await self._views.write(f"\n  - {name}: {{ wait: PT1S }}")
        return await self._views.seen()

    async def duplicate(self) -> Seen:
        self._number += 1
        await self._views.choose("/do/1/fetch0")
        await self._views.arm("keydown", DOUBLED, ('[data-task$="/fetch20"]', DOUBLED))
        await self._views.press("Control+d")
        return await self._views.seen()

    async def undone(self) -> Seen:
        picture = ('[data-task$="/fetch20"]', DOUBLED)
        await self._views.arm("keydown", DOUBLED, picture, gone=True)
        await self._views.press("Control+z")
        return await self._views.seen()

    async def redone(self) -> Seen:
        await self._views.arm("keydown", DOUBLED, ('[data-task$="/fetch20"]', DOUBLED))
        await self._views.press("Control+y")
        return await self._views.seen()

    async def pasted(self) -> Seen:
        self._number += 1
        # All of them are in view in neither; the one chosen last is looked for.
        names = [f"pasted{self._number}n{place}" for place in range(PASTED)]
        await self._views.choose("/do/1/fetch0")
        await self._views.arm("paste", names[-1], (f'[data-task$="/{names[-1]}"]', names[-1]))
        tasks = [f"- {name}: {{ set: {{ cost: 1 }} }}\n" for name in names]
        await self._views.paste("".join(tasks))
        return await self._views.seen()

    async def all(self) -> None:
        await self._views.cursor_behind("items/7")
        await self.each("a letter typed in the text", EDITS, self.letter)
        self._number = 0
        await self.each("a task typed in the text", EDITS, self.line)
        doubled: list[tuple[Seen, Seen, Seen]] = []
        for _ in range(EDITS):
            one = await self.duplicate()
            await self._views.settle()
            back = await self.undone()
            await self._views.settle()
            again = await self.redone()
            await self._views.settle()
            doubled.append((one, back, again))
            await self.undone()
            await self._views.settle()
        for place, what in enumerate(("a task doubled in the picture", "undone", "done again")):
            report(f"{what}, in the text", [one[place]["text"] for one in doubled], MOST_TO_SHOW)
            report(
                f"{what}, in the picture",
                [one[place]["picture"] for one in doubled],
                MOST_TO_SHOW,
            )
        await self.each(f"{PASTED} tasks pasted in the picture", FEW, self.pasted)


async def edits(desk: Desk) -> None:
    page = await desk.edited()
    await Editing(page).all()
    await page.context.close()


async def dragging(desk: Desk) -> None:
    page = await desk.edited()
    await asyncio.sleep(2)
    box = await page.locator('[data-task="/do/1/fetch0"]').bounding_box()
    assert box is not None
    x, y = box["x"] + 60, box["y"] + 12
    await page.mouse.move(x, y)
    trace = Trace(await page.context.new_cdp_session(page))
    await trace.begin()
    await page.mouse.down()
    for step in range(1, STEPS + 1):
        # Over the picture and then to its lower edge, where it moves along.
        await page.mouse.move(x - 60 + (step * 7) % 300, min(895, y + step * 4))
    held = await trace.held()
    lit = await page.locator("[data-testid=open]").count()
    await page.keyboard.press("Escape")
    await page.mouse.up()
    await page.context.close()
    print(
        f"  dragged in {STEPS} steps: the longest task of the page's thread has"
        f" {held.work:.0f} ms of work, {held.clock:.0f} ms by the clock (at most {MOST_TASK}),"
        f" of {held.tasks}; {'places lit up' if lit else 'NOTHING WAS DRAGGED'}\n"
        f"    in it: {held.parts}",
        flush=True,
    )


async def code(desk: Desk) -> None:
    """Of one page after the other, so that the second tells what it needs besides."""
    page = await desk.page()
    await page.goto("/")
    await page.locator("#content h1").first.wait_for()
    await page.wait_for_load_state("networkidle")
    first = await loaded(page)
    other = await desk.edited()
    await other.wait_for_load_state("networkidle")
    editor = await loaded(other)
    await page.context.close()
    await other.context.close()
    worker = {name: size for name, size in editor.items() if ".worker-" in name}
    more = {name: size for name, size in editor.items() if name not in first | worker}
    print(
        f"  code as sent, gzipped: home {kilobytes(first)}; the open definition"
        f" {kilobytes(more)} more (at most {MOST_KILOBYTES}), and beside the page the layout engine"
        f" {kilobytes(worker)}"
    )
    for name, size in sorted(more.items(), key=lambda one: -one[1])[:8]:
        print(f"    {name.rsplit('/', 1)[-1]} {size / 1000:.0f} kB")


async def loaded(page: Page) -> dict[str, float]:
    found = cast("list[tuple[str, float]]", await page.evaluate(_LOADED))
    return {name: size for name, size in found if name.endswith(".js")}


def kilobytes(files: dict[str, float]) -> str:
    return f"{sum(files.values()) / 1000:.0f} kB in {len(files)} files"


PARTS: dict[str, Callable[[Desk], Awaitable[None]]] = {
    "code": code,
    "opening": opening,
    "edits": edits,
    "dragging": dragging,
}


async def register(stack: Stack, key: str) -> None:
    async with stack.client(key) as http:
        answer = await http.post(
            "/api/v1/definitions",
            content=large(),
            headers={"content-type": "application/yaml"},
        )
        if answer.is_error:
            raise SystemExit(f"The definition was refused: {answer.text}")


async def main() -> None:
    wanted = sys.argv[1:]
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        raise SystemExit(f"There is no {unknown[0]}; choose of {', '.join(PARTS)}.")
    stack, executable = running_stack(), browser(os.environ)
    with scratch(stack.database_admin, people=2, role="developer") as made:
        writer = made.people[0]
        give_password(stack.database_admin, writer.id)
        await register(stack, writer.key)
        print(f"a definition of {TASKS} tasks in the designer, in Chromium; load {load()}:")
        async with async_playwright() as playwright:
            path = executable if executable is not None and executable.is_file() else None
            chromium = await playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else []
            )
            try:
                context = await chromium.new_context(base_url=stack.api, locale="en-GB")
                page = await context.new_page()
                await sign_in(page, f"{writer.id}@bench.example", PASSWORD)
                desk = Desk(chromium, stack, await context.storage_state())
                await context.close()
                for name in wanted or PARTS:
                    await PARTS[name](desk)
            finally:
                await chromium.close()
        print(f"load {load()}")


if __name__ == "__main__":
    asyncio.run(main())
