"""What a statement of ours rests on, as Markdown: quotes, events, sources (pure)."""

from collections.abc import Iterable

from components.dossier import Dossier
from components.links import event_link
from components.prose import link, source_name
from components.quote_links import quote_link


def quote_links(quote_ids: Iterable[str], dossier: Dossier) -> list[str]:
    """Quotes by speaker and date, linked."""
    quotes = filter(None, map(dossier.words.quote, quote_ids))
    return [
        f":material/format_quote: "
        f"{link(f'{quote.speaker}, {quote.date.words}', quote_link(quote.quote_id))}"
        for quote in quotes
    ]


def event_links(event_ids: Iterable[str], dossier: Dossier) -> list[str]:
    """Events by title, linked."""
    events = filter(None, map(dossier.event, event_ids))
    return [
        f":material/timeline: {link(event.title_en, './' + event_link(event.event_id))}"
        for event in events
    ]


def evidence_line(
    dossier: Dossier,
    *,
    quote_ids: Iterable[str] = (),
    event_ids: Iterable[str] = (),
    source_ids: Iterable[str] = (),
) -> str:
    """Quotes, events and sources on one small line."""
    parts = quote_links(quote_ids, dossier) + event_links(event_ids, dossier)
    parts += [source_name(source) for source in dossier.sources(source_ids)]
    return f":small[{' · '.join(parts)}]"


def evidence_list(
    dossier: Dossier,
    *,
    quote_ids: Iterable[str] = (),
    event_ids: Iterable[str] = (),
    source_ids: Iterable[str] = (),
) -> str:
    """Events, quotes and sources as paragraphs, each with its name."""
    named = [
        ("Events", event_links(event_ids, dossier)),
        ("Words", quote_links(quote_ids, dossier)),
        ("Sources", [link(s.title, s.url) for s in dossier.sources(source_ids)]),
    ]
    return "\n\n".join(f":small[**{name}** {' · '.join(found)}]" for name, found in named if found)
