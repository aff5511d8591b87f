"""What a caller gets for one customer: a tag for each dimension, with its grounds on demand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

from tierrules.errors import Problem, RulesetError
from tierrules.meaning import plain
from tierrules.meaning.assumptions import contradictions
from tierrules.meaning.change import as_json
from tierrules.meaning.change.cause import Side
from tierrules.meaning.change.changes import Changes, first_records, with_ruleset
from tierrules.meaning.change.record import ChangeRecord
from tierrules.meaning.dates import Lang, check_lang
from tierrules.meaning.declared import Scalar
from tierrules.meaning.justification import Justification
from tierrules.meaning.justify import justify
from tierrules.meaning.model import Model
from tierrules.meaning.pages import Page, page, page_body, page_html, page_markdown
from tierrules.meaning.paths import BUDGET, path_to
from tierrules.meaning.result import Missing, Outcome, Status
from tierrules.meaning.sentences import explain, tag_line
from tierrules.meaning.truth import MISSING, Absent
from tierrules.meaning.values import Case, Facts
from tierrules.meaning.ways import Ways


class WithDefinition(Protocol):
    """A ruleset, as far as changes need it."""

    @property
    def fingerprint(self) -> str:
        """What the ruleset means, as one number."""

    @property
    def definition(self) -> Model:
        """What the ruleset means, in its core forms."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a justification is made from: the ruleset, the customer and the day."""

    model: Model
    facts: Facts
    as_of: date


@dataclass(frozen=True)
class Tag:
    """The answer of one dimension for one customer.

    `status` is `decided`, `undetermined`, `unlabelled`, `conflict` or `not-applicable`; `label` is None unless
    decided; `candidates` are all answers that missing values leave open; `missing` pairs each field that may
    decide with the reason why it has no value; `rule` is the id of the rule that decided. Of a `collect` dimension
    `labels` and `rules` hold all of them, `label` and `rule` are None.
    """

    dimension: str
    label: str | None
    labels: tuple[str, ...]
    status: Status
    rule: str | None
    rules: tuple[str, ...]
    candidates: tuple[str, ...]
    missing: tuple[Missing, ...]
    grounds: Grounds | Justification | Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def justification(self) -> Justification:
        """Why: every comparison that led to the answer, with its distance to the bound.

        Raises `RulesetError` for a tag that was read back from JSON without its ruleset.
        """
        return self._justified(outlook=True)

    @property
    def brief(self) -> Justification:
        """The same without better labels and deciders, for files of many customers."""
        return self._justified(outlook=False)

    def _justified(self, *, outlook: bool) -> Justification:
        if isinstance(self.grounds, Justification):
            return self.grounds
        if not isinstance(self.grounds, Grounds):
            told = "the classification was read back from JSON without its ruleset"
            raise RulesetError((), f"{told}; give it to `from_dict`, and reasons are made anew")
        return justify(self.grounds.model, self.grounds.facts, self.grounds.as_of, self.dimension, outlook=outlook)

    def to_dict(self) -> dict[str, Any]:
        """Return the tag as JSON holds it, its justification included."""
        return {
            "label": self.label,
            "labels": list(self.labels),
            "status": self.status,
            "rule": self.rule,
            "rules": list(self.rules),
            "candidates": list(self.candidates),
            "missing": [{"name": one.name, "reason": one.reason} for one in self.missing],
            "justification": self._plain_justification(),
        }

    @classmethod
    def from_dict(cls, dimension: str, data: Mapping[str, Any], grounds: Grounds | None = None) -> Tag:
        """Return the tag that `to_dict` has written; without `grounds` its justification stays as it is in JSON."""
        return cls(
            dimension,
            data["label"],
            tuple(data["labels"]),
            data["status"],
            data["rule"],
            tuple(data["rules"]),
            tuple(data["candidates"]),
            tuple(Missing(one["name"], one["reason"]) for one in data["missing"]),
            data["justification"] if grounds is None else grounds,
        )

    def _plain_justification(self) -> dict[str, Any]:
        if isinstance(self.grounds, Mapping):
            return dict(self.grounds)
        return plain.justification(self.justification)

    def __reduce__(self) -> tuple[Any, ...]:
        # A pickled tag takes its justification along, and not the whole ruleset.
        return Tag, (
            self.dimension,
            self.label,
            self.labels,
            self.status,
            self.rule,
            self.rules,
            self.candidates,
            self.missing,
            self.grounds if isinstance(self.grounds, Mapping) else self.justification,
        )


