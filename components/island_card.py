"""The card of an island: names, figures of both sides, people, events, distance (pure text)."""

import datetime as dt

from components.control_words import holder_words
from components.dossier import Dossier, Island
from components.dossier.geometry import area_of
from components.links import event_link
from components.prose import link, plain, source_line

MOST_EVENTS = 8
AREA_OF_GROUP = {
    "habomai": "habomai",
    "disputed": "shikotan",
    "kurils_north": "urup_and_north_kurils",
}
"""The area of islets that the shoreline lacks; those of the group 'disputed' lie by Shikotan."""


def island_text(island: Island, dossier: Dossier, day: dt.date) -> str:
    """The card as Markdown.

    Args:
        island: the island or group.
        dossier: for events, distances and sources.
        day: the day of the map.
    """
    parts = [f"### {plain(island.name_en)}", _names(island), plain(island.fact_en)]
    parts.append(_facts(island, dossier, day))
    if events := _events(island, dossier):
        parts.append(events)
    sources = dossier.sources(island.source_ids)
    parts.append(":small[Sources: " + "; ".join(source_line(source) for source in sources) + "]")
    return "\n\n".join(parts)


def _names(island: Island) -> str:
    names = [
        ("Japanese", f"{island.name_ja} ({island.name_ja_kana}, {island.name_ja_romaji})"),
        ("Russian", f"{island.name_ru} ({island.name_ru_latin})"),
        ("Ainu", island.name_ainu_en),
    ]
    known = [(language, name) for language, name in names if name.strip(" (),")]
    return "  \n".join(f"**{language}** {plain(name)}" for language, name in known)


def _facts(island: Island, dossier: Dossier, day: dt.date) -> str:
    rows = [("Held that day by", _holder(island, dossier, day))]
    rows.append(("Administered today by", _administration(island)))
    if island.claimed_by:
        rows.append(("Claimed today by", f"{island.claimed_by} ({island.japanese_municipality})"))
    rows += [
        ("Area, Japanese figure", _number(island.area_km2_gsi, "km²")),
        ("Area, Russian figure", _number(island.area_km2_ru, "km²")),
        ("Residents on 15 August 1945", _number(island.residents_1945)),
        ("Residents, latest figure", _residents(island)),
        ("Highest point", _summit(island)),
        ("Distance", _distance(island, dossier)),
    ]
    lines = [f"| {label} | {plain(value)} |" for label, value in rows if value]
    return "| | |\n|:--|:--|\n" + "\n".join(lines)


def _holder(island: Island, dossier: Dossier, day: dt.date) -> str:
    held = dossier.control_on(day)
    if island.island_id == "sakhalin":
        halves = [("south", "south_sakhalin"), ("north", "north_sakhalin")]
        return "; ".join(f"{name}: {holder_words(held.get(area, ()))}" for name, area in halves)
    # Kaigarajima and a few islets are too small for the shoreline.
    area = area_of(island.island_id) or AREA_OF_GROUP.get(island.group, "")
    spans = held.get(area, ())
    return holder_words(spans) if spans else ""


def _administration(island: Island) -> str:
    district = f", {island.russian_district} district" if island.russian_district else ""
    return island.administered_by + district


def _number(value: float | None, unit: str = "") -> str:
    return "" if value is None else f"{value:,g} {unit}".strip()


def _residents(island: Island) -> str:
    if island.residents_latest is None:
        return ""
    when = island.residents_latest_date
    return _number(island.residents_latest) + (f" ({when.words})" if when else "")


def _summit(island: Island) -> str:
    height = _number(island.elevation_m, "m")
    return ", ".join(part for part in (island.highest_point_en, height) if part)


def _distance(island: Island, dossier: Dossier) -> str:
    for distance in dossier.distances:
        start = dossier.place(distance.from_place)
        if distance.to_place == island.island_id and start is not None:
            return f"{distance.km:g} km from {start.name_en}"
    return ""


def _events(island: Island, dossier: Dossier) -> str:
    group = "habomai" if island.group == "habomai" else island.island_id
    events = dossier.events_of_island(group)
    weighty = sorted(events, key=lambda event: event.significance)[:MOST_EVENTS]
    if not weighty:
        return ""
    lines = [
        f"- {event.when}: {link(event.title_en, './' + event_link(event.event_id))}"
        for event in sorted(weighty, key=lambda event: event.first_day)
    ]
    return f"**Events** ({len(weighty)} of {len(events)})\n\n" + "\n".join(lines)
