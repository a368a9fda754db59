"""`baton export`: writes the definitions of the registry to files, for Git and for `baton apply`.

The same registry gives the same files, byte by byte; who and when stays in the registry. Never: a
file written outside of the folder, or one touched that has not changed.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from cli import access, set_folder
from cli.client import Client, Key
from cli.errors import CliError
from cli.output import note, one_line, say, tell
from definitions.values import Json

GONE = ("archived",)
"""Out of use, so no part of a set."""


def run(folder: Path, namespace: str | None, *, prune: bool, as_json: bool) -> None:
    if namespace is not None and not set_folder.is_name(namespace):
        raise CliError(f"{namespace!r} is no namespace.", "Write it as definitions do.")
    results: dict[str, str] = {}
    with access.connect(os.environ) as client:
        for place, text in _texts(client, namespace):
            results[str(place)] = _write(folder, place, text)
    for place in _left_over(folder, namespace, results):
        results[place] = "deleted" if prune else "left"
        if prune:
            (folder / place).unlink()
    if as_json:
        tell([dict[str, Json](file=place, result=said) for place, said in results.items()])
        return
    for place, said in results.items():
        if said != "unchanged":
            say(one_line(f"{place}: {said}"))
    unchanged = sum(said == "unchanged" for said in results.values())
    note(f"{len(results)} files, {unchanged} of them unchanged.")
    alike = _one_file_elsewhere(results)
    if alike:
        note(f"One file where capital letters don't count: {', '.join(alike)}.")
    if "left" in results.values():
        note("Those left are of versions that are gone; --prune deletes them.")


def _texts(client: Client, namespace: str | None) -> Iterator[tuple[PurePosixPath, bytes]]:
    states: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for one in client.definitions(namespace):
        key: Key = (one.namespace, one.name, one.version)
        place = set_folder.place(key)
        found = None if one.state in GONE else client.definition(key)
        # It may have been archived since it was listed.
        if found is not None and found.state not in GONE:
            states[key[:2]][one.version] = found.state
            yield place, found.source.encode()
    for (space, name), versions in states.items():
        process, beside = f"{space}/{name}", PurePosixPath(space, name)
        yield beside / set_folder.STATES, set_folder.states_text(process, versions)
        positions = client.layout(space, name)
        if positions:
            yield beside / set_folder.LAYOUT, set_folder.layout_text(process, positions)


def _write(folder: Path, place: PurePosixPath, text: bytes) -> str:
    """What became of it."""
    path = folder / place
    link = _link(folder, place)
    if link is not None:
        raise CliError(f"{link} is a link.", "Put a folder or a file of its own there.")
    try:
        before = path.read_bytes() if path.exists() else None
        if before == text:
            return "unchanged"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    except OSError as error:
        raise CliError(
            f"{path} can't be written: {error.strerror or error}.", "Check the name and the rights."
        ) from error
    return "created" if before is None else "changed"


def _one_file_elsewhere(places: Collection[str]) -> list[str]:
    """Such as on a Mac, where one of them would be lost."""
    count = Counter(place.casefold() for place in places)
    return [place for place in places if count[place.casefold()] > 1]


def _link(folder: Path, place: PurePosixPath) -> Path | None:
    """What on the way there leads elsewhere. The folder itself may: somebody has named it."""
    steps = (folder / step for step in (place, *place.parents[:-1]))
    return next((step for step in steps if step.is_symlink()), None)


def _left_over(folder: Path, namespace: str | None, kept: dict[str, str]) -> list[str]:
    """What an export has written before, and would not write now."""
    found = sorted(folder.glob(f"{namespace or '*'}/*/*"))
    files = [PurePosixPath(path.relative_to(folder)) for path in found if path.is_file()]
    return [
        str(file)
        for file in files
        if str(file) not in kept and set_folder.ours(file) and _link(folder, file) is None
    ]
