"""Tests of the simulator."""

import pytest

# Before anything imports them: else a failed assertion of theirs says nothing but AssertionError.
pytest.register_assert_rewrite("tests.support", "tests.reference")
