"""A scenario file as the source of a readable copy: its document, and the warnings that its comments accept.

The document is read as it is written, and not from the scenario made of it, so that a copy holds what the author wrote and no
default.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

import tomli

from simulator.scenario.position_scan import scan
from simulator.scenario.suppress import acceptances
from simulator.screenplay.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.position_scan import Node
    from simulator.screenplay.rows import Row


def file_rows(data: bytes) -> list[Row]:
    """Return the rows of a scenario file, which must have no errors."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    found = acceptances(text)
    at = _paths_by_line(text) if found else {}
    accepted = [(at[item.targets[0]], item) for item in found if item.targets[0] in at]
    return rows_of(tomli.loads(text), accepted)


def _paths_by_line(text: str) -> dict[int, KeyPath]:
    """Return for each line the path that a comment above it is about: that of its header, or of its first key or entry."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    keys: dict[int, KeyPath] = {}
    headers: dict[int, KeyPath] = {}
    for path, node in _nodes(scan(text), ()):
        line = bisect_right(starts, node.key)
        # Of the tables that a header names, only the last is opened by it.
        if node.children is not None and node.key == node.value:
            headers[line] = max(headers.get(line, ()), path, key=len)
        elif line not in keys or len(path) < len(keys[line]):
            keys[line] = path
    entries = {
        line: path for line, path in headers.items() if len(path) < len(keys.get(line, path))
    }
    return {**headers, **keys, **entries}


def _nodes(node: Node, path: KeyPath) -> Iterator[tuple[KeyPath, Node]]:
    """Yield every key and entry below a node, with its path."""
    children = node.children
    inner = enumerate(children) if isinstance(children, list) else (children or {}).items()
    for step, child in inner:
        yield (*path, step), child
        yield from _nodes(child, (*path, step))
