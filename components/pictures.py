"""The picture of each link, drawn once and kept."""

import datetime as dt
from functools import lru_cache

from components.dossier import Dossier
from components.picture import draw_picture
from components.reading import Reading, reading

KINDS = {
    "event": "",
    "quote": "Quote",
    "position": "Question in dispute",
    "claim": "Statement, checked",
    "matter": "The missing treaty",
    "offer": "Offer",
    "chart": "Figures",
    "poll": "Opinion poll",
    "map": "Map",
    "scene": "Story",
}
"""The line over the title; an event has its date there."""

SITE_TITLE = "Japan, Russia, four islands and the peace treaty that never came"


@lru_cache(maxsize=512)
def picture_of(dossier: Dossier, kind: str, row_id: str) -> bytes | None:
    """The picture of a view as PNG, or None if there is no such view.

    Args:
        dossier: the data.
        kind: a kind of reading page, or '' for the site.
        row_id: its identifier.
    """
    today = dt.date.today()
    if not kind:
        return draw_picture(dossier, SITE_TITLE, "Unfinished Peace", today)
    found = reading(dossier, kind, row_id)
    if found is None:
        return None
    event = dossier.event(row_id) if kind == "event" else None
    place = (event.lat, event.lon) if event and event.lat is not None else None
    above = event.when if event else KINDS[kind]
    return draw_picture(dossier, found.what.title, above, _day(found, today), place)


def _day(found: Reading, today: dt.date) -> dt.date:
    return found.day or today
