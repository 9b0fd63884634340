"""The small timeline of a story: the events of its scenes on one line (pure)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from components.chart import base_layout, wrapped
from components.dossier import Era, Event, Scene
from components.palette import BAR, CHOSEN, FAINT, PAPER

HEIGHT = 96


def build_story_strip(
    scenes: Sequence[tuple[Scene, Event]], eras: Sequence[Era], chosen: Scene, *, dark: bool
) -> go.Figure:
    """Draw the events of a tour; the chosen one is ringed and dated.

    Args:
        scenes: the scenes of the tour with their events.
        eras: their beginnings are marked.
        chosen: the scene that is shown.
        dark: whether the paper is dark.
    """
    first, last = chosen.first_year, chosen.last_year
    figure = go.Figure(_dots(scenes, chosen, dark))
    event = next(event for scene, event in scenes if scene is chosen)
    figure.update_layout(
        base_layout(
            HEIGHT,
            dark=dark,
            margin={"l": 8, "r": 8, "t": 30, "b": 24},
            shapes=[_rule(era) for era in eras if first <= era.start.lower.year <= last],
            annotations=[
                {
                    "x": event.first_day.isoformat(),
                    "y": 0,
                    "yshift": 24,
                    "text": event.when,
                    "showarrow": False,
                    "font": {"size": 13, "color": CHOSEN[dark]},
                }
            ],
        )
    )
    figure.update_xaxes(
        type="date",
        range=[dt.date(first, 1, 1).isoformat(), dt.date(last, 12, 31).isoformat()],
        nticks=6,
        showgrid=False,
    )
    figure.update_yaxes(range=[-1, 1], showticklabels=False, tickvals=[0], gridcolor=FAINT)
    return figure


def _dots(scenes: Sequence[tuple[Scene, Event]], chosen: Scene, dark: bool) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [event.first_day.isoformat() for _, event in scenes],
        "y": [0] * len(scenes),
        "customdata": [[scene.scene_id] for scene, _ in scenes],
        "text": [f"{event.when}<br>{wrapped(scene.title_en, 40)}" for scene, event in scenes],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "opacity": 1,
            "size": [17 if scene is chosen else 11 for scene, _ in scenes],
            "color": [CHOSEN[dark] if scene is chosen else BAR[dark] for scene, _ in scenes],
            "line": {"width": 1.5, "color": PAPER[dark]},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _rule(era: Era) -> dict[str, Any]:
    day = era.start.lower.isoformat()
    line = {"color": FAINT, "width": 1}
    return {"type": "line", "x0": day, "x1": day, "y0": -1, "y1": 1, "line": line, "layer": "below"}


def describe_strip(scenes: Sequence[tuple[Scene, Event]], chosen: Scene) -> str:
    """The small timeline in words, for those who cannot see it."""
    place = [scene for scene, _ in scenes].index(chosen) + 1
    return f"The events of {len(scenes)} scenes in time; shown is scene {place}, {chosen.title_en}."
