"""Quotes: what was said and by whom, in which language and whose English, as text only."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from components.dossier import Dossier, Quote
from components.prose import language_name
from components.quote_card import (
    KINDS,
    SIDE_MARKS,
    SIDES,
    brief_quote,
    full_quote,
    has_original,
    language_of_original,
    origin,
    quote_to_copy,
    words_of,
)
from components.quote_links import Show
from tests.markdown import MARKDOWN, addresses, form, texts, tokens

CLAUSE = "treaty text"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)> <!-- x -->",
    "# heading",
    "- list",
    "1. list",
    "> quote",
    "---",
    "```",
    "**bold** _it_ ~~gone~~ `code`",
    "[link](https://evil.example) ![picture](https://evil.example/a.png) <https://evil.example>",
    "| a | b |",
    ":red[colour] :material/home: :smile: $x^2$ ]",
    "} {link} {0} %s &lt;b&gt; \\",
    "<b>**[x](y)** $c$ " * 120,
]
ACTIVE = r"(?<!\\)(:red|:material|:smile|\$|&lt|<script|<img)"
"""What Streamlit would turn into something else, had it no backslash before it."""

TURNED = "safe \u202e\u2066 txet \u200f and on"
"""Text with marks that turn the direction of what follows."""


@pytest.fixture(scope="module")
def speech(dossier: Dossier) -> Quote:
    """Spoken words in Russian, with all that a quote can have."""
    return replace(
        dossier.words.quotes[0],
        kind="speech",
        side="russia",
        speaker="A Speaker",
        speaker_role_en="minister of something",
        locator_en="page 7",
        quote_en="We agree.",
        quote_original="Мы согласны.",
        original_language=("ru",),
        translation_by="official",
        context_en="Said at a meeting.",
    )


@pytest.fixture(scope="module")
def clause(speech: Quote) -> Quote:
    """An article of a treaty in Japanese and Russian."""
    return replace(
        speech,
        kind=CLAUSE,
        side="other",
        speaker="Treaty of Peace",
        speaker_role_en="signed by two",
        locator_en="Article 9",
        quote_en="The parties agree.",
        quote_original="両国は合意する。",
        original_language=("ja", "ru"),
    )


def _brief(quote: Quote, dossier: Dossier) -> str:
    return brief_quote(quote, dossier.sources(quote.source_ids))


def _copied(quote: Quote, dossier: Dossier) -> list[str]:
    return quote_to_copy(quote, dossier.sources(quote.source_ids)).split("\n")


def _spaced(text: str) -> str:
    """Text as it is shown, with single spaces."""
    return " ".join(text.split())


def test_every_side_and_kind_has_a_name_of_its_own(dossier: Dossier) -> None:
    assert set(SIDES) == set(dossier.choices("quotes", "side"))
    assert set(KINDS) == set(dossier.choices("quotes", "kind"))
    assert len(set(SIDES.values())) == len(SIDES)
    assert len(set(KINDS.values())) == len(KINDS)
    assert len(set(SIDE_MARKS.values())) == len(SIDE_MARKS)


def test_speech_stands_in_quotation_marks_under_its_speaker(
    dossier: Dossier, speech: Quote
) -> None:
    shown = texts(_brief(speech, dossier))
    when = speech.date.words
    assert shown[0] == f"A Speaker, minister of something, page 7, {when}"
    assert shown[1:3] == ["“We agree.”", ":gray[Russian] “Мы согласны.”"]
    assert len(shown) == 4


def test_a_clause_has_its_article_before_the_words_and_no_quotation_marks(
    dossier: Dossier, clause: Quote
) -> None:
    shown = texts(_brief(clause, dossier))
    assert shown[0] == f"Treaty of Peace, signed by two, {clause.date.words}"
    assert shown[1:3] == ["Article 9. The parties agree.", ":gray[Japanese] 両国は合意する。"]
    whole = replace(clause, locator_en="")
    assert texts(_brief(whole, dossier))[1] == "The parties agree."


def test_the_card_of_a_clause_is_headed_by_its_treaty(
    dossier: Dossier, clause: Quote, speech: Quote
) -> None:
    treaty = full_quote(clause, dossier, Show.BOTH)
    assert [t.tag for t in MARKDOWN.parse(treaty) if t.type == "heading_open"] == ["h4"]
    shown = texts(treaty)
    assert shown[1:5] == [
        "Treaty of Peace",
        "Signed by two",
        "Article 9. The parties agree.",
        ":gray[Japanese] 両国は合意する。",
    ]
    said = full_quote(speech, dossier, Show.BOTH)
    assert "heading_open" not in form(said)
    assert texts(said)[1:4] == [
        "“We agree.”",
        ":gray[Russian] “Мы согласны.”",
        "A Speaker, minister of something, page 7",
    ]


def test_every_quote_is_shown_with_speaker_role_date_words_and_every_source(
    dossier: Dossier,
) -> None:
    for quote in dossier.words.quotes:
        sources = dossier.sources(quote.source_ids)
        for markdown in (_brief(quote, dossier), full_quote(quote, dossier, Show.BOTH)):
            shown = "\n".join(texts(markdown))
            role = quote.speaker_role_en[1:]  # a card may begin it with a capital
            for part in (quote.speaker, role, quote.locator_en, quote.date.words):
                assert part in shown, quote.quote_id
            for part in (quote.quote_en, quote.quote_original):
                assert _spaced(part) in shown, quote.quote_id
            (last,) = [text for text in texts(markdown) if "Original in " in text]
            assert "Source: " in last
            for source in sources:
                assert (source.publisher if source.url else source.title) in last
            linked = [source.url for source in sources if source.url]
            assert len(addresses(markdown)) == len(linked), quote.quote_id


def test_only_clauses_stand_without_quotation_marks(dossier: Dossier) -> None:
    for quote in dossier.words.quotes:
        english, *original = texts(words_of(quote, Show.BOTH))
        before, after = ("", "") if quote.kind == CLAUSE else ("“", "”")
        article = f"{quote.locator_en}. " if quote.kind == CLAUSE and quote.locator_en else ""
        assert english == f"{article}{before}{_spaced(quote.quote_en)}{after}"
        for text in original:
            assert text.split("] ", 1)[1] == f"{before}{_spaced(quote.quote_original)}{after}"
    assert any(quote.kind == CLAUSE and quote.locator_en for quote in dossier.words.quotes)


def test_a_full_card_names_side_date_kind_occasion_and_event(
    dossier: Dossier, speech: Quote
) -> None:
    for quote in dossier.words.quotes:
        shown = texts(full_quote(quote, dossier, Show.BOTH))
        assert shown[0].endswith(f"{SIDES[quote.side]} · {quote.date.words} · {KINDS[quote.kind]}")
        assert (_spaced(quote.context_en) in shown) == bool(quote.context_en), quote.quote_id
        if quote.event_ids:
            event = dossier.event(quote.event_ids[0])
            assert f":small[Belongs to: {event.title_en}, {event.when}.]" in shown
    bare = replace(speech, event_ids=(), context_en="")
    shown = texts(full_quote(bare, dossier, Show.BOTH))
    assert len(shown) == 5
    assert not any("Belongs to" in text for text in shown)


def test_the_marks_of_the_two_sides_differ_from_all_others(dossier: Dossier, speech: Quote) -> None:
    def mark(side: str) -> str:
        head = full_quote(replace(speech, side=side), dossier, Show.BOTH)
        return head.split("[■]")[0]

    marks = {side: mark(side) for side in SIDES}
    assert marks["japan"] != marks["russia"]
    assert {marks[side] for side in SIDES if side not in ("japan", "russia")} == {":gray"}


@pytest.mark.parametrize(
    ("show", "wanted"),
    [
        (Show.BOTH, ["“We agree.”", ":gray[Russian] “Мы согласны.”"]),
        (Show.ENGLISH, ["“We agree.”"]),
        (Show.ORIGINAL, [":gray[Russian] “Мы согласны.”"]),
    ],
)
def test_the_reader_chooses_which_text_is_shown(
    dossier: Dossier, speech: Quote, show: Show, wanted: list[str]
) -> None:
    assert texts(words_of(speech, show)) == wanted
    shown = texts(full_quote(speech, dossier, show))
    assert shown[1 : 1 + len(wanted)] == wanted


@pytest.mark.parametrize("show", Show)
def test_no_choice_leaves_a_quote_without_words(dossier: Dossier, show: Show) -> None:
    for quote in dossier.words.quotes:
        shown = texts(words_of(quote, show))
        assert 1 <= len(shown) <= 2
        assert all(len(text) > 5 for text in shown), quote.quote_id


def test_a_missing_original_is_said_and_the_english_shown(dossier: Dossier, speech: Quote) -> None:
    without = replace(speech, quote_original="")
    for show in Show:
        assert texts(words_of(without, show)) == ["“We agree.”"]
    assert "The original words are not in the data." in texts(_brief(without, dossier))[-1]
    assert "not in the data" not in texts(_brief(speech, dossier))[-1]
    english = replace(without, original_language=("en",))
    assert "not in the data" not in origin(english)


def test_an_original_that_is_the_quote_is_not_shown_twice(speech: Quote) -> None:
    same = replace(speech, quote_en="Peace.", quote_original="Peace.")
    assert texts(words_of(same, Show.BOTH)) == ["“Peace.”"]
    assert not has_original(same)


def test_a_quote_says_in_which_language_it_was_and_who_translated_it(
    dossier: Dossier, speech: Quote
) -> None:
    def said(**changes: object) -> str:
        return texts(_brief(replace(speech, **changes), dossier))[-1]

    both = said(original_language=("ja", "ru"), translation_by="official")
    assert "Original in Japanese and Russian. English: official." in both
    assert "English: not stated." in said(original_language=("ja",), translation_by="")
    english = said(original_language=("en",), quote_original="")
    assert "Original in English." in english and "English: official" not in english


@pytest.mark.parametrize(
    ("languages", "original", "wanted"),
    [
        (("ru",), "Мир", "ru"),
        (("ja",), "平和", "ja"),
        (("uk",), "Мир", "uk"),
        (("ja", "ru"), "平和条約", "ja"),
        (("ja", "ru"), "Мирный договор", "ru"),
        (("ru", "ja"), "平和", "ja"),
        pytest.param(
            ("en", "ja"),
            "平和",
            "ja",
        ),
    ],
)
def test_the_original_is_named_by_its_own_language(
    speech: Quote, languages: tuple[str, ...], original: str, wanted: str
) -> None:
    quote = replace(speech, original_language=languages, quote_original=original)
    assert language_of_original(quote) == wanted
    assert texts(words_of(quote, Show.ORIGINAL))[0].startswith(f":gray[{language_name(wanted)}] ")


def test_a_quote_links_to_the_very_address(dossier: Dossier, speech: Quote) -> None:
    (source, *_) = dossier.sources(speech.source_ids)
    source = replace(source, url="https://example.org/a>b)c")
    (address,) = addresses(brief_quote(speech, [source]))
    assert address.replace("%3E", ">") == source.url
    printed = replace(source, url="", title="A book")
    assert addresses(brief_quote(speech, [printed])) == []
    assert texts(brief_quote(speech, [printed]))[-1].endswith("Source: A book]")


TEXTS = ("speaker", "speaker_role_en", "locator_en", "quote_en", "quote_original", "context_en")
"""The columns of a quote that hold free text; `translation_by` is tried apart."""


def _full(quote: Quote, dossier: Dossier) -> str:
    return full_quote(quote, dossier, Show.BOTH)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
@pytest.mark.parametrize("draw", [_brief, _full], ids=["brief", "full"])
@pytest.mark.parametrize("kind", ["speech", CLAUSE])
def test_a_hostile_quote_is_shown_as_text_only(
    dossier: Dossier,
    speech: Quote,
    text: str,
    draw: Callable[[Quote, Dossier], str],
    kind: str,
) -> None:
    harmless = replace(speech, kind=kind)
    changes = {column: f"{text} {column}" for column in TEXTS} | {"translation_by": text}
    markdown = draw(replace(harmless, **changes), dossier)
    assert form(markdown) == form(draw(harmless, dossier))
    assert addresses(markdown) == addresses(draw(harmless, dossier))
    shown = "\n".join(texts(markdown))
    for column in TEXTS:
        if column != "context_en" or draw is _full:
            assert _spaced(f"{text} {column}") in shown
    assert not re.search(ACTIVE, markdown)


@pytest.mark.parametrize("draw", [_brief, _full], ids=["brief", "full"])
def test_a_hostile_language_is_shown_as_text_only(
    dossier: Dossier, speech: Quote, draw: Callable[[Quote, Dossier], str]
) -> None:
    hostile = replace(speech, original_language=("<b>**x**",))
    assert form(draw(hostile, dossier)) == form(draw(speech, dossier))


@pytest.mark.parametrize("draw", [_brief, _full], ids=["brief", "full"])
def test_the_writing_direction_of_the_rest_is_not_turned(
    dossier: Dossier, speech: Quote, draw: Callable[[Quote, Dossier], str]
) -> None:
    turned = replace(speech, **dict.fromkeys(TEXTS, TURNED))
    markdown = draw(turned, dossier)
    assert not set(markdown) & set("\u202e\u2066\u200f")
    assert "safe txet and on" in "\n".join(texts(markdown))


def test_a_long_quote_is_shown_whole(dossier: Dossier, speech: Quote) -> None:
    long = " ".join(f"word{i}" for i in range(300))
    assert len(long) > 2000
    quote = replace(speech, quote_en=long, quote_original=long.upper())
    for draw in (_brief, _full):
        shown = texts(draw(quote, dossier))
        assert f"“{long}”" in shown and f":gray[Russian] “{long.upper()}”" in shown
    assert f"“{long}” (English: official)" in _copied(quote, dossier)


def test_a_copied_quote_has_the_original_first_then_all_of_the_citation(
    dossier: Dossier, speech: Quote
) -> None:
    (source, *_) = dossier.sources(speech.source_ids)
    lines = _copied(speech, dossier)
    assert lines[:3] == [
        "“Мы согласны.”",
        "“We agree.” (English: official)",
        f"A Speaker, minister of something, page 7, {speech.date.words}.",
    ]
    assert lines[3].startswith("Source: ") and lines[3].endswith(source.url)
    assert lines[4] == "Quoted after Unfinished Peace, {link}"
    assert len(lines) == 5


def test_a_copied_quote_says_whose_english_it_is_only_of_translations(
    dossier: Dossier, speech: Quote
) -> None:
    without = replace(speech, quote_original="", translation_by="")
    assert _copied(without, dossier)[0] == "“We agree.” (English: not stated)"
    english = replace(without, original_language=("en",))
    assert _copied(english, dossier)[0] == "“We agree.”"


def test_every_copied_quote_is_plain_text_with_all_that_a_citation_needs(
    dossier: Dossier,
) -> None:
    for quote in dossier.words.quotes:
        (source, *_) = dossier.sources(quote.source_ids)
        copied = quote_to_copy(quote, dossier.sources(quote.source_ids))
        said = (quote.quote_en, quote.quote_original, quote.speaker, quote.speaker_role_en)
        cited = (quote.locator_en, quote.date.words, source.title, source.url)
        for part in (*said, *cited):
            assert part in copied, quote.quote_id
        if quote.translation_by and quote.original_language != ("en",):
            assert f"(English: {quote.translation_by})" in copied, quote.quote_id
        assert copied.count("{link}") == 1 and copied.endswith(", {link}")
        assert all(line.strip() == line and line for line in copied.split("\n"))
        assert ", ," not in copied and ",," not in copied
        # Nothing of it is Markdown or HTML that would look odd in a letter.
        for sign in ("\\", "**", "](", ":gray", ":small", "&amp;", "<"):
            assert sign not in copied, quote.quote_id


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_a_hostile_quote_is_copied_as_it_is(dossier: Dossier, speech: Quote, text: str) -> None:
    text = " ".join(text.split())
    copied = quote_to_copy(replace(speech, quote_en=text), dossier.sources(speech.source_ids))
    assert f"“{text}” (English: official)" in copied
    assert copied.endswith("\nQuoted after Unfinished Peace, {link}")


def test_a_quote_has_no_html_at_all(dossier: Dossier) -> None:
    for quote in dossier.words.quotes:
        for draw in (_brief, _full):
            found = {token.type for token in tokens(draw(quote, dossier))}
            assert not found & {"html_block", "html_inline", "image", "code_inline", "fence"}
