"""What is shown about the thing under the cursor, with the figures of the rules for the customer of the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from simulator.editor.document import Document
from simulator.editor.figures import skill_figures, slip_figures
from simulator.editor.hover import hover_at
from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.ruleset import SKILLS, SLIPS
from simulator.scenario.parse import parse
from tests.support.editor_text import PLAY, document_of

if TYPE_CHECKING:
    from simulator.scenario.model import Customer

CUSTOMER = document_of(PLAY).customer


def hovered(words: str, within: int = 0, text: str = PLAY) -> str:
    """Return what is shown a number of characters into some words of a text; an empty text for nothing."""
    assert 1 == text.count(words), text.count(words)
    found = hover_at(document_of(text), text.index(words) + within)
    return found.text if found else ""


class TestThings:
    @pytest.mark.parametrize(
        ("words", "within", "shown"),
        [
            ("temperament = ", 3, "What kind of person the customer is. If left out: steady."),
            ('"firecracker"', 3, "Quick to anger"),
            ('skills = ["reflect"]', 12, "**reflect** (skill)"),
            ("reflect = 50", 2, "**reflect** (skill)"),
            ('slips = ["dismiss"]', 12, "You brushed their feelings aside"),
            ('to = "later"', 8, "And now?\n\n2 replies; 1 way leads here."),
            ("[scenes.later]", 10, "**later** (scene)"),
            ("flag('told')", 8, "Made in opening. Used in later.recap."),
            ('keeps = ["ring"]', 11, "Made in opening.recap. Used in later.recap."),
            ("chose('opening.shrug')", 18, "“That happens.”"),
            ('id = "shrug"', 7, "dismiss. As the first reply to Ada Brown: anger 70 → 88"),
            ('outcome = "full"', 12, "They got what they asked for."),
            ('{ ending = "settled" }', 13, "Made in over. Used in the tests."),
            ("once = true", 1, "If left out: false."),
        ],
    )
    def test_what_it_is(self, words: str, within: int, shown: str) -> None:
        """Keys, words of the rules and names of the file say what they are."""
        assert shown in hovered(words, within)

    def test_a_move_shows_each_reply_that_it_may_be(self) -> None:
        """Two scenes have a reply of that id."""
        shown = hovered('["listen", "recap", "recap"]', 12)
        assert "(reply in opening)" in shown
        assert "(reply in later)" in shown

    def test_a_principle_by_its_number(self) -> None:
        """With its sentence."""
        text = PLAY.replace("once = true", "teaches = [14]")
        assert hovered("[14]", 2, text).startswith("**Principle 14**\n\n")

    @pytest.mark.parametrize(
        ("words", "within"),
        [('"That happens."', 4), ("\n\n[customer]", 1), ('note = "It ends', 12)],
    )
    def test_nothing_is_shown_about_free_text(self, words: str, within: int) -> None:
        """Nor about an empty line."""
        assert "" == hovered(words, within)

    def test_a_file_that_is_not_valid(self) -> None:
        """The weight counts although another line is half typed."""
        text = PLAY.replace('start = "opening"', 'start = "ope')
        assert "(weight 50%)" in hovered('skills = ["reflect"]', 12, text)

    def test_other_toml(self) -> None:
        """A key of the same name in another file is none of ours."""
        text = '[project]\nname = "x"\n[tool]\nskills = ["own"]\n'
        assert None is hover_at(Document(text, "pyproject"), text.index("own"))


class TestFigures:
    """The figures are those of a play, move for move."""

    @pytest.mark.parametrize(
        "skill", [name for name in SKILLS if name not in ("listen", "boundary")]
    )
    def test_a_skill_moves_what_it_says(self, skill: str) -> None:
        """A reply with the one skill moves anger, heard and trust by what is shown before they feel heard."""
        customer, moved = played(f'skills = ["{skill}"]')
        shown = " ".join(skill_figures(skill, customer))
        half = re.search(r"before that: (.*?); nothing while", shown)
        full = re.search(r"With Ada Brown[^:]*: (.*?)\.", shown)
        assert full is not None

        assert figures(half[1] if half else full[1], capped=customer.cool_cap) == moved

    @pytest.mark.parametrize("slip", SLIPS)
    def test_a_slip_moves_what_it_says(self, slip: str) -> None:
        """A reply with the one slip does, with this customer's heat."""
        customer, moved = played(f'slips = ["{slip}"]')
        shown = " ".join(slip_figures(slip, customer))

        assert figures(shown.partition(": ")[2].rstrip(".")) == moved


def played(tags: str) -> tuple[Customer, dict[str, int]]:
    """Return Ada, and how far anger, heard and trust move at the first reply if it has some tags; nothing limits them."""
    numbers = "anger = 30\\nheard = 30\\ntrust = 30\\ntrust_lead = 100\\nheard_need = 100\\nturn_cost = 0\\npatience = 100"
    text = PLAY.replace(
        'temperament = "firecracker"', numbers.replace("\\n", "\n") + "\nheat = 150"
    )
    text = text.replace('skills = ["reflect"]\n', f"{tags}\n")
    scenario = parse(text.encode(), "late", "late").scenario
    assert scenario is not None
    start = Conversation.begin(ScenarioMachine(scenario))
    before = start.move("listen").after.state.gauges
    after = start.move("listen").after.move("recap").after.state.gauges
    gauges = ("anger", "heard", "trust")
    return scenario.customer, {
        gauge: getattr(after, gauge) - getattr(before, gauge)
        for gauge in gauges
        if getattr(after, gauge) != getattr(before, gauge)
    }


def figures(words: str, capped: int = 100) -> dict[str, int]:
    """Return amounts by gauge from `anger −6, trust +2`; no reply takes more anger off than the customer's cap."""
    found = dict(re.findall(r"(anger|heard|trust) ([+−]\d+)", words))
    amounts = {gauge: int(amount.replace("−", "-")) for gauge, amount in found.items()}
    if "anger" in amounts:
        amounts["anger"] = max(amounts["anger"], -capped)
    return amounts
