"""What a guard says of a state: Python's own parser, and a walk over what it gives.

It trusts the guard to be one that the format allows; what is refused is for the loader's tests.
"""

import ast
import operator
from collections.abc import Callable

from tests.reference.plain_tables import BAND_BOUNDS

COMPARISONS: dict[type[ast.cmpop], Callable[[int, int], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}

Answer = Callable[[str, str], int | bool]


def holds(guard: str, numbers: dict[str, int], answer: Answer) -> bool:
    """Return whether a guard holds.

    `numbers` has the gauges, the mood and the turns by name; `answer` is called with the name of a
    function and its argument, such as `seen` and `opening`.
    """
    values = {**BAND_BOUNDS, **numbers}
    return bool(_value(ast.parse(guard.strip(), mode="eval").body, values, answer))


def _value(node: ast.expr, values: dict[str, int], answer: Answer) -> int | bool:
    if isinstance(node, ast.BoolOp):
        sides = [bool(_value(side, values, answer)) for side in node.values]
        return all(sides) if isinstance(node.op, ast.And) else any(sides)
    if isinstance(node, ast.UnaryOp):
        operand = _value(node.operand, values, answer)
        return not operand if isinstance(node.op, ast.Not) else -operand
    if isinstance(node, ast.Compare):
        left = _value(node.left, values, answer)
        for op, side in zip(node.ops, node.comparators, strict=True):
            right = _value(side, values, answer)
            if not COMPARISONS[type(op)](left, right):
                return False
            left = right
        return True
    if isinstance(node, ast.Constant):
        assert isinstance(node.value, int)
        return node.value
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.Call):
        function, argument = node.func, node.args[0]
        assert isinstance(function, ast.Name)
        assert isinstance(argument, ast.Constant)
        return answer(function.id, str(argument.value))
    raise AssertionError(ast.dump(node))
