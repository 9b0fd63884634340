"""The words of the dispute: each question finds what it should, and the sides are in balance."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from components.dossier import Dossier, Quote, QuoteFilters, Wording
from components.dossier.edtf import parse
from components.dossier.words import WORD_TABLES, Words, speaker_id

UNFAIR = 1.25
"""How many times as many quotes as the other a side may have at most."""


def _words(**rows: Any) -> Words:
    return Words(dict.fromkeys(WORD_TABLES, ()) | rows)


def _dated(dossier: Dossier, *dates: str) -> Words:
    """Quotes of these dates, each with its date as id."""
    quote = dossier.words.quotes[0]
    return _words(quotes=[replace(quote, quote_id=date, date=parse(date)) for date in dates])


def _ids(words: Words, **filters: Any) -> list[str]:
    return [quote.quote_id for quote in words.matching_quotes(QuoteFilters(**filters))]


def _use(dossier: Dossier, wording_id: str, date: str, until: str = "", **changes: Any) -> Wording:
    changes |= {"wording_id": wording_id, "date": parse(date)}
    changes["until"] = parse(until) if until else None
    return replace(dossier.words.wording[0], **changes)


def _has_original(quote: Quote) -> bool:
    other = bool(quote.quote_original) and quote.quote_original != quote.quote_en
    return other or quote.original_language == ("en",)


def test_there_are_enough_quotes_and_half_have_the_original(dossier: Dossier) -> None:
    quotes = dossier.words.quotes
    assert len(quotes) >= 130
    assert sum(map(_has_original, quotes)) >= len(quotes) / 2


def test_no_side_has_many_more_quotes_than_the_other(dossier: Dossier) -> None:
    sides = Counter(quote.side for quote in dossier.words.quotes)
    fewer, more = sorted((sides["japan"], sides["russia"]))
    assert more <= UNFAIR * fewer


def test_without_filters_all_quotes_come_from_the_earliest_on(dossier: Dossier) -> None:
    assert not QuoteFilters().any
    found = dossier.words.matching_quotes(QuoteFilters())
    assert found == dossier.words.quotes
    days = [quote.date.lower for quote in found]
    assert days == sorted(days)
    assert {quote.quote_id for quote in found} == set(dossier.frame("quotes")["quote_id"])


@pytest.mark.parametrize(
    ("part", "column"),
    [("sides", "side"), ("kinds", "kind"), ("languages", "original_language")],
)
def test_a_filter_shows_what_is_asked_for_and_nothing_else(
    dossier: Dossier, part: str, column: str
) -> None:
    def values(quote: Quote) -> set[str]:
        value = getattr(quote, column)
        return {value} if isinstance(value, str) else set(value)

    quotes = dossier.words.quotes
    every = sorted(set().union(*map(values, quotes)))
    assert len(every) > 3
    for asked in [(value,) for value in every] + [tuple(every[:2]), tuple(every)]:
        filters = QuoteFilters(**{part: asked})
        assert filters.any
        found = dossier.words.matching_quotes(filters)
        assert list(found) == [quote for quote in quotes if values(quote) & set(asked)]
        assert found


def test_a_text_in_two_languages_is_found_by_either(dossier: Dossier) -> None:
    quote = replace(dossier.words.quotes[0], original_language=("ja", "ru"))
    words = _words(quotes=[quote])
    for language in ("ja", "ru"):
        assert words.matching_quotes(QuoteFilters(languages=(language,))) == (quote,)
    assert words.matching_quotes(QuoteFilters(languages=("en",))) == ()


def test_filters_together_narrow_down(dossier: Dossier) -> None:
    words = dossier.words
    both = words.matching_quotes(QuoteFilters(sides=("japan",), kinds=("diet answer",)))
    assert both
    assert {(quote.side, quote.kind) for quote in both} == {("japan", "diet answer")}
    late = words.matching_quotes(QuoteFilters(sides=("japan",), first_year=2000, words="Abe"))
    assert late
    for quote in late:
        assert quote.side == "japan" and quote.date.upper.year >= 2000


def test_the_years_of_quotes_are_both_included(dossier: Dossier) -> None:
    words = _dated(dossier, "1955-12-31", "1956", "1956-10", "1956-12-31", "1957-01-01")
    inside = ["1956", "1956-10", "1956-12-31"]
    assert _ids(words, first_year=1956, last_year=1956) == inside
    assert _ids(words, first_year=1956) == [*inside, "1957-01-01"]
    assert _ids(words, last_year=1956) == ["1955-12-31", *inside]
    assert _ids(words, first_year=1958) == _ids(words, last_year=1954) == []
    assert words.quote_years == (1955, 1957)


def test_the_years_reach_from_the_first_quote_to_the_last(dossier: Dossier) -> None:
    first, last = dossier.words.quote_years
    everything = QuoteFilters(first_year=first, last_year=last)
    assert dossier.words.matching_quotes(everything) == dossier.words.quotes
    for filters in (QuoteFilters(first_year=first + 1), QuoteFilters(last_year=last - 1)):
        assert len(dossier.words.matching_quotes(filters)) < len(dossier.words.quotes)


@pytest.mark.parametrize("column", ["speaker", "speaker_role_en", "quote_en", "quote_original"])
def test_a_quote_is_found_by_its_own_text_in_any_case(dossier: Dossier, column: str) -> None:
    for quote in dossier.words.quotes:
        text = getattr(quote, column)
        if text:
            for asked in (text, text.upper(), text.lower(), f"  {text}  "):
                found = dossier.words.matching_quotes(QuoteFilters(words=asked))
                assert quote in found, f"{quote.quote_id}: {asked}"


def test_all_words_must_be_there_in_any_order(dossier: Dossier) -> None:
    quote = replace(
        dossier.words.quotes[0],
        speaker="Nikita Khrushchev",
        quote_en="We shall hand over.",
        quote_original="передадим 引き渡す",
    )
    words = _words(quotes=[quote])
    for asked in ("hand khrushchev", "ПЕРЕДАДИМ shall", "引き渡す", "shal"):
        assert words.matching_quotes(QuoteFilters(words=asked)) == (quote,), asked
    for asked in ("hand zzzz", "h*", "hand.*over"):
        assert words.matching_quotes(QuoteFilters(words=asked)) == (), asked


def test_every_speaker_has_an_id_of_their_own(dossier: Dossier) -> None:
    names = {quote.speaker for quote in dossier.words.quotes}
    ids = [speaker_id(name) for name in names]
    assert all(ids)
    assert len(set(ids)) == len(names)
    assert set(dossier.words.speakers.values()) == names


def test_a_speaker_finds_their_own_quotes(dossier: Dossier) -> None:
    for speaker, name in dossier.words.speakers.items():
        found = dossier.words.matching_quotes(QuoteFilters(speaker_id=speaker))
        assert list(found) == [q for q in dossier.words.quotes if q.speaker == name]
        assert found


def test_speakers_come_in_the_order_of_the_alphabet(dossier: Dossier) -> None:
    names = [name.casefold() for name in dossier.words.speakers.values()]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Abe Shinzo", "abe-shinzo"),
        ("Conrad E. Snow", "conrad-e-snow"),
        ("Abé Shinzō", "abe-shinzo"),
        ("  'O'Neill'  ", "o-neill"),
    ],
)
def test_a_speaker_stands_in_links_in_plain_letters(name: str, wanted: str) -> None:
    assert speaker_id(name) == wanted


def test_every_language_of_a_quote_can_be_chosen_the_most_frequent_first(dossier: Dossier) -> None:
    counts = Counter(code for q in dossier.words.quotes for code in q.original_language)
    languages = dossier.words.quote_languages
    assert set(languages) == set(counts) and len(languages) == len(counts)
    frequency = [counts[code] for code in languages]
    assert frequency == sorted(frequency, reverse=True)


def test_a_quote_belongs_to_each_event_that_it_names(dossier: Dossier) -> None:
    for quote in dossier.words.quotes:
        assert dossier.words.quote(quote.quote_id) is quote
        for event_id in quote.event_ids:
            assert dossier.event(event_id), f"{quote.quote_id} names {event_id}"
            assert quote in dossier.words.quotes_for(event_id)
    for event in dossier.events:
        for quote in dossier.words.quotes_for(event.event_id):
            assert event.event_id in quote.event_ids


def test_what_is_not_there_is_none_or_nothing(dossier: Dossier) -> None:
    words = dossier.words
    for nothing in ("", "no-such-id", "QT-1951-NISHIMURA"):
        assert words.quote(nothing) is words.position(nothing) is words.phrase(nothing) is None
        assert words.quotes_for(nothing) == words.statements_for(nothing) == ()
        assert words.positions_for(nothing) == words.arguments(nothing, "japan") == ()
        assert words.uses("Japan", nothing) == words.uses(nothing, "inherent-territory") == ()


def test_each_side_answers_every_question_in_sourced_sentences(dossier: Dossier) -> None:
    words = dossier.words
    assert len(words.positions) > 20
    for position in words.positions:
        for side in ("japan", "russia"):
            assert words.arguments(position.question_id, side), (position.question_id, side)
        for side in ("japan", "russia", "others"):
            for argument in words.arguments(position.question_id, side):
                assert argument.sentence_en.strip()
                assert dossier.sources(argument.source_ids), argument.argument_id


def test_every_sentence_belongs_to_one_question_and_side(dossier: Dossier) -> None:
    words = dossier.words
    found = [
        argument.argument_id
        for position in words.positions
        for side in ("japan", "russia", "others")
        for argument in words.arguments(position.question_id, side)
    ]
    assert Counter(found) == Counter(dossier.frame("arguments")["argument_id"])


def test_sentences_keep_the_order_of_the_table(dossier: Dossier) -> None:
    order = {name: i for i, name in enumerate(dossier.frame("arguments")["argument_id"])}
    for position in dossier.words.positions:
        for side in ("japan", "russia"):
            answers = dossier.words.arguments(position.question_id, side)
            lines = [order[argument.argument_id] for argument in answers]
            assert lines == sorted(lines)


def test_what_a_question_and_a_sentence_name_exists(dossier: Dossier) -> None:
    words = dossier.words
    assert any(position.at_issue for position in words.positions)
    for position in words.positions:
        assert words.position(position.question_id) is position
        for quote_id in (*position.at_issue, *position.quote_ids):
            assert words.quote(quote_id), f"{position.question_id} names {quote_id}"
        for event_id in position.event_ids:
            assert dossier.event(event_id), f"{position.question_id} names {event_id}"
            assert position in words.positions_for(event_id)
        for side in ("japan", "russia", "others"):
            for argument in words.arguments(position.question_id, side):
                assert all(map(words.quote, argument.quote_ids)), argument.argument_id
                assert all(map(dossier.event, argument.event_ids)), argument.argument_id


def test_a_row_for_several_years_counts_in_each_of_them(dossier: Dossier) -> None:
    row = _use(dossier, "long", "2004", "2021", government="Japan", phrase_id="p")
    words = _words(wording=[row])
    assert list(row.years) == list(range(2004, 2022))
    for year in range(2000, 2026):
        wanted = (row,) if 2004 <= year <= 2021 else ()
        assert words.uses("Japan", "p", year) == wanted, year
    assert words.uses("Japan", "p") == (row,)
    assert words.wording_years == (2004, 2021)


def test_uses_are_of_one_government_and_phrase_by_date(dossier: Dossier) -> None:
    rows = [
        _use(dossier, wording_id, date, government=government, phrase_id=phrase)
        for wording_id, date, government, phrase in [
            ("late", "2001-05", "Japan", "p"),
            ("early", "1999-12-31", "Japan", "p"),
            ("same-year", "2001-01-01", "Japan", "p"),
            ("other-phrase", "2001", "Japan", "q"),
            ("other-side", "2001", "Russia/USSR", "p"),
        ]
    ]
    words = _words(wording=rows)

    def ids(*asked: Any) -> list[str]:
        return [row.wording_id for row in words.uses(*asked)]

    assert ids("Japan", "p") == ["early", "same-year", "late"]
    assert ids("Japan", "p", 2001) == ["same-year", "late"]
    assert ids("Russia/USSR", "p") == ["other-side"]
    assert ids("Russia/USSR", "q") == []


def test_the_real_uses_add_up(dossier: Dossier) -> None:
    words = dossier.words
    first, last = words.wording_years
    found = [
        row.wording_id
        for government in ("Japan", "Russia/USSR")
        for phrase in words.phrases
        for row in words.uses(government, phrase.phrase_id)
    ]
    assert Counter(found) == Counter(dossier.frame("wording")["wording_id"])
    for row in words.wording:
        for year in (row.years[0], row.years[-1]):
            assert first <= year <= last
            assert row in words.uses(row.government, row.phrase_id, year)
        assert words.phrase(row.phrase_id), row.wording_id
        assert not row.quote_id or words.quote(row.quote_id), row.wording_id


def test_every_phrase_is_traced(dossier: Dossier) -> None:
    traced = {row.phrase_id for row in dossier.words.wording}
    assert {phrase.phrase_id for phrase in dossier.words.phrases} == traced
