"""Offsets and the positions of an editor, in each encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.editor.line_index import Encoding, LineIndex

FLAG = "e\u0301 \U0001f600x\r\ny\u2028z\n"
"""A combining letter, a sign beyond UTF-16's first plane, a Windows line end, and a separator that ends no line."""


class TestLineIndex:
    @pytest.mark.parametrize(
        ("encoding", "character"), [(Encoding.UTF8, 8), (Encoding.UTF16, 5), (Encoding.UTF32, 4)]
    )
    def test_characters_are_counted_as_the_editor_counts(
        self, encoding: Encoding, character: int
    ) -> None:
        """The x behind a combining letter and an emoji has another number in each encoding."""
        lines = LineIndex(FLAG, encoding)

        assert (0, character) == lines.position(FLAG.index("x"))
        assert FLAG.index("x") == lines.offset(0, character)

    def test_only_line_ends_end_a_line(self) -> None:
        """A Windows line end is one; U+2028 is a character like any other."""
        lines = LineIndex(FLAG)

        assert (1, 2) == lines.position(FLAG.index("z"))
        assert (2, 0) == lines.position(len(FLAG))

    @pytest.mark.parametrize(
        ("line", "character", "offset"),
        [(-1, 5, 0), (0, -3, 0), (0, 99, 5), (9, 0, len(FLAG)), (0, 4, 3)],
    )
    def test_a_position_outside_stands_for_the_nearest(
        self, line: int, character: int, offset: int
    ) -> None:
        """A position before, behind or inside a sign is one of the text."""
        assert offset == LineIndex(FLAG).offset(line, character)

    @given(st.text(alphabet="ab é\u0301\U0001f600\n\r\ud800"), st.sampled_from(list(Encoding)))
    def test_every_offset_comes_back(self, text: str, encoding: Encoding) -> None:
        """A position of an offset is that offset, but for the inside of a line end."""
        lines = LineIndex(text, encoding)
        for offset in range(len(text) + 1):
            back = lines.offset(*lines.position(offset))
            assert back == offset or text[back:offset] == "\r"
