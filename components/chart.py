"""What all plotly charts of the site share."""

import textwrap
from typing import Any

from components.palette import CHOSEN, FAINT, INK

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
"""Charts are read and clicked, never dragged: what they show is what the link holds."""

PICTURE_CONFIG = CONFIG | {
    "displayModeBar": True,
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
}
"""The same, with the button that saves the chart as a picture."""

CLEAR = "rgba(0, 0, 0, 0)"


def escaped(text: str) -> str:
    """Text in which plotly finds no markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rgb(colour: tuple[int, int, int]) -> str:
    """A colour as plotly writes it."""
    return "rgb({}, {}, {})".format(*colour)


def base_layout(height: int, *, dark: bool, **more: Any) -> dict[str, Any]:
    """The layout that all charts of figures start from.

    Args:
        height: in CSS pixels.
        dark: whether the paper is dark.
        more: what a chart adds or changes.
    """
    axis = {
        "fixedrange": True,
        "gridcolor": FAINT,
        "zeroline": False,
        "automargin": False,
        "tickfont": {"color": INK[dark]},
    }
    return {
        "height": height,
        "margin": {"l": 48, "r": 16, "t": 36, "b": 36},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "clickmode": "event+select",
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "modebar": {"bgcolor": CLEAR, "color": INK[dark], "activecolor": CHOSEN[dark]},
        "font": {"color": INK[dark], "size": 13},
        "xaxis": dict(axis),
        "yaxis": dict(axis),
    } | more


def wrapped(text: str, width: int) -> str:
    """Text for plotly, escaped and broken into lines of at most so many letters."""
    return "<br>".join(escaped(line) for line in textwrap.wrap(text, width))
