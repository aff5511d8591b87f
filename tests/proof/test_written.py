"""A model says where its file declares names and where it uses them."""

from __future__ import annotations

from tests.proof.texts import model_of, shown


def test_every_use_is_noted_with_what_it_stands_in() -> None:
    model = model_of("""
        fields:
          region: {type: category, values: [north, south]}
          tried: {type: boolean}
        thresholds:
          most: 100
          ten: 10
          rich: 5万
          staff: {by: region, rows: {north: 5, south: n/a}}
        assume: [employees >= 0]
        derived:
          share: annual_spend / employees
        scores:
          heat:
            within: [0, most]
            add: [{points: ten, when: tried}]
          sum:
            add: [{points: heat}]
        dimensions:
          size:
            labels: [large, small]
            applies: known(region)
            hit: first
            rules: [{label: large, when: employees >= staff and share > rich}]
            otherwise: small
          mood:
            labels: [up, down]
            bands: {of: sum, from: {up: ten}, below: down}
          care:
            labels: [yes]
            hit: first
            rules: [{label: yes, when: size == 'large'}]
            otherwise: none
        triggers:
          call: {dimension: size, to: large, do: {by: phone}}
        invariants:
          - {rises_with: employees, dimension: mood}
    """)
    seen = [(one.name, one.by, shown(model, one.span)) for one in model.written.uses]
    assert {(name, by) for name, by, _ in seen} == {
        ("region", "staff"),
        ("employees", ""),
        ("annual_spend", "share"),
        ("employees", "share"),
        ("most", "heat"),
        ("ten", "heat"),
        ("tried", "heat"),
        ("heat", "sum"),
        ("region", "size"),
        ("employees", "size"),
        ("staff", "size"),
        ("share", "size"),
        ("rich", "size"),
        ("sum", "mood"),
        ("ten", "mood"),
        ("size", "care"),
        ("size", ""),
        ("mood", ""),
    }
    assert [(name, text) for name, _, text in seen if name != text] == []


def test_declarations_know_their_places_and_numbers() -> None:
    model = model_of("""
        fields:
          region: {type: category, values: [north, south]}
        thresholds:
          plain: {value: 5, title: Five}
          table: {by: region, rows: {north: 1万, south: n/a}, default: 2万}
          dated: {dated: {2024-01-01: 3%, 2025-01-01: 4%}}
        dimensions:
          size:
            labels: {large: 大, small: 小}
            hit: unique
            rules: [{label: large, when: employees >= plain}]
            otherwise: small
    """)
    declared = model.written.declared
    assert {name: one.kind for name, one in declared.items()} == {
        "region": "field",
        "plain": "threshold",
        "table": "threshold",
        "dated": "threshold",
        "size": "dimension",
    }
    assert [name for name, one in declared.items() if shown(model, one.span) != name] == []
    numbers = {name: [(one.text, one.row) for one in declared[name].numbers] for name in ("plain", "table", "dated")}
    assert numbers == {
        "plain": [("5", ())],
        "table": [("1万", ("north",)), ("2万", ("default",))],
        "dated": [("3%", ("2024-01-01",)), ("4%", ("2025-01-01",))],
    }
    assert [shown(model, one.span) for one in declared["table"].numbers] == ["1万", "2万"]
    size = declared["size"]
    assert {label: shown(model, span) for label, span in size.labels.items()} == {"large": "large", "small": "small"}
    assert {key: shown(model, span) for key, span in size.keys.items()} == {"hit": "unique", "otherwise": "small"}


def test_silence_that_is_meant_is_known() -> None:
    rules = "dimensions:\n  size:\n    labels: [large]\n    hit: first\n    rules: [{label: large, when: unstable}]\n"
    assert not model_of(rules).dimensions["size"].silent
    assert model_of(f"{rules}    otherwise: none\n").dimensions["size"].silent
    assert not model_of(f"{rules}    otherwise: large\n").dimensions["size"].silent
