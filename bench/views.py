"""What the page is asked while a definition is open in both views: when something is seen in each,
and how long its thread was held.

Never: a wait of the driver between what is measured; moments are taken inside the page, after the
frame that shows it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypedDict, cast

from playwright.async_api import CDPSession, Page

# A press on a task as soon as there is one, until the panel beside has that task.
OPENING = """window.opened = new Promise((done) => {
  let drawn;
  const look = () => {
    const task = document.querySelector('[data-task="/do/1/fetch0"]');
    if (task !== null) {
      drawn ??= performance.now();
      if (document.querySelector("aside h2")?.textContent === "fetch0")
        return setTimeout(() => done([drawn, performance.now()]));
      if (task.getAttribute("aria-current") === null) task.click();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});"""

# From the event on: the moment when the text, and the picture, show what they should.
_ARM = """({ event, text, picture, gone }) => {
  window.edited = new Promise((done) => {
    let begun;
    addEventListener(event, (one) => { begun ??= one.timeStamp; }, { capture: true, once: true });
    const seen = {};
    const content = document.querySelector(".cm-content");
    const signs = {
      text: () => text === null || content.textContent.includes(text) !== gone,
      picture: () => picture === null
        || (document.querySelector(picture[0])?.textContent.includes(picture[1]) ?? false) !== gone,
    };
    const look = () => {
      for (const [view, sign] of Object.entries(signs))
        if (begun !== undefined && !(view in seen) && sign()) {
          seen[view] = undefined;
          setTimeout(() => {
            seen[view] = performance.now() - begun;
            if (Object.values(seen).every((one) => one !== undefined)
              && Object.keys(seen).length === 2) done(seen);
          });
        }
      if (Object.keys(seen).length < 2) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}"""

# The cursor behind this, by the view that the library keeps at its element; no part of a figure.
_CURSOR = """(words) => {
  const view = document.querySelector(".cm-content").cmTile.view;
  const anchor = view.state.doc.toString().indexOf(words) + words.length;
  view.dispatch({ selection: { anchor }, scrollIntoView: true });
  view.focus();
}"""
_TASK = """(task) => {
  const element = document.querySelector(`[data-task="${task}"]`);
  element.focus({ preventScroll: true });
  element.click();
}"""
_PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
  );
}"""
_TEXT = """() => document.querySelector(".cm-content").cmTile.view.state.doc.toString()"""
_SETTLE_SECONDS = 0.7
_CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline"]


class Seen(TypedDict):
    """Milliseconds until each view shows it."""

    text: float
    picture: float


@dataclass(frozen=True)
class Held:
    """The longest task of the page's thread, by the clock and in work."""

    clock: float
    work: float
    tasks: int
    parts: str


class Views:
    """An open definition."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def settle(self) -> None:
        """The check of the last edit comes after a pause; it is no part of the next."""
        await asyncio.sleep(_SETTLE_SECONDS)

    async def arm(
        self,
        event: str,
        text: str | None,
        picture: tuple[str, str] | None,
        *,
        gone: bool = False,
    ) -> None:
        signs = {"event": event, "text": text, "picture": picture, "gone": gone}
        await self._page.evaluate(_ARM, signs)

    async def seen(self) -> Seen:
        return cast("Seen", await self._page.evaluate("() => window.edited"))

    async def cursor_behind(self, words: str) -> None:
        await self._page.evaluate(_CURSOR, words)
        await self.settle()

    async def choose(self, task: str) -> None:
        await self._page.evaluate(_TASK, task)
        await self.settle()

    async def press(self, key: str) -> None:
        await self._page.keyboard.press(key)

    async def write(self, text: str) -> None:
        await self._page.keyboard.insert_text(text)

    async def paste(self, text: str) -> None:
        await self._page.evaluate(_PASTE, text)

    async def text(self) -> str:
        return cast("str", await self._page.evaluate(_TEXT))


class _Event(TypedDict, total=False):
    name: str
    ph: str
    pid: int
    tid: int
    ts: float
    dur: float
    tdur: float
    args: dict[str, object]


class _Session(Protocol):
    """What is used of the library's own, which leaves these types open."""

    async def send(self, method: str, params: dict[str, object] | None = None) -> object: ...

    def on(self, event: str, f: Callable[[object], None]) -> None: ...


class Trace:
    """Chrome's trace of a page, from `begin` to `held`."""

    def __init__(self, session: CDPSession) -> None:
        self._session = cast("_Session", cast("object", session))
        self._events: list[_Event] = []
        self._complete = asyncio.Event()
        self._session.on("Tracing.dataCollected", self._collect)
        self._session.on("Tracing.tracingComplete", self._end)

    def _collect(self, answer: object) -> None:
        self._events.extend(cast("dict[str, list[_Event]]", answer)["value"])

    def _end(self, _answer: object) -> None:
        self._complete.set()

    async def begin(self) -> None:
        config = {"includedCategories": _CATEGORIES}
        await self._session.send(
            "Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config}
        )

    async def held(self) -> Held:
        await self._session.send("Tracing.end")
        await self._complete.wait()
        main = {
            (one.get("pid"), one.get("tid"))
            for one in self._events
            if one.get("name") == "thread_name"
            and one.get("args", {}).get("name") == "CrRendererMain"
        }
        own = [
            one
            for one in self._events
            if one.get("ph") == "X" and (one.get("pid"), one.get("tid")) in main
        ]
        tasks = [one for one in own if one.get("name") == "RunTask"]
        return Held(
            clock=max((one.get("dur", 0) for one in tasks), default=0) / 1000,
            work=max((one.get("tdur", 0) for one in tasks), default=0) / 1000,
            tasks=len(tasks),
            parts=_parts(own, max(tasks, key=lambda one: one.get("tdur", 0), default=_Event())),
        )


def _parts(events: list[_Event], task: _Event) -> str:
    """What the longest one did."""
    begin = task.get("ts", 0)
    end = begin + task.get("dur", 0)
    inner = [
        one
        for one in events
        if one.get("name") != "RunTask"
        and begin <= one.get("ts", 0) < end
        and (one.get("pid"), one.get("tid")) == (task.get("pid"), task.get("tid"))
    ]
    inner.sort(key=lambda one: -one.get("tdur", 0))
    return ", ".join(
        f"{one.get('name')} {one.get('tdur', 0) / 1000:.1f} ms of work" for one in inner[:5]
    )
