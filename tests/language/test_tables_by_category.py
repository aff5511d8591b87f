"""Which rows a table by category may have and must have, against trying every value with every key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr

texts = st.text("AB", min_size=1, max_size=3)
categories = st.lists(texts, min_size=1, max_size=6, unique=True)
keys = st.lists(texts, min_size=1, max_size=6, unique=True)


def problems(values: list[str], rows: list[str], prefix: bool, default: str) -> set[tuple[str, str]]:
    """Code and message of what is wrong with a table of these rows."""
    text = f"""\
tierrules: 1
name: tables
fields: {{code: {{type: category, values: [{", ".join(values)}]}}}}
thresholds:
  staff:
    by: code
    prefix: {str(prefix).lower()}
    rows: {{{", ".join(f"{key}: {at}" for at, key in enumerate(rows))}}}{default}
dimensions:
  size:
    labels: [large, small]
    hit: first
    rules:
      - {{label: large, when: employees >= staff}}
    otherwise: small
"""
    try:
        tr.loads(text)
    except tr.RulesetError as error:
        return {(one.code, one.message) for one in error.diagnostics}
    return set()


@given(categories, keys, st.booleans(), st.booleans())
def test_rows_are_for_values_and_every_value_has_one(
    values: list[str], rows: list[str], prefix: bool, default: bool
) -> None:
    def goes(value: str, key: str) -> bool:
        return value.startswith(key) if prefix else value == key

    expected = {
        ("unknown-category", f"the threshold `staff` has a row for `{key}`, which is not a value of `code`")
        for key in rows
        if not any(goes(value, key) for value in values)
    }
    lacking = [f"`{value}`" for value in values if not any(goes(value, key) for key in rows)]
    if lacking and not default:
        told = ", ".join(lacking[:5]) + (" and others" if len(lacking) > 5 else "")
        expected.add(("incomplete-table", f"the threshold `staff` says nothing for {told} of `code`"))
    assert problems(values, rows, prefix, "\n    default: 5" if default else "") == expected
