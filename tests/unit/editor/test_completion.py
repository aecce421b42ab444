"""What an editor is offered at a place, also in a line that is half typed."""

from __future__ import annotations

import pytest

from simulator.editor.completion import offers_at
from simulator.ruleset import BANDS, EVENTS, SKILLS, SLIPS, TEMPERAMENTS
from simulator.scenario.fields.customer import CUSTOMER
from simulator.scenario.fields.reply import REPLY
from simulator.scenario.format import SCENARIO
from simulator.scenario.guards.tree import FUNCTIONS, VALUES
from simulator.scenario.parse import parse
from simulator.vocabulary import CHANNELS, Need, Outcome
from tests.support.editor_text import MARK, PLAY, TOP, labels, marked, taken


def within(mark: str, text: str = PLAY) -> str:
    """Return the play with some words, which have the mark in them, in place of the same words without it."""
    plain = mark.replace(MARK, "")
    assert 1 == text.count(plain)
    return text.replace(plain, mark)


class TestKeys:
    def test_an_empty_file_is_offered_every_key(self) -> None:
        """What a scenario must have comes first."""
        offered = labels(MARK)

        assert {key.name for key in SCENARIO.keys} == set(offered)
        assert ["format", "title", "start", "customer", "scenes"] == offered[:5]

    def test_only_keys_of_this_table_that_it_doesnt_have(self) -> None:
        """A reply that has an id and a text is offered the others, and nothing of a scene."""
        text = f'{TOP}[[scenes.opening.replies]]\nid = "a"\ntext = "A"\n{MARK}\n'
        assert {key.name for key in REPLY.keys} - {"id", "text"} == set(labels(text))

    def test_the_key_being_typed_is_offered(self) -> None:
        """Half a key finds itself, above another key and below one."""
        text = f'{TOP}[[scenes.opening.replies]]\nid = "a"\ntex{MARK}\nto = "later"\n'
        assert "text" in labels(text)
        assert f'text = "{MARK}"\n' in taken(text, "text")

    def test_a_key_that_has_its_sign_gets_no_second_one(self) -> None:
        """Another name for a key with a value changes the name alone."""
        text = f'{TOP}[[scenes.opening.replies]]\n{MARK}tex = "A"\n'
        assert '\ntext‸ = "A"\n' in taken(text, "text")

    def test_keys_inside_braces(self) -> None:
        """A part, a wait and a test's figures are offered theirs, on an unclosed line too."""
        part = f'{TOP}[scenes.opening]\nsays = [{{ text = "A", {MARK} }}]\n'
        assert ["sets", "asks", "speaker"] == labels(part)
        wait = f"{TOP}[[scenes.opening.replies]]\nwait = {{ ti{MARK}\nto = 3\n"
        assert ["ticks", "explained"] == labels(wait)
        assert "ending" not in labels(f'[[tests]]\nexpect = {{ ending = "a", {MARK} }}\nmoves = []')

    def test_what_a_table_of_the_customer_has_elsewhere_is_known(self) -> None:
        """Weights and portrait have headers below, so that the customer isn't offered them."""
        text = within(f'name = "Ada Brown"\n{MARK}temperament = ').replace(
            f"{MARK}temperament", f"{MARK}\ntemperament"
        )
        assert {key.name for key in CUSTOMER.keys} - {"name", "temperament", "weights"} == set(
            labels(text)
        )

    def test_weights_are_offered_skills(self) -> None:
        """All but the one that is there."""
        text = within(f"reflect = 50\n{MARK}")
        assert set(SKILLS) - {"reflect"} == set(labels(text))

    @pytest.mark.parametrize(
        ("key", "written"),
        [
            ("title", f'title = "{MARK}"'),
            ("format", f"format = 1{MARK}"),
            ("needs", f'needs = ["{MARK}"]'),
            ("customer", f"[customer]\n{MARK}"),
            ("scenes", f"[scenes.{MARK}]"),
            ("tests", f"[[tests]]\n{MARK}"),
        ],
    )
    def test_a_key_is_written_with_what_belongs_around_its_value(
        self, key: str, written: str
    ) -> None:
        """Quotes, brackets or a header are there, and the cursor where one goes on."""
        assert written == taken(MARK, key)

    @pytest.mark.parametrize(
        ("key", "written"),
        [
            ("once", f"once = true{MARK}"),
            ("wait", f"wait = {{ ticks = {MARK} }}"),
            ("routes", f'routes = [{{ when = "{MARK}", to = "" }}]'),
            ("critical", f'critical = {{ kind = "{MARK}" }}'),
            ("teaches", f"teaches = [{MARK}]"),
            ("answers", f'answers = [{{ when = "{MARK}", text = "" }}]'),
        ],
    )
    def test_the_tables_of_a_reply_are_written_in_braces(self, key: str, written: str) -> None:
        """As in the shipped scenarios."""
        assert taken(f"{TOP}[[scenes.opening.replies]]\n{MARK}", key).endswith(written)

    def test_other_words_of_a_scene_are_written_in_braces(self) -> None:
        """A header in their place would take over the keys that are typed below it."""
        text = f'{TOP}[scenes.opening]\nsays = "A"\n{MARK}'
        assert taken(text, "variants").endswith(f'variants = [{{ when = "{MARK}" }}]')
        assert taken(text, "replies").endswith(f"[[scenes.opening.replies]]\n{MARK}")

    @pytest.mark.parametrize(
        "text",
        [f"# a comm{MARK}ent", f"[[tests]] {MARK}", f'title = "A" {MARK}', f'title = "some wo{MARK}rds"'],
    )  # fmt: skip
    def test_nothing_where_nothing_belongs(self, text: str) -> None:
        """Comments, the end of a line and free text are left alone."""
        assert [] == labels(text)

    def test_other_toml_is_left_alone(self) -> None:
        """A project file has keys that no scenario has."""
        assert [] == labels(f'[project]\nname = "x"\n[tool.ruff]\n{MARK}')


