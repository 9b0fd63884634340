"""The strip of phrases by year: pure functions from rows of wording to a plotly figure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from components.chart import CLEAR, escaped, rgb
from components.dossier import Phrase, Wording
from components.lanes import Room
from components.palette import CHOSEN, FAINT, INK, party_colour
from components.quote_links import WINDOW_YEARS

GOVERNMENTS = {"Japan": "japan", "Russia/USSR": "russia"}
"""The governments of the table, and the party whose colour each has."""

STATES = {"present": "used", "absent": "absent from the document seen", "not found": "not found"}
SYMBOLS = {"present": "square", "absent": "square-x-open", "not found": "square-open"}
"""Three states, told apart by shape as well as by colour."""

ROW_PX = {Room.PHONE: 44, Room.TABLET: 26, Room.DESKTOP: 26}
NAMES_PX = 300
MARGIN = {"l": 8, "r": 12, "t": 28, "b": 8}


@dataclass(frozen=True, slots=True)
class Cell:
    """One phrase in one year: what the documents seen show, the strongest first."""

    phrase_id: str
    year: int
    rows: tuple[Wording, ...]

    @property
    def state(self) -> str:
        """'present' if any document has it, else 'absent', else 'not found'."""
        return min((row.present for row in self.rows), key=list(STATES).index)


def cells(rows: Sequence[Wording]) -> list[Cell]:
    """The cells of a strip; a row that stands for several years has one in each."""
    found: dict[tuple[str, int], list[Wording]] = defaultdict(list)
    for row in rows:
        for year in row.years:
            found[row.phrase_id, year].append(row)
    return [Cell(phrase, year, tuple(there)) for (phrase, year), there in sorted(found.items())]


def build_strip(
    rows: Sequence[Wording],
    phrases: Sequence[Phrase],
    government: str,
    years: tuple[int, int],
    *,
    room: Room,
    dark: bool,
    chosen: tuple[str, int | None],
) -> go.Figure:
    """Draw the strip of one government.

    Args:
        rows: what is known of its words.
        phrases: the phrases, in the order of the lanes from top to bottom.
        government: a key of `GOVERNMENTS`.
        years: the years shown, both included.
        room: how wide the page is.
        dark: whether the paper is dark.
        chosen: the phrase and the year (or None) whose uses are listed.
    """
    lanes = {phrase.phrase_id: i for i, phrase in enumerate(phrases)}
    shown = [cell for cell in cells(rows) if years[0] <= cell.year <= years[1]]
    colours = dict.fromkeys(STATES, INK[dark])
    colours["present"] = rgb(party_colour(GOVERNMENTS[government], dark))
    figure = go.Figure()
    for state in reversed(STATES):
        there = [cell for cell in shown if cell.state == state]
        figure.add_trace(_marks(there, state, lanes, colours[state], room))
    ring = [cell for cell in shown if (cell.phrase_id, cell.year) == chosen]
    figure.add_trace(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [cell.year for cell in ring],
            "y": [lanes[cell.phrase_id] for cell in ring],
            "marker": {
                "symbol": "square-open",
                "size": 18,
                "color": CHOSEN[dark],
                "line": {"width": 2.5},
            },
            "hoverinfo": "skip",
        }
    )
    figure.update_layout(_layout(phrases, years, room, dark, chosen[0]))
    return figure


def _marks(
    there: Sequence[Cell], state: str, lanes: dict[str, int], colour: str, room: Room
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": STATES[state],
        "x": [cell.year for cell in there],
        "y": [lanes[cell.phrase_id] for cell in there],
        "customdata": [[cell.phrase_id, cell.year] for cell in there],
        "text": [_hover(cell) for cell in there],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "symbol": SYMBOLS[state],
            "size": 11 if room is Room.DESKTOP else 10,
            "color": colour,
            "opacity": 1,
            "line": {"width": 0 if state == "present" else 1.2},
        },
        # The page marks what is chosen; others must not fade.
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _hover(cell: Cell) -> str:
    documents = [f"{row.document}: {STATES[row.present]}" for row in cell.rows]
    more = [f"and {len(documents) - 4} more"] if len(documents) > 4 else []
    return "<br>".join([f"<b>{cell.year}</b>", *map(escaped, documents[:4]), *more])


def _layout(
    phrases: Sequence[Phrase], years: tuple[int, int], room: Room, dark: bool, chosen: str
) -> dict[str, Any]:
    phone = room is Room.PHONE
    names = [
        {
            "text": escaped(phrase.label_en),
            "x": 0,
            "xref": "paper",
            "xanchor": "left" if phone else "right",
            "xshift": 0 if phone else -8,
            "y": lane,
            "yanchor": "middle",
            "yshift": 17 if phone else 0,
            "showarrow": False,
            "font": {
                "size": 12 if phone else 12.5,
                "color": CHOSEN[dark] if phrase.phrase_id == chosen else INK[dark],
            },
        }
        for lane, phrase in enumerate(phrases)
    ]
    return {
        "annotations": names,
        "height": MARGIN["t"] + MARGIN["b"] + ROW_PX[room] * len(phrases),
        "margin": MARGIN | ({} if phone else {"l": NAMES_PX}),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left"},
        "clickmode": "event+select",
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"color": INK[dark]},
        "xaxis": {
            "range": [years[0] - 0.6, years[1] + 0.6],
            "side": "top",
            "fixedrange": True,
            "dtick": 5 if years[1] - years[0] <= WINDOW_YEARS else 10,
            "tick0": 1950,
            "gridcolor": FAINT,
            "zeroline": False,
        },
        "yaxis": {
            "range": [len(phrases) - 0.5, -0.9 if phone else -0.5],
            "fixedrange": True,
            "tickvals": list(range(len(phrases))),
            "showticklabels": False,
            "gridcolor": FAINT,
            "zeroline": False,
        },
    }


def describe_strip(government: str, rows: Sequence[Wording], years: tuple[int, int]) -> str:
    """The strip in words, for those who cannot see it."""
    shown = [cell for cell in cells(rows) if years[0] <= cell.year <= years[1]]
    used = sum(cell.state == "present" for cell in shown)
    return (
        f"Set phrases of the government of {government} by year, {years[0]} to {years[1]}: "
        f"{len({cell.phrase_id for cell in shown})} phrases, used in {used} cells, absent or not "
        f"found in {len(shown) - used}. The list below has every row with its source."
    )
