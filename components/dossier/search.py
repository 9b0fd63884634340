"""A search over everything: forgiving of spelling, in any script that the data have (pure).

Texts and words are compared in Latin letters (anyascii), so that Кунашир, Kunashir and
Kunašir are one word. Names of places, islands, people and terms are known in three
languages: a word of one of them also finds the others (国後 finds Kunashiri and Kunashir).
A word that stands nowhere is taken for the nearest one that does (rapidfuzz).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from anyascii import anyascii
from rapidfuzz import fuzz, process

from components.dossier.model import Dossier

SIMILAR = 80
"""Least likeness, in per cent, of a word to the one that it is taken for."""

LONG_ENOUGH = 4
"""Shorter words are not taken for others."""

MOST_EACH = 50
"""Most results of one kind."""

IN_TITLE, IN_TEXT = 3.0, 1.0
"""What a word counts in the title and in the rest of a text."""


@dataclass(frozen=True, slots=True)
class Found:
    """A row that was found: its kind (a table), its identifier, what it is called, and its text."""

    kind: str
    row_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    found: Found
    title: str
    body: str
    weight: float


def normal(text: str) -> str:
    """Text as it is compared: Latin letters, small, without marks and punctuation."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(text).casefold()))


class Index:
    """All that can be found in one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._entries = [
            _Entry(
                found,
                normal(f"{found.title} {_translated(dossier, found, titles=True)}"),
                normal(f"{found.text} {more} {_translated(dossier, found, titles=False)}"),
                weight,
            )
            for found, more, weight in _everything(dossier)
        ]
        self._words = sorted(
            {word for e in self._entries for word in f"{e.title} {e.body}".split() if len(word) > 2}
        )
        self._names = _names(dossier)

    def find(self, query: str) -> dict[str, list[Found]]:
        """What fits all words of a query, by kind, the best first.

        Args:
            query: words in any script.
        """
        asked = [self._spellings(word) for word in query.split() if normal(word)]
        if not asked:
            return {}
        scored: dict[str, list[tuple[float, Found]]] = defaultdict(list)
        for entry in self._entries:
            score = entry.weight
            for spellings in asked:
                in_title = any(word in entry.title for word in spellings)
                in_body = any(word in entry.body for word in spellings)
                if not (in_title or in_body):
                    break
                score += IN_TITLE * in_title + IN_TEXT * in_body
            else:
                scored[entry.found.kind].append((score, entry.found))
        return {
            kind: [found for _, found in sorted(rows, key=lambda row: -row[0])[:MOST_EACH]]
            for kind, rows in sorted(scored.items(), key=lambda item: -max(s for s, _ in item[1]))
        }

    def _spellings(self, word: str) -> frozenset[str]:
        """A word as it may stand in the texts: itself, its other names, or the nearest word."""
        plain = normal(word)
        others = {other for name, group in self._names if plain in name for other in group}
        if others and len(plain) >= LONG_ENOUGH:
            return frozenset({plain, *others})
        if len(plain) < LONG_ENOUGH or any(
            plain in e.title or plain in e.body for e in self._entries
        ):
            return frozenset({plain})
        near = process.extractOne(plain, self._words, scorer=fuzz.ratio, score_cutoff=SIMILAR)
        if near is None:
            return frozenset({plain})
        taken = near[0]
        others = {other for name, group in self._names if taken in name for other in group}
        return frozenset({taken, *others})


def _translated(dossier: Dossier, found: Found, *, titles: bool) -> str:
    """The title of a row, or the rest of its text, in the other languages."""
    if found.kind in ("people", "sources"):  # people are found by name, sources have one language
        return ""
    return dossier.translations(found.kind, titles=titles).get(found.row_id, "")


def _names(dossier: Dossier) -> list[tuple[str, frozenset[str]]]:
    """The names of places, islands, people and terms, each with all names of the same."""
    groups = [
        *((row.name_en, row.name_ja, row.name_ru) for row in dossier.islands),
        *((row.name_en, row.name_ja, row.name_ru) for row in dossier.places),
        *((row.name_en, row.name_ja, row.name_ru) for row in dossier.people),
        *((row.term_en, row.term_ja, row.term_ru) for row in dossier.terms),
    ]
    found = []
    for group in groups:
        # 'Kunashiri/Kunashir' are two names; what stands in brackets is no name.
        parts = [part for name in group for part in re.split(r"/", re.sub(r"\(.*?\)", "", name))]
        # A name of one or two letters (泊 is 'po') would be found inside of other words.
        names = frozenset(name for name in map(normal, parts) if len(name) > 2)
        found += [(name, names) for name in names]
    return found


def _everything(dossier: Dossier) -> Iterable[tuple[Found, str, float]]:
    """Each row that can be found, further words by which it is found, and its weight."""
    for event in dossier.events:
        more = f"{event.place} {' '.join(event.actors)} {event.when} {dossier.names_of(event)}"
        found = Found("events", event.event_id, event.title_en, event.summary_en)
        yield found, more, 4 - event.significance
    for quote in dossier.words.quotes:
        title = f"{quote.speaker}, {quote.date.words}"
        found = Found("quotes", quote.quote_id, title, quote.quote_en)
        yield found, f"{quote.quote_original} {quote.context_en} {quote.speaker_role_en}", 1
    for position in dossier.words.positions:
        sentences = [
            argument.sentence_en
            for side in ("japan", "russia", "others")
            for argument in dossier.words.arguments(position.question_id, side)
        ]
        found = Found("positions", position.question_id, position.question_en, position.topic)
        yield found, " ".join(sentences), 2
    for claim in dossier.matters.claims:
        yield Found("claims", claim.claim_id, claim.claim_en, claim.finding_en), claim.made_by_en, 1
    for matter in dossier.matters.matters:
        found = Found("treaty_matters", matter.matter_id, matter.matter_en, matter.what_remains_en)
        yield found, f"{matter.words_en} {matter.words_original}", 1
    for offer in dossier.matters.offers:
        yield Found("offers", offer.offer_id, offer.title_en, offer.what_en), offer.who, 1
    for chart in dossier.figures.charts:
        yield Found("charts", chart.chart_id, chart.title_en, chart.note_en), "", 1
    for question in dossier.figures.questions:
        found = Found("questions", question.question_id, question.question_en, question.asked_en)
        yield found, "", 0
    yield from _names_as_rows(dossier)
    for source in dossier.provenance.sources:
        found = Found("sources", source.source_id, source.title, source.publisher)
        yield found, f"{source.author} {source.identifier}", -1


def _names_as_rows(dossier: Dossier) -> Iterable[tuple[Found, str, float]]:
    rows: list[tuple[str, Any, str, str]] = [
        *(("islands", row, row.island_id, row.fact_en) for row in dossier.islands),
        *(("places", row, row.place_id, row.fact_en) for row in dossier.places),
    ]
    for kind, row, row_id, text in rows:
        names = " ".join(filter(None, (row.name_ja, row.name_ru)))
        yield Found(kind, row_id, row.name_en, f"{names} {text}"), "", 2
    for person in dossier.people:
        names = " ".join(filter(None, (person.name_ja, person.name_ru)))
        text = f"{names} {person.role_en}"
        yield Found("people", person.name_en, person.name_en, text), person.note_en, 1
    for term in dossier.terms:
        text = f"{term.term_ja} {term.term_ru} {term.meaning_en}"
        yield Found("glossary", term.term_id, term.term_en, text), "", 1


@lru_cache(maxsize=2)
def index_of(dossier: Dossier) -> Index:
    """The index of a dossier, made once."""
    return Index(dossier)
