"""Damaged files and messages of every kind: each is read, or told in a sentence, in bounded time.

`make soak` goes on with other damage for as long as it is given.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.amounts import cases
from tests.support.hostile_input import ERROR, TARGETS, Target, answer
from tests.support.mutated_bytes import VALUES, mutated

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn


@st.composite
def damaged(draw: DrawFn, target: Target) -> bytes:
    """A damaged example of what a reader reads."""
    examples = target.examples()
    return mutated(
        draw(st.sampled_from(examples)),
        lambda below: draw(st.integers(0, below - 1)),
        examples,
    )


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_an_example_is_read(target: Target, tmp_path: Path) -> None:
    """What is damaged below is right before."""
    for example in target.examples():
        told = list(target.read(example, tmp_path))
        assert [] == [text for text in told if text.startswith(ERROR)]


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_what_is_damaged_is_read_or_told(target: Target) -> None:
    """A result or a sentence for each, without a character that steers a terminal."""

    @settings(deadline=None, max_examples=cases(40), database=None)
    @given(damaged(target))
    def check(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            answer(target, data, Path(folder))

    check()


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_hostile_value_alone_is_read_or_told(target: Target, tmp_path: Path) -> None:
    """A file of ten thousand brackets, of one byte that isn't text, or of nothing."""
    for value in VALUES:
        answer(target, value, tmp_path)
