"""Colours and shapes: one record for each party and category.

The two parties differ in lightness as well as hue, stay apart under the common
forms of colour blindness, and take their hue from neither flag.
"""

from dataclasses import dataclass

RGB = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Party:
    """Who may hold an area: its name in the legend and its colours."""

    party_id: str
    name: str
    light: RGB
    dark: RGB


PARTIES = {
    party.party_id: party
    for party in (
        Party("japan", "Japan", (214, 150, 38), (226, 168, 66)),
        Party("russia", "Russia / USSR", (31, 112, 122), (72, 160, 168)),
        Party("both", "held in common", (134, 104, 138), (166, 136, 170)),
        Party("none", "under no state", (158, 150, 138), (128, 123, 114)),
    )
}


PARTY_MARKS = {"japan": "orange", "russia": "blue", "both": "violet", "none": "gray"}
"""Markdown colours that config.toml sets to the colours of the parties."""


@dataclass(frozen=True, slots=True)
class Category:
    """A lane of the timeline: its name, colour and plotly marker symbol."""

    category_id: str
    name: str
    colour: str
    symbol: str


CATEGORIES = {
    category.category_id: category
    for category in (
        Category("treaty", "Treaty", "#a8563f", "square"),
        Category("negotiation", "Negotiation", "#4f74b3", "circle"),
        Category("military", "Military", "#7d7468", "diamond"),
        Category("statement", "Statement", "#8e67ad", "triangle-up"),
        Category("law", "Law", "#7f8a3c", "pentagon"),
        Category("society", "Society", "#bd6483", "hexagon"),
        Category("economy", "Economy", "#3d8f7c", "triangle-down"),
    )
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What the map is drawn on, in a light or a dark theme (RGB, or RGBA)."""

    sea: RGB
    land: RGB
    coast: RGB
    ink: RGB
    halo: RGB
    accent: RGB


LIGHT = Paper(
    (223, 231, 234), (203, 197, 186), (140, 134, 124), (45, 43, 40), (250, 248, 243), (158, 42, 84)
)
DARK = Paper(
    (27, 36, 42), (76, 74, 70), (120, 116, 109), (236, 232, 224), (24, 24, 25), (240, 132, 168)
)


CHOSEN = {False: "#9e2a54", True: "#f084a8"}
"""Colour of what is selected in a chart, on light and on dark paper."""

INK = {False: "#5b564e", True: "#c9c4ba"}
"""Colour of labels and axes of a chart, on light and on dark paper."""

BAR = {False: "#7d7468", True: "#a59c8e"}
"""Colour of bars that stand for neither side."""

PAPER = {False: "#fbf9f4", True: "#181819"}
"""The page that a chart stands on, as `.streamlit/config.toml` has it."""

QUIET = "rgba(128, 120, 105, 0.35)"
FAINT = "rgba(128, 120, 105, 0.2)"
"""Lines of a chart that stay in the background."""


@dataclass(frozen=True, slots=True)
class Line:
    """How a series of a chart is drawn: colour on light and on dark paper, marker, dash.

    The colours differ in lightness, and marker and dash differ as well, so that series can be
    told apart under the common forms of colour blindness and in print.
    """

    light: str
    dark: str
    symbol: str
    dash: str


LINES = (
    Line("#1b3a6b", "#8fb3e6", "circle", "solid"),
    Line("#b3471d", "#f08c5f", "square", "dash"),
    Line("#2f7a6a", "#7fd0bd", "diamond", "dot"),
    Line("#7a4d8f", "#926ce0", "triangle-up", "dashdot"),
)


def paper(dark: bool) -> Paper:
    """The colours of the map for a theme."""
    return DARK if dark else LIGHT


def party_colour(party_id: str, dark: bool) -> RGB:
    """The colour of a party for a theme."""
    party = PARTIES[party_id]
    return party.dark if dark else party.light
