"""All addresses that can be read and shared, for search engines (pure)."""

from urllib.parse import urljoin
from xml.sax.saxutils import escape

from components.dossier import Dossier
from components.site import PAGES


def all_rows(dossier: Dossier) -> dict[str, list[str]]:
    """The identifiers of everything that has a text of its own, by kind.

    Of the days of the map those on which something changed.
    """
    return {
        "event": [row.event_id for row in dossier.events],
        "quote": [row.quote_id for row in dossier.words.quotes],
        "position": [row.question_id for row in dossier.words.positions],
        "claim": [row.claim_id for row in dossier.matters.claims],
        "matter": [row.matter_id for row in dossier.matters.matters],
        "offer": [row.offer_id for row in dossier.matters.offers],
        "chart": [row.chart_id for row in dossier.figures.charts if row.form != "polls"],
        "poll": [row.question_id for row in dossier.figures.questions],
        "map": [day.isoformat() for day in dossier.change_days],
        "scene": [row.scene_id for row in dossier.tours.scenes],
    }


def all_addresses(dossier: Dossier, site: str) -> list[str]:
    """The full addresses of all pages and of all reading pages.

    Args:
        dossier: the data.
        site: the full address of the root of the site, with a slash at its end.
    """
    pages = ["" if page is PAGES[0] else page.name for page in PAGES]
    texts = [f"read/{kind}/{row_id}" for kind, ids in all_rows(dossier).items() for row_id in ids]
    return [urljoin(site, path) for path in (*pages, *texts)]


def site_map(dossier: Dossier, site: str) -> bytes:
    """The addresses as a sitemap (https://www.sitemaps.org/protocol.html)."""
    day = dossier.schema.created[:10]
    rows = "\n".join(
        f"<url><loc>{escape(address)}</loc><lastmod>{day}</lastmod></url>"
        for address in all_addresses(dossier, site)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</urlset>\n'
    ).encode()


def robots(site: str) -> bytes:
    """What search engines may read: all pages, but not the same in other forms."""
    return (
        f"User-agent: *\nDisallow: /_stcore/\nDisallow: /*?*embed=\n"
        f"Sitemap: {urljoin(site, 'sitemap.xml')}\n"
    ).encode()
