"""The schema: `datapackage.json` (Frictionless Data Package 2.0) as Python objects.

Beside the standard properties two of ours are read, both for lists, which Table
Schema cannot constrain: `itemEnum` (allowed items) and `itemReference` (the table
and column that each item must stand in). A string field whose `rdfType` is
`EDTF` holds a date.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from components.dossier.faults import DataError, Fault

DESCRIPTOR = "datapackage.json"
EDTF = "http://id.loc.gov/datatypes/edtf"


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a table, with all that its cells must satisfy."""

    name: str
    type: str
    description: str
    is_date: bool
    required: bool
    unique: bool
    choices: tuple[str, ...]
    pattern: str
    minimum: float | None
    maximum: float | None
    delimiter: str
    points_to: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file of the package."""

    name: str
    file: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """The whole package."""

    title: str
    version: str
    created: str
    tables: dict[str, Table]
    package: dict[str, Any]


def load_schema(folder: Path) -> Schema:
    """Read the descriptor of a data folder.

    Args:
        folder: the folder with `datapackage.json`.

    Raises:
        DataError: the descriptor is missing or is not valid JSON.
    """
    try:
        package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        tables = {resource["name"]: _table(resource) for resource in package["resources"]}
        return Schema(package["title"], package["version"], package["created"], tables, package)
    except OSError as error:
        problem, line = f"the descriptor cannot be read ({error.strerror})", 0
    except UnicodeDecodeError:
        problem, line = "the descriptor is not UTF-8", 0
    except json.JSONDecodeError as error:
        problem, line = f"the descriptor is not valid JSON ({error.msg})", error.lineno
    except KeyError as error:
        problem, line = f"the descriptor lacks the property {error}", 0
    except (TypeError, AttributeError, IndexError):
        problem, line = "the descriptor is not built as a Data Package", 0
    raise DataError([Fault(DESCRIPTOR, line, "", problem, "restore it from the last release")])


def undescribed(schema: Schema, needed: Iterable[str]) -> list[Fault]:
    """A fault for each table that the site needs and the descriptor does not describe."""
    return [
        Fault(
            DESCRIPTOR,
            0,
            "",
            f"the table {name} is not described",
            "restore its resource from the last release",
        )
        for name in sorted(set(needed) - set(schema.tables))
    ]


def _table(resource: dict) -> Table:
    schema = resource["schema"]
    references = {
        key["fields"][0]: (key["reference"]["resource"], key["reference"]["fields"][0])
        for key in schema.get("foreignKeys", [])
    }
    return Table(
        resource["name"],
        resource["path"],
        resource["title"],
        resource["description"],
        tuple(_column(field, references) for field in schema["fields"]),
        tuple(schema["primaryKey"]),
    )


def _column(field: dict, references: dict[str, tuple[str, str]]) -> Column:
    rules = field.get("constraints", {})
    item = field.get("itemReference")
    return Column(
        name=field["name"],
        type=field["type"],
        description=field["description"],
        is_date=field.get("rdfType") == EDTF,
        required=rules.get("required", False),
        unique=rules.get("unique", False),
        choices=tuple(rules.get("enum", field.get("itemEnum", ()))),
        pattern=rules.get("pattern", ""),
        minimum=rules.get("minimum"),
        maximum=rules.get("maximum"),
        delimiter=field.get("delimiter", ";"),
        points_to=(item["resource"], item["field"]) if item else references.get(field["name"]),
    )