class TestHeaders:
    def test_scenes_that_are_named_and_not_written(self) -> None:
        """A scene that a reply leads to is offered as a header, and so are the lists of those above."""
        text = PLAY.replace('to = "later"', 'to = "cellar"') + f"\n[{MARK}\n"
        offered = labels(text)

        assert "[scenes.cellar]" in offered
        assert "[[scenes.over.replies]]" == offered[0]
        assert {"[[tests]]", "[[days]]", "[on]", "[customer.portrait]"} <= set(offered)
        assert "[customer]" not in offered

    def test_a_header_replaces_what_is_typed_of_it(self) -> None:
        """With the bracket that an editor closed by itself."""
        assert f"{TOP}[scenes.opening]\n" == taken(f"{TOP}[sc{MARK}]\n", "[scenes.opening]")


class TestNames:
    @pytest.mark.parametrize(
        "typed",
        [
            *(f'to = "{MARK}"', f'to = "la{MARK}ter"', f"to = {MARK}"),
            *(f'to = "{MARK}', f"to = la{MARK}"),
        ],
    )
    def test_scenes_after_to(self, typed: str) -> None:
        """However much of it is typed, taking one gives the same line."""
        text = f'{TOP}[scenes.opening]\nsays = "A"\n[scenes.later]\nsays = "B"\n[[scenes.later.replies]]\n{typed}\nnote = "x"\n'
        offered = labels(text)

        assert ["opening", "later"] == offered[:2]
        assert "@resume" in offered
        assert '\nto = "opening"\nnote = "x"\n' in taken(text, "opening")

    def test_scenes_tell_what_is_said_there(self) -> None:
        """The first words, and the ending with its outcome."""
        details = {
            offer.label: offer.detail for offer in offers_at(*marked(within(f'to = "{MARK}later"')))
        }
        assert "It is late." == details["opening"]
        assert "ending settled (full): Good." == details["over"]

    def test_moves_that_can_be_played_next_come_first(self) -> None:
        """After the second part is heard, only the replies of the opening can be given; the others come after them."""
        text = within(f'moves = ["listen", "{MARK}recap", "recap"]')
        offers = offers_at(*marked(text))

        assert ["recap", "shrug", "silence"] == [offer.label for offer in offers if offer.rank == 0]
        assert {"listen", "close"} == {offer.label for offer in offers if offer.rank == 1}

    def test_moves_of_a_file_with_errors(self) -> None:
        """The newest version without errors says what can be played; without one, every move is offered."""
        broken = PLAY.replace('moves = ["listen", "recap", "recap"]', f'moves = ["listen", "{MARK}')

        assert ["recap", "shrug", "silence"] == labels(broken, PLAY)[:3]
        assert {"listen", "silence", "recap", "shrug", "close"} == set(labels(broken))

    def test_flags_and_promises(self) -> None:
        """Those that the file has, but for those that the list has."""
        reply = 'id = "close"\n'
        flags = PLAY.replace(reply, f'{reply}sets = ["{MARK}"]\n')
        assert ["told"] == labels(flags)
        assert [] == labels(PLAY.replace(reply, f'{reply}sets = ["told", "{MARK}"]\n'))
        assert ["ring"] == labels(within(f'keeps = ["{MARK}ring"]'))

    def test_speakers_endings_and_days(self) -> None:
        """Names that the file has made up."""
        assert ["Ben"] == labels(within(f'speaker = "{MARK}Ben"'))
        assert ["settled", "walked-out"] == labels(within(f'{{ ending = "{MARK}settled" }}'))
        day = f'{PLAY}\n[[tests]]\nmoves = []\nday = "{MARK}"\n[[days]]\nname = "Tuesday"\n'
        assert ["Tuesday"] == labels(day)

    def test_replies_of_a_days_text(self) -> None:
        """Those of the scene that the text names."""
        text = f'{PLAY}\n[[days]]\nname = "B"\ntexts = [{{ scene = "later", reply = "{MARK}" }}]\n'
        assert ["recap", "close"] == labels(text)


