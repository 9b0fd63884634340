"""One dossier a process: loaded once, reloaded when a file changes, never lost.

A change that does not pass the checks leaves the last good data standing; the
faults are kept for the keeper's banner.
"""

import logging
import os
import threading
import time
from pathlib import Path

from components.dossier.faults import DataError, Fault
from components.dossier.model import Dossier, load_dossier

DATA_FOLDER = Path(
    os.environ.get("UNFINISHED_PEACE_DATA", Path(__file__).resolve().parents[2] / "data")
)
"""The folder that is served; the environment may name another, for trying out changes."""

LOOK_EVERY_S = 1.0
"""Seconds between two looks at the files: an edit shows on the first rerun after that."""

_log = logging.getLogger(__name__)


class Store:
    """The dossier of one folder, kept up to date."""

    def __init__(self, folder: Path = DATA_FOLDER, look_every_s: float = LOOK_EVERY_S) -> None:
        self.folder = folder
        self.faults: tuple[Fault, ...] = ()
        self._look_every_s = look_every_s
        self._lock = threading.Lock()
        self._dossier: Dossier | None = None
        self._seen: tuple = ()
        self._looked_at = 0.0

    def current(self) -> Dossier:
        """The dossier as the files stand, or as they stood when they last passed.

        Raises:
            DataError: the data have never passed since the process started.
        """
        if self._dossier is not None and not self._due():
            return self._dossier
        with self._lock:
            if self._dossier is None or self._due():
                self._look()
        if self._dossier is None:
            raise DataError(self.faults)
        return self._dossier

    def _due(self) -> bool:
        return time.monotonic() - self._looked_at >= self._look_every_s

    def _look(self) -> None:
        self._looked_at = time.monotonic()
        seen = _fingerprint(self.folder)
        if seen == self._seen:
            return
        self._seen = seen
        try:
            self._dossier = load_dossier(self.folder)
            self.faults = ()
        except DataError as refused:
            self.faults = refused.faults
            _log.error("the data were refused:\n%s", refused)


def _fingerprint(folder: Path) -> tuple:
    """Name, size and time of change of every file that counts."""
    return tuple(
        (path.name, status.st_size, status.st_mtime_ns)
        for path in sorted(folder.iterdir())
        if path.suffix in (".csv", ".json")
        for status in (path.stat(),)
    )


store = Store()
"""The store of this process."""


def current() -> Dossier:
    """The dossier that this process serves."""
    return store.current()
