"""Odd ways of saving a file, and files meant to do harm; `tests/cases/bad` holds each limit from both of its sides.

Work is bounded by counted characters, nodes and levels, so no test here looks at a clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import tierrules as tr
from tierrules.language.resolve import scope
from tierrules.text import nearest as nearness
from tierrules.text.catalogue.code import MAX_LEVELS, MAX_PROBLEMS, MAX_SCALAR
from tierrules.text.expressions import MAX_DEPTH as MAX_EXPRESSION_DEPTH
from tierrules.text.nearest import nearest
from tierrules.text.tokens import MAX_LENGTH

SOUND = """\
tierrules: 1
name: customer-standard
title: 客户分类标准表
thresholds:
  large_employees: 1000
dimensions:
  size:
    labels: {large: 大型企业, small: 小微企业}
    hit: first
    rules:
      - label: large
        when: employees >= large_employees
    otherwise: small
"""


def with_title(title: str) -> str:
    """The sound ruleset with another title."""
    return SOUND.replace("客户分类标准表", title)


def with_condition(condition: str) -> str:
    """The sound ruleset with another condition."""
    return SOUND.replace("employees >= large_employees", condition)


def with_thresholds(lines: str) -> str:
    """The sound ruleset with more thresholds."""
    return SOUND.replace("  large_employees: 1000\n", f"  large_employees: 1000\n{lines}")


def nested(levels: int, opening: str = "[", closing: str = "]") -> str:
    """A title of that many brackets; the top mapping is a level of its own."""
    return with_title(opening * levels + closing * levels)


def stacked(levels: int) -> bytes:
    """The sound ruleset with a derived value that stands on that many others, one on top of the other."""
    lines = "".join(f"  step_{n}: {f'step_{n - 1}' if n else 'employees'}\n" for n in range(levels))
    return SOUND.replace("dimensions:", f"derived:\n{lines}dimensions:").encode()


def codes_of(data: bytes, folder: Path) -> list[str]:
    """The codes that a file of these bytes is answered with; nothing but RulesetError may leave `load`."""
    path = folder / "rules.yaml"
    path.write_bytes(data)
    try:
        tr.load(path)
    except tr.RulesetError as error:
        return [one.code for one in error.diagnostics]
    return []


def towering(dimensions: int) -> bytes:
    """Dimensions each of which asks for the label of the one above."""
    form = "\n    labels: [a]\n    hit: first\n    rules:\n      - {label: a, when: "
    lines = "".join(f"""  d{n}:{form}{f"d{n - 1} == 'a'" if n else "employees > 1"}}}\n""" for n in range(dimensions))
    return f"tierrules: 1\nname: tower\ndimensions:\n{lines}".encode()


@pytest.mark.parametrize("build", [stacked, towering])
def test_a_tower_is_refused_once_by_the_count_of_its_names(build: Callable[[int], bytes]) -> None:
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(build(5 * MAX_LEVELS).decode())
    (fault,) = raised.value.diagnostics
    first = re.match(r"`(?:step_|d)(\d+)` stands on (\d+) other names", fault.message)
    assert first is not None
    assert first[1] == first[2]
    tr.loads(build(int(first[1])).decode())


@pytest.mark.parametrize(
    "data",
    [
        b"\xfe\xff" + SOUND.encode("utf-16-be"),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("\n", "\r").encode(),
        SOUND.rstrip("\n").encode(),
        ("\n" * 100 + SOUND).encode(),
    ],
    ids=["utf-16-be", "crlf", "cr", "no last line break", "blank lines"],
)
def test_ways_of_saving_a_file_that_load(data: bytes, tmp_path: Path) -> None:
    assert codes_of(data, tmp_path) == []


def test_a_byte_order_mark_moves_no_column(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("tierrules: 1", "tierules: 1").encode())
    with pytest.raises(tr.RulesetError) as raised:
        tr.load(path)
    assert ("unknown-key", 1, 1) in [(one.code, one.line, one.column) for one in raised.value.diagnostics]


@pytest.mark.parametrize("data", [b"", b"\n", b"  \n", b"\xef\xbb\xbf", b"# nothing\n", b"---\n", b"\r\n"])
def test_a_file_without_content(data: bytes, tmp_path: Path) -> None:
    assert codes_of(data, tmp_path) == ["empty-file"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "{" * 50_000,
        "- " * 20_000,
        "a: " + "[" * 50_000,
        "? " * 20_000,
        nested(50_000),
        nested(50_000, "{a: ", "}"),
        "a: [" + "*x, " * 10_000 + "]",
        "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)),
        with_title('"' + "\\U00110000" * 1_999 + '"'),
        "%YAML 9.9\n" * 1_000,
        "x" * 10_000_000,
        'a: "' + "x" * 3_000_000 + '"',
        "'" * 100_001,
        "a: |\n" + "  x\n" * 100_000,
        "\x00" * 10_000,
        "\ud800" * 100,
        "\u2028" * 10_000,
        "!" * 10_000,
        "a: !!" + "x" * 50_000,
        "&" * 10_000,
        ": " * 10_000,
    ],
    ids=range(22),
)
def test_text_meant_to_do_harm(text: str) -> None:
    """A `RulesetError` of bounded length, and nothing else."""
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(text)
    assert 0 < len(raised.value.diagnostics) <= MAX_PROBLEMS + 1
    assert all(len(one.message) < 2_000 for one in raised.value.diagnostics)
    assert len(str(raised.value)) < 400_000


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("not " * 1_000 + "unstable", "expression-too-long"),
        ("not " * MAX_EXPRESSION_DEPTH + "unstable", None),
        ("not " * (MAX_EXPRESSION_DEPTH + 1) + "unstable", "expression-too-long"),
        ("(" * MAX_EXPRESSION_DEPTH + "unstable" + ")" * MAX_EXPRESSION_DEPTH, None),
        ("(" * 1_900 + "unstable" + ")" * 1_900, "expression-too-long"),
        (" and ".join(["unstable"] * 300), None),
        (" and ".join(["unstable"] * 400), "expression-too-long"),
        ("employees >= " + "1" * MAX_LENGTH, "expression-too-long"),
        ("employees >= " + "1" * 3_000, "bad-number"),
        ("employees >= " + "-" * 1_000 + "1", "expression-too-long"),
        ("employees >= 9**9**9", "foreign-syntax"),
        ("x" * (MAX_SCALAR - 1), "expression-too-long"),
        ("x" * (MAX_LENGTH - 1), "unknown-name"),
        ("elapsed(" * 900 + ")" * 900, "expression-too-long"),
        ("unstable" + " == unstable" * 300, "chain-direction"),
        ("employees" + " >= employees" * 300, None),
    ],
    ids=range(16),
)
def test_expressions_meant_to_do_harm(condition: str, code: str | None, tmp_path: Path) -> None:
    found = codes_of(with_condition(condition).encode(), tmp_path)
    assert found == ([] if code is None else [code])


def test_help_is_sought_only_for_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each search for the nearest of n names costs n; n misspelt names must not cost n times n."""
    asked: list[str] = []

    def counting(name: str, known: Iterable[str]) -> str | None:
        asked.append(name)
        return nearest(name, known)

    for module in (scope, nearness):
        monkeypatch.setattr(module, "nearest", counting)
    thresholds = "".join(f"  bound_number_{n}: {n}\n" for n in range(500))
    rules = "".join(f"      - {{label: lrage, when: employees >= bund_number_{n}}}\n" for n in range(500))
    text = with_thresholds(thresholds).replace("    rules:\n", f"    rules:\n{rules}")
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(text)
    *shown, last = raised.value.diagnostics
    assert [one.severity for one in shown] == ["error"] * MAX_PROBLEMS
    assert (last.code, last.severity, last.message) == (
        "too-many-problems",
        "note",
        "900 further problems are not shown",
    )
    assert 0 < len(asked) <= 2 * MAX_PROBLEMS


def test_ten_thousand_rules_load(tmp_path: Path) -> None:
    rules = "".join(f"      - {{label: large, when: employees >= {n}}}\n" for n in range(10_000))
    text = SOUND.replace("      - label: large\n        when: employees >= large_employees\n", rules)
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    assert tr.load(path).dimensions["size"].rules[-1].id == "size.large.10000"
