"""The keeper of code on a developer's machine."""

from __future__ import annotations

from worker.local import code


class TestMain:
    def test_it_watches_and_speaks(self, monkeypatch, capsys):
        asked = []

        async def serve(say, *, watching: bool) -> None:
            asked.append(watching)
            say("x changed")

        monkeypatch.setattr(code, "serve", serve)
        monkeypatch.setattr(code, "configure_logs", asked.append)
        code.main()
        assert asked == ["code", True]
        assert capsys.readouterr().out == "  x changed\n"
