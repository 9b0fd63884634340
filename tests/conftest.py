"""What the tests share: the real dossier, and a copy of the data to spoil."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from components.dossier import DATA_FOLDER, Dossier
from components.dossier.model import load_dossier
from tests.serving import ROOT, serve


@dataclass(frozen=True)
class DataCopy:
    """A copy of the data folder. Lines are counted as an editor does, from 1."""

    folder: Path

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.folder / file).write_text(text, encoding="utf-8", newline="")

    def line_of(self, file: str, beginning: str) -> int:
        """The number of the one line that begins so."""
        found = [
            number
            for number, line in enumerate(self.text(file).split("\n"), 1)
            if line.startswith(beginning)
        ]
        assert len(found) == 1, f"{len(found)} lines of {file} begin with {beginning!r}"
        return found[0]

    def cell(self, file: str, line: int, column: str) -> str:
        header, cells = self._rows(file, 1, line)
        return cells[header.index(column)]

    def set_cell(self, file: str, line: int, column: str, value: str) -> None:
        header, cells = self._rows(file, 1, line)
        cells[header.index(column)] = value
        self.set_line(file, line, _csv_line(cells))

    def set_line(self, file: str, line: int, text: str) -> None:
        lines = self.text(file).split("\n")
        lines[line - 1] = text
        self.write(file, "\n".join(lines))

    def set_rows(self, file: str, change: Callable[[list[str]], Sequence[str]]) -> None:
        """Rewrite a whole table, header included, row by row."""
        rows = csv.reader(io.StringIO(self.text(file), newline=""))
        self.write(file, "".join(_csv_line(change(row)) + "\n" for row in rows))

    def _rows(self, file: str, *numbers: int) -> list[list[str]]:
        lines = self.text(file).split("\n")
        return [next(csv.reader([lines[number - 1]])) for number in numbers]


def _csv_line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().removesuffix("\n")


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """The real data."""
    return load_dossier(DATA_FOLDER)


@pytest.fixture(scope="session")
def served() -> Iterator[httpx2.Client]:
    """The whole site as its server answers, asked without a browser.

    Each request has a connection of its own: on a kept one Streamlit's server waits 40 ms for
    the reader to confirm the head before it sends the body.
    """
    anew = httpx2.Limits(max_keepalive_connections=0)
    with (
        serve(ROOT / "app.py") as address,
        httpx2.Client(base_url=address, timeout=30, limits=anew) as client,
    ):
        yield client


@pytest.fixture
def data_copy(tmp_path: Path) -> DataCopy:
    """A copy of the real data that a test may spoil."""
    folder = tmp_path / "data"
    folder.mkdir()
    for pattern in ("*.csv", "*.json", "*.geojson"):
        for path in DATA_FOLDER.glob(pattern):
            shutil.copy(path, folder)
    return DataCopy(folder)
