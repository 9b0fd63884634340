"""Words said or written, as Markdown and as plain text to copy (pure)."""

import unicodedata
from collections.abc import Sequence

from components.corrections import correction_notes
from components.dossier import Dossier, Quote, Source
from components.dossier.words import CLAUSE
from components.prose import language_name, plain, source_name, without_marks
from components.quote_links import Show

SIDES = {
    "japan": "Japan",
    "russia": "Russia / USSR",
    "us": "United States",
    "un": "United Nations",
    "china": "China",
    "eu": "European Union",
    "ainu": "Ainu",
    "islander": "Islanders",
    "other": "Joint texts and others",
}
"""Whose words they are, as the reader sees it."""

SIDE_MARKS = {"japan": "orange", "russia": "blue"}
"""Markdown colours of the two sides; all others are grey."""

KINDS = {
    "treaty text": "treaty, declaration or law",
    "note": "document",
    "letter": "letter",
    "speech": "speech",
    "diet answer": "answer in the Diet",
    "press briefing": "press briefing",
    "interview": "interview",
}


SCRIPTS = {
    "ja": {"HIRAGANA", "KATAKANA", "CJK"},
    "zh": {"CJK"},
    "ru": {"CYRILLIC"},
}
"""Scripts, as Unicode names begin, of languages that are not written in Latin letters."""


def side_mark(side: str) -> str:
    """A side as a coloured mark and a word."""
    return f":{SIDE_MARKS.get(side, 'gray')}[■] {SIDES[side]}"


def has_original(quote: Quote) -> bool:
    """Whether the words in another language than English are there."""
    return bool(quote.quote_original) and quote.quote_original != quote.quote_en


def language_of_original(quote: Quote) -> str:
    """The language of the words that the data have, where several texts are authentic."""
    known = quote.original_language
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in quote.quote_original}
    written = [code for code, wanted in SCRIPTS.items() if not scripts.isdisjoint(wanted)]
    if written:
        return next((code for code in known if code in written), known[0])
    return next((code for code in known if code not in SCRIPTS), known[0])


def who(quote: Quote) -> str:
    """Speaker, role then, and where in the document, as Markdown."""
    said = f"**{plain(quote.speaker)}**, {plain(quote.speaker_role_en)}"
    return f"{said}, **{plain(quote.locator_en)}**" if quote.locator_en else said


def words_of(quote: Quote, show: Show) -> str:
    """The words: speech in quotation marks, a clause of a treaty as a numbered text.

    An original that is missing is never replaced in silence: the English stands there,
    and `origin` says that it is a translation.
    """
    clause = quote.kind == CLAUSE
    before, after = ("", "") if clause else ("“", "”")
    article = f"**{plain(quote.locator_en)}.** " if clause and quote.locator_en else ""
    texts = []
    if show is not Show.ORIGINAL or not has_original(quote):
        texts.append(f"{article}{before}{plain(quote.quote_en)}{after}")
    if show is not Show.ENGLISH and has_original(quote):
        language = language_name(language_of_original(quote))
        texts.append(f":gray[{language}] {before}{plain(quote.quote_original)}{after}")
    return "\n\n".join(texts)


def origin(quote: Quote) -> str:
    """In which language it was said, and whose translation the English is."""
    languages = " and ".join(language_name(code) for code in quote.original_language)
    if quote.original_language == ("en",):
        return "Original in English."
    english = f"English: {plain(quote.translation_by or 'not stated')}."
    missing = "" if has_original(quote) else " The original words are not in the data."
    return f"Original in {languages}. {english}{missing}"


def source_links(sources: Sequence[Source]) -> str:
    """The sources of a quote on one line, linked."""
    named = (source_name(source) for source in sources)
    return "Source: " + "; ".join(named)


def brief_quote(quote: Quote, sources: Sequence[Source]) -> str:
    """A quote as the card of an event shows it."""
    clause = quote.kind == CLAUSE
    role = plain(quote.speaker_role_en)
    speaker = f"**{plain(quote.speaker)}**, {role}" if clause else who(quote)
    parts = [
        f"{speaker}, {quote.date.words}",
        words_of(quote, Show.BOTH),
        f":small[{origin(quote)} {source_links(sources)}]",
    ]
    return "\n\n".join(parts)


def full_quote(quote: Quote, dossier: Dossier, show: Show) -> str:
    """A quote as a card of its own: side, kind, words, speaker, occasion, origin, sources.

    A clause has its treaty as heading; under spoken words stands who said them.
    """
    head = f"{side_mark(quote.side)} · {quote.date.words} · {KINDS[quote.kind]}"
    words = words_of(quote, show)
    if quote.kind == CLAUSE:
        title = f"#### {plain(quote.speaker)}"
        parts = [head, title, _sentence(quote.speaker_role_en), words]
    else:
        parts = [head, words, who(quote)]
    if quote.context_en:
        parts.append(plain(quote.context_en))
    if quote.event_ids:
        event = dossier.event(quote.event_ids[0])
        parts.append(f":small[Belongs to: {plain(event.title_en)}, {event.when}.]")
    sources = dossier.sources(quote.source_ids)
    parts.append(f":small[{origin(quote)} {source_links(sources)}]")
    if notes := correction_notes(dossier, "quotes", quote.quote_id):
        parts.append(notes)
    return "\n\n".join(parts)


def quote_to_copy(quote: Quote, sources: Sequence[Source]) -> str:
    """A quote with its citation as plain text; `{link}` stands for its address here.

    The original words come first, because they are what was said; then the English with
    its translator, the speaker, the date and the first source.
    """
    lines = []
    if has_original(quote):
        lines.append(f"“{quote.quote_original}”")
        lines.append(f"“{quote.quote_en}” (English: {quote.translation_by or 'not stated'})")
    else:
        lines.append(f"“{quote.quote_en}”")
        if quote.original_language != ("en",):
            lines[-1] += f" (English: {quote.translation_by or 'not stated'})"
    speaker = ", ".join(
        part for part in (quote.speaker, quote.speaker_role_en, quote.locator_en) if part
    )
    lines.append(f"{speaker}, {quote.date.words}.")
    lines += [f"Source: {_citation(source)}" for source in sources[:1]]
    lines.append("Quoted after Unfinished Peace, {link}")
    return without_marks("\n".join(lines))


def _citation(source: Source) -> str:
    published = source.published.words if source.published else ""
    facts = [source.author, source.title, source.publisher, published, source.url]
    return ", ".join(fact for fact in facts if fact)


def _sentence(text: str) -> str:
    """Text that begins with a capital; the rest stays as it is."""
    return plain(text[:1].upper() + text[1:])
