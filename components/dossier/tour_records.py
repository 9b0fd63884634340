"""The rows of guided tours and lessons, as frozen records."""

import datetime as dt
from dataclasses import dataclass

from components.dossier.edtf import Stretch


@dataclass(frozen=True, slots=True, eq=False)
class Tour:
    """A guided tour through the dispute."""

    tour_id: str
    title_en: str
    intro_en: str


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One scene of a tour: what is told, one event, one camera, one quote."""

    scene_id: str
    tour_id: str
    title_en: str
    text_en: str
    event_id: str
    quote_id: str
    day: Stretch
    focus: str
    view: str
    first_year: int
    last_year: int
    source_ids: tuple[str, ...]
    verified: str

    @property
    def map_day(self) -> dt.date:
        """The day of the map."""
        return self.day.lower


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A question for a class, tied to a view of the site."""

    lesson_id: str
    level: str
    topic_en: str
    question_en: str
    hint_en: str
    path: str
    minutes: int
