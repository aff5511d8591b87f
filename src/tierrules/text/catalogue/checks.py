"""Codes of checks: what is wrong with a table that loads, and what it does to the people who are classified by it.

An error puts customers under a wrong label, or under none; a warning is most likely a slip; a note is advice.
"""

from typing import Final, NamedTuple

from tierrules.text.catalogue.code import Code, Severity


class Check(NamedTuple):
    """One check of `tierrules check`; `explain` says what it finds, `hurts` what comes of leaving it."""

    slug: str
    severity: Severity
    title: str
    explain: str
    hurts: str

    @property
    def code(self) -> Code:
        """The entry of the catalogue."""
        return Code(self.slug, self.severity, self.title, self.explain)


CHECKS: Final = (
    Check(
        "gap",
        "error",
        "some customers get no label",
        "With all their data known these customers meet no rule, and nothing says what they are then. Add the row that "
        "is missing, or `otherwise` with a label; `otherwise: none` says that silence is meant.",
        "Nobody is responsible for them. They are often the best of the newcomers, whom the table did not foresee.",
    ),
    Check(
        "overlap",
        "error",
        "some customers meet two rules of which only one may match",
        "Under `hit: unique` one customer meets two rules, or under `hit: any` two rules with different labels. Move "
        "the bounds apart, or let `hit: first` and the order of the rules decide.",
        "The answer is `conflict`: no label. On paper two people file the same customer under two labels, and both are "
        "right.",
    ),
    Check(
        "order-dependent",
        "warning",
        "the order of two rules decides the label, and nothing says that it is meant to",
        "Under `hit: first` some customers meet two rules with different labels, and neither rule lies within the "
        "other. If the order is meant, the earlier rule says so with `overrides` and the id of the later one.",
        "Whoever sorts the rows, or adds one on top, changes labels without touching a number.",
    ),
    Check(
        "unreachable-rule",
        "error",
        "a rule that never decides",
        "Every customer who meets it meets an earlier rule as well, one alone or several together. Move it up, or "
        "delete it.",
        "People read the rule, agree with it and expect what it says. It has no effect.",
    ),
    Check(
        "unreachable-label",
        "error",
        "a label that no customer can get",
        "No rule gives the label, or none of those that do ever decides. Write its rule, or delete the label.",
        "Reports show the label with 0 customers, and the people whom it was made for stand under another one.",
    ),
    Check(
        "redundant-comparison",
        "warning",
        "a comparison that changes no answer",
        "Without it the rule matches the same customers, since the rest of its condition has answered it already. "
        "Delete it, or look whether another number was meant. What only an earlier rule makes superfluous is not told: "
        "it keeps the rules independent of their order.",
        "It reads like a criterion, and moving its number does nothing.",
    ),
    Check(
        "always-true",
        "warning",
        "a comparison that every customer meets",
        "The range of the field or an assumption leaves no customer who does not meet it. Delete it, or look whether "
        "another number was meant. `4 <= r <= 5` of a field whose range ends at 5 only repeats that end, and is not "
        "told.",
        "A criterion on paper that sorts nobody out.",
    ),
    Check(
        "never-true",
        "error",
        "a condition that no customer can meet",
        "Its parts contradict each other, or a number lies outside the range of its field.",
        "The rule is there and matches nobody: its customers get the label of a later rule, or none.",
    ),
    Check(
        "boundary-slip",
        "error",
        "two neighbouring rules both claim a bound, or neither does",
        "One rule ends where the next begins, and the bound itself belongs to both or to none: `> 1000` beside "
        "`< 1000`. Write `>=` on one side and `<` on the other.",
        "Round numbers are the commonest ones. The customer with exactly 50万 gets no label, or two.",
    ),
    Check(
        "threshold-order",
        "error",
        "the threshold of a better label is easier to reach than that of a worse one",
        "Under `hit: first` two rules ask for more of the same field, or for less, and in some edition or row the rule "
        "of the better label is met before that of the worse one. Exchange the two numbers, or mend the one that was "
        "mistyped. Where the better label asks for further figures, which may make up for it, this is a warning.",
        "The worse label vanishes, or the better one goes to customers who were never meant to have it.",
    ),
    Check(
        "unused-threshold",
        "warning",
        "a threshold that nothing is held against",
        "No rule, score, value or claim names it. Use it where its number is meant, or delete it.",
        "Somebody will edit the number, see the file pass every review, and wonder why no label changes.",
    ),
    Check(
        "unused-field",
        "warning",
        "a field that is declared and read by nothing",
        "No rule, value, score, claim or table names it. Write the criterion that it was declared for, or delete it.",
        "People go on collecting data that decides nothing.",
    ),
    Check(
        "unused-derived",
        "warning",
        "a derived value or a score that nothing reads",
        "No rule, claim or other value names it, or only such as are read by nothing themselves. Use it, or delete it.",
        "It looks as if it counted. Points are added up that decide nothing.",
    ),
    Check(
        "magic-number",
        "note",
        "a bare number where a threshold should stand",
        "A number that a value is held against with `<`, `<=`, `>=` or `>` has a name, a source and a title of its own "
        "under `thresholds:`; only 0 needs none.",
        "Nobody sees where the number comes from, the printed standard cannot list it, and the same number in two "
        "rules is changed in one of them.",
    ),
    Check(
        "unit-suspicion",
        "warning",
        "a number that looks as if its unit was forgotten",
        "It is so far from the other numbers of the same field that a scale or a sign is missing or one too many: "
        "`50` beside `10万`, `20` beside `10%`.",
        "A slip of 万 moves every customer of the table to the other side of the bound.",
    ),
    Check(
        "open-window",
        "warning",
        "a window of dates with one end",
        "`until(d) <= n` holds for every day in the past, and `elapsed(d) < n` for every day to come. Give the window "
        "its other end: `0 <= until(d) <= n`. Where no customer has such days, `assume` says so for all windows: "
        "`elapsed(d) >= 0`.",
        "An offer that should have closed last year still counts as closing within a month.",
    ),
    Check(
        "mixed-units",
        "warning",
        "one date is held against months and against days",
        "Months and days do not convert: 3 months are 89 to 92 days. Use one unit for all windows of a date.",
        "Between the two windows some customers fall into a gap or an overlap, in some months and not in others.",
    ),
    Check(
        "not-monotone",
        "error",
        "more of a good thing gives a worse label",
        "Two customers differ in one figure alone, and the one with more of it gets the worse label, or none.",
        "Customers lose a benefit because they bought more, and find out.",
    ),
    Check(
        "broken-invariant",
        "error",
        "a claim of the file that a customer contradicts",
        "`never` and `always` claim something of all customers. Either the rules are wrong, or the claim is.",
        "What was promised when the rules were approved does not hold.",
    ),
    Check(
        "incomplete-data",
        "note",
        "a dimension that stays open for a customer of whom everything is known",
        "A divisor can be 0, or another dimension that is asked can be in conflict; then no data decides. Say what "
        "such customers are. `rules.check().needs` and `tierrules check --needs` list the fields that are asked for.",
        "These customers come out as `undetermined` for ever, and somebody looks for data that is all there.",
    ),
    Check(
        "weaker-hit-policy",
        "note",
        "the rules would hold under a stricter hit policy",
        "No customer meets two of the rules, so `hit: unique` would give the same labels and refuse the first overlap "
        "that somebody writes. Under `first` nothing would tell.",
        "The next edit makes two rows overlap, and the order of the rows decides in silence.",
    ),
    Check(
        "dead-trigger",
        "error",
        "a trigger that never fires",
        "It waits for a change from or to a label that no customer can have or lose. Name the label that was meant, "
        "or delete the trigger.",
        "Somebody relies on being told, and nobody ever is.",
    ),
    Check(
        "undecided",
        "warning",
        "a question that the search could not answer",
        "A check has looked at as many cases as it may, or met arithmetic that it cannot follow. Nothing is proven "
        "here, neither that the fault is there nor that it is not.",
        "What was not looked at may hold any of the faults above.",
    ),
)
