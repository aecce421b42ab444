"""Scenario tables as the text of a scenario file."""

import re
from typing import Any

Document = dict[str, Any]

# These read best as blocks; every other list stands in its line.
BLOCKS = ("replies", "tests", "days")


def to_toml(document: Document) -> str:
    """Return the document as TOML text that parses back to an equal one."""
    lines: list[str] = []
    _write_table(document, [], lines)
    return "\n".join(lines) + "\n"


def _write_table(table: Document, path: list[str], lines: list[str]) -> None:
    sections = {}
    for key, value in table.items():
        is_blocks = key in BLOCKS and bool(value)
        if isinstance(value, dict) or is_blocks:
            sections[key] = value
        else:
            lines.append(f"{_key(key)} = {_value(value)}")
    for key, value in sections.items():
        header = [*path, _key(key)]
        if isinstance(value, dict):
            lines.append(f"\n[{'.'.join(header)}]")
            _write_table(value, header, lines)
            continue
        for block in value:
            lines.append(f"\n[[{'.'.join(header)}]]")
            lines.extend(f"{_key(name)} = {_value(item)}" for name, item in block.items())


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _string(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    raise TypeError(f"no TOML for {value!r}")


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for plain, escape in (("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        escaped = escaped.replace(plain, escape)
    escaped = re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped)
    return f'"{escaped}"'
