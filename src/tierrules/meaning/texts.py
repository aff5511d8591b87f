"""Text as it is compared: one form for what looks the same, in data and in rules alike."""

from __future__ import annotations

import unicodedata
from typing import Final

_BREAKING: Final = frozenset({"Cc", "Zl", "Zp"})


def one_line(text: str) -> str:
    r"""Return a text in which what breaks a line or steers a terminal stands as its escape: it may come from anybody.

    >>> one_line("North\n2026-11-01: forged"), one_line("华北")
    ('North\\u000a2026-11-01: forged', '华北')
    """
    if text.isprintable():
        return text
    return "".join(f"\\u{ord(one):04x}" if unicodedata.category(one) in _BREAKING else one for one in text)


def normal(text: str) -> str:
    """Return the text in Unicode's composed form (NFC) and without blanks around it; its case is kept.

    >>> normal(" cafe\u0301 ")
    'café'
    """
    return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()