class TestNamesBeforeTheyAreMade:
    """Who writes a test, a guard or a day first finds its names where they are to be made."""

    def test_the_first_scene(self) -> None:
        """A file without a scene is offered the usual name for its start."""
        assert ["opening"] == labels(f'format = 1\nstart = "{MARK}"\n')

    def test_the_id_of_a_reply(self) -> None:
        """One that a guard, a day or a test names, unless another scene has it."""
        text = PLAY.replace("chose('opening.shrug')", "chose('later.promise')").replace(
            '["listen", "recap", "recap"]', '["recap", "thank-them"]'
        )
        assert ["promise", "thank-them"] == labels(within(f'id = "{MARK}close"', text))

    def test_a_scene_in_a_guard(self) -> None:
        """One that is only named so far comes after those that are written."""
        text = PLAY.replace("chose('opening.shrug')", f"seen('{MARK}')").replace(
            'to = "later"', 'to = "cellar"'
        )
        assert ["opening", "later", "over", "cellar"] == labels(text)

    def test_a_reply_in_a_guard(self) -> None:
        """One that another guard asks about comes after those that are written."""
        text = PLAY.replace("chose('opening.shrug')", f"chose('cellar.door') or given('{MARK}')")
        assert "cellar.door" == labels(text)[-1]

    def test_a_day(self) -> None:
        """One that a test is played on."""
        text = f'{PLAY}day = "Tuesday"\n\n[[days]]\nname = "{MARK}"\n'
        assert ["Tuesday"] == labels(text)

    def test_a_reply_in_a_days_text(self) -> None:
        """One that an earlier day names, while the scenes aren't written yet."""
        day = '[[days]]\nname = "B"\ntexts = [{ scene = "later", reply = '
        text = f'format = 1\n{day}"recap", text = "A" }}]\n{day}"{MARK}" }}]\n'
        assert ["recap"] == labels(text)


