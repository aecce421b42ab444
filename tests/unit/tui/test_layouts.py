"""How a conversation is laid out on each channel: who speaks, where, and what stands apart."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from simulator.tui.channel import MANNERS, edge_of, layout_of
from simulator.tui.layouts import MEASURE, PageLayout, TalkLayout
from simulator.tui.transcript import call_name
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.prompt import DESK, RULE, TEAR_OFF

WIDE, NARROW, THIN = Size(95, 22), Size(78, 12), Size(58, 9)
TALL, USUAL, LOW = Size(140, 40), Size(80, 24), Size(60, 20)
LONG = "They said something that takes more than one line to be said in full, and then some. " * 2


def said(channel: str) -> list[Paragraph]:
    """Something heard, two sentences of theirs, yours with what it did, and their answer."""
    aside = MANNERS[channel].aside
    return [
        Paragraph("The line crackles.", "narration", MANNERS[channel].around),
        Paragraph("My parcel.", "customer", "Dana Weiss: ", name="Dana"),
        Paragraph("It's late.", "customer", "Dana Weiss: ", name="Dana"),
        Paragraph("I'll look.", "you", "You: ", gap=True, aside=aside, name="You"),
        Paragraph("You open the list.", "action", "  > ", aside=aside),
        Paragraph("You helped", "why", "  └ ", aside=aside, tail=": trust +4."),
        Paragraph("Thank you.", "customer", "Dana Weiss: ", name="Dana"),
    ]


def drawn(
    layout: TalkLayout, paragraphs: list[Paragraph], window: Size = NARROW, screen: Size = USUAL
) -> list[str]:
    """The rows as they stand in a window."""
    air = layout.air(window, screen)
    rows = layout.rows(paragraphs, 0, window.width - 1, air)
    return [f"{row.lead}{row.text}{row.close}".rstrip() for row in rows]


def test_names_stand_in_a_gutter_on_the_phone() -> None:
    """Once for each speaker, and what can be heard around behind its own sign there."""
    expected = [
        "      ~  The line crackles.",
        "",
        "   Dana  My parcel.",
        "         It's late.",
        "",
        "    You  I'll look.",
        "         > You open the list.",
        "         └ You helped: trust +4.",
        "",
        "   Dana  Thank you.",
    ]
    assert expected == drawn(layout_of("phone", ("Dana",)), said("phone"))


def test_without_room_nothing_is_apart() -> None:
    """On a low screen every row is a row of the conversation."""
    rows = drawn(layout_of("phone"), said("phone"), THIN, LOW)
    assert len(said("phone")) == len(rows)
    assert all(rows)


def test_with_room_every_sentence_is_apart() -> None:
    """Only what a reply did stays with it."""
    rows = drawn(layout_of("counter"), said("counter"), WIDE, TALL)
    assert ["  The line crackles.", "", "     Dana   My parcel.", ""] == rows[:4]
    at = rows.index("      You   I'll look.")
    assert "            > You open the list." == rows[at + 1]


def test_a_chat_has_two_sides() -> None:
    """Their words at the left and yours at the right, a name in its own row where there is room."""
    rows = drawn(layout_of("chat"), said("chat"))
    assert ["~ The line crackles.", "", "Dana   My parcel.", "It's late."] == rows[:4]
    assert "         You   I'll look." in rows
    assert "         └ You helped: trust +4." in rows
    rows = drawn(layout_of("chat"), said("chat"), WIDE, TALL)
    assert ["  Dana", "  My parcel.", "", "  It's late."] == rows[2:6]
    assert [" " * 19 + "You", " " * 19 + "I'll look."] == rows[7:9]


def test_a_letter_is_a_sheet_and_yours_is_not_sent_yet() -> None:
    """Their sheet has one frame, your lines a dashed edge, and their answer stands beside them without a frame."""
    rows = drawn(layout_of("letter"), said("letter"))
    inner = min(MEASURE, NARROW.width - 1 - 4)
    sheet = [row for row in rows if row[:1] in ("┌", "│", "└")]
    assert [inner + 4] * 4 == [cell_len(row) for row in sheet]
    assert sheet[0].startswith("┌── Dana ──")
    assert [row[2:12].strip() for row in sheet[1:3]] == ["My parcel.", "It's late."]
    assert "╎ I'll look." in rows
    assert "╎ > You open the list." in rows
    assert ["Dana", "Thank you."] == rows[-2:]


def test_a_sheet_grows() -> None:
    """What is read on belongs on the sheet that lies there, which is laid out again as a whole."""
    layout = PageLayout()
    paragraphs = said("letter")[1:3]
    assert 0 == layout.start(paragraphs, 1)
    assert 1 == sum(row.startswith("└") for row in drawn(layout, paragraphs))
    aloud = layout_of("phone")
    assert 1 == aloud.start(paragraphs, 1)


@pytest.mark.parametrize("channel", MANNERS)
@pytest.mark.parametrize(("window", "screen"), [(WIDE, TALL), (NARROW, USUAL), (THIN, LOW)])
def test_no_row_is_wider_than_its_window_or_its_measure(
    channel: str, window: Size, screen: Size
) -> None:
    """However long it is what is said, and whoever says it."""
    paragraphs = [
        Paragraph(
            LONG, kind, "Somebody: ", aside=MANNERS[channel].aside, name="Bartholomew the 9th"
        )
        for kind in ("narration", "customer", "you", "action", "customer", "notice")
    ]
    paragraphs.insert(3, Paragraph(LONG, "why", "  └ ", tail=": heard +14, anger −6."))
    layout = layout_of(channel, ("Bartholomew the 9th",))
    air = layout.air(window, screen)
    for row in layout.rows(paragraphs, 0, window.width - 1, air):
        assert cell_len(f"{row.lead}{row.text}{row.close}") <= window.width - 1
        assert cell_len(row.text) <= (MEASURE if row.kind != "why" else window.width)


@pytest.mark.parametrize("channel", MANNERS)
def test_every_word_is_there(channel: str) -> None:
    """No layout loses a word, and each row knows how many words come before it, for text that appears bit by bit."""
    paragraphs = [Paragraph(LONG, "customer", "Dana: ", name="Dana"), *said(channel)]
    rows = list(layout_of(channel).rows(paragraphs, 0, 60, 1))
    for number, paragraph in enumerate(paragraphs):
        own = [row for row in rows if row.paragraph == number and row.text]
        words = [word for row in own for word in row.text.split()]
        assert f"{paragraph.text}{paragraph.tail}".split() == words
        counts = [len(row.text.split()) for row in own]
        assert [sum(counts[:at]) for at in range(len(own))] == [row.words_before for row in own]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Dana Weiss", "Dana"),
        ("Ottilie Ehrenreich-Blum", "Ottilie"),
        ("Dr Amara Obi", "Dr Amara Obi"),
        ("Mrs. Desai", "Mrs. Desai"),
        ("The night porter", "The night porter"),
        ("A woman with a pram", "A woman with a pram"),
        ("Prince", "Prince"),
        ("Ann", "Ann"),
    ],
)
def test_a_first_name_where_there_is_one(name: str, called: str) -> None:
    """A title or a description is never taken for a name."""
    assert called == call_name(name)


def test_each_channel_has_its_edge() -> None:
    """A counter has its desk, what is written is torn off, and all else has a rule."""
    expected = {"counter": DESK, "letter": TEAR_OFF, "email": TEAR_OFF}
    assert {channel: expected.get(channel, RULE) for channel in MANNERS} == {
        channel: edge_of(channel) for channel in MANNERS
    }
