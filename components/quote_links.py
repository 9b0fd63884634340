"""The link of the quotes page: what its query string says, and the one that says it.

| parameter | holds | left out when |
|---|---|---|
| `part` | wording for the phrases by year | the quotes |
| `quote` | id of the quote that stands first | none |
| `side` | whose words, repeated for several | all |
| `kind` | kind of utterance, repeated for several | all |
| `original` | language of the original, repeated for several | all |
| `speaker` | one speaker, by id | all |
| `from`, `to` | years of the quotes | all years |
| `q` | words to search for | empty |
| `show` | both, english or original | both |
| `sort` | oldest, newest or speaker | oldest |
| `page` | page of the quotes | 1 |
| `phrase` | the phrase whose uses are listed, by id | the first |
| `year` | the year of its uses | all years |
| `years` | the years of the strip, as 1979-1995 | all, or on a phone the latest |
"""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlencode

from components.dossier import Dossier, QuoteFilters
from components.params import (
    LONGEST_WORDS,
    Params,
    last_value,
    read_choices,
    read_number,
    shown,
    unknown_names,
)

KNOWN = (
    "part",
    "quote",
    "side",
    "kind",
    "original",
    "speaker",
    "from",
    "to",
    "q",
    "show",
    "sort",
    "page",
    "phrase",
    "year",
    "years",
)
KINDS_IN_LINKS = {"treaty text": "treaty", "diet answer": "diet", "press briefing": "press"}
"""Kinds whose name in links is not their name in the data."""


WINDOW_YEARS = 20
"""Most years of a stretch: on a phone cells of less than 16 pixels could not be tapped."""


class Part(StrEnum):
    """The parts of the page; the value stands in links."""

    QUOTES = "quotes"
    WORDING = "wording"


class Show(StrEnum):
    """Which text of a quote is shown; the value stands in links."""

    BOTH = "both"
    ENGLISH = "english"
    ORIGINAL = "original"


class Sort(StrEnum):
    """The order of the quotes; the value stands in links."""

    OLDEST = "oldest"
    NEWEST = "newest"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class QuotesView:
    """All that a reader chose on the quotes page.

    Attributes:
        part: quotes, or wording by year.
        quote_id: the quote that stands first, or ''.
        filters: which quotes are shown.
        show: which text of them.
        sort: in which order.
        page: the page of the grid, from 1.
        phrase_id: the phrase whose uses are listed.
        year: the year of its uses, or None for all.
        years: the stretch of years that the strip shows, or '' for as many as fit.
    """

    part: Part = Part.QUOTES
    quote_id: str = ""
    filters: QuoteFilters = field(default_factory=QuoteFilters)
    show: Show = Show.BOTH
    sort: Sort = Sort.OLDEST
    page: int = 1
    phrase_id: str = ""
    year: int | None = None
    years: str = ""


def kind_in_links(kind: str) -> str:
    """A kind of utterance as links name it."""
    return KINDS_IN_LINKS.get(kind, kind)


def year_windows(years: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """Stretches of years of about the same length, by name as links have it: '1979-1995'."""
    first, last = years
    count = -(-(last - first + 1) // WINDOW_YEARS)
    length = -(-(last - first + 1) // count)
    spans = [(start, min(start + length - 1, last)) for start in range(first, last + 1, length)]
    return {f"{start}-{end}": (start, end) for start, end in spans}


def read_quotes_view(params: Params, dossier: Dossier) -> tuple[QuotesView, list[str]]:
    """Understand a query string.

    Args:
        params: the values of each parameter, in order.
        dossier: says which quotes, speakers and phrases exist.

    Returns:
        The view, and a phrase for each part of the link that was left out.
    """
    ignored = unknown_names(params, KNOWN)
    words = dossier.words
    part = read_choices(params, "part", list(Part), ignored)
    show = read_choices(params, "show", list(Show), ignored)
    sort = read_choices(params, "sort", list(Sort), ignored)
    quote_id = last_value(params, "quote")
    if quote_id and words.quote(quote_id) is None:
        ignored.append(f"quote={shown(quote_id)}")
        quote_id = ""
    years = read_choices(params, "years", list(year_windows(words.wording_years)), ignored)
    phrases = [phrase.phrase_id for phrase in words.phrases]
    phrase = read_choices(params, "phrase", phrases, ignored)
    return (
        QuotesView(
            Part(part[0]) if part else Part.QUOTES,
            quote_id,
            _read_filters(params, dossier, ignored),
            Show(show[0]) if show else Show.BOTH,
            Sort(sort[0]) if sort else Sort.OLDEST,
            read_number(params, "page", 1, 999, ignored) or 1,
            phrase[0] if phrase else phrases[0],
            read_number(params, "year", *words.wording_years, ignored),
            years[0] if years else "",
        ),
        ignored,
    )


def _read_filters(params: Params, dossier: Dossier, ignored: list[str]) -> QuoteFilters:
    kinds = {kind_in_links(kind): kind for kind in dossier.choices("quotes", "kind")}
    speaker = read_choices(params, "speaker", list(dossier.words.speakers), ignored)
    lowest, highest = dossier.words.quote_years
    first = read_number(params, "from", lowest, highest, ignored)
    last = read_number(params, "to", lowest, highest, ignored)
    if first is not None and last is not None and first > last:
        ignored.append(f"from={first} after to={last}")
        first = last = None
    return QuoteFilters(
        sides=read_choices(params, "side", dossier.choices("quotes", "side"), ignored),
        kinds=tuple(kinds[name] for name in read_choices(params, "kind", list(kinds), ignored)),
        languages=read_choices(params, "original", dossier.words.quote_languages, ignored),
        speaker_id=speaker[0] if speaker else "",
        first_year=first,
        last_year=last,
        words=" ".join(last_value(params, "q")[:LONGEST_WORDS].split()),
    )


def write_quotes_view(view: QuotesView, dossier: Dossier) -> dict[str, list[str]]:
    """The query parameters of a view; what is as it would be anyway is left out."""
    filters = view.filters
    values = {
        "part": [view.part.value] if view.part is not Part.QUOTES else [],
        "quote": [view.quote_id],
        "side": filters.sides,
        "kind": [kind_in_links(kind) for kind in filters.kinds],
        "original": filters.languages,
        "speaker": [filters.speaker_id],
        "from": [filters.first_year or ""],
        "to": [filters.last_year or ""],
        "q": [filters.words],
        "show": [view.show.value] if view.show is not Show.BOTH else [],
        "sort": [view.sort.value] if view.sort is not Sort.OLDEST else [],
        "page": [view.page] if view.page != 1 else [],
        "phrase": [view.phrase_id] if view.phrase_id != dossier.words.phrases[0].phrase_id else [],
        "year": [view.year or ""],
        "years": [view.years],
    }
    return {
        name: [str(value) for value in found if value]
        for name, found in values.items()
        if any(found)
    }


def quote_link(quote_id: str) -> str:
    """The shortest address of a quote, relative to any page of the site."""
    return "./quotes?" + urlencode({"quote": quote_id})
