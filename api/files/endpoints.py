"""`/api/v1/files`, and `/files/{token}`: the way of who has a link.

Never: a decision; each address parses, calls a service and answers.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.answers import json_answer
from api.auth.guard import MayReadFiles, MayWriteFiles
from api.bodies import StrictRoute
from api.errors import ApiError
from api.files import service
from api.files.page import readable_page
from api.files.schemas import Accept, FileShown, LinkMade, LinkWanted, Name, Purpose, shown
from api.files.sending import send
from api.files.service import Upload
from api.idempotency import REPLAYED, OnceKey
from api.services import TheServices
from api.shapes import Problem, Refusal

router = APIRouter(prefix="/api/v1/files", tags=["files"], route_class=StrictRoute)
links = APIRouter(tags=["files"], route_class=StrictRoute)

NOT_FOUND: dict[int | str, dict[str, object]] = {404: {"model": Problem}}
_BYTES: dict[str, object] = {
    "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
}
_CONTENT: dict[int | str, dict[str, object]] = {
    200: {"content": _BYTES, "description": "The file, as a download."},
    206: {"content": _BYTES, "description": "The part that Range asks for."},
    404: {"model": Problem},
    416: {"model": Problem},
}
Range = Annotated[
    str | None, Header(alias="Range", max_length=200, description="One range of bytes.")
]


@router.post(
    "",
    status_code=201,
    response_model=FileShown,
    responses={
        409: {"model": Problem},
        413: {"model": Problem},
        415: {"model": Problem},
        422: {"model": Refusal},
    },
    openapi_extra={"requestBody": {"required": True, "content": _BYTES}},
)
async def upload(
    request: Request,
    services: TheServices,
    principal: MayWriteFiles,
    name: Name,
    purpose: Purpose = "upload",
    accept: Accept = None,
    key: OnceKey = None,
) -> Response:
    """Takes a file in: its bytes are the body. It goes after 24 hours if nothing attaches it."""
    said = Upload(name, purpose, tuple(accept or ()))
    file, replayed = await service.upload(services, principal, request, said, key)
    headers = {"Location": f"/api/v1/files/{file['id']}"} | (REPLAYED if replayed else {})
    return json_answer(file, 201, headers)


@router.get("/{id}", response_model=FileShown, responses=NOT_FOUND)
async def show(
    services: TheServices,
    principal: MayReadFiles,
    file: Annotated[str, Path(alias="id", max_length=100)],
) -> Response:
    """What is known of a file."""
    return json_answer(shown(await service.find(services, principal, file)))


@router.get("/{id}/content", response_class=StreamingResponse, responses=_CONTENT)
async def content(
    services: TheServices,
    principal: MayReadFiles,
    file: Annotated[str, Path(alias="id", max_length=100)],
    wanted: Range = None,
) -> Response:
    """The file itself, as a download."""
    found = await service.find(services, principal, file)
    return await send(services, principal.tenant, found, wanted)


@router.post("/{id}/link", status_code=201, response_model=LinkMade, responses=NOT_FOUND)
async def link(
    services: TheServices,
    principal: MayReadFiles,
    file: Annotated[str, Path(alias="id", max_length=100)],
    wanted: LinkWanted | None = None,
) -> Response:
    """A link by which whoever has it gets the file, without signing in, for a while."""
    lasts = (wanted or LinkWanted()).seconds
    return json_answer(await service.link(services, principal, file, lasts), 201)


@router.delete(
    "/{id}", status_code=204, responses={404: {"model": Problem}, 409: {"model": Problem}}
)
async def remove(
    services: TheServices,
    principal: MayWriteFiles,
    file: Annotated[str, Path(alias="id", max_length=100)],
) -> Response:
    """Takes away a file of one's own that nothing has attached."""
    await service.remove(services, principal, file)
    return Response(status_code=204)


@links.get(
    "/files/{token}",
    response_class=StreamingResponse,
    responses={**_CONTENT, 410: {"model": Problem}},
)
async def linked(
    request: Request,
    services: TheServices,
    token: Annotated[str, Path(max_length=100)],
    wanted: Range = None,
) -> Response:
    """The file that the link leads to. Whoever comes with a browser gets a page to read if not."""
    try:
        tenant, file = await service.linked(services, token)
        return await send(services, tenant, file, wanted)
    except ApiError as error:
        page = readable_page(request.headers, error)
        if page is None:
            raise
        return page
