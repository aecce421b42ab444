"""Warnings about silences, days, wordings and leaky replies, and what an author reads about the keys they belong to."""

from __future__ import annotations

import time

import pytest

from simulator.scenario.checks.wordings import alike, words_of
from simulator.scenario.parse import Reading, parse
from tests.support.scenarios import head

TEXT = (
    head("The hard bread", "opening", 'name = "Ida Holm"')
    + """\
[scenes.opening]
says = ["This bread is hard.", "I bought it this morning."]
[[scenes.opening.replies]]
id = "own-it"
text = "It should not be."
note = "N."
to = "over"
[[scenes.opening.replies]]
id = "swap-it"
text = "Have a fresh one."
note = "N."
to = "over"
[scenes.over]
says = "Fine, then."
ending = "settled"
outcome = "full"
"""
)
DAY = """[[days]]
name = "rain"
"""


def read(text: str) -> Reading:
    """The reading of a text."""
    return parse(text.encode(), "bread", "bread.toml")


def edited(*changes: tuple[str, str], end: str = "") -> list[tuple[str, str]]:
    """The rule and the message of every problem of the text with some changes."""
    text = TEXT
    for old, new in changes:
        assert 1 == text.count(old), old
        text = text.replace(old, new)
    return [(problem.rule, problem.message) for problem in read(text + end).diagnostics]


def rules(*changes: tuple[str, str], end: str = "") -> list[str]:
    """The rule of every problem."""
    return [rule for rule, _ in edited(*changes, end=end)]


OPENING = 'this morning."]'
OWN = 'text = "It should not be."'


class TestSilence:
    def test_a_silence_is_a_way(self) -> None:
        """What only a silence leads to can be reached, and an ending that it leads to can be."""
        waits = '[scenes.waits]\nsays = "Well?"\non_silence = "over"\n'
        assert ["unreachable-scene"] == rules(end=waits)
        assert [] == rules((OPENING, f'{OPENING}\non_silence = "waits"'), end=waits)

    def test_hidden_replies_are_no_trap_where_a_silence_leads_on(self) -> None:
        """The scene can be left, so nothing is said."""
        scene = """[scenes.waits]
says = "Well?"
[[scenes.waits.replies]]
id = "so"
text = "So."
note = "N."
when = "anger > 40"
to = "over"
"""
        leads = (
            'Have a fresh one."\nnote = "N."\nto = "over"',
            'Have a fresh one."\nnote = "N."\nto = "waits"',
        )
        assert ["all-guarded"] == rules(leads, end=scene)
        assert [] == rules(leads, end=scene.replace('?"', '?"\non_silence = "over"'))


class TestDays:
    def test_flags_of_a_day_are_set_by_it(self) -> None:
        """A guard may ask for them, and one that nobody asks for is told."""
        day = f'{DAY}sets = ["wet"]\n'
        assert ["flag-never-read"] == rules(end=day)
        guard = (OWN, f"{OWN}\nwhen = \"not flag('wet')\"")
        assert [] == rules(guard, end=day)
        assert ["flag-never-set"] == rules(guard)

    def test_a_day_without_a_change(self) -> None:
        """An empty day, and words that are the file's own, draw a warning."""
        assert [("day-without-change", 'The day "rain" is the same as the first.')] == edited(
            end=DAY
        )
        for text in (
            '{ scene = "opening", part = 1, text = "This bread is hard." }',
            '{ scene = "opening", reply = "own-it", text = "It should not be." }',
        ):
            assert ["day-without-change"] == rules(end=f"{DAY}texts = [{text}]\n")

    def test_what_is_misread_is_not_called_unchanged(self) -> None:
        """A misspelt key is one problem, not two."""
        assert ["unknown-key"] == rules(end=f"{DAY}setz = ['wet']\n")
        assert ["wrong-type"] == rules(end=f"{DAY}customer = 3\n")

    def test_long_words_of_a_day_are_counted(self) -> None:
        """A scene that fits on the first day may not fit on another."""
        long = " ".join(["bread"] * 220)
        text = f'{{ scene = "opening", part = 1, text = "{long}" }}'
        assert ["long-text"] == rules(end=f"{DAY}texts = [{text}]\n")


