"""What a link says of itself: title, description, picture, structured data; and its text (pure)."""

import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from markupsafe import Markup

from components.dossier import Dossier
from components.links import OPENING_EVENT
from components.params import Params, last_value
from components.reading import Reading, reading, render
from components.site import PAGES, SitePage

SITE = "Unfinished Peace"
LONGEST_DESCRIPTION = 200
"""Readers of previews cut longer descriptions."""


def _one(name: str, kind: str) -> Callable[[Params], tuple[str, str]]:
    return lambda params: (kind, last_value(params, name))


def _treaty(params: Params) -> tuple[str, str]:
    offer = last_value(params, "offer")
    return ("offer", offer) if offer else ("matter", last_value(params, "matter"))


def _numbers(params: Params) -> tuple[str, str]:
    question = last_value(params, "question")
    return ("poll", question) if question else ("chart", last_value(params, "chart"))


SUBJECTS: dict[str, Callable[[Params], tuple[str, str]]] = {
    "timeline": _one("event", "event"),
    "map": _one("day", "map"),
    "story": _one("scene", "scene"),
    "quotes": _one("quote", "quote"),
    "positions": _one("question", "position"),
    "treaty": _treaty,
    "numbers": _numbers,
    "checked": _one("claim", "claim"),
}
"""What the link of each page is about: the kind and the identifier, '' for the page itself."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a link says of itself.

    Attributes:
        title: what it shows.
        description: in one or two sentences.
        path: its canonical address, relative to the root of the site.
        picture: the address of its picture, relative to the root of the site.
        main: the text of the view as HTML.
        published: the day of the data, ISO 8601.
        kind: 'event' and so on, or 'page'.
    """

    title: str
    description: str
    path: str
    picture: str
    main: Markup
    published: str
    kind: str


def preview(dossier: Dossier, page: str, params: Params) -> Preview:
    """The preview of a link; one that names nothing that exists is that of its page.

    Args:
        dossier: the data.
        page: name of the page, as in `components.site`.
        params: the query parameters.
    """
    about = SUBJECTS.get(page)
    kind, row_id = about(params) if about else ("", "")
    found = reading(dossier, kind, row_id) if row_id else None
    if found is None:
        return _of_page(dossier, next(row for row in PAGES if row.name == page))
    return of_reading(dossier, found)


def of_reading(dossier: Dossier, found: Reading) -> Preview:
    """The preview of a view that has a text."""
    what = found.what
    return Preview(
        what.title,
        textwrap.shorten(found.description, LONGEST_DESCRIPTION, placeholder=" …"),
        what.path.removeprefix("./"),
        f"picture/{what.kind}/{what.row_id}.png",
        found.main,
        dossier.schema.created,
        what.kind,
    )


def _of_page(dossier: Dossier, page: SitePage) -> Preview:
    first = page is PAGES[0]
    title = f"{SITE}: Japan, Russia and four islands" if first else f"{page.title} · {SITE}"
    opening = reading(dossier, "event", OPENING_EVENT) if first else None
    main = render(
        "plain.html",
        title=SITE if first else page.title,
        meta="",
        paragraphs=[page.words],
        columns=(),
        rows=(),
        links=[(other.title, f"./{other.name}") for other in PAGES[1:]],
        sources=(),
    )
    if opening is not None:
        # The site opens with this event, so its text is what is read first.
        main = opening.main + main.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    path = "" if first else page.name
    return Preview(
        title, page.words, path, "picture/site.png", main, dossier.schema.created, "page"
    )


def head(shown: Preview, site: str, version: str, here: str = "") -> Markup:
    """The tags for the head of the page.

    Args:
        shown: the preview.
        site: the full address of the root of the application, with a slash at its end.
        version: the release of the data.
        here: the same of where pictures and feed are, if not at the application.
    """
    address = urljoin(site, shown.path)
    picture = urljoin(here or site, shown.picture)
    data = {
        "@context": "https://schema.org",
        "@type": "WebSite" if shown.kind == "page" else "CreativeWork",
        "name": shown.title,
        "description": shown.description,
        "url": address,
        "image": picture,
        "inLanguage": "en",
        "dateModified": shown.published,
        "version": version,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isPartOf": {"@type": "Dataset", "name": SITE, "url": site},
    }
    # In a script element only '<' can end the text; JSON may write it as an escape.
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return render(
        "head.html",
        title=shown.title,
        description=shown.description,
        address=address,
        picture=picture,
        picture_alt=f"{shown.title}: a map of the islands with the title",
        feed=urljoin(here or site, "feed.atom"),
        json_ld=Markup(text),
    )


def first_paint(shown: Preview) -> Markup:
    """The text of the view, for the page before the application's scripts have run."""
    return render("first.html", main=shown.main)


def whole_page(shown: Preview, site: str, version: str, here: str = "") -> Markup:
    """A page to read and to print; for the arguments see `head()`."""
    return render(
        "page.html",
        head=head(shown, site, version, here),
        main=shown.main,
        address=urljoin(site, shown.path),
        release=version,
    )
