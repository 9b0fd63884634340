"""Plain text of every view, as HTML without scripts: to read, to print, to paint first (pure)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from components.card import ATTITUDES
from components.citations import Cited, cited
from components.claim_page import VERDICTS
from components.control_words import holder_words
from components.dossier import Dossier
from components.map_words import day_words, holding_sentence
from components.number_tables import Table, chart_table
from components.palette import CATEGORIES
from components.position_page import OTHERS, columns_of
from components.prose import VERIFIED
from components.quote_card import KINDS as QUOTE_KINDS
from components.quote_card import SIDES, has_original
from components.treaty_page import STATES

TEMPLATES = Path(__file__).parent / "templates"
MOST_ROWS = 60
"""Rows of a chart's table that a reading page shows; the downloads have all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A view as text.

    Attributes:
        what: what it is, with its address and sources.
        description: the same in one or two sentences, for previews.
        main: the HTML of the text; everything from the data is escaped.
        day: the day of the map that goes with it, or None for today.
    """

    what: Cited
    description: str
    main: Markup
    day: dt.date | None = None


def reading_path(kind: str, row_id: str) -> str:
    """The address of a reading page, relative to any page of the site."""
    return f"./read/{kind}/{row_id}"


@lru_cache
def environment() -> Environment:
    """The templates: everything from the data is escaped, a name that is lacking is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: Any) -> Markup:
    """A template with values, as HTML."""
    return Markup(environment().get_template(template).render(**values))


def plain(what: Cited, *paragraphs: str, meta: str = "", table: Table | None = None) -> Markup:
    """The text of a view that has no template of its own."""
    return render(
        "plain.html",
        title=what.title,
        meta=meta,
        paragraphs=[text for text in paragraphs if text],
        columns=table.columns if table else (),
        rows=table.rows[:MOST_ROWS] if table else (),
        links=(),
        sources=what.sources,
    )


def reading(dossier: Dossier, kind: str, row_id: str) -> Reading | None:
    """The text of a view, or None if there is no such thing.

    Args:
        dossier: the data.
        kind: a key of `READERS`.
        row_id: an identifier; for the map a day, as 1945-09-01.
    """
    what = cited(dossier, kind, row_id) if kind in READERS else None
    return READERS[kind](dossier, what) if what else None


def _event(dossier: Dossier, what: Cited) -> Reading:
    event = dossier.event(what.row_id)
    held = dossier.control_on(event.first_day)
    statements = [
        (
            "Agreed" if row.japan == row.russia == "accepts" else "Contested",
            row,
            ATTITUDES[row.japan],
            ATTITUDES[row.russia],
        )
        for row in dossier.words.statements_for(event.event_id)
    ]
    main = render(
        "event.html",
        event=event,
        category=CATEGORIES[event.category].name,
        checked=VERIFIED[event.verified],
        held=[
            (island.name_en, holder_words(held.get(island.island_id, ())))
            for island in dossier.four_islands
        ],
        statements=statements,
        quotes=dossier.words.quotes_for(event.event_id),
        sources=dossier.sources(event.source_ids),
    )
    return Reading(what, f"{event.when}. {event.summary_en}", main, event.first_day)


def _position(dossier: Dossier, what: Cited) -> Reading:
    position = dossier.words.position(what.row_id)
    answers = {
        side: dossier.words.arguments(position.question_id, side)
        for side in ("japan", "russia", OTHERS)
    }
    ids = list(
        dict.fromkeys(i for rows in answers.values() for row in rows for i in row.source_ids)
    )
    order = columns_of(position, dossier.words.positions)
    main = render(
        "position.html",
        position=position,
        at_issue=[dossier.words.quote(quote_id) for quote_id in position.at_issue],
        answers=[(SIDES[side], answers[side]) for side in order],
        others=answers[OTHERS],
        numbers={source_id: number for number, source_id in enumerate(ids, 1)},
        sources=dossier.sources(ids),
    )
    first = " ".join(answers[side][0].sentence_en for side in order)
    return Reading(what, first, main)


