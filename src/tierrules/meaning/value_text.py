"""One value as people write it, or exactly."""

from __future__ import annotations

from datetime import date

from tierrules.meaning.dates import Lang, date_text
from tierrules.meaning.declared import Scalar, Type
from tierrules.meaning.number_text import exact_text, money_text, people_text, percent_text
from tierrules.meaning.texts import one_line
from tierrules.meaning.truth import Absent
from tierrules.meaning.words import WORDS


def value_text(value: Scalar | Absent, type: Type, currency: str | None, lang: Lang, *, exact: bool = False) -> str:
    """Return a value as people write it in `lang`: `50万`, `20%`, `2026年3月1日`; never rounded.

    With `exact` numbers are digits in base units and dates ISO text, as in JSON.

    >>> from fractions import Fraction
    >>> value_text(Fraction(500_000), Type.MONEY, "CNY", "zh"), value_text(Fraction(1, 5), Type.RATIO, None, "en")
    ('50万元', '20%')
    >>> value_text(Fraction(500_000), Type.MONEY, "CNY", "zh", exact=True)
    '500000 CNY'
    """
    match value:
        case Absent():
            return WORDS[lang].absent[value]
        case bool():
            return WORDS[lang].truth[value]
        case date():
            return value.isoformat() if exact else date_text(value, lang)
        case str():
            return one_line(value)
    unit = currency if type is Type.MONEY else None
    if exact:
        return f"{exact_text(value)} {unit}" if unit else exact_text(value)
    if type is Type.RATIO:
        return percent_text(value, lang)
    if unit:
        return money_text(value, unit, lang)
    return people_text(value, lang)
