"""`python -m tests.bench.chart`: from a click in the list of charts to the new chart."""

import sys

from playwright.sync_api import Page

from tests.bench.beside import ROUNDS, click_middle, measure, report

CHARTS = ".st-key-chart_list .stButton button"
DRAWN = ".st-key-chart_card .stPlotlyChart .main-svg"


ON_SCREEN = 10
"""So many buttons of the list are in sight without scrolling."""


def _click_a_chart(page: Page, turn: int) -> None:
    click_middle(page, CHARTS, (turn * 7 + 3) % ON_SCREEN)


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    result = measure(
        _click_a_chart,
        path="/numbers",
        ready=DRAWN,
        begin="mouseup",
        shown=DRAWN,
        rounds=rounds,
    )
    report("chart", result)
