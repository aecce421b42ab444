"""Damaged copies of good files: words, lines and bytes replaced, repeated, moved or cut, with hostile values among them.

Where and how is asked of a `Pick`, so that Hypothesis, a seeded random number generator or a fuzzer may answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Pick = Callable[[int], int]
"""Returns a number from 0 up to, but not including, the one it is given."""

MAX_EDITS = 4
MAX_BYTES = 200_000
"""Bytes of a damaged copy: much more takes much longer to read and finds nothing else."""
WORD = re.compile(rb'"""|"[^"\n]*"|\'[^\'\n]*\'|[\w.\-]+|[^\w\s]')
VALUES: tuple[bytes, ...] = (
    *(
        b"",
        b"0",
        b"-1",
        b"1e999",
        b"nan",
        b"-inf",
        b"9" * 400,
        b"1" * 5_000,
        b"0x7fffffffffffffffff",
    ),
    *(
        b"1979-05-27",
        b"07:32:00",
        b"1979-05-27T07:32:00Z",
        b"true",
        b"null",
        b"{}",
        b"[]",
        b'""',
        b"''",
    ),
    *(
        b'"nan"',
        b'"' + b"x" * 70_000 + b'"',
        b'"\\u0000"',
        b'"\\u001b]0;owned\\u0007"',
        b'"\\u202eabc"',
    ),
    *(
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b'"\\u200b"',
        '"\u202e\u2066\u200b\ufeff"'.encode(),
        b'"[bold]x[/]"',
    ),
    *(
        b'"%s%n{0}{0.__class__}"',
        b'"../../etc/passwd"',
        b'"a/b"',
        b'"."',
        b'"-rf"',
        b'"con"',
        b'"$(id)"',
    ),
    *(
        b"__proto__",
        b"__class__",
        b"constructor",
        b"9**9**9",
        b"not",
        b"and",
        b"==",
        b"<",
        b"flag",
        b"seen",
    ),
    *(
        b"\0",
        b"\x1b[31m",
        b"\x1b]0;owned\x07",
        b"\r",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x85",
        "\u2028".encode(),
    ),
    *(
        b"[" * 10_000,
        b"(" * 5_000,
        b"{" * 3_000,
        b"[[" * 500,
        b"a." * 3_000,
        b"not " * 3_000,
        b"-" * 3_000,
    ),
    *(
        b'"""',
        b"'''",
        b"#",
        b"\\",
        b'"',
        b"'",
        b",",
        b"=",
        b"=cmd|' /C calc'!A0",
        b";",
        b"\t",
        b"\n",
        b"@",
    ),
)


def mutated(data: bytes, pick: Pick, others: tuple[bytes, ...] = ()) -> bytes:
    """Return a copy with up to four changes; `others` are files that words may be taken from."""
    for _ in range(1 + pick(MAX_EDITS)):
        data = _EDITS[pick(len(_EDITS))](data, pick, others or (data,))[:MAX_BYTES]
    return data


def _word(data: bytes, pick: Pick) -> tuple[int, int]:
    """Return where a word of a text begins and ends; an empty place at its end where it has none."""
    words = [found.span() for found in WORD.finditer(data)]
    return words[pick(len(words))] if words else (len(data), len(data))


def _replace_word(data: bytes, pick: Pick, _others: tuple[bytes, ...]) -> bytes:
    start, end = _word(data, pick)
    return data[:start] + VALUES[pick(len(VALUES))] + data[end:]


def _insert_value(data: bytes, pick: Pick, _others: tuple[bytes, ...]) -> bytes:
    start, _ = _word(data, pick)
    return data[:start] + VALUES[pick(len(VALUES))] + data[start:]


def _take_word(data: bytes, pick: Pick, others: tuple[bytes, ...]) -> bytes:
    start, end = _word(data, pick)
    other = others[pick(len(others))]
    first, last = _word(other, pick)
    return data[:start] + other[first:last] + data[end:]


def _drop_word(data: bytes, pick: Pick, _others: tuple[bytes, ...]) -> bytes:
    start, end = _word(data, pick)
    return data[:start] + data[end:]


def _move_line(data: bytes, pick: Pick, _others: tuple[bytes, ...]) -> bytes:
    lines = data.split(b"\n")
    line = lines.pop(pick(len(lines)))
    lines.insert(pick(len(lines) + 1), line)
    return b"\n".join(lines)


def _drop_line(data: bytes, pick: Pick, _others: tuple[bytes, ...]) -> bytes:
    lines = data.split(b"\n")
    del lines[pick(len(lines))]
    return b"\n".join(lines)


def _repeat_line(data: bytes, pick: Pick, _others: tuple[bytes, ...]) -> bytes:
    lines = data.split(b"\n")
    at = pick(len(lines))
    return b"\n".join([*lines[:at], *[lines[at]] * (2 + 500 * pick(2)), *lines[at + 1 :]])


def _take_line(data: bytes, pick: Pick, others: tuple[bytes, ...]) -> bytes:
    lines, taken = data.split(b"\n"), others[pick(len(others))].split(b"\n")
    lines.insert(pick(len(lines) + 1), taken[pick(len(taken))])
    return b"\n".join(lines)


def _change_byte(data: bytes, pick: Pick, _others: tuple[bytes, ...]) -> bytes:
    at = pick(len(data) + 1)
    return data[:at] + bytes([pick(256)]) + data[at + 1 :]


def _cut(data: bytes, pick: Pick, _others: tuple[bytes, ...]) -> bytes:
    return data[: pick(len(data) + 1)]


_EDITS = (
    *(_replace_word, _replace_word, _replace_word, _insert_value, _take_word, _take_word),
    *(_drop_word, _move_line, _drop_line, _repeat_line, _take_line, _change_byte, _cut),
)
