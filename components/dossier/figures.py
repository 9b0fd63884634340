"""Figures over time, opinion polls and meetings, and questions of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from components.dossier.figure_records import (
    Chart,
    Figure,
    Measure,
    PollAnswer,
    PollQuestion,
    Summit,
    Visit,
)

FIGURE_TABLES = ("charts", "measures", "series", "questions", "polls", "summits", "visits")
"""The tables that `Figures` is made of."""


class Figures:
    """What was counted, asked and attended, read-only."""

    def __init__(self, rows: Mapping[str, Sequence[Any]]) -> None:
        self.charts: tuple[Chart, ...] = tuple(rows["charts"])
        self.questions: tuple[PollQuestion, ...] = tuple(rows["questions"])
        self.summits: tuple[Summit, ...] = tuple(
            sorted(rows["summits"], key=lambda row: row.date.lower)
        )
        self.visits: tuple[Visit, ...] = tuple(
            sorted(rows["visits"], key=lambda row: row.date.lower)
        )
        self._measure: dict[str, Measure] = {row.series_id: row for row in rows["measures"]}
        self._values: dict[str, list[Figure]] = defaultdict(list)
        for figure in sorted(rows["series"], key=lambda row: row.date.lower):
            self._values[figure.series_id].append(figure)
        self._answers: dict[str, list[PollAnswer]] = defaultdict(list)
        for answer in rows["polls"]:
            self._answers[answer.question_id].append(answer)

    def chart(self, chart_id: str) -> Chart | None:
        """The chart with an id, or None."""
        return next((row for row in self.charts if row.chart_id == chart_id), None)

    def measure(self, series_id: str) -> Measure:
        """What a series counts."""
        return self._measure[series_id]

    def values(self, series_id: str) -> tuple[Figure, ...]:
        """The values of a series, by date."""
        return tuple(self._values.get(series_id, ()))

    def question(self, question_id: str) -> PollQuestion | None:
        """The poll question with an id, or None."""
        return next((row for row in self.questions if row.question_id == question_id), None)

    def questions_in(self, country: str) -> tuple[PollQuestion, ...]:
        """The questions asked in a country, in the order of the table.

        Args:
            country: 'Japan' or 'Russia'.
        """
        return tuple(row for row in self.questions if row.country == country)

    def waves(self, question_id: str) -> tuple[tuple[PollAnswer, ...], ...]:
        """The polls that asked a question, by date; each as its answers in their order."""
        polls: dict[str, list[PollAnswer]] = defaultdict(list)
        for answer in self._answers[question_id]:
            polls[answer.poll_id].append(answer)
        return tuple(
            tuple(answers) for answers in sorted(polls.values(), key=lambda a: a[0].day.lower)
        )
