"""The data as others can take them away: CSV, JSON, GeoJSON and a Data Package (pure).

A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be run as a
formula by some spreadsheets (https://owasp.org/www-community/attacks/CSV_Injection), so such
a text cell gets an apostrophe in front, and so does one that has apostrophes before such a
sign already. Who reads the file back takes one apostrophe away from each text cell in which
a sign of these follows its leading apostrophes, and has the cell as it was.
"""

import copy
import csv
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterable
from typing import Any

from components.dossier.edtf import Stretch
from components.dossier.model import Dossier
from components.dossier.records import read_path
from components.dossier.schema import DESCRIPTOR, Column
from components.dossier.tables import Row

RISKY = re.compile(r"'*[=+\-@\t\r]")
"""How a text cell begins that gets an apostrophe."""

ESCAPED = re.compile(r"''*[=+\-@\t\r]")
"""How a text cell begins that has got one."""

ESCAPING = (
    "A text cell that begins with = + - @ a tab or a carriage return, or with apostrophes before "
    "one of these, has one more apostrophe in front, so that no spreadsheet runs it; take that "
    "one apostrophe away to have the cell as it was."
)
ZIP_DATE = (2000, 1, 1, 0, 0, 0)
"""One date for all files of the package, so that the same data make the same bytes."""


def harmless(text: str) -> str:
    """A text cell that no spreadsheet runs; `original()` turns it back."""
    return f"'{text}" if RISKY.match(text) else text


def original(text: str) -> str:
    """A text cell as it was before `harmless()`."""
    return text[1:] if ESCAPED.match(text) else text


def _chosen(dossier: Dossier, table: str, ids: Collection[str] | None) -> Iterable[Row]:
    rows = dossier.rows(table)
    if ids is None:
        return rows
    key = dossier.schema.tables[table].primary_key[0]
    return (row for row in rows if row.values[key] in ids)


def table_csv(dossier: Dossier, table: str, ids: Collection[str] | None = None) -> bytes:
    """A table as CSV (RFC 4180, UTF-8).

    Args:
        dossier: the data.
        table: a table of the schema.
        ids: only rows with these identifiers; None for all.
    """
    columns = dossier.schema.tables[table].columns
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    for row in _chosen(dossier, table, ids):
        writer.writerow(
            cell if _numeric(column) else harmless(cell)
            for cell, column in zip(row.cells, columns, strict=True)
        )
    return out.getvalue().encode()


def _numeric(column: Column) -> bool:
    return column.type in ("number", "integer")


def table_json(dossier: Dossier, table: str, ids: Collection[str] | None = None) -> bytes:
    """A table as a JSON array of objects; lists are arrays, dates EDTF strings."""
    rows = [_properties(row) for row in _chosen(dossier, table, ids)]
    return _json(rows)


def _properties(row: Row) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.values.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Stretch):
        return value.text
    return list(value) if isinstance(value, tuple) else value


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def events_geojson(dossier: Dossier, ids: Collection[str] | None = None) -> bytes:
    """The events that have a place as GeoJSON points (RFC 7946, WGS 84)."""
    rows = [row for row in _chosen(dossier, "events", ids) if row.values["lat"] is not None]
    features = [
        _feature(row, {"type": "Point", "coordinates": [row.values["lon"], row.values["lat"]]})
        for row in rows
    ]
    return _json({"type": "FeatureCollection", "features": features})


def borders_geojson(dossier: Dossier, ids: Collection[str] | None = None) -> bytes:
    """The lines of treaty, control, claim and offer as GeoJSON (RFC 7946, WGS 84)."""
    features = [
        _feature(
            row,
            {
                "type": "LineString",
                "coordinates": [[lon, lat] for lat, lon in read_path(row.values["path"])],
            },
        )
        for row in _chosen(dossier, "borders", ids)
    ]
    return _json({"type": "FeatureCollection", "features": features})


def _feature(row: Row, geometry: dict[str, Any]) -> dict[str, Any]:
    left_out = ("lat", "lon", "path")
    properties = {k: v for k, v in _properties(row).items() if k not in left_out}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def descriptor(dossier: Dossier) -> bytes:
    """`datapackage.json` for the exported files: the schema, with the escaping said."""
    package = copy.deepcopy(dossier.schema.package)
    package["description"] = f"{package['description']} {ESCAPING}"
    for resource in package["resources"]:
        resource["dialect"] = {"lineTerminator": "\r\n"} | resource.get("dialect", {})
    return _json(package)


def package_zip(dossier: Dossier) -> bytes:
    """All tables and their descriptor as one zipped Data Package."""
    files = {DESCRIPTOR: descriptor(dossier)} | {
        table.file: table_csv(dossier, name) for name, table in dossier.schema.tables.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in files.items():
            package.writestr(zipfile.ZipInfo(name, ZIP_DATE), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