@dataclass(frozen=True)
class Classification:
    """All answers of a ruleset for one customer on one day.

    `c["size"]` is a `Tag`, `c.tags["size"]` its label or None; `inputs` are the values that the ruleset read,
    exact and in base units; `fingerprint` is that of the ruleset; `problems` are the assumptions that the customer
    contradicts. Iterating gives the names of the dimensions in file order.
    """

    ruleset: str
    version: str | None
    fingerprint: str
    as_of: date
    language: Lang
    inputs: Mapping[str, Scalar | Absent]
    problems: tuple[Problem, ...]
    by_dimension: Mapping[str, Tag]

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", MappingProxyType(dict(self.inputs)))
        object.__setattr__(self, "by_dimension", MappingProxyType(dict(self.by_dimension)))

    def __hash__(self) -> int:
        return hash((self.fingerprint, self.as_of, frozenset(self.inputs.items())))

    def __reduce__(self) -> tuple[Any, ...]:
        # A mapping proxy cannot be pickled.
        told = (self.ruleset, self.version, self.fingerprint, self.as_of, self.language)
        return Classification, (*told, dict(self.inputs), self.problems, dict(self.by_dimension))

    def __getitem__(self, dimension: str) -> Tag:
        return self.by_dimension[dimension]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_dimension)

    def __len__(self) -> int:
        return len(self.by_dimension)

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={tag.label or tag.status}" for name, tag in self.by_dimension.items())
        return f"<Classification by {self.ruleset} as of {self.as_of}: {told}>"

    @property
    def tags(self) -> dict[str, str | None]:
        """Each dimension's label, None where it has none."""
        return {name: tag.label for name, tag in self.by_dimension.items()}

    @property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """Each dimension's labels as a tuple."""
        return {name: tag.labels for name, tag in self.by_dimension.items()}

    def changes_from(
        self,
        previous: Classification | None,
        previous_rules: WithDefinition | None = None,
        actor: str | None = None,
        at: date | None = None,
        *,
        first: bool = False,
    ) -> tuple[ChangeRecord, ...]:
        """Return a record for each dimension whose answer differs from an earlier one of the same customer, with why.

        `previous_rules` is the ruleset of `previous`, where another one classified it and it was read back from a
        pickle or from JSON: such a classification holds no ruleset. Without it a cause that hangs on it is told as
        undetermined. `actor` is who changed it, `at` the day of the change (the new `as_of`, if not given).

        First answers are no changes: a `previous` of None gives no record, and a dimension that the old ruleset lacks
        sets off no trigger. With `first` they do: the record of each dimension then says that it is the first. Raises
        `RulesetError` if `previous_rules` is not the ruleset of `previous`, or if this classification was itself read
        back and its ruleset is not at hand.
        """
        if previous is None:
            return self._first_records(actor, at) if first else ()
        side, before = self._side(), previous._side()
        if previous_rules is not None:
            if previous_rules.fingerprint != previous.fingerprint:
                told = f"the previous classification is by `{previous.ruleset}` {previous.fingerprint[:12]}"
                raise RulesetError((), f"{told}, and `previous_rules` is {previous_rules.fingerprint[:12]}")
            before = replace(before, model=previous_rules.definition)
        before, after = with_ruleset(before, side), with_ruleset(side, before)
        compared = Changes(before, after, self._at_hand(after), actor, at or self.as_of, self.language, first)
        return tuple(compared.records(previous._told(), self._told()))

    def _first_records(self, actor: str | None, at: date | None) -> tuple[ChangeRecord, ...]:
        side = self._side()
        return tuple(first_records(side, self._at_hand(side), self._told(), actor, at or self.as_of))

    def _at_hand(self, side: Side) -> Model:
        if side.model is None:
            told = f"the classification by `{self.ruleset}` was read back and holds no ruleset"
            raise RulesetError((), f"{told}; classify the customer again")
        return side.model

    def _side(self) -> Side:
        grounds = next((tag.grounds for tag in self.by_dimension.values()), None)
        model = grounds.model if isinstance(grounds, Grounds) else None
        return Side(model, self.fingerprint, dict(self.inputs), self.as_of)

    def _told(self) -> dict[str, tuple[Status, tuple[str, ...]]]:
        return {name: (tag.status, tag.labels) for name, tag in self.by_dimension.items()}

    def explain(self, *, lang: Lang | None = None, exact: bool = False) -> str:
        """Return why, as text in `en` or `zh`, else ValueError; the default is the ruleset's language.

        Numbers stand as people write them, `50万`; with `exact` as digits in base units.
        """
        told = [explain(one, self._language(lang), exact=exact) for one in self._justifications()]
        return "\n".join([*told, *(f"! {one}" for one in self.problems)])

    def tag_line(self, *, lang: Lang | None = None, exact: bool = False) -> str:
        """Return the labels of all dimensions with the grounds of each, on one line for an archive."""
        return tag_line([tag.brief for tag in self.by_dimension.values()], self._language(lang), exact=exact)

    def path_to(
        self, dimension: str, label: str, *, movable: Collection[str] | None = None, budget: int = BUDGET
    ) -> Ways:
        """Return what would give the customer a label: up to three ways, those that move the fewest fields first.

        `movable` names the fields that may move; without it dates in the past and the customer's identity stay.
        `budget` is how many customers are tried. Raises KeyError for a dimension or label that there is not, ValueError
        for a field that the ruleset does not read, and for a classification that was read back from a pickle or JSON:
        it has no rules.
        """
        grounds = self.by_dimension[dimension].grounds
        if not isinstance(grounds, Grounds):
            raise ValueError("a classification that was read back has no rules to search; classify the customer again")
        unread = [name for name in movable or () if name not in grounds.model.inputs]
        if unread:
            raise ValueError(f"no rule reads {', '.join(f'`{name}`' for name in unread)}")
        return path_to(grounds.model, grounds.facts, self.as_of, dimension, label, movable=movable, budget=budget)

    def to_markdown(self, *, lang: Lang | None = None, exact: bool = False) -> str:
        """Return the labels and why, as Markdown; what a better label lacks is told too."""
        return page_markdown(self._page(lang, exact=exact))

    def to_html(self, *, lang: Lang | None = None, exact: bool = False) -> str:
        """Return the same as a whole page of HTML that needs nothing else."""
        return page_html(self._page(lang, exact=exact))

    def _repr_html_(self) -> str:
        return page_body(self._page(None, exact=False))

    def _page(self, lang: Lang | None, *, exact: bool) -> Page:
        head = (self.ruleset, self.version, self.fingerprint, self.as_of)
        told = [str(one) for one in self.problems]
        return page(*head, self._justifications(), told, self._language(lang), exact=exact)

    def _justifications(self) -> list[Justification]:
        return [tag.justification for tag in self.by_dimension.values()]

    def _language(self, lang: Lang | None) -> Lang:
        return check_lang(lang) or self.language

    def to_dict(self) -> dict[str, Any]:
        """Return the classification for JSON: an input that is missing is left out, one that is none is null."""
        return {
            "ruleset": self.ruleset,
            "version": self.version,
            "fingerprint": self.fingerprint,
            "as_of": self.as_of.isoformat(),
            "problems": [str(one) for one in self.problems],
            "language": self.language,
            "inputs": {name: plain.value(one) for name, one in self.inputs.items() if one is not MISSING},
            "kinds": {name: as_json.kind(one) for name, one in self.inputs.items()},
            "tags": {name: tag.to_dict() for name, tag in self.by_dimension.items()},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], rules: WithDefinition | None = None) -> Classification:
        """Return the classification that `to_dict` has written; an equal one.

        With its own ruleset as `rules` it also gives its reasons; raises `RulesetError` for another ruleset.
        """
        kinds, as_of = data["kinds"], date.fromisoformat(data["as_of"])
        inputs = {name: as_json.read_fact(data["inputs"].get(name), kind) for name, kind in kinds.items()}
        if rules is not None and rules.fingerprint != data["fingerprint"]:
            told = f"the classification is by `{data['ruleset']}` {data['fingerprint'][:12]}"
            raise RulesetError((), f"{told}, and `rules` is {rules.fingerprint[:12]}")
        grounds = None if rules is None else Grounds(rules.definition, inputs, as_of)
        return cls(
            ruleset=data["ruleset"],
            version=data["version"],
            fingerprint=data["fingerprint"],
            as_of=as_of,
            language=data["language"],
            inputs=inputs,
            problems=tuple(map(_read_problem, data["problems"])),
            by_dimension={name: Tag.from_dict(name, tag, grounds) for name, tag in data["tags"].items()},
        )


def _read_problem(text: str) -> Problem:
    """Return a problem from its sentence: it names a field, and its help has no semicolon."""
    field, _, told = text.partition(": ")
    message, _, help = told.rpartition("; ")
    return Problem(field, field, "", message, help)


def classification(
    model: Model, facts: Facts, as_of: date, answers: Mapping[str, Outcome], fingerprint: str
) -> Classification:
    """Wrap the outcomes of an engine for a caller."""
    grounds = Grounds(model, facts, as_of)
    tags = {
        name: Tag(name, one.label, one.labels, one.status, one.rule, one.rules, one.candidates, one.missing, grounds)
        for name, one in answers.items()
    }
    problems = contradictions(Case(model, facts, as_of))
    return Classification(model.name, model.version, fingerprint, as_of, model.language, dict(facts), problems, tags)
