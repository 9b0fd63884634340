"""The pages of the site, and links from one to another that stay in the reader's tab."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).resolve().parents[1] / "pages"


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page: its file and address, its name and group in the menu, and what it is."""

    name: str
    title: str
    icon: str
    group: str
    words: str


PAGES = (
    SitePage(
        "timeline",
        "Timeline",
        ":material/timeline:",
        "",
        "Japan, Russia, four islands and the peace treaty that never came: "
        "Etorofu/Iturup, Kunashiri/Kunashir, Shikotan and the Habomai group.",
    ),
    SitePage(
        "map",
        "Map",
        ":material/map:",
        "",
        "Who held which island on any day since 1855, and how each side draws the map.",
    ),
    SitePage(
        "story",
        "Story",
        ":material/auto_stories:",
        "",
        "The dispute told in scenes: from the news of April 2025 back to 1855 and forward again.",
    ),
    SitePage(
        "quotes",
        "Quotes",
        ":material/format_quote:",
        "Words",
        "What was said and signed, in the original and in English; and the set phrases of both "
        "governments by year.",
    ),
    SitePage(
        "positions",
        "Positions",
        ":material/balance:",
        "Words",
        "What each side argues, question by question, and what each sentence rests on. Which "
        "side stands left changes from question to question.",
    ),
    SitePage(
        "treaty",
        "Treaty",
        ":material/checklist:",
        "Treaty and figures",
        "The peace treaty that is missing, as a list of matters: what is settled, by which words, "
        "and what is open; and every draft and offer that was on the table.",
    ),
    SitePage(
        "numbers",
        "Numbers",
        ":material/bar_chart:",
        "Treaty and figures",
        "Polls, people, meetings, boats and trade: each figure with its definition and its source; "
        "what was counted differently is never joined.",
    ),
    SitePage(
        "checked",
        "Checked",
        ":material/fact_check:",
        "Words",
        "Statements that are often made, first those of the news report of April 2025, each with "
        "what the sources say of it.",
    ),
    SitePage(
        "teach",
        "For teachers",
        ":material/school:",
        "More",
        "Questions for three levels, each tied to a view; the story for a projector, and sheets "
        "to print.",
    ),
    SitePage(
        "search",
        "Search",
        ":material/search:",
        "More",
        "A search over everything, by words in English, Japanese or Russian.",
    ),
    SitePage(
        "sources",
        "Sources and data",
        ":material/library_books:",
        "More",
        "Every source with the rows that rest on it; how the data were made, downloads, releases "
        "and corrections.",
    ),
)
"""The first page is the one at the root of the site."""


def site_pages() -> dict[str, list[st.Page]]:
    """All pages for the menu, grouped."""
    grouped: dict[str, list[st.Page]] = {}
    for page in PAGES:
        first = page is PAGES[0]
        grouped.setdefault(page.group, []).append(
            st.Page(
                FOLDER / f"{page.name}.py",
                title=page.title,
                icon=page.icon,
                url_path=None if first else page.name,
                default=first,
            )
        )
    return grouped


def words_about(url_path: str) -> str:
    """What the page at an address is, in a sentence."""
    return next((page.words for page in PAGES if page.name == url_path), PAGES[0].words)


def page_link(name: str, label: str, icon: str | None = None, **params: str) -> None:
    """Place a link to a page of the site.

    Args:
        name: the page.
        label: Markdown of the link.
        icon: an icon before it.
        params: the query parameters that the link carries.
    """
    st.page_link(str(FOLDER / f"{name}.py"), label=label, icon=icon, query_params=params)
