"""What a ruleset does with many customers at once: methods of a ruleset, each of which is one call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from tierrules.language.customers import Unknown
from tierrules.meaning.dates import Lang

if TYPE_CHECKING:
    from tierrules.portfolio.customers import Customers
    from tierrules.portfolio.freeze import FrozenThresholds, Shares
    from tierrules.portfolio.grid import Grid
    from tierrules.portfolio.migration import Migration
    from tierrules.portfolio.slider import Slider
    from tierrules.portfolio.sweep import Sweep
    from tierrules.portfolio.what_if import Editable


class OverPortfolios:
    """The part of a ruleset that looks at portfolios."""

    def what_if(
        self: Editable,
        portfolio: Customers,
        edits: Mapping[str, object],
        *,
        as_of: date,
        weight: str | None = None,
        unknown: Unknown = "near-miss",
    ) -> Migration:
        """Return what an edit of thresholds moves in a portfolio: a matrix for each dimension, and everybody who moves.

        `portfolio` is the path of a file of customers or an iterable of what `classify` takes, `edits` are those of
        `edit`; `as_of` among them moves the day, to a date or by a span such as `+1 month`. `weight` names a number
        that is added up beside counting customers, such as `annual_spend`. Customers who cannot be read are set aside
        and counted. Raises as `edit` and `classify_file` do, and ValueError for a day that is none.
        """
        from tierrules.portfolio.what_if import what_if

        return what_if(self, portfolio, edits, as_of=as_of, weight=weight, unknown=unknown)

    def sweep(
        self: Editable,
        portfolio: Customers,
        threshold: str,
        low: object,
        high: object,
        *,
        as_of: date,
        weight: str | None = None,
        unknown: Unknown = "near-miss",
    ) -> Sweep:
        """Return what a portfolio becomes for every value of a threshold from `low` to `high`, ends included.

        The steps are those at which somebody's answer changes, exactly; there is no grid. `threshold` is a name or a
        row, as for `edit`, or `as_of` for the days on which answers change; `portfolio` and `weight` are those of
        `what_if`. Raises ValueError for ends that do not rise, and for a threshold whose steps cannot be worked out,
        such as one that is added up as points.
        """
        from tierrules.portfolio.sweeping import sweep

        return sweep(self, portfolio, threshold, low, high, as_of=as_of, weight=weight, unknown=unknown)

    def freeze(
        self: Editable,
        portfolio: Customers,
        *,
        as_of: date,
        top: Shares = MappingProxyType({}),
        quantile: Shares = MappingProxyType({}),
        cumulative: Shares = MappingProxyType({}),
    ) -> FrozenThresholds:
        """Return thresholds made of a portfolio: YAML to paste, each with where it comes from.

        `top={"annual_spend": "10%"}` draws the line under the best tenth, `quantile={"annual_spend": ("80%", "60%")}`
        at quantiles, `cumulative={"annual_spend": ("80%", "95%")}` under those who bring such a share of the sum. The
        fields are numbers, of the ruleset or standard ones. The customer who crosses a line is in, and so are ties.
        Raises ValueError for a field that is no number or that nobody has.
        """
        from tierrules.portfolio.freeze import thresholds

        known, columns = {**self.definition.spare, **self.definition.fields}, self.reader.columns
        return thresholds(portfolio, known, columns, as_of, top=top, quantile=quantile, cumulative=cumulative)

    def slider(
        self: Editable,
        portfolio: Customers,
        threshold: str,
        low: object,
        high: object,
        *,
        as_of: date,
        weight: str | None = None,
        unknown: Unknown = "near-miss",
        lang: Lang | None = None,
    ) -> Slider:
        """Return a slider for a notebook that moves a threshold and shows at once who has which answer, and who moves.

        Its positions are the steps of a `sweep` with the same arguments; it raises as that does, and
        `MissingExtraError` without the extra `notebook`.
        """
        from tierrules.portfolio.slider import slider

        return slider(self, portfolio, threshold, low, high, as_of=as_of, weight=weight, unknown=unknown, lang=lang)

    def grid(
        self: Editable,
        portfolio: Customers,
        thresholds: Mapping[str, tuple[object, object]],
        *,
        as_of: date,
        weight: str | None = None,
        unknown: Unknown = "near-miss",
        most_cells: int = 2_500,
    ) -> Grid:
        """Return what a portfolio becomes for all values of two thresholds: the data of a heat map.

        `thresholds` gives each of the two its lowest and highest value, as in
        `{"high_spend": ("40万", "80万"), "high_margin": ("10%", "30%")}`. The steps are exact, as in `sweep`; where
        they make more than `most_cells`, some are passed over, and the result says so. Raises as `sweep` does, and for
        a comparison in which both thresholds stand.
        """
        from tierrules.portfolio.gridding import grid

        return grid(self, portfolio, thresholds, as_of=as_of, weight=weight, unknown=unknown, most_cells=most_cells)
