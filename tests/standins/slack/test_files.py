"""A file in three steps, by the vendor's own way of doing them."""

from __future__ import annotations

import httpx

from tests.standins.slack.asking import error
from tests.standins.slack.conftest import Office


async def test_a_file_is_shared(office: Office) -> None:
    await office.client.files_upload_v2(
        filename="offer.txt",
        content="Five chairs",
        title="The offer",
        channel=office.channel.id,
        initial_comment="See here",
    )
    (file,) = office.there.files.values()
    assert (file.content, file.title, file.channels) == (
        b"Five chairs",
        "The offer",
        [office.channel.id],
    )
    assert [one.text for one in office.ada.messages] == ["See here"]


async def test_only_what_was_announced_is_taken(office: Office) -> None:
    got = await office.client.files_getUploadURLExternal(filename="a.txt", length=3)
    async with httpx.AsyncClient(trust_env=False) as http:
        short = await http.post(got["upload_url"], content=b"ab")
        early = office.client.files_completeUploadExternal(files=[{"id": got["file_id"]}])
        assert await error(early) == "file_not_found"
        form = await http.post(got["upload_url"], files={"file": ("a.txt", b"abc")})
        again = await http.post(got["upload_url"], content=b"abc")
    assert [short.status_code, form.status_code, again.status_code] == [400, 200, 404]
    done = await office.client.files_completeUploadExternal(files=[{"id": got["file_id"]}])
    assert done["files"][0]["title"] == "a.txt"
    twice = office.client.files_completeUploadExternal(files=[{"id": got["file_id"]}])
    assert await error(twice) == "file_not_found"


async def test_a_file_has_a_length_and_a_scope(office: Office) -> None:
    none = office.client.files_getUploadURLExternal(filename="a.txt", length=0)
    assert await error(none) == "invalid_arguments"
    big = office.client.files_getUploadURLExternal(filename="a.txt", length=2_000_000_000)
    assert await error(big) == "file_upload_size_restricted"
    narrow = office.calling(office.slack.installed(None, "chat:write").value)
    call = narrow.files_getUploadURLExternal(filename="a.txt", length=1)
    assert await error(call) == "missing_scope"
