"""Text of the data is never markup: what is written is what is shown."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from components.dossier import Dossier, Source
from components.prose import VERIFIED, language_name, plain, source_line

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})
"""CommonMark with tables and strikethrough, as Streamlit reads it."""

HOSTILE = [
    "<script>alert(1)</script>",
    "<b onmouseover=alert(1)>x</b> <!-- x -->",
    "**bold** __bold__ *it* _it_ ***both*** ~~gone~~ `code` ``x``",
    "# not a heading",
    "Setext\\",
    "- not a list",
    "+ not a list",
    "* not a list",
    "1. not a list",
    "1) not a list",
    "> not a quote",
    "---",
    "===",
    "***",
    "```",
    "~~~",
    "| a | b |",
    "[link](https://example.org)",
    "[link][ref] [ref]: https://example.org",
    "![picture](https://example.org/a.png)",
    "<https://example.org> <me@example.org>",
    "https://example.org/?a=1&b=2 www.example.org",
    "&lt;b&gt; &amp; &copy; &#60; &nbsp;",
    "$x^2$ $$y$$ \\(z\\) \\[w\\] costs $5 and $6",
    ":smile: :red[colour] :blue-background[x] :small[x] :material/info: :streamlit:",
    "a -> b <- c -- d --- e >= f",
    "\\* \\\\ \\",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "[^1] [ ] [x] - [ ] task",
    "«Кавычки» „Gänsefüßchen“ “quotes” 「かぎ」 … – —",
    "択捉島 / Итуруп",
    "x" * 2000,
    "**a** <b> $c$ :d: [e](f) " * 80,
]


def _shown(markdown: str) -> str:
    """The text of one paragraph, which must hold nothing but text."""
    tokens = MARKDOWN.parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children
    assert {child.type for child in children} <= {"text", "text_special", "softbreak"}
    return "".join(child.content or " " for child in children)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_text_is_shown_as_it_is_written(text: str) -> None:
    assert _shown(plain(text)) == text.strip()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_text_is_shown_as_it_is_written_inside_other_markup(text: str) -> None:
    """In bold, in a list and in a table, as the card uses it."""
    (_, inline, _) = MARKDOWN.parse(f"**Where** {plain(text)}")
    assert "".join(child.content for child in inline.children) == f"Where {text.strip()}"
    assert [t.type for t in inline.children if t.type.endswith("_open")] == ["strong_open"]
    table = MARKDOWN.parse(f"| Held | |\n|:--|:--|\n| {plain(text)} | x |")
    cells = [token for token in table if token.type == "inline"]
    assert len(cells) == 4
    assert "".join(child.content for child in cells[2].children) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE[:-2],
        "$a$",
        ":red[x]",
        ":smile:",
        ":material/info:",
    ],
    ids=lambda text: text[:24],
)
def test_no_sign_of_ascii_is_left_without_a_backslash(text: str) -> None:
    """So that Streamlit's own syntax, which CommonMark does not know, is not met either."""
    left = re.sub(r"\\[!-/:-@\[-`{-~]", "", plain(text))
    assert not re.search(r"[!-/:-@\[-`{-~]", left)


@pytest.mark.parametrize(
    "mark", "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
def test_marks_that_turn_the_writing_direction_are_left_out(mark: str) -> None:
    assert plain(f"A{mark}treaty{mark}") == "Atreaty"


def test_a_text_of_several_lines_stays_one_paragraph() -> None:
    """A value from a link may hold line breaks; they must not begin a code block or a list."""
    shown = " ".join(_shown(plain("a\n\n    b\r\n\r\n\tc")).split())
    assert shown == "a b c"


def test_every_title_and_summary_is_shown_as_it_is_written(dossier: Dossier) -> None:
    for event in dossier.events:
        for text in (event.title_en, event.summary_en):
            assert _shown(plain(text)) == text


def _source(dossier: Dossier, **changes: object) -> Source:
    return replace(next(s for s in dossier.sources(dossier.events[0].source_ids)), **changes)


def _link(line: str) -> tuple[str, str, str]:
    """Address and text of the link that a line begins with, and the text after it."""
    (_, inline, _) = MARKDOWN.parse(line)
    links = [token for token in inline.children if token.type == "link_open"]
    assert len(links) == 1 and inline.children[0] is links[0]
    end = next(i for i, token in enumerate(inline.children) if token.type == "link_close")
    inside = "".join(token.content for token in inline.children[1:end])
    after = "".join(token.content for token in inline.children[end + 1 :])
    return links[0].attrs["href"], inside, after


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a_(b)_c?x=1&y=2#z",
        "https://example.org/a)b(c",
        "https://example.org/a>b<c",
        "https://example.org/[a]*b*_c_",
        "https://ru.wikipedia.org/wiki/Курильские_острова",
        "https://example.org/a%20b%3E",
    ],
)
def test_a_source_is_linked_to_its_very_address(dossier: Dossier, url: str) -> None:
    title = "Title ](https://evil.example) <b> *x*"
    address, inside, _ = _link(source_line(_source(dossier, url=url, title=title)))
    assert unquote(address) == unquote(url)
    assert inside == title


def test_a_source_names_author_publisher_date_and_language(dossier: Dossier) -> None:
    published = dossier.event("1956-10-19-joint-declaration").start
    source = _source(
        dossier, author="A. *Author*", publisher="P_u_b", published=published, language="ja"
    )
    _, _, after = _link(source_line(source))
    assert after == ". A. *Author*, P_u_b, 19 October 1956, Japanese"
    bare = replace(source, author="", published=None)
    assert _link(source_line(bare))[2] == ". P_u_b, Japanese"


def test_a_source_without_an_address_is_no_link(dossier: Dossier) -> None:
    line = source_line(_source(dossier, url="", title="Cable 1 <of> [1986]"))
    assert _shown(line).startswith("Cable 1 <of> [1986].")


def test_all_sources_are_linked_to_their_addresses(dossier: Dossier) -> None:
    sources = dossier.sources(dossier.frame("sources")["source_id"])
    for source in sources:
        line = source_line(source)
        if source.url:
            address, inside, _ = _link(line)
            assert inside == source.title
            assert unquote(address) == unquote(source.url), source.source_id
        else:
            assert _shown(line).startswith(source.title)


def test_every_language_of_the_sources_has_a_name(dossier: Dossier) -> None:
    codes = set(dossier.frame("sources")["language"])
    codes |= {code for codes in dossier.frame("quotes")["original_language"] for code in codes}
    assert sorted(code for code in codes if language_name(code) == code) == []


def test_every_degree_of_checking_is_said_in_words(dossier: Dossier) -> None:
    assert {event.verified for event in dossier.events} <= set(VERIFIED)
    (column,) = [c for c in dossier.schema.tables["events"].columns if c.name == "verified"]
    assert set(column.choices) == set(VERIFIED)
