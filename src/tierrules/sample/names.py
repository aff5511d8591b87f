"""Names that belong to nobody: put together from parts, and codes from a region that does not exist."""

from __future__ import annotations

from tierrules.sample.chance import Chance

_FIRST = "远清北蓝霁屿朔岚芷砚沐栖澄曜禾槿昀琅霖溯"
_SECOND = "山河辰湾野川原舟麓汀屏泽鸢序岸陌樾溪塬澜"
_FORMS = (("", 45), ("有限公司", 40), ("股份", 9), ("集团", 6))
# Characters that are no Chinese surnames; the second half of a name is left out, as lists that may be seen do.
_SURNAMES = "岚澜砚屿汀霁朔芷栖陌樾鸢"

_USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_NO_REGION = "99"  # no province has it, so that no code can be a real company's
_USCC_MODULUS = 31


def company_name(chance: Chance, trade: str) -> str:
    """Return a company's name with its trade: `朔川机床`, `霁原软件有限公司`."""
    return f"{chance.pick(_FIRST)}{chance.pick(_SECOND)}{trade}{chance.weighted(_FORMS)}"


def person_name(chance: Chance) -> str:
    """Return a person's name as records that may be seen have it: `岚某`."""
    return f"{chance.pick(_SURNAMES)}某"


def uscc(chance: Chance) -> str:
    """Return a unified social credit code with the right check character (GB 32100-2015) that nobody has."""
    region = f"{_NO_REGION}{chance.between(0, 9999):04}"
    body = "".join(chance.pick(_USCC_CHARACTERS) for _ in range(9))
    code = f"91{region}{body}"
    total = sum(_USCC_CHARACTERS.index(one) * pow(3, at, _USCC_MODULUS) for at, one in enumerate(code))
    return code + _USCC_CHARACTERS[-total % _USCC_MODULUS]
