"""Random guards, of everything that a guard may ask."""

from tests.reference.random_words import ALL_SKILLS, BANDS, FLAGS, GAUGES, PROMISES, Draw

MAX_CHARACTERS = 200


class GuardWriter:
    """Writes guards about the scenes and replies of one scenario."""

    def __init__(
        self, draw: Draw, scenes: list[str], replies: dict[str, list[str]], far: int
    ) -> None:
        """Take the scenes that can be asked about, the replies by scene, and the highest count."""
        self.draw = draw
        self.rng = draw.rng
        self.scenes = scenes
        self.replies = replies
        self.far = far

    def guard(self) -> str:
        """Return a guard of at most 200 characters."""
        while True:
            guard = self.condition(self.rng.choice([0, 0, 0, 1, 1, 2, 3]))
            if len(guard) <= MAX_CHARACTERS:
                return guard

    def condition(self, depth: int) -> str:
        """Return a condition that holds others to some depth."""
        rng = self.rng
        if depth == 0:
            return self.simple_condition()
        way = rng.choice(["and", "or", "not", "parentheses"])
        if way == "not":
            return (
                f"not {self.condition(depth - 1)}" if depth == 1 else f"not ({self.condition(1)})"
            )
        if way == "parentheses":
            return f"({self.condition(depth - 1)})"
        sides = [self.condition(depth - 1) for _ in range(rng.choice([2, 2, 2, 3]))]
        return f" {way} ".join(sides)

    def simple_condition(self) -> str:
        """Return a comparison or a question."""
        rng = self.rng
        way = rng.choice(["compare", "compare", "chain", "band", "count", "ask", "ask", "ask"])
        if way == "compare":
            value, number = self.value()
            sides = [value, rng.choice([str(number), str(number), self.value()[0]])]
            if self.draw.chance(0.2):
                sides.reverse()
            return f"{sides[0]} {self.comparison()} {sides[1]}"
        if way == "chain":
            return self.chain()
        if way == "band":
            return f"mood {rng.choice(['<', '>='])} {rng.choice(BANDS)}"
        if way == "count":
            return self.count()
        scene = rng.choice(self.scenes)
        function, name = rng.choice(
            [
                ("flag", rng.choice([*FLAGS, "never"])),
                ("seen", scene),
                ("listened", scene),
                ("chose", self.reply()),
                ("promised", rng.choice(PROMISES)),
            ]
        )
        return self.call(function, name)

    def comparison(self) -> str:
        """Return one of the six signs."""
        return self.rng.choice(["<", "<=", ">", ">=", "==", "!="])

    def call(self, function: str, name: str) -> str:
        """Return a call; Python's syntax has both quotes."""
        quote = '"' if self.draw.chance(0.05) else "'"
        return f"{function}({quote}{name}{quote})"

    def reply(self) -> str:
        """Return a reply with its scene."""
        scene = self.rng.choice(list(self.replies))
        return f"{scene}.{self.rng.choice(self.replies[scene])}"

    def chain(self) -> str:
        """Return a comparison of three or four."""
        rng = self.rng
        value, number = self.value()
        span = rng.randint(0, 40)
        chain = f"{number - span} {rng.choice(['<', '<='])} {value}"
        chain += f" {rng.choice(['<', '<=', '!='])} {number + span}"
        if self.draw.chance(0.15):
            chain += f" > {self.value()[0]}"
        return chain

    def count(self) -> str:
        """Return a comparison of how often a scene was entered or a reply given.

        These are compared with whole numbers 0 to 9 only.
        """
        rng = self.rng
        visits = self.call("visits", rng.choice(self.scenes))
        count = rng.choice([visits, self.call("given", self.reply())])
        number = rng.choice([1, 2, 2, 3, rng.randint(0, self.far)])
        way = rng.choice(["plain", "plain", "plain", "plain", "turned", "chained"])
        if way == "turned":
            return f"{number} {self.comparison()} {count}"
        if way == "chained":
            low = rng.randint(0, min(2, number))
            return f"{low} {rng.choice(['<', '<='])} {count} {rng.choice(['<', '<='])} {number}"
        return f"{count} {self.comparison()} {number}"

    def value(self) -> tuple[str, int]:
        """Return a number's name in a guard, and a number it may well be compared with."""
        rng = self.rng
        way = rng.choice(["gauge", "gauge", "mood", "turns", "used"])
        if way == "gauge":
            return rng.choice(GAUGES), rng.randint(0, 100)
        if way == "mood":
            return "mood", rng.randint(-100, 100)
        if way == "turns":
            return "turns", rng.randint(0, 8)
        return f"used('{rng.choice(ALL_SKILLS)}')", rng.randint(0, 3)
