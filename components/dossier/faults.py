"""What is wrong with the data, said so that it can be mended."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong at one place.

    Attributes:
        file: name of the file in the data folder.
        line: line in that file, the header being line 1; 0 for the whole file.
        column: name of the column, or '' for the whole row.
        problem: what is wrong.
        mend: what to do about it.
    """

    file: str
    line: int
    column: str
    problem: str
    mend: str

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f", line {self.line}"
        if self.column:
            place += f", column {self.column}"
        return f"{place}: {self.problem}. Mend: {self.mend}."


class DataError(Exception):
    """The data were refused.

    Attributes:
        faults: all that was found, in the order of files and lines.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
