"""Tests of worker.local.supervisor."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from worker.local import process, supervisor
from worker.local.process import Known
from worker.local.supervisor import Service, Supervisor, rotate
from worker.local.trouble import LocalError

SECONDS = 30
SLEEP = "import time\nprint('up', flush=True)\nwhile True: time.sleep(0.05)"
STUBBORN = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SLEEP


@dataclass
class Stage:
    """Runs a supervisor in this process and writes down what it said and knew."""

    folder: Path
    said: list[str] = field(default_factory=list)
    known: list[dict[str, Known]] = field(default_factory=list)

    def service(self, name: str, code: str = SLEEP, *needs: str, **more: object) -> Service:
        log = self.folder / f"{name}.log"
        ready = {"ready": lambda: log.exists() and b"up" in log.read_bytes()}
        return Service(
            name=name,
            title=name.title(),
            needs=needs,
            command=(sys.executable, "-c", code),
            environment=dict(os.environ),
            **(ready | more),
        )

    def run(self, services: list[Service], until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + SECONDS

        def keep() -> bool:
            assert time.monotonic() < deadline, self.said
            return not until()

        def changed(known: Mapping[str, Known]) -> None:
            self.known.append(dict(known))

        Supervisor(services, self.folder, self.said.append, changed).run(
            complete=lambda: self.said.append("complete"), keep=keep
        )
        assert self.known[-1] == {}
        for known in self.known:
            assert not any(process.alive(one) for one in known.values())

    def pids(self, name: str) -> list[int]:
        return list(dict.fromkeys(one[name].pid for one in self.known if name in one))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


class TestRun:
    def test_in_order_until_complete_and_then_all_ended(self, stage: Stage) -> None:
        order: list[str] = []
        services = [
            stage.service("api", SLEEP, "prepare", before=lambda: order.append("api")),
            stage.service(
                "prepare", "", "server", once=True, after=lambda: order.append("prepared")
            ),
            stage.service("server", after=lambda: order.append("server is ready")),
        ]
        stage.run(services, lambda: "complete" in stage.said)
        assert order == ["server is ready", "prepared", "api"]
        assert [text.split(" (")[0] for text in stage.said] == [
            *("Server is ready", "Api is ready", "complete"),
        ]

    def test_what_is_killed_starts_again(self, stage: Stage) -> None:
        killed: list[int] = []

        def until() -> bool:
            if "complete" in stage.said and not killed:
                killed.append(stage.pids("api")[0])
                os.kill(killed[0], signal.SIGKILL)
            return len(stage.pids("api")) > 1

        stage.run([stage.service("api")], until)
        assert "Api ended (by SIGKILL) and is started again" in stage.said

    def test_what_comes_to_its_end_starts_again_at_once(self, stage: Stage) -> None:
        ends = "import signal, sys\nsignal.signal(15, lambda *_: sys.exit())\n" + SLEEP
        ended: list[int] = []

        def until() -> bool:
            there = stage.pids("api")
            if "complete" in stage.said and len(there) == len(ended) + 1:
                ended.append(there[-1])
                os.kill(there[-1], signal.SIGTERM)
            return len(there) > 4

        stage.run([stage.service("api", ends)], until)
        assert "Api has come to its end and is started again" in stage.said

    def test_one_that_speaks_does_so_where_the_stack_does(
        self, stage: Stage, capfd: pytest.CaptureFixture[str]
    ) -> None:
        code = (
            "import sys\nprint('hello', flush=True)\nprint('oops', file=sys.stderr, flush=True)\n"
        )
        log = stage.folder / "watch.log"
        service = stage.service(
            "watch", code + SLEEP, speaks=True, ready=lambda: log.exists() and log.stat().st_size
        )
        stage.run([service], lambda: "complete" in stage.said)
        assert "hello\n" in capfd.readouterr().out
        assert log.read_text() == "oops\n"

    def test_one_that_can_not_start_ends_all_with_its_last_words(self, stage: Stage) -> None:
        services = [
            stage.service("server"),
            stage.service("api", "raise SystemExit('error: no such table')", ready=lambda: False),
        ]
        with pytest.raises(LocalError, match=r"Api failed: error: no such table.*api\.log"):
            stage.run(services, lambda: False)
        assert not any(process.alive(one) for known in stage.known for one in known.values())
        assert len(stage.pids("api")) >= 1

    def test_a_failed_preparation_is_told_at_once(self, stage: Stage) -> None:
        code = "raise SystemExit('a newer release')"
        services = [stage.service("prepare", code, once=True, after=pytest.fail)]
        with pytest.raises(LocalError, match="Prepare failed: a newer release"):
            stage.run(services, lambda: False)
        assert len(stage.pids("prepare")) <= 1

    def test_a_stubborn_one_is_ended_after_its_time(self, stage: Stage) -> None:
        services = [stage.service("api", STUBBORN, stop_seconds=0.3)]
        stage.run(services, lambda: "complete" in stage.said)

    @pytest.mark.parametrize("number", supervisor.STOP_SIGNALS)
    def test_a_signal_ends_it(self, stage: Stage, number: signal.Signals) -> None:
        def until() -> bool:
            if "complete" in stage.said:
                os.kill(os.getpid(), number)
            return False

        before = signal.getsignal(number)
        stage.run([stage.service("api")], until)
        assert "Ending … (once more: at once)" in stage.said
        assert signal.getsignal(number) is before

    def test_a_second_signal_ends_it_at_once(self, stage: Stage) -> None:
        def until() -> bool:
            if "complete" in stage.said:
                os.kill(os.getpid(), signal.SIGINT)
                os.kill(os.getpid(), signal.SIGINT)
            return False

        began = time.monotonic()
        stage.run([stage.service("api", STUBBORN, stop_seconds=SECONDS)], until)
        assert time.monotonic() - began < SECONDS

    def test_a_slow_one_is_mentioned(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(supervisor, "_SAY_AFTER_SECONDS", 0.1)
        services = [stage.service("api", ready=lambda: False)]
        stage.run(services, lambda: bool(stage.said))
        assert stage.said[0].startswith("Api: still at it")

    def test_what_needs_others_ends_before_them(self, stage: Stage) -> None:
        ends = "import signal, time, sys\ndef end(*_):\n print(time.time())\n sys.exit()\n"
        code = f"{ends}signal.signal(15, end)\n{SLEEP}"
        services = [
            stage.service("server", code),
            stage.service("disk", code),
            stage.service("api", code, "server", uses=("disk",)),
        ]
        stage.run(services, lambda: "complete" in stage.said)
        times = {
            name: float((stage.folder / f"{name}.log").read_text().split()[-1])
            for name in ("api", "server", "disk")
        }
        assert times["api"] < min(times["server"], times["disk"])


class TestRotate:
    def test_the_last_few_are_kept(self, tmp_path: Path) -> None:
        log = tmp_path / "api.log"
        for number in range(6):
            log.write_text(str(number))
            rotate(log)
        assert not log.exists()
        kept = {file.name: file.read_text() for file in tmp_path.iterdir()}
        assert kept == {"api.log.1": "5", "api.log.2": "4", "api.log.3": "3"}

    def test_a_folder_that_may_not_be_written(self, tmp_path: Path) -> None:
        log = tmp_path / "api.log"
        log.write_text("x")
        (tmp_path / "api.log.3" / "full").mkdir(parents=True)
        (tmp_path / "api.log.2").write_text("x")
        with pytest.raises(LocalError, match="start again"):
            rotate(log)
