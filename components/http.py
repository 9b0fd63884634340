"""Answers of the server: compressed, cached by content, never stale."""

import gzip
import hashlib

from starlette.requests import Request
from starlette.responses import Response

SMALLEST_COMPRESSED = 1024
"""Shorter bodies are sent as they are."""


def answer(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    cache: str = "no-cache",
    headers: dict[str, str] | None = None,
) -> Response:
    """A body with an ETag, compressed if the reader can take it, or 304 if it has it already.

    Args:
        request: what was asked.
        body: what is there now.
        media_type: its content type.
        cache: the Cache-Control header; by default the reader asks each time if it changed.
        headers: further headers.
    """
    compressed = len(body) >= SMALLEST_COMPRESSED and "gzip" in request.headers.get(
        "accept-encoding", ""
    )
    # One tag for each form of the body: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}{"-gzip" if compressed else ""}"'
    sent = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": cache} | (headers or {})
    asked = request.headers.get("if-none-match", "")
    if tag in (part.strip().removeprefix("W/") for part in asked.split(",")) or asked == "*":
        return Response(status_code=304, headers=sent)
    if compressed:
        sent["Content-Encoding"] = "gzip"
        body = gzip.compress(body, mtime=0)
    return Response(body, media_type=media_type, headers=sent)


def not_found(what: str) -> Response:
    """404 with one sentence."""
    return Response(f"There is no {what}.\n", status_code=404, media_type="text/plain")
