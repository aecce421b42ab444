"""Write the document of a scenario file as TOML text, in the layout of the shipped scenarios.

The one place that lays out a file: the keys of the scenario, the customer, the days, the scenes with their replies, the tests.
Each key is on a line, and so is each entry in a list of tables. It writes what it is given and judges nothing.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from simulator.scenario.diagnostic import dotted
from simulator.scenario.edit import toml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulator.scenario.diagnostic import KeyPath

LONGEST_LINE = 128
"""Characters of a line, from which a long text of prose and a variant of many parts are written on several lines."""
_PROSE = ("brief", "lesson", "backstory")
"""Keys whose texts are read as paragraphs."""
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_TOP = (
    *("format", "title", "summary", "brief", "channel", "industry", "level", "language", "authors"),
    *("needs", "lesson", "clock", "start", "greeting", "root"),
)
_TABLES = ("customer", "on", "days", "scenes", "tests")
_SCENE = (
    *("event", "narration", "says", "enough", "nudge", "abusive", "clock", "on_silence", "hold"),
    *("ending", "outcome", "need", "variants", "replies"),
)
_REPLY = (
    *("id", "text", "action", "skills", "slips", "when", "once", "may_interrupt", "leaky", "wait"),
    *("decline", "event", "promises", "keeps", "sets", "clears", "critical", "narration", "note"),
    *("teaches", "says_like", "answer", "answers", "routes", "to"),
)
_TEST = ("name", "day", "moves", "expect")
_DAY = ("name", "customer", "sets", "texts")


def document_text(document: Mapping[str, Any], comments: Mapping[str, Sequence[str]]) -> str:
    """Return a document as the text of a file.

    Args:
        document: The tables and values, as a TOML parser gives them.
        comments: Comments without their `#`, by the dotted path of the key or table that they go above.
    """
    return "\n".join(_Writer(comments).lines(document)).strip("\n") + "\n"


def table_of_test(test: Mapping[str, Any]) -> str:
    """Return a test as a [[tests]] table below a blank line, to be put at the end of a file."""
    return "\n".join(_Writer({}).table(test, ("tests", 0), _TEST)) + "\n"


def value_text(value: Any) -> str:
    """Return a value as TOML in one line."""
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, dict):
        inside = ", ".join(
            f"{_key_text(key)} = {value_text(inner)}" for key, inner in value.items()
        )
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(value_text, value))}]"
    return json.dumps(value)


def prose_text(text: str) -> str:
    """Return a text as a string of TOML that keeps its line breaks."""
    escaped = toml_text(text)[1:-1].replace('\\"', '"')
    lines = re.sub(r'\\n|\\t|(\\.)|"(?=""|\Z)', _prose_sign, escaped)
    start = "\n" if text.startswith("\n") else ""
    return f'"""{start}{lines}"""'


def _prose_sign(match: re.Match[str]) -> str:
    return {"\\n": "\n", "\\t": "\t", '"': '\\"'}.get(match.group(), match.group())


def ordered(table: Mapping[str, Any], order: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield the keys of a table with their values in an order; what isn't in it comes last, as it was given."""
    known = [key for key in order if key in table]
    for key in (*known, *(key for key in table if key not in order)):
        yield key, table[key]


def _key_text(key: str) -> str:
    return key if _BARE.match(key) else toml_text(key)


class _Writer:
    """Lays out a document, with each comment above its key or table."""

    def __init__(self, comments: Mapping[str, Sequence[str]]) -> None:
        self._comments = comments

    def lines(self, document: Mapping[str, Any]) -> Iterator[str]:
        """Yield the lines of the file."""
        top = {key: value for key, value in document.items() if key not in _TABLES}
        yield from self._keys(top, (), _TOP)
        for key in _TABLES:
            if key not in document:
                continue
            if key == "scenes":
                for name, scene in document[key].items():
                    yield from self._scene(scene, (key, name))
            elif key in ("days", "tests"):
                order = _DAY if key == "days" else _TEST
                for index, entry in enumerate(document[key]):
                    yield from self.table(entry, (key, index), order)
            else:
                yield from self._customer(document[key], (key,))

    def _customer(self, table: Mapping[str, Any], path: KeyPath) -> Iterator[str]:
        """Yield a table whose inner tables have headers, as those of the portrait and the weights."""
        inner = {key: value for key, value in table.items() if isinstance(value, dict)}
        yield from self.table({key: table[key] for key in table if key not in inner}, path, ())
        for key, value in inner.items():
            yield from self.table(value, (*path, key), ())

    def _scene(self, scene: Mapping[str, Any], path: KeyPath) -> Iterator[str]:
        variants, replies = scene.get("variants", ()), scene.get("replies", ())
        inner = {"replies"}
        if any(len(value_text(variant)) > LONGEST_LINE for variant in variants):
            inner.add("variants")
        yield from self.table({key: scene[key] for key in scene if key not in inner}, path, _SCENE)
        for index, variant in enumerate(variants if "variants" in inner else ()):
            yield from self.table(variant, (*path, "variants", index), ("when",))
        for index, reply in enumerate(replies):
            yield from self.table(reply, (*path, "replies", index), _REPLY)

    def table(self, table: Mapping[str, Any], path: KeyPath, order: Sequence[str]) -> Iterator[str]:
        """Yield a blank line, the header and the keys of a table."""
        names = ".".join(_key_text(step) for step in path if isinstance(step, str))
        yield ""
        yield from self._above(path)
        yield f"[[{names}]]" if isinstance(path[-1], int) else f"[{names}]"
        yield from self._keys(table, path, order)

    def _keys(self, table: Mapping[str, Any], path: KeyPath, order: Sequence[str]) -> Iterator[str]:
        for key, value in ordered(table, order):
            yield from self._above((*path, key))
            yield from self._key(key, value, (*path, key))

    def _key(self, key: str, value: Any, path: KeyPath) -> Iterator[str]:
        """Yield a key with its value; a list of tables, or of several parts, has an entry a line."""
        name = _key_text(key)
        if key in _PROSE and isinstance(value, str) and _is_long(value):
            yield f"{name} = {prose_text(value)}"
        elif isinstance(value, list) and _has_lines(key, value):
            yield f"{name} = ["
            for index, entry in enumerate(value):
                yield from (f"  {line}" for line in self._above((*path, index)))
                yield f"  {value_text(entry)},"
            yield "]"
        else:
            if key == "says" and isinstance(value, list) and len(value) == 1:
                value = value[0] if isinstance(value[0], str) else value
            yield f"{name} = {value_text(value)}"

    def _above(self, path: KeyPath) -> Iterator[str]:
        comments = self._comments.get(dotted(path), ()) if self._comments else ()
        return (f"# {comment}" for comment in comments)


def _is_long(text: str) -> bool:
    return "\n" in text or len(text) > LONGEST_LINE


def _has_lines(key: str, entries: Sequence[Any]) -> bool:
    if key == "says":
        return len(entries) > 1
    return any(isinstance(entry, dict) for entry in entries)
