"""Opens the place for the bytes of files that the settings name: a folder, or a bucket.

Never: a place asked before the first file comes; whoever has no files needs none.
"""

from __future__ import annotations

from pathlib import Path

from store.blobs.address import read_url
from store.blobs.bucket import Bucket
from store.blobs.folder import Folder
from store.blobs.place import Blobs
from store.blobs.signing import Credentials
from store.settings import StoreSettings


def open_place(settings: StoreSettings) -> Blobs:
    if settings.files_url is None:
        return Folder(settings.data.absolute() / "files")
    place = read_url(settings.files_url)
    if isinstance(place, Path):
        return Folder(place)
    access, secret = settings.s3_access_key or "", settings.s3_secret_key or ""
    return Bucket(place, Credentials(access, secret, place.region))
