"""A chart of dots over time in named rows: meetings by pair, visits by visitor (pure)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from components.chart import base_layout, escaped, rgb, wrapped
from components.dossier import Stretch
from components.lanes import Room
from components.palette import BAR, CHOSEN, INK, PAPER, party_colour

DAY_MS = 86_400_000
ROW_PX = 38
BARS_PX = 110
"""Height of the bars above the rows, which count the dots of each year."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Something that happened once.

    Attributes:
        item_id: its id.
        row: the name of its row.
        date: when.
        party: whose colour and shape it has.
        words: what is said on hover.
    """

    item_id: str
    row: str
    date: Stretch
    party: str
    words: str


SHAPES = {"japan": "circle", "russia": "diamond", "both": "square"}


def build_row_dots(dots: Sequence[Dot], *, room: Room, dark: bool, chosen: str = "") -> go.Figure:
    """Draw the dots; rows stand in the order in which they first appear.

    Args:
        dots: what happened.
        room: how wide the page is.
        dark: whether the paper is dark.
        chosen: id of the dot that is told below the chart.
    """
    rows = list(dict.fromkeys(dot.row for dot in dots))
    counts = {row: sum(dot.row == row for dot in dots) for row in rows}
    figure = go.Figure(_marks(dots, rows, dark, chosen))
    years = Counter(dot.date.lower.year for dot in dots)
    figure.add_trace(
        {
            "type": "bar",
            "x": [f"{year}-07-01" for year in years],
            "y": list(years.values()),
            "width": 280 * DAY_MS,
            "yaxis": "y2",
            "text": list(years.values()),
            "textposition": "outside",
            "textfont": {"size": 10},
            "cliponaxis": False,
            "hovertext": [f"{year}: {count}" for year, count in years.items()],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {"color": BAR[dark]},
        }
    )
    names = [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": place,
            "yshift": 15,
            "text": f"{escaped(row)} ({counts[row]})",
            "showarrow": False,
            "font": {"size": 12.5, "color": INK[dark]},
        }
        for place, row in enumerate(rows)
    ]
    below = ROW_PX * len(rows)
    share = below / (below + BARS_PX)
    figure.update_layout(
        base_layout(
            66 + below + BARS_PX,
            dark=dark,
            margin={"l": 8, "r": 16, "t": 36, "b": 30},
            annotations=names,
        )
    )
    figure.update_xaxes(type="date", nticks=6 if room is Room.PHONE else 12)
    figure.update_layout(
        yaxis={
            "domain": [0, share],
            "range": [len(rows) - 0.5, -0.9],
            "tickvals": list(range(len(rows))),
            "showticklabels": False,
        },
        yaxis2={
            "domain": [share, 1],
            "range": [0, max(years.values()) * 1.4],
            "visible": False,
            "fixedrange": True,
        },
    )
    return figure


def _marks(dots: Sequence[Dot], rows: Sequence[str], dark: bool, chosen: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.date.middle.isoformat() for dot in dots],
        "y": [rows.index(dot.row) for dot in dots],
        "customdata": [[dot.item_id] for dot in dots],
        "text": [f"{dot.date.words}<br>{wrapped(dot.words, 50)}" for dot in dots],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "opacity": 1,
            "size": [15 if dot.item_id == chosen else 11 for dot in dots],
            "color": [
                CHOSEN[dark] if dot.item_id == chosen else rgb(party_colour(dot.party, dark))
                for dot in dots
            ],
            "symbol": [SHAPES[dot.party] for dot in dots],
            "line": {"width": 1, "color": PAPER[dark]},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
