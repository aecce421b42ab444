"""The replies as every face shows them: each keeps its number for as long as a scene lasts.

A player may read a reply, listen once more and then press its number; so later replies come last, and a number that becomes
free isn't used again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.scenario.model import Reply


NO_SUCH_NUMBER = "There's no reply {number} here. Press {wanted}."


class Choice(NamedTuple):
    """A reply as it is offered.

    `number` counts from 1 in the order shown, `action` is what is done as well as said, and `new` says that it was not
    offered a move ago although others were that still are.
    """

    number: int
    id: str
    text: str
    action: str = ""
    new: bool = False

    @classmethod
    def of(cls, number: int, reply: Reply, *, new: bool = False) -> Choice:
        """Return a reply of a scenario at that place."""
        return cls(number, reply.id, reply.text, reply.action, new)

    @property
    def spoken(self) -> str:
        """The words, with what is done as well."""
        return f"{self.text} ({self.action})" if self.action else self.text

    @property
    def marked(self) -> str:
        """The same, after a word where it is new."""
        return f"(new) {self.spoken}" if self.new else self.spoken


def choices_of(
    start: Conversation, turns: Sequence[Turn], order: Callable[[Reply], Any] | None = None
) -> tuple[Choice, ...]:
    """Return the replies offered after these turns; those that come up together are sorted by `order`, else as in the file."""
    numbers: dict[str, int] = {}
    offered: list[Reply] = []
    new: set[str] = set()
    for conversation in _in_this_scene(start, turns):
        offered = sorted(conversation.offered(), key=order) if order else [*conversation.offered()]
        later = [reply.id for reply in offered if reply.id not in numbers]
        # Where nothing is left of what was offered, to mark them all would tell none of them apart.
        new = set(later) if 0 < len(later) < len(offered) else set()
        numbers |= {id: number for number, id in enumerate(later, len(numbers) + 1)}
    offered.sort(key=lambda reply: numbers[reply.id])
    return tuple(Choice.of(numbers[reply.id], reply, new=reply.id in new) for reply in offered)


def numbers_in_words(choices: Sequence[Choice]) -> str:
    """Return the numbers that can be typed: `1 to 3`, or where one fell free `1, 3 or 4`."""
    numbers = [choice.number for choice in choices]
    if len(numbers) < 2:
        return "".join(map(str, numbers))
    if numbers == [*range(numbers[0], numbers[-1] + 1)]:
        return f"{numbers[0]} to {numbers[-1]}"
    return f"{', '.join(map(str, numbers[:-1]))} or {numbers[-1]}"


def number_wanted(choices: Sequence[Choice]) -> str:
    """Return what is typed or pressed to give a reply: `a number from 3 to 5`, or `1, 3 or 4`."""
    words = numbers_in_words(choices)
    return f"a number from {words}" if " to " in words else words


def no_such_number(number: int, choices: Sequence[Choice]) -> str:
    """Say that no reply has this number, and which numbers there are."""
    return NO_SUCH_NUMBER.format(number=number, wanted=number_wanted(choices))


def how_to_reply(choices: Sequence[Choice], listen: str) -> str:
    """Return how to give a reply where none is chosen yet; `listen` is the key for hearing more, and what it does."""
    if choices:
        return f"Press {number_wanted(choices)}, or Down and Enter."
    return f"There's no reply to give yet. {listen}."


def number_range(choices: Sequence[Choice]) -> str:
    """Return the numbers from the first to the last, as a row of keys shows them: `3-5`, `3`; nothing where there is none."""
    if not choices:
        return ""
    first, last = choices[0].number, choices[-1].number
    return f"{first}-{last}" if last > first else str(first)


def _in_this_scene(start: Conversation, turns: Sequence[Turn]) -> Iterable[Conversation]:
    """Yield the conversation as it stood at each moment since its scene was entered."""
    stays = 0
    for turn in reversed(turns):
        if turn.before.state.scene != turn.after.state.scene:
            break
        stays += 1
    entered = len(turns) - stays
    yield turns[entered - 1].after if entered else start
    yield from (turn.after for turn in turns[entered:])
