"""Where Microsoft's services are found."""

from __future__ import annotations

from channels.teams.settings import LOGIN, TeamsSettings


def test_as_microsoft_says(monkeypatch):
    for name in ("BATON_BOT_FRAMEWORK_URL", "BATON_TEAMS_LOGIN_URL", "BATON_TEAMS_HOSTS"):
        monkeypatch.delenv(name, raising=False)
    settings = TeamsSettings()
    assert settings.bot_framework_url.startswith("https://login.botframework.com/")
    assert settings.teams_login_url == LOGIN
    assert settings.more_hosts == frozenset()


def test_elsewhere(monkeypatch):
    monkeypatch.setenv("BATON_TEAMS_HOSTS", "127.0.0.1, localhost,")
    assert TeamsSettings().more_hosts == {"127.0.0.1", "localhost"}