def _quote(dossier: Dossier, what: Cited) -> Reading:
    quote = dossier.words.quote(what.row_id)
    who = ", ".join(filter(None, (quote.speaker, quote.speaker_role_en, quote.locator_en)))
    main = plain(
        what,
        f"“{quote.quote_en}”",
        f"“{quote.quote_original}”" if has_original(quote) else "",
        f"{who}, {quote.date.words}",
        quote.context_en,
        meta=f"{SIDES[quote.side]} · {quote.date.words} · {QUOTE_KINDS[quote.kind]}",
    )
    return Reading(what, f"“{quote.quote_en}” {who}", main, quote.date.lower)


def _claim(dossier: Dossier, what: Cited) -> Reading:
    claim = dossier.matters.claim(what.row_id)
    finding = f"{VERDICTS[claim.verdict][1]}. {claim.finding_en}"
    made = f"Made by: {claim.made_by_en}."
    return Reading(what, finding, plain(what, finding, made, meta="Statement, checked"))


def _matter(dossier: Dossier, what: Cited) -> Reading:
    matter = dossier.matters.matter(what.row_id)
    main = plain(
        what,
        f"By {matter.settled_by_en}." if matter.settled_by_en else "",
        f"“{matter.words_en}”" if matter.words_en else "",
        f"What remains: {matter.what_remains_en}",
        f"Japan: {matter.japan_view_en}",
        f"Russia: {matter.russia_view_en}",
        meta=STATES[matter.state][1],
    )
    return Reading(what, f"{STATES[matter.state][1]}. {matter.what_remains_en}", main)


def _offer(dossier: Dossier, what: Cited) -> Reading:
    offer = dossier.matters.offer(what.row_id)
    main = plain(what, offer.what_en, f"Answer: {offer.answer_en}", meta=offer.date.words)
    return Reading(what, f"{offer.date.words}. {offer.what_en}", main, offer.date.lower)


def _chart(dossier: Dossier, what: Cited) -> Reading:
    chart = dossier.figures.chart(what.row_id)
    table = chart_table(dossier, chart)
    return Reading(what, chart.note_en, plain(what, chart.note_en, table=table))


def _poll(dossier: Dossier, what: Cited) -> Reading:
    question = dossier.figures.question(what.row_id)
    chart = next(chart for chart in dossier.figures.charts if chart.form == "polls")
    table = chart_table(dossier, chart, question.question_id)
    waves = dossier.figures.waves(question.question_id)
    latest = ", ".join(f"{answer.option_en} {answer.percent:g} %" for answer in waves[-1])
    said = f"{waves[-1][0].institute}, {waves[-1][0].when}: {latest}."
    return Reading(what, said, plain(what, said, table=table))


def _map(dossier: Dossier, what: Cited) -> Reading:
    day = dt.date.fromisoformat(what.row_id)
    sentence = holding_sentence(dossier, day)
    return Reading(what, sentence, plain(what, sentence, meta=day_words(day)), day)


def _scene(dossier: Dossier, what: Cited) -> Reading:
    scene = dossier.tours.scene(what.row_id)
    quote = dossier.words.quote(scene.quote_id)
    said = f"“{quote.quote_en}” {quote.speaker}, {quote.date.words}" if quote else ""
    meta = dossier.event(scene.event_id).when
    return Reading(what, scene.text_en, plain(what, scene.text_en, said, meta=meta), scene.map_day)


READERS: dict[str, Callable[[Dossier, Cited], Reading]] = {
    "event": _event,
    "position": _position,
    "quote": _quote,
    "claim": _claim,
    "matter": _matter,
    "offer": _offer,
    "chart": _chart,
    "poll": _poll,
    "map": _map,
    "scene": _scene,
}
"""What can be read so, by the kinds of `components.citations`."""
