"""`python -m tests.bench.rerun`: the server's time for one rerun after a click.

The whole script runs, frame included, as the server runs it for a full rerun; a click
runs only the fragment inside it, so this is the upper bound.
"""

import statistics
import sys
import time

from streamlit.testing.v1 import AppTest

from components.dossier import current
from tests.serving import ROOT

ROUNDS = 60


def measure(rounds: int = ROUNDS) -> float:
    """Select event after event.

    Args:
        rounds: events selected.

    Returns:
        Median time of a run in milliseconds.
    """
    page = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    page.query_params["event"] = "1956-10-19-joint-declaration"
    page.run()
    ids = [event.event_id for event in current().events if 1945 <= event.first_day.year <= 1991]
    times = []
    for i in range(rounds):
        page.query_params["event"] = ids[(i * 17) % len(ids)]
        begun = time.perf_counter()
        page.run()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    print(f"{'rerun_ms':<16}{measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS):>10.2f}")