class TestLeaky:
    def test_a_leaky_reply_is_not_among_those_offered_at_once(self) -> None:
        """Nine others may stand beside any number of them, up to twelve in all."""
        more = "".join(
            f'[[scenes.opening.replies]]\nid = "r{n}"\ntext = "R."\nnote = "N."\nto = "over"\n{leaky}'
            for n, leaky in enumerate(["leaky = 40\n"] * 3 + [""] * 7)
        )
        lines = TEXT.partition("[scenes.over]")
        assert [] == [p.rule for p in read(lines[0] + more + lines[1] + lines[2]).diagnostics]

    def test_needs_and_promises_count_what_is_offered_outside_a_shift(self) -> None:
        """A skill shown, or a promise kept, by a leaky reply alone is not enough."""
        needs = ('start = "opening"', 'start = "opening"\nneeds = ["own"]')
        own = (OWN, f'{OWN}\nskills = ["own"]\nkeeps = ["call"]\nleaky = 40')
        swap = ('text = "Have a fresh one."', 'text = "Have a fresh one."\npromises = ["call"]')
        assert ["need-never-shown", "promise-never-kept"] == sorted(rules(needs, own, swap))

    def test_guards_of_leaky_replies_are_read(self) -> None:
        """A flag that only a leaky reply asks for is asked for."""
        own = (OWN, f"{OWN}\nwhen = \"flag('wet')\"\nleaky = 40")
        assert ["flag-never-set"] == rules(own)
        assert [] == rules(own, end=f'{DAY}sets = ["wet"]\n')


class TestStay:
    @pytest.mark.parametrize(
        "heard",
        ['narration = "The log is empty."', 'answers = [{ when = "anger > 3", text = "Oh." }]'],
    )
    def test_what_is_heard_without_an_answer(self, heard: str) -> None:
        """A reply that stays, and brings something to light or has words back by state, is not silent."""
        stay = (f'{OWN}\nnote = "N."\nto = "over"', f'{OWN}\nnote = "N."\nonce = true')
        assert ["silent-stay"] == rules(stay)
        assert [] == rules((stay[0], f"{stay[1]}\n{heard}"))


class TestAlike:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ("It's our fault.", "ITS OUR FAULT", True),
            ("Prenez un café", "prenez un cafe!", True),
            ("Ich weiß es.", "ich weiss es", True),
            ("every one", "everyone", True),
            ("I can help you.", "Can I help you?", False),
            ("I can swap it.", "I can not swap it.", False),
            ("…", "—", False),
            ("我来看看。", "我来看看", True),
        ],
    )
    def test_short_texts(self, one: str, other: str, expected: bool) -> None:
        """They are alike only if all their letters and digits are the same, in the same order."""
        assert expected is alike(words_of(one), words_of(other))

    @pytest.mark.parametrize(("differ", "expected"), [(0, True), (1, True), (2, False)])
    def test_long_texts(self, differ: int, expected: bool) -> None:
        """Of twenty words in each, nineteen shared of twenty-one are nine in ten; eighteen of twenty-two are not."""
        words = [f"w{number}" for number in range(20)]
        others = [f"x{number}" for number in range(differ)] + words[differ:]
        assert expected is alike(words_of(" ".join(words)), words_of(" ".join(others)))

    def test_a_wording_may_repeat_its_own_reply(self) -> None:
        """It does no harm, so nothing is said."""
        assert [] == rules((OWN, f'{OWN}\nsays_like = ["It should not be!", "It should not be"]'))

    def test_a_file_full_of_wordings_is_compared_in_time(self) -> None:
        """Nine replies a scene with five wordings of a dozen words each, a hundred times over, are read in seconds."""
        wordings = ", ".join(f'"a b c d e f g h i j k{n}"' for n in range(5))
        replies = ", ".join(
            f'{{ id = "r{n}", text = "T{n}.", says_like = [{wordings.replace("k", f"k{n}")}], to = "z" }}'
            for n in range(9)
        )
        head = TEXT.partition("[scenes.opening]")[0].replace("opening", "s0")
        scenes = "".join(f'[scenes.s{n}]\nsays = "S."\nreplies = [{replies}]\n' for n in range(100))
        text = f'{head}{scenes}[scenes.z]\nsays = "Z."\nending = "z"\noutcome = "full"\n'
        assert len(text) > 1 << 17
        start = time.process_time()
        assert read(text).scenario is not None
        assert time.process_time() - start < 30
