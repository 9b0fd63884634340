"""One view, one link: what a query string says, and the query string that says it.

| parameter | holds | left out when |
|---|---|---|
| `event` | id of the selected event | the opening event |
| `from`, `to` | years at the ends of the timeline | the era of the event, or all years |
| `cat` | category, repeated for several | all |
| `island` | island, repeated for several | all |
| `level` | lowest significance shown, 1 to 3 | 3 |
| `q` | words to search for | empty |
| `focus` | where the map looks: place, islands or chain | place |

Parameters are ids and years, never labels, so that a link outlives a retitled event
and a change of language.
"""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from components.camera import EVENT_FOCUSES, Focus
from components.dossier import Dossier, Era, Event, Filters
from components.lanes import anchor
from components.params import (
    LONGEST_WORDS,
    Params,
    last_value,
    read_choices,
    read_number,
    shown,
    unknown_names,
)

OPENING_EVENT = "2025-peskov-no-talks"
"""The event that the site opens with: the news that it grew out of."""

KNOWN = ("event", "from", "to", "cat", "island", "level", "q", "focus")


@dataclass(frozen=True, slots=True)
class View:
    """All that a reader chose on the timeline page.

    Attributes:
        event_id: the selected event.
        first_year, last_year: the ends of the timeline, both included.
        filters: which events are shown.
        focus: where the map looks.
    """

    event_id: str
    first_year: int
    last_year: int
    filters: Filters = field(default_factory=Filters)
    focus: Focus = Focus.PLACE

    def holds(self, event: Event) -> bool:
        """Whether the years of the view hold an event whole."""
        return self.first_year <= event.first_day.year and event.last_day.year <= self.last_year

    def with_event(self, event: Event) -> "View":
        """The same view on another event; years that would hide it are widened."""
        return replace(
            self,
            event_id=event.event_id,
            first_year=min(self.first_year, event.first_day.year),
            last_year=max(self.last_year, event.last_day.year),
        )


def era_years(dossier: Dossier, era: Era) -> tuple[int, int]:
    """The years that the timeline shows for an era, both included."""
    first, last = dossier.years
    end = era.end.lower.year if era.end else last
    return max(era.start.lower.year, first), max(min(end, last), first)


def default_years(dossier: Dossier, event_id: str) -> tuple[int, int]:
    """The years shown when a link does not say: the era of its event, or all years."""
    event = dossier.event(event_id)
    if event is None or event_id == OPENING_EVENT:
        return dossier.years
    first, last = era_years(dossier, dossier.era_of(event.first_day))
    return min(first, event.first_day.year), max(last, event.last_day.year)


def read_view(params: Params, dossier: Dossier) -> tuple[View, list[str]]:
    """Understand a query string.

    Args:
        params: the values of each parameter, in order.
        dossier: says which events, categories and islands exist.

    Returns:
        The view, and a phrase for each part of the link that was left out.
    """
    ignored = unknown_names(params, KNOWN)
    event_id = _read_event(params, dossier, ignored)
    event = dossier.event(event_id)
    filters = Filters(
        categories=read_choices(params, "cat", dossier.categories(), ignored),
        islands=read_choices(params, "island", dossier.island_choices(), ignored),
        level=read_number(params, "level", 1, 3, ignored) or 3,
        words=" ".join(last_value(params, "q")[:LONGEST_WORDS].split()),
    )
    first, last = _read_years(params, dossier, event_id, ignored)
    focus = read_choices(params, "focus", EVENT_FOCUSES, ignored)
    view = View(event_id, first, last, filters, Focus(focus[0]) if focus else Focus.PLACE)
    return (view.with_event(event) if event else view), ignored


def write_view(view: View, dossier: Dossier) -> dict[str, list[str]]:
    """The query parameters of a view; what is as it would be anyway is left out."""
    filters = view.filters
    params: dict[str, list[str]] = {}
    if view.event_id != OPENING_EVENT:
        params["event"] = [view.event_id]
    if (view.first_year, view.last_year) != default_years(dossier, view.event_id):
        params["from"] = [str(view.first_year)]
        params["to"] = [str(view.last_year)]
    if filters.categories:
        params["cat"] = list(filters.categories)
    if filters.islands:
        params["island"] = list(filters.islands)
    if filters.level != 3:
        params["level"] = [str(filters.level)]
    if filters.words:
        params["q"] = [filters.words]
    if view.focus is not Focus.PLACE:
        params["focus"] = [view.focus.value]
    return params


def listed(params: Params, dossier: Dossier) -> tuple[Event, ...]:
    """The events whose dots the timeline of a link shows.

    Unlike `read_view()` it does not widen the years to an event that the link does not name.

    Args:
        params: the query parameters.
        dossier: the data.
    """
    view, _ = read_view(params, dossier)
    asked = last_value(params, "event")
    years = _read_years(params, dossier, asked if dossier.event(asked) else OPENING_EVENT, [])
    if dossier.event(asked):
        years = view.first_year, view.last_year
    return tuple(
        event
        for event in dossier.matching(view.filters)
        if years[0] <= anchor(event).year <= years[1]
    )


def list_params(view: View, dossier: Dossier) -> dict[str, list[str]]:
    """The parameters that choose the events of a view, with the years always said."""
    params = write_view(replace(view, event_id=OPENING_EVENT, focus=Focus.PLACE), dossier)
    if (view.first_year, view.last_year) != dossier.years:
        params |= {"from": [str(view.first_year)], "to": [str(view.last_year)]}
    return params


def person_link(name: str) -> str:
    """The address of the events of a person, relative to any page of the site."""
    return "./?" + urlencode({"q": name})


def event_link(event_id: str) -> str:
    """The shortest address of an event, relative to the site."""
    return "?" + urlencode({"event": event_id})


def _read_event(params: Params, dossier: Dossier, ignored: list[str]) -> str:
    asked = last_value(params, "event")
    if asked and dossier.event(asked) is None:
        ignored.append(f"event={shown(asked)}")
        asked = ""
    return asked or (OPENING_EVENT if dossier.event(OPENING_EVENT) else dossier.events[-1].event_id)


def _read_years(
    params: Params, dossier: Dossier, event_id: str, ignored: list[str]
) -> tuple[int, int]:
    lowest, highest = dossier.years
    first = read_number(params, "from", lowest, highest, ignored)
    last = read_number(params, "to", lowest, highest, ignored)
    if first is not None and last is not None and first > last:
        ignored.append(f"from={first} after to={last}")
        first = last = None
    if first is None and last is None:
        return default_years(dossier, event_id)
    return first or lowest, last or highest
