"""Mails leave to a real server, which may refuse for now, for good, or not be there."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage

import pytest

from tests.worker.mailbox import mailbox
from worker.carriers import CarrierAwayError, Folder, MailServer, RefusedError


def letter(to: str = "ada@example.com") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Baton <b@example.org>", to, "Grüße ☃"
    made.set_content("Hello.")
    return made


class TestAt:
    def test_ports_and_words(self):
        server = MailServer.at("smtps://m%40x:p%3Aw@mail.example.org")
        assert (server.port, server.tls, server.username, server.password) == (
            465, True, "m@x", "p:w",
        )  # fmt: skip
        assert (MailServer.at("smtp://h").port, MailServer.at("smtp://h:25").port) == (587, 25)


class TestMailServer:
    async def test_a_mail_comes(self):
        async with mailbox() as box:
            await MailServer.at(f"smtp://127.0.0.1:{box.port}").carry("1", letter())
        assert box.came[0]["Subject"] == "Grüße ☃"
        assert box.recipients == [["ada@example.com"]]

    async def test_one_connection_for_one_after_the_other(self):
        async with mailbox() as box:
            server = MailServer.at(f"smtp://127.0.0.1:{box.port}")
            await server.carry("1", letter())
            [kept] = server.idle
            await server.carry("2", letter())
            assert server.idle == [kept]
            await server.rest()
            assert server.idle == []
        assert len(box.came) == 2

    async def test_a_new_one_when_the_old_one_has_gone(self):
        async with mailbox() as box:
            server = MailServer.at(f"smtp://127.0.0.1:{box.port}")
            await server.carry("1", letter())
            server.idle[0].close()
            await server.carry("2", letter())
            box.to_data.append("451 later")
            with pytest.raises(CarrierAwayError):
                await server.carry("3", letter())
            assert server.idle == []
            await server.carry("4", letter())
        assert len(box.came) == 3
        await server.rest()

    async def test_an_address_in_another_script(self):
        async with mailbox() as box:
            server = MailServer.at(f"smtp://127.0.0.1:{box.port}")
            await server.carry("1", letter("سارة@example.com"))
        assert box.recipients == [["سارة@example.com"]]

    async def test_with_a_password(self, monkeypatch):
        async with mailbox(login=True) as box:
            await MailServer.at(f"smtp://me:open%3Asesame@127.0.0.1:{box.port}").carry(
                "1", letter()
            )
            monkeypatch.setattr("worker.carriers.ANSWER_SECONDS", 2)
            with pytest.raises(CarrierAwayError, match="can't be used"):
                await MailServer.at(f"smtp://me:no@127.0.0.1:{box.port}").carry("2", letter())
        assert len(box.came) == 1

    async def test_no_password_over_an_open_line(self, monkeypatch):
        monkeypatch.setattr("worker.carriers.HERE", ())
        async with mailbox(login=True) as box:
            server = MailServer.at(f"smtp://me:open%3Asesame@127.0.0.1:{box.port}")
            with pytest.raises(CarrierAwayError):
                await server.carry("1", letter())
        assert box.came == []

    @pytest.mark.parametrize("place", ["to_recipients", "to_data"])
    async def test_refused_for_good_and_for_now(self, place: str):
        async with mailbox() as box:
            server = MailServer.at(f"smtp://127.0.0.1:{box.port}")
            getattr(box, place).extend(["550 no ada@example.com here", "451 later"])
            with pytest.raises(RefusedError, match="550") as refused:
                await server.carry("1", letter())
            assert "ada" not in str(refused.value)
            with pytest.raises(CarrierAwayError):
                await server.carry("1", letter())
            await server.carry("1", letter())
        assert len(box.came) == 1

    async def test_nobody_there(self):
        with pytest.raises(CarrierAwayError, match="can't be used"):
            await MailServer.at("smtp://127.0.0.1:1").carry("1", letter())

    async def test_one_who_never_answers(self, monkeypatch):
        monkeypatch.setattr("worker.carriers.ANSWER_SECONDS", 0.2)
        ended = asyncio.Event()

        async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            writer.close()
            ended.set()

        silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
        port = silent.sockets[0].getsockname()[1]
        with pytest.raises(CarrierAwayError):
            await MailServer.at(f"smtp://127.0.0.1:{port}").carry("1", letter())
        await ended.wait()
        silent.close()
        await silent.wait_closed()


class TestFolder:
    async def test_a_file_for_each(self, tmp_path):
        folder = Folder(tmp_path / "mail")
        await folder.carry("one", letter())
        await folder.carry("one", letter())
        (file,) = (tmp_path / "mail").iterdir()
        assert (file.name, file.stat().st_mode & 0o777) == ("one.eml", 0o600)

    async def test_it_can_not_be_written(self, tmp_path):
        (tmp_path / "mail").write_text("a file")
        with pytest.raises(CarrierAwayError, match="written"):
            await Folder(tmp_path / "mail").carry("one", letter())
