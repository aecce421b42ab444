"""The portrait: exact drawings, no two moods alike, and nothing derived that says a sex, an age or a faith."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from simulator.portrait.compose import ascii_rows, colours, compose, one_ink
from simulator.portrait.parts import EXTRA, FACE, FEATURES, HAIR, INKS, WEAR
from simulator.portrait.svg import svg
from simulator.portrait.traits import DERIVED, Traits, derive, settle
from simulator.ruleset import BANDS
from simulator.vocabulary import PORTRAIT

DRAWINGS = Path(__file__).parents[2] / "data" / "portraits"
MOODS = tuple(FEATURES)
CAST = {
    "solveig": Traits("bun", "knit", "round", "slate", "light", "glasses"),
    "ray": Traits("thin", "shirt", "square", "brick", "dark", "beard"),
    "josie": Traits("long", "crew", "round", "teal", "dark", ""),
}
HEADS = [
    Traits(hair, wear, face, "teal", "dark", extra)
    for hair, wear, face, extra in product(HAIR, WEAR, FACE, ("", *EXTRA))
]


def side_by_side(rows: dict[str, list[str]]) -> str:
    """Return seven portraits in a row, each under the name of its mood."""
    lines = ["".join(f"{mood:15}" for mood in rows)[:102], " " * 102]
    return "\n".join([*lines, *("   ".join(row) for row in zip(*rows.values(), strict=True)), ""])


@pytest.mark.parametrize("name", CAST)
def test_drawn_in_one_ink(name: str) -> None:
    """Three customers in seven moods are drawn to the sign as the drawings have them."""
    drawn = {mood: one_ink(CAST[name], mood) for mood in MOODS}
    assert (DRAWINGS / f"{name}.txt").read_text("utf-8") == side_by_side(drawn)


@pytest.mark.parametrize("name", CAST)
def test_drawn_in_ascii(name: str) -> None:
    """The same in ASCII."""
    drawn = {mood: ascii_rows(CAST[name], mood) for mood in MOODS}
    assert (DRAWINGS / f"{name}.ascii.txt").read_text("utf-8") == side_by_side(drawn)


def test_every_mood_has_features() -> None:
    """Each band of the rules has a face."""
    assert set(BANDS) == set(MOODS)


def test_every_word_of_the_format_has_a_part() -> None:
    """What an author may write can be drawn."""
    assert PORTRAIT == {
        "hair": tuple(HAIR),
        "wear": tuple(WEAR),
        "face": tuple(FACE),
        "ink": tuple(INKS),
        "tone": ("dark", "mid", "light"),
        "extra": ("glasses", "beard"),
    }


def test_no_two_moods_are_alike() -> None:
    """Every head is 6 rows of 12 cells, and looks different in each mood: in colour, in one ink and in ASCII."""
    for traits in HEADS:
        for form in (compose, one_ink, ascii_rows):
            pictures = [form(traits, mood) for mood in MOODS]
            assert [[12] * 6] * 7 == [[len(row) for row in picture] for picture in pictures]
            assert len({str(picture) for picture in pictures}) == 7, (form, traits)


def test_ascii_is_ascii() -> None:
    """The ASCII form has no other signs."""
    assert all(
        row.isascii() for traits in HEADS for mood in MOODS for row in ascii_rows(traits, mood)
    )


def test_a_name_never_gives_sex_age_or_faith() -> None:
    """Beards, scarves, bald heads, thin or long hair and buns are only ever written by an author."""
    assert not {"beard", "scarf", "bald", "thin", "long", "bun", "cap"} & {
        word for words in DERIVED.values() for word in words
    }


def test_a_name_keeps_its_face() -> None:
    """The same name has the same face, however its letters are composed; another name may have another."""
    assert derive("Zoe\u0308 Marsh") == derive("zo\u00eb marsh")
    assert len({derive(f"Name {number}") for number in range(200)}) > 150


def test_an_author_overrides_the_name() -> None:
    """What is written counts, and what is left empty comes from the name."""
    settled = settle("Ruth", {"hair": "scarf", "wear": "", "extra": "beard"})
    assert derive("Ruth")._replace(hair="scarf", extra="beard") == settled


def test_svg_draws_every_sign() -> None:
    """Each head is one square of a page, hidden from screen readers, in the colours of its ink and plate."""
    for traits in HEADS:
        for mood in MOODS:
            picture = svg(traits, mood)
            assert 'aria-hidden="true"' in picture
            assert colours(traits, mood)["plate"] in picture
