"""Large tables that are sound have no findings; one fault planted into each is found."""

import os
from random import Random

import pytest

import tierrules as tr
from tests.proof.planted_faults import ALL, FAULTS, FAULTY, Plant, Planted, Sound, moved_bound, overlap, sound, text
from tierrules.proof.findings import subject

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
SEEDS = range(100 if THOROUGH else 2)


@pytest.mark.parametrize("hit", ["unique", "first"])
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_found_in_a_sound_table(hit: str, seed: int) -> None:
    table = sound(Random(seed), 60, hit)
    assert list(tr.loads(text(table)).check(select=ALL)) == []


@pytest.mark.parametrize("plant", FAULTS)
@pytest.mark.parametrize("hit", ["unique", "first"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_planted_fault_is_found(plant: Plant, hit: str, seed: int) -> None:
    fault = first_that_fits(plant, Random(seed), hit)
    if fault is None:
        assert (hit, plant) == ("first", overlap)
        return
    found = list(tr.loads(text(fault.table)).check(select=FAULTY))
    assert any(fault.is_told(one) for one in found), text(fault.table)


def test_a_moved_bound_is_found_in_few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    # Asking with each question of all bounds that no rule takes would cost ten times as much.
    monkeypatch.setattr(subject, "MOST_WORK", 1_000)
    chance = Random(2)
    table = sound(chance, 150, "first")
    fault = next(one for one in (moved_bound(chance, table) for _ in range(100)) if one is not None)
    found = list(tr.loads(text(fault.table)).check(select=("gap", "boundary-slip")))
    assert [one.code for one in found] == ["gap"]


def first_that_fits(plant: Plant, chance: Random, hit: str) -> Planted | None:
    table: Sound = sound(chance, 200 if hit == "unique" else 100, hit)
    tried = (plant(chance, table) for _ in range(100))
    return next((one for one in tried if one is not None), None)
