"""The unified social credit code of China (统一社会信用代码): 18 signs, the last of which checks the others."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong with a code, and what to write."""

    message: str
    help: str


def uscc_fault(code: str) -> Fault | None:
    """Return what is wrong with a code, None if nothing is.

    >>> uscc_fault("91110000600037341L") is None
    True
    >>> uscc_fault("91110000600037341A").message
    '`91110000600037341A` is not a unified social credit code: its check character does not fit'
    """
    from stdnum.cn import uscc
    from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

    told = f"`{code[:40]}` is not a unified social credit code"
    try:
        uscc.validate(code)
    except InvalidLength:
        return Fault(f"{told}: it has {len(code)} signs", "the code has 18 digits and capital letters")
    except InvalidChecksum:
        return Fault(f"{told}: its check character does not fit", "compare it with the business licence")
    except ValidationError:
        return Fault(
            f"{told}: a sign stands where it cannot", "8 digits, then digits and capitals without I, O, S, V, Z"
        )
    return None
