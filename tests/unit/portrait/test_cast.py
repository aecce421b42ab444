"""The customers that are shipped: each is drawn as its author wrote, and no two of them look alike."""

from __future__ import annotations

from dataclasses import asdict

from simulator.portrait.traits import Traits, settle
from simulator.scenario.library import load, shipped_folder


def test_every_customer_has_a_portrait_of_their_own() -> None:
    """An author has written every trait that a name would otherwise give, and one face belongs to one name."""
    faces: dict[Traits, str] = {}
    for path in sorted(shipped_folder().glob("*.toml")):
        scenario = load(path).scenario
        assert scenario is not None, path
        customer = scenario.customer
        authored = asdict(customer.portrait)
        missing = [trait for trait, word in authored.items() if not word and trait != "extra"]
        assert [] == missing, path.name
        assert customer.name == faces.setdefault(settle(customer.name, authored), customer.name)
    assert 15 < len(faces)