class TestWords:
    @pytest.mark.parametrize(
        ("line", "words"),
        [
            (f'channel = "{MARK}"', CHANNELS),
            (f'customer = {{ temperament = "{MARK}" }}', tuple(TEMPERAMENTS)),
            (f'needs = ["{MARK}"]', tuple(SKILLS)),
            (f'[scenes.a]\noutcome = "{MARK}"', tuple(Outcome)),
            (f'[scenes.a]\nneed = "{MARK}"', tuple(Need)),
            (f'[scenes.a]\nevent = "{MARK}"', tuple(EVENTS)),
            (f'[[scenes.a.replies]]\nslips = ["{MARK}"]', tuple(SLIPS)),
            (f"[[scenes.a.replies]]\nonce = {MARK}", ("true", "false")),
            (f'[[tests]]\nexpect = {{ band = "{MARK}" }}', tuple(BANDS)),
        ],
    )
    def test_words_of_the_rules(self, line: str, words: tuple[str, ...]) -> None:
        """All of them, each with what it means."""
        text = f"format = 1\n{line}"
        assert list(words) == labels(text)
        if "once" not in line:
            assert [] == [o.label for o in offers_at(*marked(text)) if not o.detail.endswith(".")]

    def test_skills_and_slips_have_figures_for_this_customer(self) -> None:
        """Ada's weight halves what reflecting gives, and her heat makes a slip worse."""
        skills = {o.label: o for o in offers_at(*marked(within(f'skills = ["{MARK}reflect"]')))}
        assert "With Ada Brown (weight 50%): anger −1, heard +6, trust +2." in (
            skills["reflect"].documentation
        )
        slips = {o.label: o for o in offers_at(*marked(within(f'slips = ["{MARK}dismiss"]')))}
        assert "With Ada Brown (heat 150%): anger +18" in slips["dismiss"].documentation

    def test_a_list_gets_its_brackets(self) -> None:
        """A word that is taken where a list belongs is written as one."""
        text = f"{TOP}[[scenes.opening.replies]]\nskills = {MARK}\n"
        assert '\nskills = ["own"]\n' in taken(text, "own")
        quoted = text.replace(MARK, f'"o{MARK}"')
        assert '\nskills = ["own"]\n' in taken(quoted, "own")
        assert {'"own'} == {o.typed_as for o in offers_at(*marked(quoted)) if o.label == "own"}

    def test_principles_are_offered_by_number(self) -> None:
        """With their sentence, and without quotes."""
        text = f"{TOP}[[scenes.opening.replies]]\nteaches = [3, {MARK}]\n"
        assert "3" not in labels(text)
        assert "teaches = [3, 14]" in taken(text, "14")


class TestGuards:
    def test_what_a_guard_can_ask(self) -> None:
        """Functions, numbers and the words that join them."""
        text = within(f"when = \"flag('told') and not {MARK}chose('opening.shrug')\"")
        offered = labels(text)
        assert [*FUNCTIONS, *VALUES, "and", "or", "not"] == offered

    @pytest.mark.parametrize(
        ("guard", "names"),
        [
            (f"flag('{MARK}')", ["told"]),
            (f"flag('{MARK}", ["told"]),
            (f"anger > 3 and promised('{MARK}", ["ring"]),
            (f"seen('{MARK}')", ["opening", "later", "over"]),
            (f"chose('opening.{MARK}')", ["opening.recap", "opening.shrug", "later.recap", "later.close"]),
            (f"mood >= {MARK}", list(BANDS)),
            (f"mood < ca{MARK}", list(BANDS)),
        ],
    )  # fmt: skip
    def test_names_in_a_guard(self, guard: str, names: list[str]) -> None:
        """What the function can be asked about, also while the quote is open."""
        text = PLAY.replace("flag('told') and not chose('opening.shrug')", guard)
        assert names == labels(text)

    def test_a_name_closes_what_is_open(self) -> None:
        """The quote and the bracket are added once."""
        old = "flag('told') and not chose('opening.shrug')"
        for typed in (f"flag('{MARK}", f"flag('to{MARK}')"):
            assert "when = \"flag('told')" in taken(PLAY.replace(old, typed), "told")
        assert "when = \"flag('told')\"\n" in taken(PLAY.replace(old, f"flag('{MARK}"), "told")

    def test_skills_in_a_guard(self) -> None:
        """With what they mean."""
        old = "flag('told') and not chose('opening.shrug')"
        assert list(SKILLS) == labels(PLAY.replace(old, f"used('{MARK}') > 1"))


def test_the_play_is_valid() -> None:
    """Else the tests above would say little."""
    assert () == parse(PLAY.encode(), "late", "late").diagnostics
