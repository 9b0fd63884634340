"""The plotly timeline: pure functions from events to a figure."""

import datetime as dt
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from components.chart import escaped
from components.dossier import Era, Event, Precision
from components.lanes import (
    METRICS,
    Dot,
    Label,
    Metrics,
    Room,
    place_dots,
    place_labels,
    window,
)
from components.palette import CATEGORIES, CHOSEN, FAINT, INK, QUIET

BANDS = ("rgba(128, 120, 105, 0.13)", "rgba(128, 120, 105, 0.04)")

GAP = "\u2003\u2002"
"""Spaces that keep a label clear of its dot and of the ring of the selected one."""


class Timeline:
    """A timeline drawn once for a view, and marked anew for every click.

    To build a plotly figure of some hundred dots takes longer than all else that a click
    asks for, so one figure serves all readers of a view. The mark is a shape of the
    layout: plotly then leaves the dots alone (`datarevision` tells it that they are the
    same) and redraws two lines.
    """

    def __init__(self, figure: go.Figure, dots: dict[str, Dot], colour: str) -> None:
        self.dots = dots
        self._figure = figure
        self._colour = colour
        self._bands = figure.layout.shapes
        self._lock = threading.Lock()

    @contextmanager
    def marked(self, chosen: str) -> Iterator[go.Figure]:
        """The figure with one event marked, for as long as the `with` block lasts.

        Args:
            chosen: id of the selected event; one that is not shown is not marked.
        """
        dot = self.dots.get(chosen)
        marks = _marks(dot, self._colour) if dot else ()
        with self._lock:
            self._figure.layout.shapes = (*self._bands, *marks)
            yield self._figure


@lru_cache(maxsize=256)
def build_timeline(
    events: tuple[Event, ...],
    eras: tuple[Era, ...],
    years: tuple[int, int],
    room: Room,
    dark: bool = False,
) -> Timeline:
    """Draw everything but the selection.

    Args:
        events: the events that pass the filters.
        eras: the bands of the background.
        years: first and last year of the axis.
        room: how much room the page has.
        dark: whether the page is dark.
    """
    dots = place_dots(events, years, room)
    labels = place_labels(dots, years, room)
    traces = [
        *_stretches(dots),
        *(
            _lane(category, [dot for dot in dots if dot.event.category == category])
            for category in CATEGORIES
        ),
        _label_trace(labels, INK[dark]),
    ]
    layout = _layout(eras, years, room, dark)
    layout["datarevision"] = f"{hash(events)} {years} {room} {dark}"
    figure = go.Figure({"data": traces, "layout": layout})
    return Timeline(figure, {dot.event.event_id: dot for dot in dots}, CHOSEN[dark])


def describe(shown: int, total: int, years: tuple[int, int], chosen: Event | None) -> str:
    """The figure in words, for those who cannot see it."""
    said = f"Timeline of {shown} of {total} events from {years[0]} to {years[1]} in seven lanes"
    lanes = ", ".join(category.name.lower() for category in CATEGORIES.values())
    picked = f" Selected: {chosen.title_en}, {chosen.when}." if chosen else ""
    return f"{said}: {lanes}.{picked} The list of events beside the arrows holds the same events."


