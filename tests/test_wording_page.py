"""The uses of a phrase as text: date, document, words, source, and what the phrase implies."""

from dataclasses import replace

import pytest

from components.dossier import Dossier, Wording
from components.dossier.edtf import parse
from components.wording_page import LEGEND, phrase_text, use_text
from components.wording_strip import STATES
from tests.markdown import addresses, form, texts

HOSTILE = "# x <script>alert(1)</script> **b** | [l](https://evil.example) :red[c] $d$ `e`"


@pytest.fixture(scope="module")
def row(dossier: Dossier) -> Wording:
    """A row that has everything."""
    return replace(
        dossier.words.wording[0],
        document="A paper",
        date=parse("1956-10-19"),
        until=None,
        present="present",
        wording_en="inherent territory",
        wording_original="固有の領土",
        note_en="A remark.",
        quote_id=dossier.words.quotes[0].quote_id,
    )


def test_a_use_shows_date_document_state_words_and_sources(dossier: Dossier) -> None:
    for row in dossier.words.wording:
        markdown = use_text(row, dossier)
        shown = texts(markdown)
        assert shown[0].startswith(row.date.words)
        assert shown[0].endswith(f" · {row.document} · {STATES[row.present]}")
        for words in (row.wording_en, row.wording_original):
            assert not words or f"“{' '.join(words.split())}”" in shown, row.wording_id
        assert row.note_en in shown[-1]
        sources = dossier.sources(row.source_ids)
        linked = sum(1 for source in sources if source.url) + bool(row.quote_id)
        assert len(addresses(markdown)) == linked, row.wording_id


def test_a_use_of_several_years_says_until_when(dossier: Dossier, row: Wording) -> None:
    assert texts(use_text(row, dossier))[0] == f"19 October 1956 · A paper · {STATES['present']}"
    long = replace(row, date=parse("2004"), until=parse("2021"))
    assert texts(use_text(long, dossier))[0].startswith("2004 to 2021 · A paper")


def test_a_use_leads_to_the_quote_in_full_if_there_is_one(dossier: Dossier, row: Wording) -> None:
    with_quote = use_text(row, dossier)
    assert addresses(with_quote)[-1] == f"./quotes?quote={row.quote_id}"
    without = use_text(replace(row, quote_id=""), dossier)
    assert len(addresses(without)) == len(addresses(with_quote)) - 1


def test_words_that_are_the_same_in_the_original_stand_there_once(
    dossier: Dossier, row: Wording
) -> None:
    same = replace(row, wording_original=row.wording_en)
    assert len(texts(use_text(row, dossier))) == 4
    assert len(texts(use_text(same, dossier))) == 3
    bare = replace(row, wording_en="", wording_original="", note_en="")
    assert len(texts(use_text(bare, dossier))) == 2


def test_a_hostile_use_is_text_only(dossier: Dossier, row: Wording) -> None:
    columns = ("document", "wording_en", "note_en")
    hostile = use_text(replace(row, **dict.fromkeys(columns, HOSTILE)), dossier)
    assert form(hostile) == form(use_text(row, dossier))
    assert "\n".join(texts(hostile)).count(HOSTILE) == len(columns)


def test_a_phrase_is_named_in_three_languages_and_explained(dossier: Dossier) -> None:
    for phrase in dossier.words.phrases:
        head, labels, meaning = texts(phrase_text(phrase))
        assert head == f"“{phrase.label_en}”"
        assert phrase.label_ja in labels and phrase.label_ru in labels
        assert meaning == f"{phrase.meaning_en} Used by: {phrase.whose}."


def test_a_hostile_phrase_is_text_only(dossier: Dossier) -> None:
    phrase = dossier.words.phrases[0]
    columns = ("label_en", "label_ja", "label_ru", "meaning_en", "whose")
    hostile = phrase_text(replace(phrase, **dict.fromkeys(columns, HOSTILE)))
    assert form(hostile) == form(phrase_text(phrase))
    assert "\n".join(texts(hostile)).count(HOSTILE) == len(columns)


def test_the_legend_explains_every_mark() -> None:
    for mark in ("Filled", "Struck", "Empty frame", "No mark"):
        assert f"{mark}: " in LEGEND
