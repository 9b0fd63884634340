"""The dossier: the checked tables, and the questions that pages ask of them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from components.dossier import records
from components.dossier.edtf import Precision, Stretch
from components.dossier.faults import DataError
from components.dossier.figures import FIGURE_TABLES, Figures
from components.dossier.matters import MATTER_TABLES, Matters
from components.dossier.provenance import LABELS, PROVENANCE_TABLES, Provenance
from components.dossier.records import RECORDS
from components.dossier.rules import SPANS, rule_faults
from components.dossier.schema import Schema, load_schema, undescribed
from components.dossier.tables import Row, read_tables
from components.dossier.tours import TOUR_TABLES, Tours
from components.dossier.words import WORD_TABLES, Words

FIRST_BORDER = dt.date(1855, 2, 7)
"""The Treaty of Shimoda: before it no border was agreed (P1-054)."""

FOUR_ISLANDS = ("etorofu", "kunashiri", "shikotan", "habomai")
"""The disputed islands, from north-east to south-west; areas of the map and of `control`."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events a reader wants to see; an empty tuple or string asks for all.

    Attributes:
        categories: lanes of the timeline.
        islands: islands, an event that names any of them is shown.
        level: lowest significance shown, 1 (turning points) to 3 (all).
        words: every one of these words must stand in the event's text.
    """

    categories: tuple[str, ...] = ()
    islands: tuple[str, ...] = ()
    level: int = 3
    words: str = ""

    @property
    def any(self) -> bool:
        """Whether something is filtered at all."""
        return self != Filters()


class Dossier:
    """All tables of one data folder, read-only and shared by all sessions."""

    def __init__(self, schema: Schema, rows: Mapping[str, list[Row]]) -> None:
        self.schema = schema
        self._rows = rows
        self.events: tuple[records.Event, ...] = tuple(
            sorted(self._records("events"), key=lambda event: (event.first_day, event.event_id))
        )
        self.eras: tuple[records.Era, ...] = tuple(self._records("eras"))
        self.islands: tuple[records.Island, ...] = tuple(self._records("islands"))
        self._event = {event.event_id: event for event in self.events}
        self.provenance = Provenance(
            {name: tuple(self._records(name)) for name in PROVENANCE_TABLES}, rows, schema
        )
        self.words = Words({name: tuple(self._records(name)) for name in WORD_TABLES})
        self.figures = Figures({name: tuple(self._records(name)) for name in FIGURE_TABLES})
        self.tours = Tours({name: tuple(self._records(name)) for name in TOUR_TABLES})
        self.matters = Matters({name: tuple(self._records(name)) for name in MATTER_TABLES})
        self._control: tuple[records.Control, ...] = tuple(self._records("control"))
        self._borders: tuple[records.Border, ...] = tuple(self._records("borders"))
        self._viewpoints: tuple[records.Viewpoint, ...] = tuple(self._records("viewpoints"))
        self.places: tuple[records.Place, ...] = tuple(self._records("places"))
        self.distances: tuple[records.Distance, ...] = tuple(self._records("distances"))
        self.people: tuple[records.Person, ...] = tuple(self._records("people"))
        self.terms: tuple[records.Term, ...] = tuple(self._records("glossary"))
        self._person = {
            name: person for person in self.people for name in (person.name_en, person.person_id)
        }
        self._haystack = {event.event_id: self._searchable(event) for event in self.events}

    def event(self, event_id: str) -> records.Event | None:
        """The event with an id, or None."""
        return self._event.get(event_id)

    def matching(self, filters: Filters) -> tuple[records.Event, ...]:
        """The events that pass the filters, from the earliest to the latest."""
        return _matching(self, filters)

    def select(self, filters: Filters) -> tuple[records.Event, ...]:
        """The same, looked up anew; `matching()` keeps what it found."""
        words = filters.words.casefold().split()
        return tuple(
            event
            for event in self.events
            if (not filters.categories or event.category in filters.categories)
            and (not filters.islands or not set(filters.islands).isdisjoint(event.islands))
            and event.significance <= filters.level
            and all(word in self._haystack[event.event_id] for word in words)
        )

    def names_of(self, event: records.Event) -> str:
        """The names, in Japanese and Russian too, of the people and islands of an event."""
        people = [self._person[actor] for actor in event.actors if actor in self._person]
        islands = [island for island in self.islands if island.island_id in event.islands]
        parts = [
            *(f"{person.name_ja} {person.name_ru}" for person in people),
            *(f"{island.name_en} {island.name_ja} {island.name_ru}" for island in islands),
        ]
        return " ".join(parts)

    def _searchable(self, event: records.Event) -> str:
        parts = [event.title_en, event.summary_en, event.place, event.when, *event.actors]
        others = [self.translations("events", titles=t)[event.event_id] for t in (True, False)]
        return " ".join([*parts, self.names_of(event), *others]).casefold()

    @staticmethod
    @lru_cache(maxsize=256)
    def counts(events: tuple[records.Event, ...]) -> Counter[str]:
        """How many of the events are in each category."""
        return Counter(event.category for event in events)

    @staticmethod
    @lru_cache(maxsize=256)
    def island_counts(events: tuple[records.Event, ...]) -> Counter[str]:
        """How many of the events name each island or wider area."""
        return Counter(name for event in events for name in event.islands)

    def categories(self) -> tuple[str, ...]:
        """The categories in the order of the schema."""
        return self.choices("events", "category")

    def island_choices(self) -> tuple[str, ...]:
        """What `islands` of an event may hold, in the order of the schema."""
        return self.choices("events", "islands")

    def choices(self, table: str, column: str) -> tuple[str, ...]:
        """What a column of a table may hold, in the order of the schema."""
        return next(c.choices for c in self.schema.tables[table].columns if c.name == column)

    def sources(self, source_ids: Iterable[str]) -> tuple[records.Source, ...]:
        """The sources with these ids, in this order."""
        return tuple(map(self.provenance.source, source_ids))

    def person(self, name: str) -> records.Person | None:
        """The person of this English name, as events and quotes write it, or None."""
        return self._person.get(name)

    def island(self, island_id: str) -> records.Island | None:
        """The island with an id, or None."""
        return next((island for island in self.islands if island.island_id == island_id), None)

    @cached_property
    def four_islands(self) -> tuple[records.Island, ...]:
        """The disputed islands, from north-east to south-west."""
        found = {island.island_id: island for island in self.islands}
        return tuple(found[island_id] for island_id in FOUR_ISLANDS)

    def era_of(self, day: dt.date) -> records.Era:
        """The era in which a day lies; days before the first era belong to the first."""
        begun = [era for era in self.eras if era.start.lower <= day]
        return begun[-1] if begun else self.eras[0]

    def control_on(self, day: dt.date) -> dict[str, tuple[records.Control, ...]]:
        """Who held each area on a day.

        A change whose date is known only to the month or year is under way during that
        stretch: the area then has two spans, the one that ends and the one that begins.

        Args:
            day: any day.

        Returns:
            One span, or two while a change is under way, by area; areas of which
            nothing is recorded that early are left out.
        """
        held: dict[str, list[records.Control]] = defaultdict(list)
        for span in self._control:
            if _holds(span.start, span.end, day):
                held[span.area].append(span)
        return {area: tuple(spans) for area, spans in held.items()}

    def origin_of(self, span: records.Control) -> records.Control:
        """The span with which the party of a span came to hold the area.

        What the Russian Federation holds since 1991 began with the Soviet landings of 1945.
        """
        before = [
            earlier
            for earlier in self._control
            if earlier.area == span.area and earlier.start.lower < span.start.lower
        ]
        for earlier in sorted(before, key=lambda item: item.start.lower, reverse=True):
            if earlier.party != span.party or earlier.kind != span.kind:
                break
            span = earlier
        return span

    def viewpoints_on(self, day: dt.date, view: str) -> tuple[records.Viewpoint, ...]:
        """How a side draws areas on a day, where this differs from who holds them.

        Args:
            day: any day.
            view: 'japan' or 'russia'.
        """
        return tuple(
            drawn
            for drawn in self._viewpoints
            if drawn.view == view and _holds(drawn.start, drawn.end, day)
        )

    def borders_on(
        self, day: dt.date, kinds: Iterable[str] = ("treaty", "control")
    ) -> tuple[records.Border, ...]:
        """The lines of the given kinds that stood on a day."""
        wanted = frozenset(kinds)
        return tuple(
            border
            for border in self._borders
            if border.kind in wanted and _holds(border.valid_from, border.valid_to, day)
        )

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year of all events."""
        return (
            min(event.first_day.year for event in self.events),
            max(event.last_day.year for event in self.events),
        )

    @cached_property
    def change_days(self) -> tuple[dt.date, ...]:
        """The days from the first treaty on when control, a border or a view changed."""
        starts = [span.start for span in (*self._control, *self._viewpoints)]
        starts += [line.valid_from for line in self._borders if line.kind != "offer"]
        return tuple(sorted({start.lower for start in starts if start.lower >= FIRST_BORDER}))

    def border(self, border_id: str) -> records.Border | None:
        """The line with an id, or None."""
        return next((line for line in self._borders if line.border_id == border_id), None)

    def place(self, place_id: str) -> records.Place | None:
        """The place with an id, or None."""
        return next((place for place in self.places if place.place_id == place_id), None)

    def events_of_island(self, island_id: str) -> tuple[records.Event, ...]:
        """The events that name an island or group."""
        return tuple(event for event in self.events if island_id in event.islands)

    @cached_property
    def last_day(self) -> dt.date:
        """The day of the latest event: up to when the data run."""
        return max(event.first_day for event in self.events)

    def row_counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: len(rows) for name, rows in self._rows.items()}

    @lru_cache(maxsize=64)  # noqa: B019 - a process has one dossier or two
    def translations(self, table: str, *, titles: bool) -> dict[str, str]:
        """The Japanese and Russian text of each row of a table, by identifier, for searching.

        Args:
            table: a table with an identifier of its own.
            titles: only what rows are called by; else only the rest.
        """
        key, *_ = self.schema.tables[table].primary_key
        called = LABELS.get(table, "").removesuffix("_en")
        names = [
            column.name
            for column in self.schema.tables[table].columns
            if column.name.endswith(("_ja", "_ru")) and (column.name[:-3] == called) is titles
        ]
        return {
            row.values[key]: " ".join(str(row.values[name] or "") for name in names)
            for row in self._rows[table]
        }

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table as they were read."""
        return self._rows[table]

    def frame(self, table: str) -> pd.DataFrame:
        """A table as a fresh pandas frame, dates as EDTF strings and lists as tuples."""
        rows = self._rows[table]
        columns = [column.name for column in self.schema.tables[table].columns]
        return pd.DataFrame(
            [{name: _plain(row.values[name]) for name in columns} for row in rows],
            columns=columns,
        )

    def _records(self, table: str) -> Iterable[Any]:
        kind = RECORDS[table]
        names = [field.name for field in fields(kind)]
        for row in self._rows[table]:
            yield kind(**{name: row.values[name] for name in names})


@lru_cache(maxsize=256)
def _matching(dossier: Dossier, filters: Filters) -> tuple[records.Event, ...]:
    return dossier.select(filters)


def _holds(start: Stretch, end: Stretch | None, day: dt.date) -> bool:
    """Whether a span that begins with one change and ends with another covers a day.

    On the day of a change the new span holds; a change known only to the month or year
    leaves both spans standing throughout it.
    """
    if day < start.lower:
        return False
    if end is None:
        return True
    return day < end.lower if end.precision is Precision.DAY else day <= end.upper


def _plain(value: Any) -> Any:
    return value.text if isinstance(value, Stretch) else value


def load_dossier(folder: Path) -> Dossier:
    """Read and check a data folder.

    Args:
        folder: the folder with `datapackage.json` and the CSV files.

    Raises:
        DataError: something is wrong; all faults are listed, with file, line and column.
    """
    schema = load_schema(folder)
    if missing := undescribed(schema, [*RECORDS, *SPANS]):
        raise DataError(missing)
    rows, faults = read_tables(folder, schema)
    if not faults:
        faults.extend(rule_faults(rows, schema))
    if faults:
        raise DataError(faults)
    return Dossier(schema, rows)
