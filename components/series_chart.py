"""Charts of series: lines over time, and bars of single figures (pure)."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from components.chart import base_layout, escaped, wrapped
from components.dossier import Event, Figure, Measure
from components.lanes import Room
from components.palette import BAR, CHOSEN, INK, LINES, PAPER, QUIET

Series = Sequence[tuple[Measure, Sequence[Figure]]]
"""What is counted, and its values by date."""

JOINED_DAYS = 400
"""Two values further apart than a year and a month are not joined: what lies between is not
known."""

LABEL_GAP = 0.055
"""Least distance of two labels at the end of lines, as part of the height of the chart."""

MARK_WIDTH = {Room.PHONE: 0.07, Room.TABLET: 0.06, Room.DESKTOP: 0.04}
"""Width of an event's mark as part of that of the chart."""

STATUS = {
    "reported": "",
    "derived": "worked out from a reported change",
    "provisional": "provisional",
    "rounded": "rounded",
}


LETTERS = {Room.PHONE: 44, Room.TABLET: 60, Room.DESKTOP: 100}
"""Letters of a line that fit over a bar."""


def number(value: float) -> str:
    """A figure as it is read: '17,291', '3.85'."""
    return f"{value:,.10g}"


def short_name(measure: Measure) -> str:
    """The short name of a series, or what it counts."""
    return measure.short_en or measure.label_en


def build_lines(
    series: Series, events: Sequence[Event], *, room: Room, dark: bool, chosen: str = ""
) -> go.Figure:
    """Draw series over time; gaps stay gaps, values that were worked out have open marks.

    Args:
        series: the series, in the order of their colours.
        events: marked by number along the upper edge, if they lie within the years of the values.
        room: how wide the page is.
        dark: whether the paper is dark.
        chosen: id of the event that is told below the chart.
    """
    figure = go.Figure()
    highest = max(value.value for _, values in series for value in values) or 1
    for place, (measure, values) in enumerate(series):
        figure.add_trace(_line(measure, values, place, dark))
    height = 380 if room is Room.PHONE else 440
    days = [value.date.middle for _, values in series for value in values]
    span = max(days) - min(days)
    pad = max(span * 0.03, dt.timedelta(days=120))
    first, last = min(days) - pad, max(days) + pad
    shown = [(i, e) for i, e in enumerate(events, 1) if first < e.first_day < last]
    figure.add_trace(_event_marks(shown, last - first, room, dark, chosen))
    right = 16 if room is Room.PHONE else 200
    figure.update_layout(
        base_layout(
            height,
            dark=dark,
            margin={"l": 52, "r": right, "t": 44, "b": 32},
            shapes=[_rule(event) for _, event in shown],
            annotations=_end_labels(series, highest, room, dark),
        )
    )
    figure.update_xaxes(type="date", range=[first.isoformat(), last.isoformat()], nticks=8)
    figure.update_layout(
        yaxis={"range": [0, highest * 1.15], "tickformat": ","},
        # A little more than 1, so that the marks lie inside the plot and can be clicked whole.
        yaxis2={"overlaying": "y", "range": [0, 1.05], "visible": False, "fixedrange": True},
    )
    return figure


def _line(measure: Measure, values: Sequence[Figure], place: int, dark: bool) -> dict[str, Any]:
    line = LINES[place % len(LINES)]
    colour = line.dark if dark else line.light
    again = place >= len(LINES)
    points: list[Figure | None] = []
    for before, after in pairwise([None, *values]):
        if before and (after.date.middle - before.date.middle).days > JOINED_DAYS:
            points.append(None)
        points.append(after)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": measure.label_en,
        "x": [value.date.middle.isoformat() if value else None for value in points],
        "y": [value.value if value else None for value in points],
        "connectgaps": False,
        "text": [_hover(measure, value) if value else "" for value in points],
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": colour, "width": 2, "dash": line.dash},
        "marker": {
            "color": colour,
            "size": 9,
            "line": {"width": 2, "color": colour},
            "symbol": [_symbol(line.symbol, value, again) for value in points],
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _symbol(symbol: str, value: Figure | None, again: bool) -> str:
    """A ring with a dot for a series that shares its colour; open for what is not as reported."""
    if again:
        return f"{symbol}-open-dot"
    return f"{symbol}-open" if value and value.status != "reported" else symbol


def _hover(measure: Measure, value: Figure) -> str:
    status = f", {STATUS[value.status]}" if STATUS[value.status] else ""
    return (
        f"<b>{number(value.value)} {escaped(measure.unit_en)}</b>, {value.date.words}{status}<br>"
        f"{wrapped(measure.label_en, 50)}"
    )


def _rule(event: Event) -> dict[str, Any]:
    day = event.first_day.isoformat()
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "line": {"color": QUIET, "width": 1, "dash": "dot"},
        "layer": "below",
    }


