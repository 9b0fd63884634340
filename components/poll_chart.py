"""Charts of opinion polls: one question at a time (pure)."""

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from components.chart import base_layout, wrapped
from components.dossier import PollAnswer
from components.lanes import Room
from components.palette import BAR, INK, LINES, PAPER
from components.series_chart import LETTERS

Waves = Sequence[Sequence[PollAnswer]]
"""The polls that asked a question, by date; each as its answers."""

LABEL_GAP = 9
"""Least distance of two names beside the last dots, in percentage points."""

DOTS_FROM = 3
"""From so many polls on the answers are drawn as dots over time."""


def sampling_error(percent: float, sample: int | None) -> float | None:
    """Half the width of the 95 per cent interval of a share, in percentage points.

    For a simple random sample, 1.96 * sqrt(p (1 - p) / n); real samples err more.

    Args:
        percent: the share, 0 to 100.
        sample: people asked; None if not published.

    Returns:
        The error, or None if the sample is not known.
    """
    if sample is None:
        return None
    share = percent / 100
    return 196 * math.sqrt(share * (1 - share) / sample)


def wave_words(wave: Sequence[PollAnswer]) -> str:
    """A poll in words: institute, fieldwork, sample."""
    first = wave[0]
    sample = f"{first.sample:,} people" if first.sample else "sample not published"
    return f"{first.institute}, {first.when}, {sample}"


def build_poll(waves: Waves, *, room: Room, dark: bool) -> go.Figure:
    """Draw a question: bars for one or two polls, dots over time for more.

    Args:
        waves: the polls, by date.
        room: how wide the page is.
        dark: whether the paper is dark.
    """
    if len(waves) < DOTS_FROM:
        return _bars(waves, room, dark)
    return _dots(waves, room, dark)


def _bars(waves: Waves, room: Room, dark: bool) -> go.Figure:
    width = LETTERS[room]
    rows: list[PollAnswer | str] = []
    for wave in reversed(waves):
        rows.append(wave_words(wave))
        rows += list(wave)
    answers = [(place, row) for place, row in enumerate(rows) if isinstance(row, PollAnswer)]
    figure = go.Figure()
    for known in (True, False):  # a whisker of unknown length would be drawn as a stub
        there = [(place, row) for place, row in answers if (row.sample is not None) is known]
        figure.add_trace(_bar_trace(there, dark) | ({} if known else {"error_x": None}))
    names = [
        _name(place, f"{row.option_en}: {row.percent:g} %", width, dark)
        if isinstance(row, PollAnswer)
        else _name(place, row, width, dark, strong=True)
        for place, row in enumerate(rows)
    ]
    lines = max(name["text"].count("<br>") + 1 for name in names)
    figure.update_layout(
        base_layout(
            30 + (30 + 17 * lines) * len(rows),
            dark=dark,
            margin={"l": 4, "r": 8, "t": 8, "b": 24},
            annotations=names,
        )
    )
    figure.update_xaxes(range=[0, 100], ticksuffix=" %", nticks=6)
    figure.update_yaxes(range=[len(rows) - 0.4, -0.6], visible=False)
    return figure


def _bar_trace(there: Sequence[tuple[int, PollAnswer]], dark: bool) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [place for place, _ in there],
        "x": [answer.percent for _, answer in there],
        "width": 0.32,
        "offset": 0.08,
        "error_x": _errors([answer for _, answer in there], dark),
        "hovertext": [_hover(answer) for _, answer in there],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"color": BAR[dark]},
    }


def _name(place: int, text: str, width: int, dark: bool, *, strong: bool = False) -> dict[str, Any]:
    said = wrapped(text, width)
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "align": "left",
        "y": place + (0.3 if strong else 0),
        "yanchor": "bottom",
        "text": f"<b>{said}</b>" if strong else said,
        "showarrow": False,
        "font": {"size": 12.5, "color": INK[dark]},
    }


def _errors(answers: Sequence[PollAnswer], dark: bool) -> dict[str, Any]:
    return {
        "type": "data",
        "array": [sampling_error(answer.percent, answer.sample) for answer in answers],
        "color": INK[dark],
        "thickness": 1.2,
        "width": 4,
    }


def _hover(answer: PollAnswer) -> str:
    error = sampling_error(answer.percent, answer.sample)
    spread = f" ± {error:.1f}" if error is not None else ""
    note = f"<br>{wrapped(answer.note_en, 50)}" if answer.note_en else ""
    return (
        f"<b>{answer.percent:g}{spread} %</b> {wrapped(answer.option_en, 50)}<br>"
        f"{wrapped(wave_words([answer]), 50)}{note}"
    )


def _dots(waves: Waves, room: Room, dark: bool) -> go.Figure:
    options = list(dict.fromkeys(answer.option_en for wave in waves for answer in wave))
    figure = go.Figure()
    ends = []
    for place, option in enumerate(options):
        line = LINES[place % len(LINES)]
        colour = line.dark if dark else line.light
        answers = [answer for wave in waves for answer in wave if answer.option_en == option]
        days = [answer.day.middle.isoformat() for answer in answers]
        figure.add_trace(
            {
                "type": "scatter",
                # Between polls nothing is known, so that no line joins them.
                "mode": "markers",
                "name": option,
                "x": days,
                "y": [answer.percent for answer in answers],
                "error_y": _errors(answers, dark),
                "text": [_hover(answer) for answer in answers],
                "hovertemplate": "%{text}<extra></extra>",
                "marker": {"color": colour, "symbol": line.symbol, "size": 10},
            }
        )
        ends.append((answers[-1].percent, place))
    figure.update_layout(
        base_layout(
            380,
            dark=dark,
            margin={"l": 48, "r": 20 if room is Room.PHONE else 210, "t": 16, "b": 32},
            annotations=_end_names(ends, options, waves, room, dark),
        )
    )
    figure.update_xaxes(type="date", nticks=7)
    figure.update_yaxes(range=[0, 105], ticksuffix=" %")
    return figure


def _end_names(
    ends: Sequence[tuple[float, int]], options: Sequence[str], waves: Waves, room: Room, dark: bool
) -> list[dict[str, Any]]:
    """The answers beside their last dots, moved apart where they would meet.

    On a phone, where there is no room beside them, above.
    """
    phone = room is Room.PHONE
    names = []
    lowest = -LABEL_GAP
    for percent, place in sorted(ends):
        lowest = max(percent, lowest + LABEL_GAP)
        line = LINES[place % len(LINES)]
        names.append(
            {
                "x": waves[-1][0].day.middle.isoformat(),
                "y": lowest,
                "text": f"{wrapped(options[place], 200 if phone else 28)}: {percent:g} %",
                "xanchor": "right" if phone else "left",
                "xshift": 4 if phone else 12,
                "yshift": 16 if phone else 0,
                "align": "left",
                "showarrow": False,
                "bgcolor": PAPER[dark] if phone else None,
                "font": {"color": line.dark if dark else line.light, "size": 12.5},
            }
        )
    return names
