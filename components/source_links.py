"""The link of the sources page: what its query string says, and the one that says it.

| parameter | holds | left out when |
|---|---|---|
| `part` | method, data or corrections | the sources |
| `source` | the source whose rows are listed, by id | none |
| `kind` | kind of document, repeated for several | all |
| `strength` | how near the page is to the document, repeated for several | all |
| `in` | language of the source, repeated for several | all |
| `q` | words to search for | empty |
| `table` | the table whose columns are explained | the events |
"""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlencode

from components.dossier import Dossier, SourceFilters
from components.params import LONGEST_WORDS, Params, last_value, read_choices, shown, unknown_names

KNOWN = ("part", "source", "kind", "strength", "in", "q", "table")
FIRST_TABLE = "events"


class Part(StrEnum):
    """The parts of the page; the value stands in links."""

    SOURCES = "sources"
    METHOD = "method"
    DATA = "data"
    CORRECTIONS = "corrections"


@dataclass(frozen=True, slots=True)
class SourcesView:
    """All that a reader chose on the sources page.

    Attributes:
        part: the part of the page.
        source_id: the source whose rows are listed, or ''.
        filters: which sources are listed.
        table: the table whose columns are explained.
    """

    part: Part = Part.SOURCES
    source_id: str = ""
    filters: SourceFilters = field(default_factory=SourceFilters)
    table: str = FIRST_TABLE


def languages(dossier: Dossier) -> list[str]:
    """The languages of the sources, the most frequent first."""
    codes = [source.language for source in dossier.provenance.sources if source.language]
    return sorted(set(codes), key=lambda code: (-codes.count(code), code))


def read_sources_view(params: Params, dossier: Dossier) -> tuple[SourcesView, list[str]]:
    """Understand a query string.

    Args:
        params: the values of each parameter, in order.
        dossier: says which sources and tables exist.

    Returns:
        The view, and a phrase for each part of the link that was left out.
    """
    ignored = unknown_names(params, KNOWN)
    part = read_choices(params, "part", list(Part), ignored)
    source_id = last_value(params, "source")
    if source_id and dossier.provenance.source(source_id) is None:
        ignored.append(f"source={shown(source_id)}")
        source_id = ""
    table = read_choices(params, "table", list(dossier.schema.tables), ignored)
    filters = SourceFilters(
        kinds=read_choices(params, "kind", dossier.choices("sources", "kind"), ignored),
        strengths=read_choices(params, "strength", dossier.choices("sources", "strength"), ignored),
        languages=read_choices(params, "in", languages(dossier), ignored),
        words=" ".join(last_value(params, "q")[:LONGEST_WORDS].split()),
    )
    return (
        SourcesView(
            Part(part[0]) if part else Part.SOURCES,
            source_id,
            filters,
            table[0] if table else FIRST_TABLE,
        ),
        ignored,
    )


def write_sources_view(view: SourcesView, _: Dossier) -> dict[str, list[str]]:
    """The query parameters of a view; what is as it would be anyway is left out."""
    filters = view.filters
    values = {
        "part": [view.part.value] if view.part is not Part.SOURCES else [],
        "source": [view.source_id],
        "kind": filters.kinds,
        "strength": filters.strengths,
        "in": filters.languages,
        "q": [filters.words],
        "table": [view.table] if view.table != FIRST_TABLE else [],
    }
    return {name: list(found) for name, found in values.items() if any(found)}


def source_link(source_id: str) -> str:
    """The shortest address of a source, relative to any page of the site."""
    return "./sources?" + urlencode({"source": source_id})
