"""The rows that pages read, as frozen records. Names follow `datapackage.json`.

A record is made once and shared, so records compare by identity: comparing and hashing
hundreds of them on each rerun by their fields would cost milliseconds.
"""

import datetime as dt
from dataclasses import dataclass

from components.dossier.edtf import Precision, Stretch, span_words
from components.dossier.figure_records import (
    Chart,
    Figure,
    Measure,
    PollAnswer,
    PollQuestion,
    Summit,
    Visit,
)
from components.dossier.tour_records import Lesson, Scene, Tour
from components.dossier.word_records import (
    Argument,
    Claim,
    Phrase,
    Position,
    Quote,
    Statement,
    Wording,
)

Points = tuple[tuple[float, float], ...]
"""(latitude, longitude) in degrees, WGS 84."""


def read_path(path: str) -> Points:
    """The points of a line written as 'latitude longitude; latitude longitude'."""
    points = (point.split() for point in path.split(";"))
    return tuple((float(lat), float(lon)) for lat, lon in points)


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """What happened, when and where; latitude and longitude in degrees, WGS 84."""

    event_id: str
    start: Stretch
    end: Stretch | None
    title_en: str
    summary_en: str
    category: str
    significance: int
    actors: tuple[str, ...]
    islands: tuple[str, ...]
    place: str
    lat: float | None
    lon: float | None
    source_ids: tuple[str, ...]
    verified: str

    @property
    def first_day(self) -> dt.date:
        """The earliest day that the event may have begun."""
        return self.start.lower

    @property
    def last_day(self) -> dt.date:
        """The latest day that the event may have ended."""
        return (self.end or self.start).upper

    @property
    def first_day_words(self) -> str:
        """The first day in words: 'on 19 October 1956', 'at the beginning of 1956'."""
        if self.start.precision is Precision.DAY:
            return f"on {self.start.words}"
        return f"at the beginning of {self.start.words}"

    @property
    def when(self) -> str:
        """The date in words."""
        return span_words(self.start, self.end)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A document or page that rows rest on."""

    source_id: str
    title: str
    publisher: str
    author: str
    published: Stretch | None
    url: str
    identifier: str
    language: str
    kind: str
    strength: str
    note: str


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody who takes part."""

    person_id: str
    name_en: str
    name_ja: str
    name_ru: str
    role_en: str
    country: str
    born: Stretch | None
    died: Stretch | None
    note_en: str
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Island:
    """An island or group; areas in km2, heights in metres, position in degrees WGS 84."""

    island_id: str
    group: str
    name_en: str
    name_ja: str
    name_ja_kana: str
    name_ja_romaji: str
    name_ru: str
    name_ru_latin: str
    name_ainu_en: str
    lat: float | None
    lon: float | None
    area_km2_gsi: float | None
    area_km2_ru: float | None
    highest_point_en: str
    elevation_m: float | None
    administered_by: str
    russian_district: str
    claimed_by: str
    japanese_municipality: str
    residents_1945: int | None
    residents_latest: int | None
    residents_latest_date: Stretch | None
    fact_en: str
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Border:
    """A line on the map; `path` holds points 'latitude longitude' in degrees, WGS 84."""

    border_id: str
    valid_from: Stretch
    valid_to: Stretch | None
    kind: str
    side: str
    treaty_en: str
    description_en: str
    between_islands: str
    path: str
    north_side: str
    south_side: str
    event_id: str
    source_ids: tuple[str, ...]
    verified: str

    @property
    def points(self) -> Points:
        """The points of the line as (latitude, longitude)."""
        return read_path(self.path)


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """Who held an area from one day to another."""

    area: str
    controller: str
    party: str
    kind: str
    start: Stretch
    end: Stretch | None
    event_id: str
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Era:
    """A period that the timeline is shaded by; `end` is the first day of the next."""

    era_id: str
    start: Stretch
    end: Stretch | None
    title_en: str
    short_en: str
    summary_en: str
    start_event_id: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Viewpoint:
    """How one side draws an area where this differs from who holds it."""

    view: str
    area: str
    party: str
    start: Stretch
    end: Stretch | None
    words_en: str
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A settlement, cape, strait, volcano or venue; position in degrees, WGS 84."""

    place_id: str
    name_en: str
    name_ja: str
    name_ru: str
    kind: str
    island_id: str
    lat: float | None
    lon: float | None
    population: int | None
    population_date: Stretch | None
    fact_en: str
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Distance:
    """A published distance in kilometres."""

    from_place: str
    to_place: str
    km: float
    source_ids: tuple[str, ...]
    verified: str
    note_en: str


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A draft or offer that was on the table."""

    offer_id: str
    date: Stretch
    by: tuple[str, ...]
    who: str
    title_en: str
    what_en: str
    would_give_japan: tuple[str, ...]
    would_give_russia_en: str
    line: str
    path: str
    how_documented: str
    answer_en: str
    event_ids: tuple[str, ...]
    quote_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Matter:
    """A matter that a peace treaty would settle, and what settled it."""

    matter_id: str
    matter_en: str
    state: str
    settled_by_en: str
    article: str
    date: Stretch | None
    words_en: str
    words_original: str
    words_by: str
    what_remains_en: str
    japan_view_en: str
    russia_view_en: str
    event_ids: tuple[str, ...]
    quote_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A term in three languages."""

    term_id: str
    term_en: str
    term_ja: str
    term_ru: str
    meaning_en: str
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Release:
    """A numbered release of the data."""

    release: str
    date: Stretch
    summary_en: str


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """What was wrong in a row and was put right."""

    correction_id: str
    table: str
    row_id: str
    was_en: str
    now_en: str
    reported_by_en: str
    date: Stretch
    release: str


@dataclass(frozen=True, slots=True, eq=False)
class Alias:
    """An identifier that was changed; `new_id` is '' if the row was withdrawn."""

    table: str
    old_id: str
    new_id: str


@dataclass(frozen=True, slots=True, eq=False)
class Publication:
    """The first release that published an identifier."""

    table: str
    row_id: str
    release: str


RECORDS = {
    "events": Event,
    "sources": Source,
    "quotes": Quote,
    "phrases": Phrase,
    "wording": Wording,
    "people": Person,
    "islands": Island,
    "borders": Border,
    "control": Control,
    "viewpoints": Viewpoint,
    "places": Place,
    "distances": Distance,
    "offers": Offer,
    "treaty_matters": Matter,
    "claims": Claim,
    "charts": Chart,
    "measures": Measure,
    "series": Figure,
    "questions": PollQuestion,
    "polls": PollAnswer,
    "summits": Summit,
    "visits": Visit,
    "glossary": Term,
    "tours": Tour,
    "scenes": Scene,
    "lessons": Lesson,
    "releases": Release,
    "corrections": Correction,
    "aliases": Alias,
    "published": Publication,
    "eras": Era,
    "statements": Statement,
    "positions": Position,
    "arguments": Argument,
}
