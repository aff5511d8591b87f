"""The public face of a loaded ruleset: each method is one call into a wing, and no logic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tierrules.errors import CustomerError, RulesetFileError
from tierrules.language.build import build
from tierrules.language.columns import Matching
from tierrules.language.customers import CustomerReader, Unknown
from tierrules.language.fingerprint import fingerprint
from tierrules.language.model_match import Declared
from tierrules.language.printer import canonical
from tierrules.meaning.classification import Classification, classification
from tierrules.meaning.dates import Lang, check_as_of
from tierrules.meaning.declared import Field, Threshold, Title
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.model import Dimension, Model
from tierrules.meaning.outcomes import outcomes
from tierrules.meaning.values import check_in_force
from tierrules.portfolio.methods import OverPortfolios
from tierrules.resources import bundled_file

if TYPE_CHECKING:
    from tierrules.files.report import FileReport
    from tierrules.portfolio.customers import Customers
    from tierrules.proof.compare.comparison import Comparison
    from tierrules.proof.reports.report import Report


class Ruleset(OverPortfolios):
    """A ruleset that has been read, resolved and found sound enough to classify with; it never changes.

    >>> from datetime import date
    >>> rules = load("size-and-dormancy")
    >>> c = rules.classify({"employees": 1000}, as_of=date(2026, 11, 22))
    >>> c.tags["size"], c["size"].rule
    ('large', 'size.large')
    """

    def __init__(
        self, model: Model, columns: Mapping[str, object] | None = None, customers: type[Any] | None = None
    ) -> None:
        self._model = model
        self._columns = None if columns is None else dict(columns)
        read = {name: model.fields[name] for name in model.inputs}
        self._reader = CustomerReader(read, columns, customers, {**model.spare, **model.fields})

    def __repr__(self) -> str:
        version = f" {self.version}" if self.version else ""
        return f"<Ruleset {self.name}{version}: {', '.join(self.dimensions)}>"

    def _repr_html_(self) -> str:
        from tierrules.language.overview import overview

        return overview(self._model)

    @property
    def name(self) -> str:
        """The name that results cite."""
        return self._model.name

    @property
    def version(self) -> str | None:
        """The edition, as the file writes it."""
        return self._model.version

    @property
    def title(self) -> Title:
        """What people call the ruleset, by language."""
        return self._model.title

    @property
    def language(self) -> Lang:
        """The language of sentences where none is asked for."""
        return self._model.language

    @property
    def source(self) -> str:
        """The text of the file."""
        return self._model.source.text

    @property
    def canonical(self) -> str:
        """The text of the file in canonical form: keys in the order of the language, one layout, no comments."""
        return canonical(self._model.source)

    @cached_property
    def fingerprint(self) -> str:
        """What the ruleset means, as 64 hexadecimal digits: titles, sources, comments and layout play no part."""
        return fingerprint(self._model)

    @property
    def inputs(self) -> Mapping[str, Field]:
        """The fields that rules read, in order of first use; no other is looked at."""
        return MappingProxyType(dict(self._reader.fields))

    @property
    def thresholds(self) -> Mapping[str, Threshold]:
        """Every named number, duration and date."""
        return MappingProxyType(dict(self._model.thresholds))

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The questions that the ruleset answers, in file order."""
        return MappingProxyType(dict(self._model.dimensions))

    @property
    def matching(self) -> Matching | None:
        """Which member of the `model` that was given to `load` gives which field; None without one.

        `used` maps fields to members, `lacking` are the fields that the model cannot give: missing for every customer.
        """
        return self._reader.model_matching

    def check(self, select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> Report:
        """Look for what is wrong with the table: gaps, overlaps, rules that never decide, and so on.

        `select` are the codes of the only checks to make, `ignore` those not to make. What a comment
        `# tierrules: ignore[gap] reason` in the file passes over is told apart. Raises ValueError for an unknown code.
        """
        from tierrules.proof.reports.report import check_model

        return check_model(self._model, select, ignore)

    def compare(
        self,
        other: Ruleset,
        portfolio: Customers | None = None,
        *,
        as_of: date | None = None,
        weight: str | None = None,
        unknown: Unknown = "near-miss",
    ) -> Comparison:
        """Tell what changes from this ruleset to another one, by meaning: for which customers answers differ, and why.

        Rulesets that mean the same are proven equal: on complete data, and where values may be missing. With a
        `portfolio`, as `what_if` takes it, the result also says what becomes of those customers on the day `as_of`: its
        `matrix` and `moved`, and how many lie in each region.
        """
        from tierrules.portfolio.compared import compare

        return compare(self, other, portfolio, as_of=as_of, weight=weight, unknown=unknown)

    def check_in_force(self, as_of: date) -> None:
        """Raise `NotInForce` if the ruleset or one of its dated thresholds has no figures for the day."""
        check_in_force(self._model, as_of)

    def classify(self, customer: object, *, as_of: date, unknown: Unknown = "near-miss") -> Classification:
        """Classify one customer as of a day.

        `customer` is a `Customer`, an object of any other pydantic model or dataclass, or a mapping. Its keys or
        members are field names (or the names of the column map, titles or aliases), its values numbers as int,
        Decimal, float or text such as `6亿`, dates as date or ISO text. Raises `CustomerError` if a value cannot
        be read, or by `unknown` for keys that no rule reads: one that looks like a lacking field (`near-miss`),
        every one of a mapping (`error`), or none (`ignore`). Raises `NotInForce` for a day without figures,
        `DateRangeError` (a ValueError) for an `as_of` outside the years 1100 to 8900.
        """
        day = check_as_of(as_of)
        reading = self._reader.read(customer, unknown=unknown)
        if reading.problems:
            raise CustomerError(reading.problems)
        return self.classify_facts(reading, as_of=day)

    def classify_many(
        self,
        customers: Iterable[object],
        *,
        as_of: date,
        on_reject: Callable[[Any, CustomerError], object] | None = None,
        unknown: Unknown = "near-miss",
    ) -> Iterator[Classification]:
        """Classify customers one by one as the result is iterated over; each is what `classify` takes.

        A customer who cannot be read is given to `on_reject` with the error, and is left out; without `on_reject`
        the error is raised. Its `position` says which customer it was, counted from 0.
        """
        day = check_as_of(as_of)
        return self._classified(customers, day, on_reject, unknown)

    def _classified(
        self,
        customers: Iterable[object],
        as_of: date,
        on_reject: Callable[[Any, CustomerError], object] | None,
        unknown: Unknown,
    ) -> Iterator[Classification]:
        for position, customer in enumerate(customers):
            try:
                classified = self.classify(customer, as_of=as_of, unknown=unknown)
            except CustomerError as error:
                error.position = position
                if on_reject is None:
                    raise
                on_reject(customer, error)
            else:
                yield classified

    def classify_file(
        self,
        source: str | Path,
        out: str | Path | None = None,
        *,
        as_of: date,
        rejects: str | Path | None = None,
        lang: Lang | None = None,
        reasons: bool = False,
        unknown: Unknown = "near-miss",
        encoding: str | None = None,
        delimiter: str | None = None,
        sheet: str | None = None,
    ) -> FileReport:
        """Classify every row of a file of customers: csv, jsonl, xlsx or parquet, by its ending.

        `out` receives the rows as they came with label, status and rule of each dimension (and with `reasons` why, in
        `lang` or the ruleset's language), `rejects` the rows that cannot be read, each with its line and what is wrong.
        Either may be of another format, appears whole or not at all, and never takes the place of `source`. `encoding`
        and `delimiter` are of csv, `sheet` of xlsx. Raises `CustomerFileError` for a file that cannot be read or
        written, `CustomerError` and `ColumnMapError` for columns that do not fit, `MissingExtraError` where a format
        needs an optional package, and for the day as `classify` does.
        """
        from tierrules.files.run import classify_file

        return classify_file(
            self,
            source,
            out,
            as_of=as_of,
            rejects=rejects,
            lang=lang,
            reasons=reasons,
            unknown=unknown,
            encoding=encoding,
            delimiter=delimiter,
            sheet=sheet,
        )

    def edit(self, edits: Mapping[str, object] | None = None, /, **more: object) -> Ruleset:
        """Return the ruleset with other thresholds; this one stays as it is.

        A threshold goes by its name, a row of one as `name[key]`, `name[key, key]`, `name[default]` or, of a dated
        one, `name[2026-01-01]`. Values are texts as the file has them (`60万`, `25%`, `3 months`), and numbers where
        the file has a plain one. The text of the result differs in these numbers alone. Raises `RulesetError` for a
        name or a row that is not there, and for rules that do not hold with the new values, such as bands out of order.

        >>> load("size-and-dormancy").edit(large_revenue="6亿").thresholds["large_revenue"].text
        '6亿'
        """
        from tierrules.language.edit import edited

        text = edited(self._model, edits or {}, more)
        return _ruleset(self._model.source.name, text, self._columns, self._reader.model)

    def classify_facts(self, reading: CustomerReading, *, as_of: date) -> Classification:
        """Classify a customer that has been read; what could not be read counts as missing."""
        answers = outcomes(self._model, reading.facts, as_of)
        return classification(self._model, reading.facts, as_of, answers, self.fingerprint)

    @property
    def definition(self) -> Model:
        """What the ruleset means, in its core forms."""
        return self._model

    @property
    def reader(self) -> CustomerReader:
        """What reads customers for this ruleset."""
        return self._reader


def load(path: str | Path, *, columns: Mapping[str, object] | None = None, model: type[Any] | None = None) -> Ruleset:
    """Load a ruleset: the name of one that comes with tierrules, or the path of a file.

    `columns` says which key of the data holds a field: `{"employees": "staff"}`, or
    `{"annual_spend": {"column": "年消费额", "unit": "万"}}`. `model` is the class of the customers to come: a pydantic
    model, a dataclass or a TypedDict. It is held against the rules now, and may declare fields for them. Raises
    `RulesetError` with all problems of the file, `RulesetFileError` if there is no such file, `ColumnMapError` for a
    column map or a model that does not fit.
    """
    carried = bundled_file(str(path))
    if carried is not None:
        return _ruleset(f"{path}.yaml", carried.read_bytes(), columns, model)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise RulesetFileError(str(path), error.strerror or "cannot be read") from error
    except ValueError as error:  # a path that no file system can hold
        raise RulesetFileError(repr(str(path)), "is not the name of a file") from error
    return _ruleset(str(path), data, columns, model)


def loads(
    text: str,
    *,
    columns: Mapping[str, object] | None = None,
    model: type[Any] | None = None,
    name: str = "<text>",
) -> Ruleset:
    """Load a ruleset from its text; `name` is shown in diagnostics. Raises as `load` does."""
    return _ruleset(name, text, columns, model)


def _ruleset(
    name: str, data: bytes | str, columns: Mapping[str, object] | None, customers: type[Any] | None
) -> Ruleset:
    fields = None if customers is None else Declared(customers, columns)
    return Ruleset(build(name, data, fields), columns, customers)