def _event_marks(
    numbered: Sequence[tuple[int, Event]],
    span: dt.timedelta,
    room: Room,
    dark: bool,
    chosen: str,
) -> dict[str, Any]:
    """Numbers along the upper edge; each can be clicked."""
    events = [event for _, event in numbered]
    colours = [CHOSEN[dark] if event.event_id == chosen else INK[dark] for event in events]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [event.first_day.isoformat() for event in events],
        "y": _heights([event.first_day for event in events], span, room),
        "yaxis": "y2",
        "cliponaxis": False,
        "text": [str(number) for number, _ in numbered],
        "textfont": {"size": 11, "color": "#ffffff" if not dark else "#181819"},
        "customdata": [[event.event_id] for event in events],
        "hovertext": [f"{event.when}<br>{wrapped(event.title_en, 50)}" for event in events],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"symbol": "circle", "size": 18, "color": colours},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _heights(days: Sequence[dt.date], span: dt.timedelta, room: Room) -> list[float]:
    """A step down for each mark that would lie on the one before."""
    heights: list[float] = []
    for place, day in enumerate(days):
        near = place and day - days[place - 1] < span * MARK_WIDTH[room]
        heights.append(heights[-1] - 0.065 if near else 1.0)
    return heights


def _end_labels(series: Series, highest: float, room: Room, dark: bool) -> list[dict[str, Any]]:
    """The name of each series at its last value, moved apart where they would meet.

    Series beyond the number of colours share the colour of one before, with open marks; the
    note of the chart says what they are.
    """
    named = list(enumerate(series))[: len(LINES)]
    ends = sorted(
        ((values[-1], place, measure) for place, (measure, values) in named),
        key=lambda end: end[0].value,
    )
    last = max(values[-1].date.middle for _, values in series)
    labels = []
    lowest = -1.0
    for value, place, measure in ends:
        height = max(value.value / highest, lowest + LABEL_GAP)
        lowest = height
        line = LINES[place % len(LINES)]
        labels.append(
            {
                "x": (value.date.middle if room is Room.PHONE else last).isoformat(),
                "y": height * highest,
                "text": escaped(short_name(measure)),
                "xanchor": "right" if room is Room.PHONE else "left",
                "xshift": -4 if room is Room.PHONE else 12,
                "yshift": 13 if room is Room.PHONE else 0,
                "showarrow": False,
                "bgcolor": PAPER[dark] if room is Room.PHONE else None,
                "font": {"color": line.dark if dark else line.light, "size": 12.5},
            }
        )
    return labels


def build_bars(series: Series, *, room: Room, dark: bool) -> go.Figure:
    """Draw one bar for each value, under its full definition: for figures that do not compare.

    Args:
        series: the series, from top to bottom.
        room: how wide the page is.
        dark: whether the paper is dark.
    """
    width = LETTERS[room]
    rows = [(measure, value) for measure, values in series for value in values]
    names = [wrapped(f"{measure.label_en}, {value.date.words}", width) for measure, value in rows]
    lines = max(name.count("<br>") + 1 for name in names)
    row_px = 30 + 17 * lines
    highest = max(value.value for _, value in rows) or 1
    figure = go.Figure(
        {
            "type": "bar",
            "orientation": "h",
            "y": list(range(len(rows))),
            "x": [value.value for _, value in rows],
            "width": 18 / row_px,
            "text": [
                f"{number(value.value)} {escaped(measure.unit_en)}" for measure, value in rows
            ],
            "textposition": "outside",
            "cliponaxis": False,
            "hovertext": [_hover(measure, value) for measure, value in rows],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {
                "color": BAR[dark],
                "pattern": {
                    "shape": ["" if v.status == "reported" else "/" for _, v in rows],
                },
            },
        }
    )
    names_above = [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "align": "left",
            "y": place,
            "yanchor": "bottom",
            "yshift": 11,
            "text": name,
            "showarrow": False,
            "font": {"size": 12.5, "color": INK[dark]},
        }
        for place, name in enumerate(names)
    ]
    figure.update_layout(
        base_layout(
            24 + row_px * len(rows),
            dark=dark,
            margin={"l": 4, "r": 4, "t": 14, "b": 10},
            annotations=names_above,
        )
    )
    figure.update_xaxes(range=[0, highest * (1.7 if room is Room.PHONE else 1.35)], visible=False)
    figure.update_yaxes(range=[len(rows) - 0.6, -0.75], visible=False)
    return figure
