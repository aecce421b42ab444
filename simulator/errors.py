"""What is raised when a caller got something wrong or a thing could not be carried out.

Exists so that every face can catch one type and show one sentence in place of a traceback. It must not render anything beyond
that sentence, print, or import any other part of the simulator.
"""


class SimulatorError(Exception):
    """What a caller got wrong, or could not be carried out; fields, no rendering beyond one sentence.

    `message` is a whole sentence saying what is wrong and where; `hint` is one saying what to do about it, or None.
    `is_problem` tells that a thing could be looked at and is wrong in itself, such as a scenario with errors or an
    illegal move; otherwise the command could not be carried out.
    """

    is_problem = False

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message} {self.hint}"
