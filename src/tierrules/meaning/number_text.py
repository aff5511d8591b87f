"""Numbers printed: the one place where an exact number becomes text.

What is printed is the number itself, never a rounding of it. Where no finite decimal form exists,
the text says "about" and gives the exact ratio beside it.
"""

from collections.abc import Callable
from fractions import Fraction
from math import floor

from tierrules.meaning.dates import Lang

# Largest first; the first scale is used that leaves at most so many decimals.
_SCALES: dict[Lang, tuple[tuple[int, str], ...]] = {
    "zh": ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
    "en": ((10**9, " billion"), (10**6, " million")),
}
_SCALED_DECIMALS: dict[Lang, int] = {"zh": 4, "en": 3}
_CURRENCY_ZH = {"CNY": "元", "EUR": "欧元", "USD": "美元", "GBP": "英镑", "JPY": "日元"}
# The sign ¥ belongs to two currencies, so both are named by code.
_CURRENCY_SIGN = {"EUR": "€", "USD": "$", "GBP": "£"}


def decimal_places(value: Fraction) -> int | None:
    """How many decimals the exact decimal form has; None if it never ends."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def exact_text(value: Fraction) -> str:
    """The shortest exact text: decimal digits where these end, else a ratio.

    >>> exact_text(Fraction(-5, 4)), exact_text(Fraction(1, 3))
    ('-1.25', '1/3')
    """
    places = decimal_places(value)
    return str(value) if places is None else _decimal(value, places)


def people_text(value: Fraction, lang: Lang) -> str:
    """A number as people write it, exactly.

    >>> people_text(Fraction(500_000_000), "zh"), people_text(Fraction(1234), "en")
    ('5亿', '1,234')
    """
    return _told(value, lang, lambda digits: digits)


def percent_text(value: Fraction, lang: Lang) -> str:
    """A ratio as a percentage, exactly.

    >>> percent_text(Fraction(1, 5), "zh")
    '20%'
    """
    if decimal_places(value) is None:
        return _about(value, value * 100, lang, _percent)
    return _signed(value, _percent(_grouped(abs(value) * 100)))


def money_text(value: Fraction, currency: str, lang: Lang) -> str:
    """An amount in a currency given by its ISO code, exactly.

    >>> money_text(Fraction(500_000_000), "CNY", "en")
    'CNY 500 million'
    """
    return _told(value, lang, lambda digits: _with_currency(digits, currency, lang))


def _with_currency(digits: str, currency: str, lang: Lang) -> str:
    if lang == "zh":
        return digits + _CURRENCY_ZH.get(currency, f" {currency}")
    sign = _CURRENCY_SIGN.get(currency)
    return f"{currency} {digits}" if sign is None else sign + digits


def _percent(digits: str) -> str:
    return f"{digits}%"


def _told(value: Fraction, lang: Lang, form: Callable[[str], str]) -> str:
    if decimal_places(value) is None:
        return _about(value, value, lang, form)
    return _signed(value, form(_scaled(abs(value), lang)))


def _scaled(value: Fraction, lang: Lang) -> str:
    for size, name in _SCALES[lang]:
        places = decimal_places(value / size)
        if value >= size and places is not None and places <= _SCALED_DECIMALS[lang]:
            return (exact_text(value / size) if lang == "zh" else _grouped(value / size)) + name
    return _grouped(value)


def _about(value: Fraction, told: Fraction, lang: Lang, form: Callable[[str], str]) -> str:
    """Three significant decimals at least, and the exact ratio of the value itself."""
    places = 3
    while abs(told) * 10**places < 100:
        places += 1
    near = Fraction(round(abs(told) * 10**places), 10**places)
    text = _signed(value, form(_grouped(near)))
    return f"约 {text}（{value}）" if lang == "zh" else f"about {text} ({value})"


def _signed(value: Fraction, text: str) -> str:
    return f"-{text}" if value < 0 else text


def _grouped(value: Fraction) -> str:
    """The exact digits of a value that has a decimal form and no sign, in groups of three."""
    whole, point, decimals = exact_text(value).partition(".")
    return f"{int(whole):,}{point}{decimals}"


def _decimal(value: Fraction, places: int) -> str:
    digits = str(abs(value.numerator) * 10**places // value.denominator).zfill(places + 1)
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return _signed(value, text)


def share_text(part: int | Fraction, total: int | Fraction) -> str:
    """Return a share in per cent with one digit; what is neither none nor all is never shown as such.

    Of nothing there is no share. Weights may be below zero, so that a share is, or is more than all.

    >>> share_text(1, 4), share_text(1, 3), share_text(1, 100_000), share_text(0, 0)
    ('25%', '33.3%', '<0.1%', '0%')
    """
    if part == 0:
        return "0%"
    if total == 0:
        return "–"
    share = Fraction(part) / total
    told, is_less = _tenths(abs(share))
    near = "" if is_less is None else "<" if is_less == (share > 0) else ">"
    return near + _signed(share, f"{told}%")


def _tenths(share: Fraction) -> tuple[str, bool | None]:
    """Return a share in per cent, and of what would pass for none or for all whether it is less than what is told."""
    tenths = floor(share * 1000 + Fraction(1, 2))
    if tenths == 0:
        return "0.1", True
    if tenths == 1000 and share < 1:
        return "99.9", False
    return exact_text(Fraction(tenths, 10)), None
