"""`python -m components.dossier.publish`: write down which identifiers a release publishes."""

import csv
import sys
from pathlib import Path

from components.dossier.faults import DataError
from components.dossier.model import Dossier, load_dossier
from components.dossier.store import DATA_FOLDER

TABLE = "published"


def unpublished(dossier: Dossier) -> list[tuple[str, str]]:
    """The table and identifier of each row that no release has published yet."""
    known = {(row.values["table"], row.values["row_id"]) for row in dossier.rows(TABLE)}
    return [
        (name, row.values[table.primary_key[0]])
        for name, table in dossier.schema.tables.items()
        if len(table.primary_key) == 1
        for row in dossier.rows(name)
        if (name, row.values[table.primary_key[0]]) not in known
    ]


def main(folder: Path) -> int:
    """Add what is new to `published.csv` under the version of the descriptor.

    Returns:
        0 if it is done; 1 if the data are refused or the version is no release.
    """
    try:
        dossier = load_dossier(folder)
    except DataError as refused:
        print(refused, file=sys.stderr)
        return 1
    version = dossier.schema.version
    if version not in {release.release for release in dossier.provenance.releases}:
        print(f"releases.csv has no row for {version}. Mend: add it.", file=sys.stderr)
        return 1
    new = unpublished(dossier)
    path = folder / f"{TABLE}.csv"
    ended = path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write("" if ended else "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows((table, row_id, version) for table, row_id in new)
    print(f"{len(new)} identifiers are published with release {version}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA_FOLDER))
