"""Markdown as Streamlit reads it, for tests of what a reader sees."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})
TEXT = ("text", "text_special", "softbreak", "hardbreak")
"""Tokens that are nothing but text."""


def texts(markdown: str) -> list[str]:
    """What a reader sees, block by block; a broken line counts as one."""
    return [
        "".join(
            " " if child.type in ("softbreak", "hardbreak") else child.content
            for child in token.children
        )
        for token in MARKDOWN.parse(markdown)
        if token.type == "inline"
    ]


def tokens(markdown: str) -> list[Token]:
    """All tokens, those inside of paragraphs too."""
    return [part for token in MARKDOWN.parse(markdown) for part in (token, *(token.children or ()))]


def form(markdown: str) -> list[str]:
    """All that is not text: paragraphs, headings, bold, links and whatever else there is."""
    return [token.type for token in tokens(markdown) if token.type not in TEXT]


def addresses(markdown: str) -> list[str]:
    """Where the links lead, in order."""
    return [token.attrs["href"] for token in tokens(markdown) if token.type == "link_open"]
