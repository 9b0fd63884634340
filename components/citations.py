"""Citations of a row: the primary source first, the page of this site second (pure).

Styles by citeproc-py from the CSL styles in `components/csl`, BibTeX by pybtex, RIS by
rispy; CSL-JSON as https://docs.citationstyles.org/en/stable/specification.html has it.
"""

import datetime as dt
import json
import re
import textwrap
import threading
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

import rispy
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer

from components.claim_links import claim_link
from components.dossier import Dossier, Source, Stretch
from components.dossier.edtf import Precision
from components.dossier.model import FIRST_BORDER
from components.links import event_link
from components.map_links import ISO_DAY
from components.map_words import day_words, grounds
from components.number_links import chart_link, question_link
from components.number_tables import all_source_ids, chart_table
from components.position_links import position_link
from components.quote_links import quote_link
from components.story_links import scene_link
from components.treaty_links import matter_link, offer_link

SITE = "Unfinished Peace"
STYLES = {"apa": "APA 7", "chicago-author-date": "Chicago, author-date"}
"""The CSL styles, and what they are called."""

Item = dict[str, Any]
"""One work as CSL-JSON."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited.

    Attributes:
        kind: 'event', 'quote' and so on, as in the addresses of citations.
        row_id: its identifier.
        title: what it is called.
        path: its address, relative to any page of the site.
        sources: what it rests on, the one nearest to the document first.
    """

    kind: str
    row_id: str
    title: str
    path: str
    sources: tuple[Source, ...]


def _event(dossier: Dossier, row_id: str) -> tuple | None:
    row = dossier.event(row_id)
    return row and (row.title_en, "./" + event_link(row_id), row.source_ids)


def _quote(dossier: Dossier, row_id: str) -> tuple | None:
    row = dossier.words.quote(row_id)
    if row is None:
        return None
    words = textwrap.shorten(row.quote_en, 60, placeholder="…")
    title = f"{row.speaker}, {row.date.words}: “{words}”"
    return title, quote_link(row_id), row.source_ids


def _claim(dossier: Dossier, row_id: str) -> tuple | None:
    row = dossier.matters.claim(row_id)
    return row and (f"Checked: {row.claim_en}", claim_link(row_id), row.source_ids)


def _position(dossier: Dossier, row_id: str) -> tuple | None:
    row = dossier.words.position(row_id)
    return row and (row.question_en, position_link(row_id), row.source_ids)


def _matter(dossier: Dossier, row_id: str) -> tuple | None:
    row = dossier.matters.matter(row_id)
    return row and (row.matter_en, matter_link(row_id), row.source_ids)


def _offer(dossier: Dossier, row_id: str) -> tuple | None:
    row = dossier.matters.offer(row_id)
    return row and (row.title_en, offer_link(row_id), row.source_ids)


def _poll(dossier: Dossier, row_id: str) -> tuple | None:
    row = dossier.figures.question(row_id)
    if row is None:
        return None
    ids = [
        i for wave in dossier.figures.waves(row_id) for answer in wave for i in answer.source_ids
    ]
    title = f"Poll in {row.asked_en}: {row.question_en}"
    return title, question_link(row), dict.fromkeys(ids)


def _chart(dossier: Dossier, row_id: str) -> tuple | None:
    row = dossier.figures.chart(row_id)
    if row is None or row.form == "polls":
        return None
    return row.title_en, chart_link(row_id), all_source_ids(chart_table(dossier, row))


def _scene(dossier: Dossier, row_id: str) -> tuple | None:
    row = dossier.tours.scene(row_id)
    return row and (row.title_en, scene_link(row_id), row.source_ids)


def _map(dossier: Dossier, row_id: str) -> tuple | None:
    if not ISO_DAY.fullmatch(row_id):
        return None
    try:
        day = dt.date.fromisoformat(row_id)
    except ValueError:
        return None
    if not FIRST_BORDER <= day <= dt.date.today():  # as the map itself has it
        return None
    _, sources = grounds(dossier, day)
    ids = [source.source_id for source in sources]
    title = f"Who held the islands on {day_words(day)}"
    return ids and (title, f"./map?day={row_id}", ids)


