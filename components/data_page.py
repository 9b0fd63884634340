"""The parts of the sources page on method, downloads, columns, releases and corrections."""

from collections import Counter

import streamlit as st

from components.address import SOURCES
from components.corrections import correction_text
from components.dossier import Dossier
from components.dossier.exports import ESCAPING
from components.feed import PATHS, row_path
from components.lanes import Room
from components.prose import VERIFIED, link, plain
from components.source_links import SourcesView
from components.source_page import STRENGTHS

SHAPES = ("events", "borders")
"""Tables that can be had as GeoJSON."""


def method_text(dossier: Dossier) -> str:
    """How the rows were checked, and where the limits are, as Markdown."""
    events = dossier.events
    checked = Counter(event.verified for event in events)
    strengths = Counter(source.strength for source in dossier.provenance.sources)
    with_document = sum(has_document(dossier, event.source_ids) for event in events)
    share = 100 * with_document / len(events)
    lines = [
        "### How the data were made",
        "Every row names the pages that it rests on. `verified` says how far its date and main "
        "fact were checked, not each clause of it:",
        "\n".join(
            f"- **{checked[name]}** of {len(events)} events {words}"
            for name, words in VERIFIED.items()
        ),
        "'Two pages' means two pages of different publishers that say the same. Two newspapers "
        "may still follow one agency.",
        f"**{with_document}** of {len(events)} events ({share:.0f} %) have a source that is an "
        "official or original document, on the site of the body that made it or in an official or "
        "scholarly archive. How near all sources are to the document:",
        "\n".join(
            f"- {words}: **{strengths[name]:,}**"
            for name, words in STRENGTHS.items()
            if strengths[name]
        ),
        "### What the words mean",
        "- **Agreed** and **contested** say what the parties hold, not who is right.\n"
        "- **Control** says who held an area, not whose it is.\n"
        "- **Verdicts** say what the sources bear out of a statement; they are no ruling on law.\n"
        "- **Quotes** are verbatim. Where the English is a translation, the card says whose.\n"
        "- **Lines of offers** that nobody ever drew are a drawing aid.",
        "### Limits",
        "- Most pages were read as excerpts, not whole.\n"
        "- Many documents were seen as copies, because the original was not at hand.\n"
        "- Polls are given as published; the sizes of many samples were not.\n"
        f"- The data run to {dossier.last_day:%-d %B %Y}.",
        "### Licence, and how to report an error",
        "Data: CC BY 4.0. Quotes belong to their authors. Shoreline: LGPL 3.0 or later. If a row "
        "is wrong or unfair, open an issue in the repository of the project with its number and a "
        "source; what is put right is listed under 'Releases and corrections', with who found it.",
    ]
    return "\n\n".join(lines)


def has_document(dossier: Dossier, source_ids: tuple[str, ...]) -> bool:
    """Whether one of the sources is an official or original document or a sound copy of one."""
    return any(
        source.kind in ("official", "treaty") and source.strength in ("original", "official-copy")
        for source in dossier.sources(source_ids)
    )


def downloads_text(dossier: Dossier, *, narrow: bool = False) -> str:
    """All tables with their downloads, as a Markdown table; on a narrow page as a list."""
    counts = dossier.row_counts()
    lines = [] if narrow else ["| table | rows | holds | download |", "|:--|--:|:--|:--|"]
    for name, table in dossier.schema.tables.items():
        forms = ["csv", "json", *(["geojson"] if name in SHAPES else [])]
        files = " · ".join(link(form, f"./data/{name}.{form}") for form in forms)
        cells = (plain(name), f"{counts[name]:,}", plain(table.description), files)
        if narrow:
            lines.append("- **{}** ({} rows) {} {}".format(*cells))
        else:
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def show_data(dossier: Dossier, view: SourcesView, room: Room) -> None:
    """Place downloads and the dictionary of the columns."""
    package = link("all tables as one Data Package", "./data/package.zip")
    schema = link("its descriptor", "./data/datapackage.json")
    st.markdown(
        f"### Downloads\n\nData release {dossier.schema.version}: {package}, {schema}. "
        "The addresses are stable, and pages of other sites may read them. The lists of events, "
        "quotes, statements, offers and sources can also be had as a page shows them: put the "
        f"parameters of its link behind the address of the table. {plain(ESCAPING)}"
    )
    narrow = room is Room.PHONE
    st.markdown(downloads_text(dossier, narrow=narrow))
    st.markdown("### Columns")
    st.session_state.dictionary_table = view.table
    st.selectbox(
        "Table",
        list(dossier.schema.tables),
        key="dictionary_table",
        on_change=lambda: SOURCES.change(table=st.session_state.dictionary_table),
    )
    st.markdown(dictionary_text(dossier, view.table, narrow=narrow))


def dictionary_text(dossier: Dossier, name: str, *, narrow: bool = False) -> str:
    """The columns of a table after the descriptor, as a Markdown table; if narrow, as a list."""
    lines = [] if narrow else ["| column | type | meaning | allowed |", "|:--|:--|:--|:--|"]
    for column in dossier.schema.tables[name].columns:
        kind = "date (EDTF)" if column.is_date else column.type
        allowed = list(column.choices)
        if column.points_to:
            allowed.append(f"a {column.points_to[1]} of {column.points_to[0]}")
        if column.required:
            allowed.append("never empty")
        cells = (column.name, kind, column.description, "; ".join(allowed))
        if narrow:
            lines.append("- **{}** ({}): {} {}".format(*map(plain, cells)))
        else:
            lines.append("| " + " | ".join(map(plain, cells)) + " |")
    return "\n".join(lines)


def corrections_text(dossier: Dossier) -> str:
    """Releases and corrections as Markdown, the latest first."""
    provenance = dossier.provenance
    parts = ["### Releases"]
    parts += [
        f"**{row.release}**, {row.date.words}. {plain(row.summary_en)}"
        for row in reversed(provenance.releases)
    ]
    parts.append("### Corrections")
    parts.append(
        "\n".join(
            f"- {_row_name(row.table, row.row_id)}: {correction_text(row)}"
            for row in reversed(provenance.corrections)
        )
    )
    parts.append(f"New releases and corrections as a feed: {link('Atom', './feed.atom')}.")
    return "\n\n".join(parts)


def _row_name(table: str, row_id: str) -> str:
    name = f"{table} {row_id}"
    return link(name, row_path(table, row_id)) if table in PATHS else plain(name)