def _lane(category: str, dots: Sequence[Dot]) -> dict[str, Any]:
    look = CATEGORIES[category]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": look.name,
        "x": [_iso(dot.x) for dot in dots],
        "y": [dot.y for dot in dots],
        "customdata": [[dot.event.event_id] for dot in dots],
        "text": [_hover(dot.event) for dot in dots],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "symbol": look.symbol,
            "color": look.colour,
            "size": [dot.size for dot in dots],
            "line": {"width": 0},
            "opacity": 1,
        },
        # Plotly would fade the rest for a moment after each click.
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _marks(dot: Dot, colour: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The line and the ring of the selected event."""
    x, reach = _iso(dot.x), dot.size / 2 + 5
    line = {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": -0.5,
        "y1": len(CATEGORIES) - 0.5,
        "line": {"color": colour, "width": 1.5, "dash": "dot"},
        "layer": "below",
    }
    ring = {
        "type": "circle",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": x,
        "yanchor": dot.y,
        "x0": -reach,
        "x1": reach,
        "y0": -reach,
        "y1": reach,
        "line": {"color": colour, "width": 3},
    }
    return line, ring


def _stretches(dots: Sequence[Dot]) -> list[dict[str, Any]]:
    """Bars for what is not a day: events that last, and dates known to the month or year."""
    lasting = [(dot, dot.event.first_day, dot.event.last_day) for dot in dots if dot.event.end]
    uncertain = [
        (dot, dot.event.start.lower, dot.event.start.upper)
        for dot in dots
        if dot.event.start.precision is not Precision.DAY
    ]
    about = [bar for bar in uncertain if bar[0].event.start.approximate]
    return [
        _bars(lasting, "lasting", {"width": 4, "color": "rgba(128, 120, 105, 0.55)"}),
        _bars(uncertain, "uncertain", {"width": 9, "color": "rgba(128, 120, 105, 0.28)"}),
        _bars(about, "about", {"width": 9, "color": QUIET, "dash": "dot"}),
    ]


def _bars(
    bars: Sequence[tuple[Dot, dt.date, dt.date]], name: str, line: dict[str, Any]
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [x for _, first, last in bars for x in (first.isoformat(), last.isoformat(), None)],
        "y": [y for dot, _, _ in bars for y in (dot.y, dot.y, None)],
        "line": line,
        "hoverinfo": "skip",
    }


def _label_trace(labels: Sequence[Label], ink: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "name": "labels",
        "x": [_iso(label.dot.x) for label in labels],
        "y": [label.y for label in labels],
        "text": [
            f"{escaped(label.text)}{GAP}" if label.left else f"{GAP}{escaped(label.text)}"
            for label in labels
        ],
        "textposition": ["middle left" if label.left else "middle right" for label in labels],
        "textfont": {"size": 11, "color": ink},
        "customdata": [[label.dot.event.event_id] for label in labels],
        "hoverinfo": "skip",
        "unselected": {"textfont": {"color": ink}},
    }


def _hover(event: Event) -> str:
    return f"<b>{escaped(event.title_en)}</b><br>{event.when}"


def _layout(
    eras: tuple[Era, ...], years: tuple[int, int], room: Room, dark: bool
) -> dict[str, Any]:
    metrics = METRICS[room]
    start, end = window(*years)
    lanes = len(CATEGORIES)
    ink = INK[dark]
    narrow = room is Room.PHONE
    return {
        "height": metrics.top + metrics.bottom + lanes * metrics.lane,
        "margin": {
            "l": metrics.left,
            "r": 8,
            "t": metrics.top,
            "b": metrics.bottom,
            "pad": 0,
            "autoexpand": False,
        },
        "showlegend": False,
        "hovermode": "closest",
        "hoverdistance": 12,
        "dragmode": False,
        "clickmode": "event+select",
        "xaxis": {
            "type": "date",
            "range": [_iso(start), _iso(end)],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "ticks": "outside",
            "nticks": 6 if narrow else 12,
            "tickfont": {"color": ink},
        },
        "yaxis": {
            "range": [lanes - 0.5, -0.5],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickvals": list(range(lanes)),
            "ticktext": [category.name for category in CATEGORIES.values()],
            "showticklabels": not narrow,
            # The lines between the lanes.
            "minor": {
                "tickvals": [lane - 0.5 for lane in range(lanes + 1)],
                "showgrid": True,
                "gridcolor": FAINT,
                "gridwidth": 1,
                "ticks": "",
            },
            "tickfont": {"color": ink},
        },
        "shapes": _bands(eras, start, end),
        "annotations": [
            *_era_names(eras, start, end, metrics, ink),
            *(_lane_names() if narrow else ()),
        ],
    }


def _bands(eras: tuple[Era, ...], start: dt.datetime, end: dt.datetime) -> list[dict[str, Any]]:
    return [
        {
            "type": "rect",
            "x0": _iso(first),
            "x1": _iso(last),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"width": 0},
            "fillcolor": BANDS[i % 2],
            "layer": "below",
        }
        for i, (_, first, last) in enumerate(_visible(eras, start, end))
    ]


def _visible(
    eras: tuple[Era, ...], start: dt.datetime, end: dt.datetime
) -> list[tuple[Era, dt.datetime, dt.datetime]]:
    """The eras that touch the axis, cut to it."""
    cut = []
    for era in eras:
        first = max(_midnight(era.start.lower), start)
        last = min(_midnight(era.end.lower), end) if era.end else end
        if first < last:
            cut.append((era, first, last))
    return cut


def _era_names(
    eras: tuple[Era, ...], start: dt.datetime, end: dt.datetime, metrics: Metrics, ink: str
) -> list[dict[str, Any]]:
    names = []
    for era, first, last in _visible(eras, start, end):
        pixels = (last - first) / (end - start) * metrics.width
        fitting = [name for name in (era.title_en, era.short_en) if len(name) * 6.8 < pixels]
        if fitting:
            names.append(
                {
                    "text": fitting[0],
                    "x": _iso(first + (last - first) / 2),
                    "xanchor": "center",
                    "yref": "paper",
                    "y": 1,
                    "yanchor": "bottom",
                    "showarrow": False,
                    "font": {"size": 12, "color": ink},
                }
            )
    return names


def _lane_names() -> list[dict[str, Any]]:
    """On a phone the lanes are named inside the plot, so that it keeps its width."""
    return [
        {
            "text": category.name,
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": lane - 0.5,
            "yanchor": "top",
            "showarrow": False,
            "font": {"size": 10, "color": category.colour},
        }
        for lane, category in enumerate(CATEGORIES.values())
    ]


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def _iso(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:00")
