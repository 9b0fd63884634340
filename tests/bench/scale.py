"""`python -m tests.bench.scale`: what a rerun of the home page costs with 10,000 events.

The events are generated from those of the data; each count runs in a process of its own,
because a process serves one data folder.
"""

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from components.dossier import DATA_FOLDER
from tests.serving import ROOT

COUNTS = (300, 10_000)
ROUNDS = "30"


def generate(folder: Path, count: int) -> None:
    """Write a data folder with so many events: those of the data, then copies on other days."""
    shutil.copytree(DATA_FOLDER, folder)
    path = folder / "events.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), reader.fieldnames
    chance = random.Random(count)
    made = [
        {
            **chance.choice(rows),
            "event_id": f"generated-{number}",
            "start": f"{chance.randint(1700, 2025)}-{chance.randint(1, 12):02}",
            "end": "",
        }
        for number in range(max(0, count - len(rows)))
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, *made])


def rerun_ms(count: int) -> float:
    """The median time of a rerun in milliseconds, with so many events."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        generate(folder, count)
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench.rerun", ROUNDS],
            cwd=ROOT,
            env={**os.environ, "UNFINISHED_PEACE_DATA": str(folder)},
            capture_output=True,
            text=True,
            check=True,
        )
    return float(told.stdout.split()[-1])


def main() -> None:
    """Print the figures and write them down in `build/`."""
    found = {str(count): rerun_ms(count) for count in COUNTS}
    few, many = found.values()
    found["ratio"] = many / few
    print("scale       " + "  ".join(f"{name} {value:.2f}" for name, value in found.items()))
    out = ROOT / "build" / "bench-scale.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
