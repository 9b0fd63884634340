"""The rows of figures: series, charts, polls, meetings, visits, as frozen records."""

from dataclasses import dataclass

from components.dossier.edtf import Stretch, span_words


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """What is counted in a series: one definition, one counter, one unit."""

    series_id: str
    label_en: str
    short_en: str
    unit_en: str


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One value of a series."""

    series_id: str
    date: Stretch
    value: float
    status: str
    source_ids: tuple[str, ...]
    verified: str
    note_en: str


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A chart of the numbers page, and what it shows."""

    chart_id: str
    group_en: str
    title_en: str
    short_en: str
    form: str
    series_ids: tuple[str, ...]
    note_en: str
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PollQuestion:
    """What was asked in opinion polls, and of whom."""

    question_id: str
    country: str
    asked_en: str
    question_en: str


@dataclass(frozen=True, slots=True, eq=False)
class PollAnswer:
    """How many gave an answer in one poll, in per cent."""

    poll_id: str
    question_id: str
    institute: str
    fieldwork_start: Stretch | None
    fieldwork_end: Stretch | None
    published: Stretch | None
    sample: int | None
    option_en: str
    percent: float
    source_ids: tuple[str, ...]
    verified: str
    note_en: str

    @property
    def day(self) -> Stretch:
        """When people were asked; where that is not known, when it was published."""
        return self.fieldwork_end or self.fieldwork_start or self.published

    @property
    def when(self) -> str:
        """The fieldwork in words, or the publication, named as such."""
        if self.fieldwork_start and self.fieldwork_end != self.fieldwork_start:
            return span_words(self.fieldwork_start, self.fieldwork_end)
        if self.fieldwork_end or self.fieldwork_start:
            return self.day.words
        return f"published {self.day.words}"


@dataclass(frozen=True, slots=True, eq=False)
class Summit:
    """A meeting of the leaders."""

    summit_id: str
    date: Stretch
    place: str
    leader_japan: str
    leader_russia: str
    occasion_en: str
    outcome_en: str
    source_ids: tuple[str, ...]
    verified: str


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """A visit of a leader to the islands or within sight of them."""

    visit_id: str
    date: Stretch
    visitor: str
    role_en: str
    country: str
    islands: tuple[str, ...]
    note_en: str
    source_ids: tuple[str, ...]
    verified: str
