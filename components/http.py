"""Answers of the server: tagged by their content, so that a reader never gets them twice."""

import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response

FORM = re.compile(r'-(br|gzip)(?="$)')
"""What the compression adds to a tag: one tag for each form of a body (RFC 9110, 8.8.3)."""


def answer(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    cache: str = "no-cache",
    headers: dict[str, str] | None = None,
) -> Response:
    """A body with an ETag, or 304 if the reader has it already.

    Args:
        request: what was asked.
        body: what is there now.
        media_type: its content type.
        cache: the Cache-Control header; by default the reader asks each time if it changed.
        headers: further headers.
    """
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    sent = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": cache} | (headers or {})
    for part in request.headers.get("if-none-match", "").split(","):
        known = part.strip().removeprefix("W/")
        if known == "*" or FORM.sub("", known) == tag:
            return Response(
                status_code=304, headers=sent | {"ETag": known if known != "*" else tag}
            )
    return Response(body, media_type=media_type, headers=sent)


def not_found(what: str) -> Response:
    """404 with one sentence."""
    return Response(f"There is no {what}.\n", status_code=404, media_type="text/plain")
