"""Forms as browsers send them, in both ways, and what only looks like one."""

from __future__ import annotations

import pytest

from simulator.server.forms import FIELDS, MAX_FIELDS, Form, read_form

PARTS = "multipart/form-data; boundary=----x"


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    """A part of a form."""
    file = "" if filename is None else f'; filename="{filename}"\r\nContent-Type: text/plain'
    head = f'------x\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def test_fields() -> None:
    """Blanks stay, and of two of a name the last counts."""
    assert Form({"a": "ü b", "c": ""}, {}) == read_form(FIELDS, b"a=1&a=%C3%BC+b&c=")
    assert Form({}, {}) == read_form(f"{FIELDS}; charset=UTF-8", b"")


def test_files_are_taken_as_they_are() -> None:
    """Whatever lines they end in, and whatever in them looks like part of a form."""
    content = b'\r\n\r\n--x\r\n------\r\nname="a"\n\xff\x00 '
    data = (
        part("token", b"1") + part("file", content, "../a b.toml") + part("text", "ü\r\n".encode())
    )
    found = read_form(PARTS, data + b"------x--\r\n")
    assert Form({"token": "1", "text": "ü\r\n"}, {"file": ("../a b.toml", content)}) == found
    quoted = read_form('multipart/form-data; boundary="----x"', part("a", b"1") + b"------x--")
    assert Form({"a": "1"}, {}) == quoted


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("", b"a=1"),
        ("text/plain", b"a=1"),
        (FIELDS, b"a"),
        (FIELDS, b"a=\xff"),
        (FIELDS, b"a=%ff"),
        (FIELDS, b"a=1&" * MAX_FIELDS + b"a=1"),
        ("multipart/form-data", part("a", b"1") + b"------x--"),
        ("multipart/form-data; boundary=", b""),
        (PARTS, b""),
        (PARTS, b"------x--"),
        (PARTS, part("a", b"1")),
        (PARTS, b"before" + part("a", b"1") + b"------x--"),
        (PARTS, part("a", b"\xff") + b"------x--"),
        (PARTS, b"------x\r\nContent-Type: text/plain\r\n\r\n1\r\n------x--"),
        (PARTS, b'------x\r\nContent-Disposition: form-data; name="a"\r\n------x--'),
        (PARTS, part("a", b"1") * (MAX_FIELDS + 2) + b"------x--"),
    ],
)
def test_what_is_no_form(kind: str, data: bytes) -> None:
    """Nothing of it is taken."""
    found = read_form(kind, data)
    assert found is None or found == Form({}, {})
    assert found is None or data == b"------x--"
