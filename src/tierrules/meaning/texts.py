"""Text as it is compared: one form for what looks the same, in data and in rules alike."""

from __future__ import annotations

import unicodedata


def normal(text: str) -> str:
    """Return the text in Unicode's composed form (NFC) and without blanks around it; its case is kept.

    >>> normal(" cafe\u0301 ")
    'café'
    """
    return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()
