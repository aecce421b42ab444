"""The error raised when a caller made a mistake or a command could not be carried out.

Exists so that every face can catch one type and show one sentence in place of a traceback. It must not render anything beyond
that sentence or print.
"""

from simulator.text import printable


class SimulatorError(Exception):
    """A mistake of the caller, or a command that could not be carried out; it renders nothing beyond one sentence.

    `message` is a whole sentence saying what is wrong and where; `hint` is one saying what to do about it, or None.
    `is_problem` tells that a thing could be looked at and is wrong in itself, such as a scenario with errors or an
    illegal move; otherwise the command could not be carried out. Both sentences are made printable here, since names of files
    and words of others go into them everywhere.
    """

    is_problem = False

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message = printable(message)
        self.hint = None if hint is None else printable(hint)
        super().__init__(self.message, self.hint)

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message} {self.hint}"
