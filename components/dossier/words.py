"""The words of the dispute: quotes, statements, positions, set phrases, and questions of them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from components.dossier.word_records import (
    Argument,
    Phrase,
    Position,
    Quote,
    Statement,
    Wording,
)

WORD_TABLES = ("quotes", "statements", "positions", "arguments", "phrases", "wording")
"""The tables that `Words` is made of."""

CLAUSE = "treaty text"
"""The kind of quotes that are clauses of treaties, declarations and laws."""


@dataclass(frozen=True, slots=True)
class QuoteFilters:
    """Which quotes a reader wants to see; an empty tuple or string asks for all.

    Attributes:
        sides: whose words.
        kinds: kinds of utterance.
        languages: languages of the original, ISO 639-1.
        speaker_id: one speaker, as `speaker_id()` names it.
        first_year, last_year: the years, both included; None leaves the end open.
        words: every one of these words must stand in the quote's text.
    """

    sides: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    speaker_id: str = ""
    first_year: int | None = None
    last_year: int | None = None
    words: str = ""

    @property
    def any(self) -> bool:
        """Whether something is filtered at all."""
        return self != QuoteFilters()


def speaker_id(name: str) -> str:
    """A speaker's name as it stands in links: 'Abe Shinzo' is 'abe-shinzo'."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


class Words:
    """What was said and written, read-only."""

    def __init__(self, rows: Mapping[str, Sequence[Any]]) -> None:
        self.quotes: tuple[Quote, ...] = tuple(
            sorted(rows["quotes"], key=lambda quote: (quote.date.lower, quote.quote_id))
        )
        self.positions: tuple[Position, ...] = tuple(rows["positions"])
        self.phrases: tuple[Phrase, ...] = tuple(rows["phrases"])
        self.wording: tuple[Wording, ...] = tuple(
            sorted(rows["wording"], key=lambda row: (row.date.lower, row.wording_id))
        )
        self._quote = {quote.quote_id: quote for quote in self.quotes}
        self._haystack = {quote.quote_id: _searchable(quote) for quote in self.quotes}
        self._quotes = _by_event((quote.event_ids, quote) for quote in self.quotes)
        self._statements = _by_event(
            ((statement.event_id,), statement) for statement in rows["statements"]
        )
        self._positions = _by_event((position.event_ids, position) for position in self.positions)
        self._arguments: dict[str, list[Argument]] = defaultdict(list)
        for argument in rows["arguments"]:
            self._arguments[argument.question_id].append(argument)

    def quote(self, quote_id: str) -> Quote | None:
        """The quote with an id, or None."""
        return self._quote.get(quote_id)

    def quotes_for(self, event_id: str) -> tuple[Quote, ...]:
        """The quotes that belong to an event, by date."""
        return tuple(self._quotes.get(event_id, ()))

    def statements_for(self, event_id: str) -> tuple[Statement, ...]:
        """What is agreed and contested about an event."""
        return tuple(self._statements.get(event_id, ()))

    def positions_for(self, event_id: str) -> tuple[Position, ...]:
        """The questions in dispute that turn on an event."""
        return tuple(self._positions.get(event_id, ()))

    def matching_quotes(self, filters: QuoteFilters) -> tuple[Quote, ...]:
        """The quotes that pass the filters, from the earliest to the latest."""
        words = filters.words.casefold().split()
        first = filters.first_year or 0
        last = filters.last_year or 9999
        return tuple(
            quote
            for quote in self.quotes
            if (not filters.sides or quote.side in filters.sides)
            and (not filters.kinds or quote.kind in filters.kinds)
            and (
                not filters.languages
                or not set(filters.languages).isdisjoint(quote.original_language)
            )
            and (not filters.speaker_id or speaker_id(quote.speaker) == filters.speaker_id)
            and first <= quote.date.upper.year
            and quote.date.lower.year <= last
            and all(word in self._haystack[quote.quote_id] for word in words)
        )

    @cached_property
    def speakers(self) -> dict[str, str]:
        """The names of all speakers by id, in the order of the alphabet."""
        names = sorted({quote.speaker for quote in self.quotes}, key=str.casefold)
        return {speaker_id(name): name for name in names}

    @cached_property
    def quote_languages(self) -> tuple[str, ...]:
        """The languages in which quotes were said, the most frequent first."""
        said = [code for quote in self.quotes for code in quote.original_language]
        return tuple(sorted(set(said), key=lambda code: (-said.count(code), code)))

    @cached_property
    def quote_years(self) -> tuple[int, int]:
        """The first and the last year of all quotes."""
        return self.quotes[0].date.lower.year, max(q.date.upper.year for q in self.quotes)

    def position(self, question_id: str) -> Position | None:
        """The question in dispute with an id, or None."""
        return next((row for row in self.positions if row.question_id == question_id), None)

    def arguments(self, question_id: str, side: str) -> tuple[Argument, ...]:
        """The sentences of one side on a question, in order.

        Args:
            question_id: the question.
            side: 'japan', 'russia' or 'others'.
        """
        return tuple(row for row in self._arguments[question_id] if row.side == side)

    def phrase(self, phrase_id: str) -> Phrase | None:
        """The set phrase with an id, or None."""
        return next((row for row in self.phrases if row.phrase_id == phrase_id), None)

    @cached_property
    def wording_years(self) -> tuple[int, int]:
        """The first and the last year that rows of wording speak of."""
        return (
            min(row.years.start for row in self.wording),
            max(row.years.stop for row in self.wording) - 1,
        )

    def uses(self, government: str, phrase_id: str, year: int | None = None) -> tuple[Wording, ...]:
        """What is known of the use of a phrase by a government, by date.

        Args:
            government: 'Japan' or 'Russia/USSR'.
            phrase_id: the phrase.
            year: only rows that speak of this year.
        """
        return tuple(
            row
            for row in self.wording
            if row.government == government
            and row.phrase_id == phrase_id
            and (year is None or year in row.years)
        )


def _by_event(rows: Iterable[tuple[Iterable[str], Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for event_ids, row in rows:
        for event_id in event_ids:
            found[event_id].append(row)
    return dict(found)


def _searchable(quote: Quote) -> str:
    parts = [
        quote.speaker,
        quote.speaker_role_en,
        quote.locator_en,
        quote.quote_en,
        quote.quote_original,
        quote.context_en,
        quote.date.words,
    ]
    return " ".join(parts).casefold()
