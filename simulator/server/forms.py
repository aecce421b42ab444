"""Reads a form that a browser sent, of either kind, and the files in it. Pure; everything in a form is bounded and hostile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
MAX_FIELDS = 100
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))')
_DISPOSITION = re.compile(
    r'(?i)\r\ncontent-disposition: *form-data; *name="([^"\r\n]*)"(?:; *filename="([^"\r\n]*)")?'
)


class Form(NamedTuple):
    """The fields of a form, the last of each name, and its files: the name each has on the sender's disk, and its bytes."""

    fields: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]]


def read_form(content_type: str, data: bytes) -> Form | None:
    """Return a form; None where it isn't one, or has too many fields."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == FIELDS:
        return _read_fields(data)
    if kind == PARTS:
        return _read_parts(content_type, data)
    return None


def _read_fields(data: bytes) -> Form | None:
    try:
        pairs = parse_qsl(
            data.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(data),
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError:  # half a sequence of bytes, too many fields, or no form at all
        return None
    return Form(dict(pairs), {})


def _read_parts(content_type: str, data: bytes) -> Form | None:
    """Read parts as browsers write them: no part is nested, encoded or folded, so nothing of the kind is looked for."""
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        return None
    line = b"--" + (boundary[1] or boundary[2]).encode("ascii", "replace")
    opening, *parts = (b"\r\n" + data).split(b"\r\n" + line, MAX_FIELDS + 2)
    if opening or not parts or not parts.pop().startswith(b"--"):
        return None
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for part in parts:
        head, blank, content = part.partition(b"\r\n\r\n")
        disposition = _DISPOSITION.search(head.decode("utf-8", "replace"))
        if disposition is None or not blank:
            return None
        name, filename = disposition[1], disposition[2]
        if filename is not None:
            files[name] = (filename, content)
            continue
        try:
            fields[name] = content.decode()
        except UnicodeDecodeError:
            return None
    return Form(fields, files)
