"""Where the rows come from and what became of them: sources, releases, corrections, aliases."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from components.dossier.edtf import Stretch
from components.dossier.records import Correction, Publication, Release, Source
from components.dossier.schema import Schema
from components.dossier.tables import Row

PROVENANCE_TABLES = ("sources", "releases", "corrections", "aliases", "published")
"""The tables that `Provenance` is made of."""

STRENGTHS = (
    "original",
    "official-copy",
    "academic",
    "agency",
    "press",
    "encyclopedia",
    "private-copy",
    "other",
)
"""How near a page is to the document, the nearest first."""

LABELS = {
    "events": "title_en",
    "quotes": "speaker",
    "positions": "question_en",
    "arguments": "sentence_en",
    "statements": "statement_en",
    "claims": "claim_en",
    "offers": "title_en",
    "treaty_matters": "matter_en",
    "people": "name_en",
    "places": "name_en",
    "islands": "name_en",
    "borders": "treaty_en",
    "control": "area",
    "viewpoints": "area",
    "eras": "title_en",
    "polls": "option_en",
    "series": "series_id",
    "summits": "occasion_en",
    "visits": "visitor",
    "distances": "to_place",
    "glossary": "term_en",
    "wording": "document",
    "scenes": "title_en",
}
"""The column by which a row of each table is named in a list."""


@dataclass(frozen=True, slots=True)
class SourceFilters:
    """Which sources a reader wants to see; an empty tuple or string asks for all.

    Attributes:
        kinds: kinds of document.
        strengths: how near the page is to the document.
        languages: ISO 639-1.
        words: every one of these words must stand in title, publisher, author or identifier.
    """

    kinds: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    words: str = ""

    @property
    def any(self) -> bool:
        """Whether something is filtered at all."""
        return self != SourceFilters()


@dataclass(frozen=True, slots=True)
class Mention:
    """A row that rests on a source: its table, its key, its name.

    Several columns of a key are joined by '|'.
    """

    table: str
    row_id: str
    label: str


class Provenance:
    """Sources, releases, corrections and aliases, read-only."""

    def __init__(
        self, records: Mapping[str, Sequence[Any]], rows: Mapping[str, list[Row]], schema: Schema
    ) -> None:
        self.sources: tuple[Source, ...] = tuple(records["sources"])
        self.releases: tuple[Release, ...] = tuple(
            sorted(records["releases"], key=lambda row: row.date.lower)
        )
        self.corrections: tuple[Correction, ...] = tuple(
            sorted(records["corrections"], key=lambda row: (row.date.lower, row.correction_id))
        )
        self._source = {source.source_id: source for source in self.sources}
        self._alias = {(alias.table, alias.old_id): alias.new_id for alias in records["aliases"]}
        self._published: tuple[Publication, ...] = tuple(records["published"])
        self._rows = rows
        self._schema = schema

    def source(self, source_id: str) -> Source | None:
        """The source with an id, or None."""
        return self._source.get(source_id)

    def strongest_first(self, source_ids: Sequence[str]) -> list[Source]:
        """Sources with the one that is nearest to the document first, else in their order.

        Among those of the body itself and of official archives the text of a treaty comes
        before what was written about it.
        """

        def rank(source: Source) -> tuple[bool, bool, int]:
            place = STRENGTHS.index(source.strength)
            return place > 1, source.kind != "treaty", place

        return sorted((self._source[source_id] for source_id in source_ids), key=rank)

    def matching_sources(self, filters: SourceFilters) -> tuple[Source, ...]:
        """The sources that pass the filters, in the order of the table."""
        words = filters.words.casefold().split()
        return tuple(
            source
            for source in self.sources
            if (not filters.kinds or source.kind in filters.kinds)
            and (not filters.strengths or source.strength in filters.strengths)
            and (not filters.languages or source.language in filters.languages)
            and all(word in self._haystack[source.source_id] for word in words)
        )

    @cached_property
    def _haystack(self) -> dict[str, str]:
        return {
            source.source_id: " ".join(
                (source.title, source.publisher, source.author, source.identifier, source.url)
            ).casefold()
            for source in self.sources
        }

    @cached_property
    def _mentions(self) -> dict[str, tuple[Mention, ...]]:
        found: dict[str, list[Mention]] = defaultdict(list)
        for table, column in LABELS.items():
            key = self._schema.tables[table].primary_key
            for row in self._rows[table]:
                row_id = "|".join(str(_text(row.values[name])) for name in key)
                mention = Mention(table, row_id, str(row.values[column]))
                for source_id in row.values["source_ids"]:
                    found[source_id].append(mention)
        return {source_id: tuple(dict.fromkeys(rows)) for source_id, rows in found.items()}

    def mentions(self, source_id: str) -> tuple[Mention, ...]:
        """The rows that rest on a source."""
        return self._mentions.get(source_id, ())

    def corrections_of(self, table: str, row_id: str) -> tuple[Correction, ...]:
        """What was put right in a row."""
        return tuple(row for row in self.corrections if (row.table, row.row_id) == (table, row_id))

    def current_id(self, table: str, row_id: str) -> str:
        """The identifier that a published one has now; the same if it was never changed."""
        return self._alias.get((table, row_id)) or row_id

    def added_in(self, release: str) -> tuple[Mention, ...]:
        """The rows that a release was the first to publish, for tables that readers see."""
        names = {
            (table, row.values[self._schema.tables[table].primary_key[0]]): row.values[column]
            for table, column in LABELS.items()
            if len(self._schema.tables[table].primary_key) == 1
            for row in self._rows[table]
        }
        return tuple(
            Mention(row.table, row.row_id, str(names[row.table, row.row_id]))
            for row in self._published
            if row.release == release and (row.table, row.row_id) in names
        )


def _text(value: Any) -> Any:
    return value.text if isinstance(value, Stretch) else value
