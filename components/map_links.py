"""The link of the map page: what its query string says, and the one that says it.

| parameter | holds | left out when |
|---|---|---|
| `day` | the day, as 1945-09-01 | today |
| `view` | whose map: control, japan, russia, both | control |
| `focus` | where the map looks: a named camera | islands |
| `layers` | layer, repeated for several; none for none | settlements and distances |
| `island` | the island whose card is open | none |
| `q` | place that is searched for, by id | none |
| `offer` | the offer whose line is drawn, by id | none |
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from components.camera import BOXES, Focus
from components.dossier import Dossier
from components.dossier.model import FIRST_BORDER
from components.params import Params, last_value, read_choices, shown, unknown_names
from components.viewpoint import View

KNOWN = ("day", "view", "focus", "layers", "island", "q", "offer")
NO_LAYERS = "none"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Layer(StrEnum):
    """What can be shown on the map beside land and borders; the value stands in links."""

    CLAIMS = "claims"
    OFFERS = "offers"
    SETTLEMENTS = "settlements"
    BASES = "bases"
    STRAITS = "straits"
    DISTANCES = "distances"
    VOLCANOES = "volcanoes"
    EVENTS = "events"
    GRATICULE = "graticule"


DEFAULT_LAYERS = (Layer.SETTLEMENTS, Layer.DISTANCES)


@dataclass(frozen=True, slots=True)
class MapView:
    """All that a reader chose on the map page.

    Attributes:
        day: the day of the map.
        view: whose map it is.
        focus: where it looks.
        layers: what it shows beside land and borders.
        island_id: the island whose card is open, or ''.
        place_id: the place that is searched for, or ''.
        offer_id: the offer whose line is drawn, or ''.
    """

    day: dt.date
    view: View = View.CONTROL
    focus: Focus = Focus.ISLANDS
    layers: tuple[Layer, ...] = DEFAULT_LAYERS
    island_id: str = ""
    place_id: str = ""
    offer_id: str = ""


def read_map_view(params: Params, dossier: Dossier, today: dt.date) -> tuple[MapView, list[str]]:
    """Understand a query string.

    Args:
        params: the values of each parameter, in order.
        dossier: says which islands and places exist.
        today: the last day that can be shown.

    Returns:
        The view, and a phrase for each part of the link that was left out.
    """
    ignored = unknown_names(params, KNOWN)
    view = read_choices(params, "view", list(View), ignored)
    focus = read_choices(params, "focus", list(BOXES), ignored)
    islands = [island.island_id for island in dossier.islands]
    island = read_choices(params, "island", islands, ignored)
    places = [place.place_id for place in dossier.places if place.lat is not None]
    place = read_choices(params, "q", places, ignored)
    offers = [offer.offer_id for offer in dossier.matters.offers]
    offer = read_choices(params, "offer", offers, ignored)
    return (
        MapView(
            _read_day(params, today, ignored),
            View(view[0]) if view else View.CONTROL,
            Focus(focus[0]) if focus else Focus.ISLANDS,
            _read_layers(params, ignored),
            island[0] if island else "",
            place[0] if place else "",
            offer[0] if offer else "",
        ),
        ignored,
    )


def write_map_view(view: MapView, today: dt.date) -> dict[str, list[str]]:
    """The query parameters of a view; what is as it would be anyway is left out."""
    params: dict[str, list[str]] = {}
    if view.day != today:
        params["day"] = [view.day.isoformat()]
    if view.view is not View.CONTROL:
        params["view"] = [view.view.value]
    if view.focus is not Focus.ISLANDS:
        params["focus"] = [view.focus.value]
    if view.layers != DEFAULT_LAYERS:
        params["layers"] = [layer.value for layer in view.layers] or [NO_LAYERS]
    if view.island_id:
        params["island"] = [view.island_id]
    if view.place_id:
        params["q"] = [view.place_id]
    if view.offer_id:
        params["offer"] = [view.offer_id]
    return params


def _read_day(params: Params, today: dt.date, ignored: list[str]) -> dt.date:
    text = last_value(params, "day")
    if not text:
        return today
    try:
        # fromisoformat() also reads other forms of ISO 8601, such as 1945-W35-6.
        day = dt.date.fromisoformat(text) if ISO_DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not FIRST_BORDER <= day <= today:
        ignored.append(f"day={shown(text)}")
        return today
    return day


def _read_layers(params: Params, ignored: list[str]) -> tuple[Layer, ...]:
    asked = params.get("layers", ())
    if not asked:
        return DEFAULT_LAYERS
    found = read_choices(params, "layers", [*Layer, NO_LAYERS], ignored)
    if not found:
        return DEFAULT_LAYERS
    return tuple(Layer(name) for name in found if name != NO_LAYERS)
