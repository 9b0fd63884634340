"""`python -m components.edition FOLDER --live URL --here URL`: the site as plain files.

Reading pages, pictures, data and feed, which any static host can serve to any number of
readers. Links in them lead to the live application.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from components.dossier import Dossier, current
from components.dossier.exports import (
    borders_geojson,
    descriptor,
    events_geojson,
    package_zip,
    table_csv,
    table_json,
)
from components.feed import build_feed
from components.pictures import picture_of
from components.preview import of_reading, preview, whole_page
from components.reading import reading, render
from components.site import PAGES
from components.site_map import all_rows, robots, site_map

Files = Iterator[tuple[str, bytes]]
"""Files of the edition: path in the folder, and content."""


def reading_files(dossier: Dossier, live: str, here: str) -> Files:
    """A page to read for everything that has a text, and its picture."""
    version = dossier.schema.version
    for kind, ids in all_rows(dossier).items():
        for row_id in ids:
            shown = of_reading(dossier, reading(dossier, kind, row_id))
            page = whole_page(shown, live, version, here)
            yield f"read/{kind}/{row_id}/index.html", page.encode()
            yield f"picture/{kind}/{row_id}.png", picture_of(dossier, kind, row_id)
    yield "picture/site.png", picture_of(dossier, "", "")


def data_files(dossier: Dossier) -> Files:
    """All downloads of the site."""
    for table in dossier.schema.tables:
        yield f"data/{table}.csv", table_csv(dossier, table)
        yield f"data/{table}.json", table_json(dossier, table)
    yield "data/events.geojson", events_geojson(dossier)
    yield "data/borders.geojson", borders_geojson(dossier)
    yield "data/datapackage.json", descriptor(dossier)
    yield "data/package.zip", package_zip(dossier)


def index_page(dossier: Dossier, live: str, here: str) -> str:
    """The first page: all texts, by kind."""
    shown = preview(dossier, PAGES[0].name, {})
    links = [
        (reading(dossier, kind, row_id).what.title, f"read/{kind}/{row_id}/")
        for kind, ids in all_rows(dossier).items()
        for row_id in ids
    ]
    main = render(
        "plain.html",
        title="Unfinished Peace",
        meta="",
        paragraphs=[PAGES[0].words],
        columns=(),
        rows=(),
        links=links,
        sources=(),
    )
    return whole_page(replace(shown, main=main), live, dossier.schema.version, here)


def edition_files(dossier: Dossier, live: str, here: str) -> Files:
    """All files of the edition.

    Args:
        dossier: the data.
        live: the full address of the live application, with a slash at its end.
        here: the same of where the edition will be served.
    """
    yield "index.html", index_page(dossier, live, here).encode()
    yield from reading_files(dossier, live, here)
    yield from data_files(dossier)
    yield "feed.atom", build_feed(dossier, live)
    yield "sitemap.xml", site_map(dossier, here)
    yield "robots.txt", robots(here)


def main() -> None:
    """Write the edition into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--live", required=True, help="address of the live application")
    parser.add_argument("--here", required=True, help="address at which the files will be served")
    asked = parser.parse_args()
    count = size = 0
    live, here = (f"{address.rstrip('/')}/" for address in (asked.live, asked.here))
    for name, body in edition_files(current(), live, here):
        path = asked.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        count, size = count + 1, size + len(body)
    print(f"{count:,} files, {size / 1e6:.1f} MB, in {asked.folder}")


if __name__ == "__main__":
    main()
