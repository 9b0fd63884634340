"""What held on a day, in words: the sentence beside the map and its table (pure)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from components.control_words import holder_words
from components.dossier import Border, Control, Dossier, Event, Source
from components.palette import PARTY_MARKS
from components.prose import link, plain
from components.viewpoint import View, draw_areas

AREA_NAMES = {
    "etorofu": "Etorofu/Iturup",
    "kunashiri": "Kunashiri/Kunashir",
    "shikotan": "Shikotan",
    "habomai": "the Habomai group",
    "urup_and_north_kurils": "Urup and the northern Kurils",
    "south_sakhalin": "southern Sakhalin",
    "north_sakhalin": "northern Sakhalin",
}


def day_words(day: dt.date) -> str:
    """A day as it is said: '1 September 1945'."""
    return f"{day.day} {day:%B %Y}"


def holding_sentence(dossier: Dossier, day: dt.date) -> str:
    """One sentence: who held the four islands that day, and by which instrument."""
    held = dossier.control_on(day)
    groups: dict[str, list[str]] = defaultdict(list)
    for island in dossier.four_islands:
        groups[_holder_phrase(held.get(island.island_id, ()))].append(AREA_NAMES[island.island_id])
    if len(groups) == 1:
        who = f"all four islands were held by {next(iter(groups))}"
    else:
        parts = [f"{_listed(names)} by {holder}" for holder, names in groups.items()]
        who = "the islands were held: " + "; ".join(parts)
    return f"On {day_words(day)} {who}. {_border_sentence(lines_of_islands(dossier, day))}"


def lines_of_islands(dossier: Dossier, day: dt.date) -> list[Border]:
    """The lines of a day that run by the Kurils; those of Sakhalin say nothing of them."""
    return [line for line in dossier.borders_on(day) if "Sakhalin" not in line.between_islands]


def _holder_phrase(spans: Sequence[Control]) -> str:
    """Who held an area, inside a sentence: 'the USSR de facto', 'Japan by treaty'."""
    words = holder_words(spans).replace(" (", " ").removesuffix(")")
    return f"the {words}" if words.startswith(("USSR", "Russian")) else words


def _border_sentence(borders: Sequence[Border]) -> str:
    agreed = list(dict.fromkeys(line.treaty_en for line in borders if line.kind == "treaty"))
    if agreed:
        return f"Border in force: {_listed(agreed)}."
    named = [line.treaty_en for line in borders if not line.treaty_en.startswith("none")]
    if named:
        return f"No border was agreed; the line is that of {_listed(named)}."
    if borders:
        return "No border was agreed; the line is that of actual control."
    return "No border was agreed."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def grounds(dossier: Dossier, day: dt.date) -> tuple[list[Event], list[Source]]:
    """The events that made the state of a day, the latest first, and the sources of that state."""
    held = dossier.control_on(day)
    spans = [span for island in dossier.four_islands for span in held.get(island.island_id, ())]
    lines = lines_of_islands(dossier, day)
    ids = [dossier.origin_of(span).event_id for span in spans] + [line.event_id for line in lines]
    events = [dossier.event(event_id) for event_id in dict.fromkeys(ids) if event_id]
    source_ids = dict.fromkeys(i for fact in (*spans, *lines) for i in fact.source_ids)
    return (
        sorted(events, key=lambda event: event.first_day, reverse=True),
        list(dossier.sources(source_ids)),
    )


def sources_line(sources: Sequence[Source]) -> str:
    """Sources as numbered links in one line."""
    return "Sources: " + "; ".join(
        f"{i}\u00a0{link(source.title, source.url)}" for i, source in enumerate(sources, 1)
    )


def day_table(dossier: Dossier, day: dt.date) -> str:
    """All areas as a table: who held them, since when, and how each side draws them."""
    held = dossier.control_on(day)
    sides = {view: draw_areas(dossier, day, view) for view in (View.JAPAN, View.RUSSIA)}
    lines = [
        "| Area | Held by | Since | Japan draws it as | Russia draws it as |",
        "|:--|:--|:--|:--|:--|",
    ]
    for area, name in AREA_NAMES.items():
        spans = held.get(area, ())
        since = spans[-1].start.words if spans else ""
        drawn = [_drawn_words(sides[view][area].parties) if spans else "" for view in sides]
        label = plain(name[0].upper() + name[1:])
        lines.append(f"| {label} | {plain(holder_words(spans))} | {since} | {' | '.join(drawn)} |")
    return "\n".join(lines)


PARTY_WORDS = {
    "japan": "Japan",
    "russia": "Russia / USSR",
    "both": "held in common",
    "none": "no state, or undetermined",
}


def _drawn_words(parties: Sequence[str]) -> str:
    return " and ".join(f":{PARTY_MARKS[party]}[■] {PARTY_WORDS[party]}" for party in parties)


def side_words(dossier: Dossier, day: dt.date, view: View) -> str:
    """How a side accounts for its drawing of that day, as a Markdown list; '' where it agrees."""
    if view is View.CONTROL:
        return ""
    sides = [side for side in (View.JAPAN, View.RUSSIA) if view in (side, View.BOTH)]
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for side in sides:
        for own in dossier.viewpoints_on(day, side):
            said[side.value.capitalize(), own.words_en].append(AREA_NAMES[own.area])
    return "\n".join(
        f"- **{side}** on {plain(_listed(areas))}: {plain(words)}"
        for (side, words), areas in said.items()
    )