KINDS: dict[str, Callable[[Dossier, str], tuple | None]] = {
    "event": _event,
    "quote": _quote,
    "claim": _claim,
    "position": _position,
    "matter": _matter,
    "offer": _offer,
    "poll": _poll,
    "chart": _chart,
    "map": _map,
    "scene": _scene,
}


TABLES_OF = {
    "event": "events",
    "quote": "quotes",
    "claim": "claims",
    "position": "positions",
    "matter": "treaty_matters",
    "offer": "offers",
    "poll": "questions",
    "chart": "charts",
    "scene": "scenes",
}
"""The table of each kind, for identifiers that were changed."""


def cited(dossier: Dossier, kind: str, row_id: str) -> Cited | None:
    """What a kind and an identifier name, or None.

    Args:
        dossier: the data.
        kind: a key of `KINDS`.
        row_id: an identifier; for the map a day, as 1945-09-01.
    """
    if kind not in KINDS:
        return None
    row_id = dossier.provenance.current_id(TABLES_OF.get(kind, ""), row_id)
    found = KINDS[kind](dossier, row_id)
    if not found:
        return None
    title, path, source_ids = found
    sources = dossier.provenance.strongest_first(list(source_ids))
    return Cited(kind, row_id, title, path, tuple(sources))


def works(what: Cited, dossier: Dossier, address: str, today: dt.date) -> list[Item]:
    """The primary source and the page of this site as CSL-JSON.

    Args:
        what: what is cited.
        dossier: for the release of the data.
        address: the full address of the page.
        today: the day of access.
    """
    release = dossier.provenance.releases[-1]
    page = {
        "id": f"unfinished-peace-{what.kind}-{what.row_id}",
        "type": "webpage",
        "title": what.title,
        "container-title": f"{SITE}, data release {release.release}",
        "author": [{"literal": SITE}],
        "issued": _parts(release.date),
        "accessed": _parts(today),
        "URL": address,
    }
    return [*(_work(source, today) for source in what.sources[:1]), page]


def _work(source: Source, today: dt.date) -> Item:
    # Without an author the publisher answers for the work, as APA and Chicago have it.
    author = source.author or source.publisher
    item: Item = {
        "id": source.source_id,
        "type": "webpage" if source.url else "document",
        "title": source.title,
    }
    if author:
        item["author"] = [{"literal": author}]
    if source.publisher and source.publisher != author:
        item["container-title" if source.url else "publisher"] = source.publisher
    if source.published:
        item["issued"] = _parts(source.published)
    if source.url:
        item |= {"URL": source.url, "accessed": _parts(today)}
    if source.identifier.startswith("DOI "):
        item["DOI"] = source.identifier.removeprefix("DOI ")
    elif source.identifier:
        item["note"] = source.identifier
    if source.language:
        item["language"] = source.language
    return item


def _parts(date: Stretch | dt.date) -> dict[str, Any]:
    day = date if isinstance(date, dt.date) else date.lower
    parts = [day.year, day.month, day.day]
    if isinstance(date, Stretch):
        length = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}[date.precision]
        found: dict[str, Any] = {"date-parts": [parts[:length]]}
        return found | ({"circa": True} if date.approximate else {})
    return {"date-parts": [parts]}


_one_at_a_time = threading.Lock()
"""A style of citeproc-py keeps state while it formats."""


@lru_cache
def _style(name: str) -> CitationStylesStyle:
    path = Path(__file__).parent / "csl" / f"{name}.csl"
    return CitationStylesStyle(str(path), validate=False)


def as_text(items: Sequence[Item], style: str) -> list[str]:
    """The works in a style, one text each, in their order.

    Args:
        items: the works.
        style: a key of `STYLES`.
    """
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that citeproc-py does not know
        said = []
        for item in items:
            source = CiteProcJSON([item | {"id": item["id"].casefold()}])
            bibliography = CitationStylesBibliography(_style(style), source, formatter.plain)
            bibliography.register(Citation([CitationItem(item["id"].casefold())]))
            text = " ".join(str(bibliography.bibliography()[0]).split())
            said.append(f"{text} [{item['note']}]" if "note" in item else text)
        return said


