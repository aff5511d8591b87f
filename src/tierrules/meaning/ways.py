"""Ways to a label as data, with their sentences: which fields to bring where, or the day to wait for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tierrules.meaning import plain
from tierrules.meaning.dates import Lang, date_text
from tierrules.meaning.justification import Named
from tierrules.meaning.region_text import region_text
from tierrules.meaning.regions import Region
from tierrules.meaning.words import WORDS


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a label: any value of each region, all other fields as they are, gives it.

    Of time alone there are no regions: the label comes on the day `since` and stays up to `until` (None: for good),
    as long as the fields in `unchanged` stay as they are.
    """

    regions: tuple[Region, ...]
    since: date | None = None
    until: date | None = None
    unchanged: tuple[Named, ...] = ()

    def explain(self, *, lang: Lang, exact: bool = False) -> str:
        """Return the way as one sentence, in `en` or `zh`."""
        words = WORDS[lang]
        if self.since is None:
            return words.and_also.join(region_text(region, lang, exact=exact) for region in self.regions)
        days = [str(one) if exact else date_text(one, lang) for one in (self.since, self.until) if one]
        told = (words.between_days if self.until else words.from_day).format(*days)
        stays = [
            words.nothing_new.get(one.name) or words.stays.format(one.title.say(lang, one.name))
            for one in self.unchanged
        ]
        return words.comma.join([told, *stays])

    def to_dict(self) -> dict[str, Any]:
        """Return the way for JSON."""
        if self.since is None:
            return {"regions": [plain.region(region) for region in self.regions]}
        return {
            "since": plain.value(self.since),
            "until": plain.value(self.until),
            "unchanged": [one.name for one in self.unchanged],
        }


@dataclass(frozen=True, slots=True)
class Ways:
    """What leads a customer to a label: at most three ways, those that move the fewest fields first.

    `reached` says that the label is there already. With `impossible` it is proven that no values of the fields that
    may move give the label on this day. `exhausted` says that the search ended because it had tried as much as it
    may, so that there may be further ways; `tried` counts the customers that were put through the definition.
    """

    dimension: Named
    label: Named
    as_of: date
    reached: bool
    ways: tuple[Way, ...]
    impossible: bool
    exhausted: bool
    movable: tuple[str, ...]
    tried: int
    language: Lang

    def __iter__(self) -> Iterator[Way]:
        return iter(self.ways)

    def __len__(self) -> int:
        return len(self.ways)

    def explain(self, *, lang: Lang | None = None, exact: bool = False) -> str:
        """Return the ways as text in `en` or `zh`, a line for each; the default is the ruleset's language."""
        lang = lang or self.language
        words = WORDS[lang]
        dimension, label = (one.title.say(lang, one.name) for one in (self.dimension, self.label))
        if self.reached:
            return words.already.format(dimension, label)
        told = [words.ways_to.format(dimension, label)] if self.ways else []
        told += [f"  - {way.explain(lang=lang, exact=exact)}" for way in self.ways]
        if self.exhausted:
            told.append(words.exhausted.format(dimension, label, f"{self.tried:,}"))
        elif not self.ways:
            told.append((words.impossible if self.impossible else words.no_way).format(dimension, label))
        return "\n".join(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the ways for JSON."""
        return {
            "dimension": self.dimension.name,
            "label": self.label.name,
            "as_of": plain.value(self.as_of),
            "reached": self.reached,
            "ways": [way.to_dict() for way in self.ways],
            "impossible": self.impossible,
            "exhausted": self.exhausted,
            "movable": list(self.movable),
            "tried": self.tried,
        }
