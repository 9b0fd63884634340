"""`python -m components.dossier [FOLDER]`: check the data and print the counts."""

import sys
from collections import Counter
from pathlib import Path

from components.dossier.faults import DataError
from components.dossier.model import Dossier, load_dossier
from components.dossier.store import DATA_FOLDER


def main(folder: Path) -> int:
    """Check a data folder; return 0 if it is good and 1 if it is refused."""
    try:
        dossier = load_dossier(folder)
    except DataError as refused:
        print(refused, file=sys.stderr)
        print(f"\n{len(refused.faults)} faults: the data are refused.", file=sys.stderr)
        return 1
    print(report(dossier))
    return 0


def report(dossier: Dossier) -> str:
    """The counts of a good dossier as text, one table a line."""
    counts = dossier.row_counts()
    lines = [f"{name:<16}{count:>6}" for name, count in counts.items()]
    checked = Counter(event.verified for event in dossier.events)
    lines += [
        f"{'rows':<16}{sum(counts.values()):>6}",
        "events checked: " + ", ".join(f"{word} {n}" for word, n in checked.most_common()),
        f"data release {dossier.schema.version}, events up to {dossier.last_day.isoformat()}",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA_FOLDER))
