"""The Atom feed of what releases added and corrected."""

import datetime as dt
from urllib.parse import urljoin

from feedgen.feed import FeedGenerator

from components.claim_links import claim_link
from components.dossier import Dossier
from components.links import event_link
from components.position_links import position_link
from components.quote_links import quote_link
from components.source_links import source_link
from components.story_links import scene_link
from components.treaty_links import matter_link, offer_link

MOST_ENTRIES = 200
"""A feed is for what is new; the tables hold all."""

PATHS = {
    "events": lambda row_id: "./" + event_link(row_id),
    "quotes": quote_link,
    "claims": claim_link,
    "positions": position_link,
    "offers": offer_link,
    "treaty_matters": matter_link,
    "sources": source_link,
    "scenes": scene_link,
}
"""Where a row of each table can be seen; rows of other tables are not announced one by one."""


RELEASES = "./sources?part=corrections"


def row_path(table: str, row_id: str) -> str:
    """The address of a row, relative to any page of the site; the sources page for others."""
    return PATHS[table](row_id) if table in PATHS else RELEASES


def build_feed(dossier: Dossier, address: str) -> bytes:
    """The feed as Atom (RFC 4287), the latest entries first.

    Args:
        dossier: the data.
        address: the full address of the site.
    """
    provenance = dossier.provenance
    feed = FeedGenerator()
    feed.id(urljoin(address, "./feed.atom"))
    feed.title("Unfinished Peace: what was added and corrected")
    feed.subtitle("Rows that a release of the data was the first to publish, and corrections.")
    feed.link(href=urljoin(address, "./feed.atom"), rel="self", type="application/atom+xml")
    feed.link(href=address, rel="alternate", type="text/html")
    feed.author({"name": "Unfinished Peace"})
    feed.rights("CC BY 4.0")
    feed.updated(_moment(provenance.releases[-1].date.lower))
    entries = []
    for release in reversed(provenance.releases):
        moment = _moment(release.date.lower)
        title = f"Release {release.release}"
        entries.append((release.release, title, release.summary_en, RELEASES, moment))
        entries += [
            (
                row.correction_id,
                f"Corrected: {row.table} {row.row_id}",
                f"Was: {row.was_en} Now: {row.now_en} Found by: {row.reported_by_en}.",
                row_path(row.table, row.row_id),
                _moment(row.date.lower),
            )
            for row in reversed(provenance.corrections)
            if row.release == release.release
        ]
        # The first release published everything; what is new begins with the second.
        if release is not provenance.releases[0]:
            entries += [
                (
                    f"{row.table}/{row.row_id}",
                    f"Added: {row.label}",
                    f"New in the table {row.table}.",
                    row_path(row.table, row.row_id),
                    moment,
                )
                for row in provenance.added_in(release.release)
                if row.table in PATHS and row.table != "sources"
            ]
    for name, title, text, path, moment in entries[:MOST_ENTRIES]:
        entry = feed.add_entry(order="append")
        # A name of its own for each entry, which stays when the site moves (RFC 4151).
        entry.id(f"tag:unfinished-peace,2026:{name}")
        entry.title(title)
        entry.summary(text)
        entry.link(href=urljoin(address, path))
        entry.updated(moment)
    return feed.atom_str(pretty=True)


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
