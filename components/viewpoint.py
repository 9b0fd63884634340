"""Whose map it is: how each area is drawn on a day, by who held it or by what a side says."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from components.dossier import Border, Control, Dossier, Island


class View(StrEnum):
    """A stated point of view; the value stands in links."""

    CONTROL = "control"
    JAPAN = "japan"
    RUSSIA = "russia"
    BOTH = "both"


NAMES = {
    View.CONTROL: "Who held it",
    View.JAPAN: "As Japan draws it",
    View.RUSSIA: "As Russia draws it",
    View.BOTH: "Both claims",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """How an area is drawn.

    Attributes:
        parties: one party, or two where a change is under way or both claim it.
        firm: full colour; otherwise hatched: held without an agreed treaty, or claimed by both.
    """

    parties: tuple[str, ...]
    firm: bool


def draw_areas(dossier: Dossier, day: dt.date, view: View) -> dict[str, Drawn]:
    """How each area is drawn on a day.

    Args:
        dossier: the data.
        day: any day.
        view: whose map it is. A side's own drawing is of one colour throughout, since to
            itself its title is not in doubt.
    """
    held = {area: _drawn_control(spans) for area, spans in dossier.control_on(day).items()}
    if view is View.CONTROL:
        return held
    sides = [side for side in (View.JAPAN, View.RUSSIA) if view in (side, View.BOTH)]
    drawings = [
        held | {own.area: Drawn((own.party,), True) for own in dossier.viewpoints_on(day, side)}
        for side in sides
    ]
    return {area: _both([drawing[area] for drawing in drawings]) for area in held}


def _drawn_control(spans: Sequence[Control]) -> Drawn:
    parties = tuple(dict.fromkeys(span.party for span in spans))
    firm = len(parties) == 1 and all(span.kind != "de facto" for span in spans)
    return Drawn(parties, firm)


def _both(drawings: Sequence[Drawn]) -> Drawn:
    parties = tuple(dict.fromkeys(party for drawn in drawings for party in drawn.parties))
    return Drawn(parties, len(parties) == 1 and all(drawn.firm for drawn in drawings))


def draw_lines(dossier: Dossier, day: dt.date, view: View, claims: bool) -> tuple[Border, ...]:
    """The lines of a day: what stood, and what the side of the view says stood.

    Args:
        dossier: the data.
        day: any day.
        view: whose map it is.
        claims: whether lines that only one side asserts are drawn on every view.
    """
    lines = list(dossier.borders_on(day, ("treaty",)))
    if view is not View.JAPAN:
        lines += dossier.borders_on(day, ("control",))
    if claims or view is not View.CONTROL:
        sides = ("japan", "russia") if claims or view is View.BOTH else (view.value,)
        claimed = dossier.borders_on(day, ("claim", "reading"))
        # Each side's claim once: Japan's reading of 1951 runs where its claim runs.
        kinds = {"japan": "claim", "russia": "reading"}
        lines += [line for line in claimed if line.side in sides and line.kind == kinds[line.side]]
    return tuple(lines)


def line_name(line: Border) -> str:
    """What a line is called on the map, always with whose it is if only one side asserts it."""
    if line.kind == "treaty":
        return line.treaty_en.split(" (")[0].split(",")[0].removesuffix(" line")
    if line.kind == "claim":
        return "border claimed by Japan"
    if line.kind == "reading":
        return "limit in Russia's reading of 1951"
    return "line of actual control"


def island_name(island: Island, view: View) -> str:
    """The name of an island on the map: both names, or those of the side whose map it is."""
    if view is View.JAPAN:
        return f"{island.name_ja_romaji.split(' (')[0]} {island.name_ja}"
    if view is View.RUSSIA:
        return f"{island.name_ru_latin.split(' (')[0]} {island.name_ru.split(' (')[0]}"
    return island.name_en


def group_name(view: View) -> str:
    """What the four islands are called together."""
    return {
        View.JAPAN: "Northern Territories (hoppō ryōdo)",
        View.RUSSIA: "southern Kurils (Yuzhnye Kurily)",
    }.get(view, "Northern Territories / southern Kurils")


def legend_words(view: View, drawn: Mapping[str, Drawn]) -> str:
    """One sentence on whose map it is and what hatching says on it."""
    whose = {
        View.CONTROL: "The map shows who held each area that day; it says nothing of title.",
        View.JAPAN: "The map follows the position of the Government of Japan that day.",
        View.RUSSIA: "The map follows the position of the Soviet Union and Russia that day.",
        View.BOTH: "The map shows both positions; where they differ an area has both colours.",
    }[view]
    hatched = [how for how in drawn.values() if not how.firm]
    meanings = []
    if any(len(how.parties) == 1 for how in hatched):
        meanings.append("Hatched: held without an agreed treaty.")
    if any(len(how.parties) > 1 for how in hatched):
        two = "the positions differ" if view is View.BOTH else "a change is under way"
        meanings.append(f"Hatched in two colours: {two}.")
    return " ".join([whose, *meanings])
