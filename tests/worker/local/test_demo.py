"""Tests of worker.local.demo."""

from __future__ import annotations

from pathlib import Path

from worker.local import demo

URL = "http://localhost:8080"


class TestSignIn:
    def test_where_and_as_whom(self, tmp_path: Path) -> None:
        demo.note(tmp_path, "ada@demo.example")
        (tmp_path / "demo-password").write_text("secret\n")
        said = demo.sign_in(tmp_path, URL)
        assert said.splitlines()[0] == f"Baton runs on {URL}"
        assert "Sign in as ada@demo.example with the password secret" in said
        assert str(tmp_path) in said

    def test_without_a_demo_tenant(self, tmp_path: Path) -> None:
        assert "Sign in" not in demo.sign_in(tmp_path, URL)
