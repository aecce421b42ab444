"""Tell what a file is that isn't a scenario: of a word processor, of another format, or of another tool.

Each answer is a noun phrase for a sentence, or None. Nothing is opened here.
"""

from __future__ import annotations

import json
import re
from typing import Final

_BEGINNINGS: Final = (
    (b"\xff\xfe", 'a UTF-16 file ("Unicode" in Notepad)'),
    (b"\xfe\xff", 'a UTF-16 file ("Unicode" in Notepad)'),
    (b"PK\x03\x04", "a word processor document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"%PDF", "a PDF document"),
)
WORKBOOK: Final = "a spreadsheet workbook"
TABLE: Final = "a table in CSV"
_IN_OFFICE_FILES: Final = (
    (b"word/", "a Word document"),
    (b"opendocument.text", "a word processor document"),
    (b"xl/", WORKBOOK),
    (b"opendocument.spreadsheet", WORKBOOK),
    ("WordDocument".encode("utf-16-le"), "an old Word document"),
    ("Workbook".encode("utf-16-le"), WORKBOOK),
)
"""What a file of an office program holds somewhere, by which it is told of which program it is."""
_TABLE_ROW: Final = re.compile(
    r"[\s\"]*(?:[\w \"]*[,;\t])*\"?row\"?(?P<separator>[,;\t])(?:[\w \"]*(?P=separator))+",
    re.IGNORECASE,
)
"""The headings of a scenario's table."""
_WEB_PAGE: Final = re.compile(r"\s*<(?:!doctype html|html|\?xml)\b", re.IGNORECASE)
_YAML_LINE: Final = re.compile(r"[ ]*(?:- )?[\w-]+:(?: |$)")
_YAML_ENTRY: Final = re.compile(r"[ ]*- |[ ]{2,}\S|---$|\.\.\.$")
_TOML_LINE: Final = re.compile(r"[ \t]*(?:\[|[\w.-]+[ \t]*=)")
_FORMAT: Final = re.compile(r"^[ \t]*[\"']?format[\"']?[ \t]*[=:]", re.MULTILINE)
_SCENES: Final = re.compile(
    r"^[ \t]*(?:\[\[?[ \t]*)?[\"']?scenes?\b[\"']?[ \t]*[.=\]]", re.MULTILINE
)
_HEADER: Final = re.compile(r"^[ \t]*\[", re.MULTILINE)


def binary_kind(data: bytes) -> str | None:
    """Return what a file is by its first bytes, if that isn't plain text in UTF-8."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return next((name for part, name in _IN_OFFICE_FILES if part in data), kind)
    is_wide = data[1:2] == b"\0" or data[:1] == b"\0"
    return 'a UTF-16 file ("Unicode" in Notepad)' if is_wide else None


def text_kind(text: str) -> str | None:
    """Return the format of a text that isn't TOML, if it is a known one."""
    if _WEB_PAGE.match(text):
        return "a web page"
    if _TABLE_ROW.match(text.partition("\n")[0]):
        return TABLE
    if text.lstrip()[:1] in ("{", "["):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return "JSON" if re.match(r'\s*\{\s*"[^"\n]*"\s*:', text) else None
        return "JSON"
    lines = [
        line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")
    ]
    if any(_TOML_LINE.match(line) for line in lines):
        return None
    keys = sum(_YAML_LINE.match(line) is not None for line in lines)
    others = sum(_YAML_ENTRY.match(line) is not None for line in lines)
    return "YAML" if keys > 1 and keys + others >= len(lines) else None


def may_be_scenario(data: bytes) -> bool:
    """Tell whether a file in a folder is one to check: one of another tool has neither a format at the top nor scenes.

    What isn't text, or has no line of TOML, counts: it may have been saved in a wrong format.
    """
    if binary_kind(data):
        return True
    text = data.decode("utf-8-sig", "replace")
    header = _HEADER.search(text)
    top = text[: header.start()] if header else text
    if _FORMAT.search(top) or _SCENES.search(text):
        return True
    return not any(_TOML_LINE.match(line) for line in text.split("\n"))
