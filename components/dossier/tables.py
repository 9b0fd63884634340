"""The CSV files: read with line numbers, each cell checked against the schema."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from components.dossier.cells import CellError, read_cell
from components.dossier.faults import Fault
from components.dossier.schema import Column, Schema, Table

EXPECTED_HEADER = "make the first line the column names that datapackage.json lists"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file on which it begins, its values by column, and its cells.

    The cells are the text of the file, in the order of the columns of the schema.
    """

    line: int
    values: dict[str, Any]
    cells: tuple[str, ...] = ()


def read_tables(folder: Path, schema: Schema) -> tuple[dict[str, list[Row]], list[Fault]]:
    """Read all tables of a data folder.

    Args:
        folder: the folder with the CSV files.
        schema: what they must look like.

    Returns:
        The rows by table name, without those that have a fault, and all faults of
        cells, keys and references.
    """
    faults: list[Fault] = []
    rows: dict[str, list[Row]] = {}
    for table in schema.tables.values():
        rows[table.name] = list(_read_table(folder, table, faults))
    for table in schema.tables.values():
        faults.extend(_repeated_keys(table, rows[table.name]))
    # A row that could not be read would make every reference to it dangle.
    if not faults:
        for table in schema.tables.values():
            faults.extend(_dangling(table, rows, schema))
    return rows, faults


def _read_table(folder: Path, table: Table, faults: list[Fault]) -> Iterator[Row]:
    try:
        # Bytes that are not UTF-8 are kept as marks, so that the cell can be named.
        text = (folder / table.file).read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror})"
        faults.append(Fault(table.file, 0, "", problem, "put it back into the data folder"))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not header:
                header = [name.strip() for name in cells]
                if found := _header_faults(header, table):
                    faults.extend(found)
                    return
            elif cells:
                row, found = _read_row(cells, header, line, table)
                faults.extend(found)
                if not found:
                    yield row
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(
            Fault(table.file, line, "", f"the row is not valid CSV ({error})", "close the quotes")
        )
    if not header:
        faults.append(Fault(table.file, 1, "", "the file is empty", EXPECTED_HEADER))


def _header_faults(header: list[str], table: Table) -> list[Fault]:
    wanted = [column.name for column in table.columns]
    faults = [
        Fault(table.file, 1, name, "the column is missing", EXPECTED_HEADER)
        for name in wanted
        if name not in header
    ]
    for name in dict.fromkeys(header):
        if name not in wanted:
            near = get_close_matches(name, wanted, n=1)
            mend = f"write {near[0]}" if near else "take it out, or describe it in datapackage.json"
            # Bytes that are not UTF-8 cannot be printed as they are.
            shown = name.encode("utf-8", "backslashreplace").decode()
            faults.append(Fault(table.file, 1, shown, "the schema knows no such column", mend))
        elif header.count(name) > 1:
            faults.append(
                Fault(table.file, 1, name, "the column stands there twice", "take one out")
            )
    return faults


def _read_row(
    cells: list[str], header: list[str], line: int, table: Table
) -> tuple[Row, list[Fault]]:
    if len(cells) != len(header):
        problem = f"the row has {len(cells)} cells, the header {len(header)}"
        mend = "quote cells that hold a comma, and keep one comma between cells"
        # The first cell too many or too few is where the row and the header part.
        part = header[min(len(cells), len(header)) - 1]
        return Row(line, {}), [Fault(table.file, line, part, problem, mend)]
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    by_name = dict(zip(header, cells, strict=True))
    for column in table.columns:
        try:
            values[column.name] = read_cell(by_name[column.name], column)
        except CellError as fault:
            faults.append(Fault(table.file, line, column.name, fault.problem, fault.mend))
    return Row(line, values, tuple(by_name[column.name] for column in table.columns)), faults


def _repeated_keys(table: Table, rows: list[Row]) -> Iterator[Fault]:
    keys = [(column.name,) for column in table.columns if column.unique]
    if table.primary_key not in keys:
        keys.append(table.primary_key)
    for key in keys:
        first: dict[tuple, int] = {}
        for row in rows:
            value = tuple(str(_plain(row.values[name])) for name in key)
            if value in first:
                problem = f"{' / '.join(value)!r} already stands on line {first[value]}"
                yield Fault(table.file, row.line, key[-1], problem, "give the row an id of its own")
            else:
                first[value] = row.line


def _plain(value: Any) -> Any:
    return getattr(value, "text", value)


def _dangling(table: Table, rows: dict[str, list[Row]], schema: Schema) -> Iterator[Fault]:
    for column in table.columns:
        if column.points_to is None:
            continue
        target, key = column.points_to
        known = {row.values[key] for row in rows[target]}
        for row in rows[table.name]:
            for item in _items(row.values[column.name], column):
                if item not in known:
                    near = get_close_matches(item, known, n=1)
                    hint = f" (did you mean {near[0]}?)" if near else ""
                    mend = f"name a {key} of {schema.tables[target].file}{hint}, or add it there"
                    yield Fault(table.file, row.line, column.name, f"{item!r} does not exist", mend)


def _items(value: Any, column: Column) -> tuple[str, ...]:
    if column.type == "list":
        return value
    return (value,) if value else ()
