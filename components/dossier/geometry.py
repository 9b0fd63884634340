"""The shapes of the maps, as files for the browser: read once, named by their content."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from components.dossier.store import DATA_FOLDER

SHORELINE = "shoreline"
CLICK_AREAS = "click_areas"
ASSET_PATH = "assets"


@dataclass(frozen=True, slots=True)
class Asset:
    """A GeoJSON file for the browser.

    Attributes:
        name: file name with a mark of the content in it, so that it may be kept for ever.
        body: the bytes, compressed with gzip.
    """

    name: str
    body: bytes

    @property
    def url(self) -> str:
        """The address, relative to any page of the site."""
        return f"{ASSET_PATH}/{self.name}"


@lru_cache(maxsize=8)
def asset(stem: str, folder: Path = DATA_FOLDER) -> Asset:
    """Read one file of shapes.

    Args:
        stem: `SHORELINE` or `CLICK_AREAS`.
        folder: the data folder.
    """
    text = (folder / f"{stem}.geojson").read_bytes()
    mark = hashlib.sha256(text).hexdigest()[:12]
    # A fixed time of change keeps the bytes the same in every process.
    return Asset(f"{stem}-{mark}.geojson", gzip.compress(text, 9, mtime=0))


@lru_cache(maxsize=8)
def shoreline_source(folder: Path = DATA_FOLDER) -> tuple[str, str]:
    """Where the shoreline comes from and under which licence it stands."""
    shapes = json.loads((folder / f"{SHORELINE}.geojson").read_text(encoding="utf-8"))
    return shapes["source"], shapes["licence"]
