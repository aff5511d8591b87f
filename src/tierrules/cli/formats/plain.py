"""Findings as JSON, in the form of `tierrules schema report`."""

from __future__ import annotations

import json

from tierrules.cli.check_run import CheckRun


def plain(run: CheckRun) -> str:
    """Return everything as JSON; a ruleset that does not load has no name."""
    report = {
        "failed": run.fails,
        "fail_on": run.bar,
        "counts": run.counts,
        "checks": list(run.codes),
        "rulesets": [
            {
                "rules": one.rules,
                "loads": one.loads,
                **one.report.to_dict(),
                **({} if one.loads else {"name": None}),
            }
            for one in run
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)