def as_csl_json(items: Sequence[Item]) -> str:
    """The works as CSL-JSON."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        **{sign: f"\\{sign}" for sign in "$&%#_"},
    }
)
"""Letters that TeX would take for commands; all others stay as they are, in any script."""

VERBATIM = ("url", "doi", "date", "urldate")
"""Fields that are taken letter by letter."""


class _BibtexWriter(Writer):
    """BibTeX whose addresses stay whole; pybtex escapes all fields alike."""

    def _write_field(self, stream: TextIO, type: str, value: str) -> None:
        text = " ".join(value.split())
        if type in VERBATIM:
            text = text.replace("{", "%7B").replace("}", "%7D")
        else:
            text = text.translate(TEX)
        stream.write(f",\n    {type} = {{{text}}}")


def as_bibtex(items: Sequence[Item]) -> str:
    """The works as BibTeX."""
    entries = {_key(item): Entry("misc", _bibtex_fields(item)) for item in items}
    return _BibtexWriter().to_string(BibliographyData(entries))


def _key(item: Item) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "-", item["id"])


def _bibtex_fields(item: Item) -> dict[str, str]:
    date = _iso(item.get("issued"))
    authors = (_unbraced(author["literal"]) for author in item.get("author", ()))
    fields = {
        # In braces a body is one name, and the capitals of a title stay.
        "author": " and ".join(f"{{{author}}}" for author in authors),
        "title": f"{{{_unbraced(item['title'])}}}",
        "howpublished": _unbraced(item.get("container-title", item.get("publisher", ""))),
        "year": date[:4],
        "date": date,
        "url": item.get("URL", ""),
        "urldate": _iso(item.get("accessed")),
        "doi": item.get("DOI", ""),
        "note": _unbraced(item.get("note", "")),
        "langid": item.get("language", ""),
    }
    return {name: value for name, value in fields.items() if value}


def _unbraced(text: str) -> str:
    return text.replace("{", "(").replace("}", ")")


def _iso(date: dict[str, Any] | None) -> str:
    if date is None:
        return ""
    year, *rest = date["date-parts"][0]
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])


def as_ris(items: Sequence[Item]) -> str:
    """The works as RIS."""
    return rispy.dumps([_ris_fields(item) for item in items], implementation=_RisWriter)


class _RisWriter(rispy.RisWriter):
    """RIS without the numbers between the works, which are no part of the format."""

    def set_header(self, count: int) -> str:
        return ""


def _ris_fields(item: Item) -> dict[str, Any]:
    date = _iso(item.get("issued"))
    fields = {
        "type_of_reference": "ELEC" if "URL" in item else "GEN",
        "id": item["id"],
        "title": item["title"],
        "authors": [author["literal"] for author in item.get("author", ())],
        "publisher": item.get("publisher", item.get("container-title", "")),
        "year": date[:4],
        "date": date.replace("-", "/"),
        "urls": [item["URL"]] if "URL" in item else [],
        "access_date": _iso(item.get("accessed")).replace("-", "/"),
        "doi": item.get("DOI", ""),
        "notes": [item["note"]] if "note" in item else [],
        "language": item.get("language", ""),
    }
    return {name: value for name, value in fields.items() if value}


def as_plain(items: Sequence[Item]) -> str:
    """The works in all text styles, for reading."""
    parts = [f"{name}\n\n" + "\n\n".join(as_text(items, style)) for style, name in STYLES.items()]
    return "\n\n\n".join(parts) + "\n"


FORMS: dict[str, tuple[Callable[[Sequence[Item]], str], str]] = {
    "txt": (as_plain, "text/plain; charset=utf-8"),
    "bib": (as_bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (as_ris, "application/x-research-info-systems; charset=utf-8"),
    "json": (as_csl_json, "application/vnd.citationstyles.csl+json"),
}
"""How a citation can be had: the ending of its address, what makes it, its content type."""
