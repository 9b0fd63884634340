"""The checked statements: verdict, finding and all sources of each, the tally, the filters."""

from collections import Counter
from typing import Any

import pytest

from components.claim_page import HELPS, VERDICTS, claim_text, tally
from components.dossier import Claim, ClaimFilters, Dossier
from components.prose import VERIFIED
from tests.markdown import MARKDOWN, addresses, texts

REPORT = 29
"""Statements of the news report."""


def _seen(text: str) -> str:
    """Text of the data as Markdown shows it."""
    return " ".join(text.split())


def _paragraphs(claim: Claim, dossier: Dossier) -> list[str]:
    return [_seen(text) for text in texts(claim_text(claim, dossier))]


def _found(dossier: Dossier, **filters: Any) -> tuple[Claim, ...]:
    return dossier.matters.matching_claims(ClaimFilters(**filters))


def test_there_are_enough_statements_and_all_of_the_report(dossier: Dossier) -> None:
    claims = dossier.matters.claims
    assert len(claims) >= 55
    assert len(_found(dossier, origins=("report",))) == REPORT
    assert [claim.claim_id for claim in claims] == list(dossier.frame("claims")["claim_id"])


def test_every_statement_shows_verdict_and_finding(dossier: Dossier) -> None:
    for claim in dossier.matters.claims:
        title, made, verdict, *_ = _paragraphs(claim, dossier)
        assert title == _seen(claim.claim_en)
        assert f"Made by: {_seen(claim.made_by_en)}" in made
        name = VERDICTS[claim.verdict][1]
        assert verdict.endswith(f"{name}. {_seen(claim.finding_en)}"), claim.claim_id
        assert len(claim.finding_en) > 40


def test_every_statement_names_all_sources_events_and_quotes(dossier: Dossier) -> None:
    for claim in dossier.matters.claims:
        text = "\n".join(_paragraphs(claim, dossier))
        links = addresses(claim_text(claim, dossier))
        assert claim.source_ids, claim.claim_id
        for source in dossier.sources(claim.source_ids):
            assert _seen(source.title) in text, source.source_id
            assert not source.url or MARKDOWN.normalizeLink(source.url) in links
        for event_id in claim.event_ids:
            assert _seen(dossier.event(event_id).title_en) in text
            assert any(link.endswith(f"event={event_id}") for link in links)
        for quote_id in claim.quote_ids:
            assert _seen(dossier.words.quote(quote_id).speaker) in text
            assert f"./quotes?quote={quote_id}" in links
        assert f"Finding {VERIFIED[claim.verified]}." in text


def test_whose_case_it_would_help_and_the_note_stand_there(dossier: Dossier) -> None:
    assert set(HELPS) == set(dossier.choices("claims", "favours"))
    for claim in dossier.matters.claims:
        found = _paragraphs(claim, dossier)
        helped = [side for side, words in HELPS.items() if words in found[1]]
        assert helped == ([claim.favours] if claim.favours else []), claim.claim_id
        if claim.note_en:
            assert f":small[{_seen(claim.note_en)}]" in found


def test_as_many_statements_would_help_one_side_as_the_other(dossier: Dossier) -> None:
    """The page says so, as a reason why the share of verdicts tells nothing of a side."""
    sides = Counter(claim.favours for claim in dossier.matters.claims)
    assert sides["japan"] == sides["russia"] > 5


def test_verdicts_are_told_apart_without_colour() -> None:
    icons, names = zip(*VERDICTS.values(), strict=True)
    assert len(set(icons)) == len(set(names)) == len(VERDICTS)


def test_the_tally_counts_each_verdict_of_what_is_shown(dossier: Dossier) -> None:
    for shown in (dossier.matters.claims, _found(dossier, origins=("report",))):
        counts = Counter(claim.verdict for claim in shown)
        said = tally(shown)
        for verdict, (icon, name) in VERDICTS.items():
            assert (f"{icon} {counts[verdict]} {name.lower()}" in said) == bool(counts[verdict])
        numbers = [int(word) for word in said.split() if word.isdigit()]
        assert sum(numbers) == len(shown)
    assert tally(()) == ""


@pytest.mark.parametrize(
    ("part", "column"), [("origins", "origin"), ("verdicts", "verdict"), ("favours", "favours")]
)
def test_a_filter_shows_what_is_asked_for_and_nothing_else(
    dossier: Dossier, part: str, column: str
) -> None:
    choices = dossier.choices("claims", column)
    claims = dossier.matters.claims
    for asked in [(choice,) for choice in choices] + [choices[:2], choices]:
        found = _found(dossier, **{part: asked})
        assert list(found) == [claim for claim in claims if getattr(claim, column) in asked]
        assert found, asked
    assert ClaimFilters(**{part: choices[:1]}).any


def test_without_filters_all_statements_are_shown(dossier: Dossier) -> None:
    assert not ClaimFilters().any
    assert _found(dossier) == dossier.matters.claims


@pytest.mark.parametrize("column", ["claim_en", "finding_en", "made_by_en"])
def test_a_statement_is_found_by_its_own_words_in_any_case(dossier: Dossier, column: str) -> None:
    for claim in dossier.matters.claims:
        words = getattr(claim, column)
        for asked in (words, words.upper(), f"  {words.lower()}  "):
            assert claim in _found(dossier, words=asked), claim.claim_id


def test_all_words_must_be_there(dossier: Dossier) -> None:
    found = _found(dossier, words="armistice zzzz")
    assert found == ()
    one, other = _found(dossier, words="armistice"), _found(dossier, words="armistice treaty")
    assert 0 < len(other) <= len(one) < len(dossier.matters.claims)
    assert set(other) <= set(one)


def test_filters_together_narrow_down(dossier: Dossier) -> None:
    found = _found(dossier, origins=("common",), verdicts=("holds",), favours=("japan",))
    assert found
    for claim in found:
        assert (claim.origin, claim.verdict, claim.favours) == ("common", "holds", "japan")
    assert _found(dossier, origins=("report",), favours=("japan",), words="zzzz") == ()


def test_a_statement_is_found_by_its_id(dossier: Dossier) -> None:
    for claim in dossier.matters.claims:
        assert dossier.matters.claim(claim.claim_id) is claim
