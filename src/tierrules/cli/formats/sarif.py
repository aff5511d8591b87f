"""Findings as SARIF 2.1.0, which servers of code show beside the code.

What comments in the file pass over is left out: not every reader heeds `suppressions`, and would show it as open.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Final

import tierrules
from tierrules.cli.check_run import CheckRun
from tierrules.cli.formats.places import path_of, uri_of
from tierrules.text.catalogue import CATALOGUE
from tierrules.text.catalogue.checks import CHECKS
from tierrules.text.diagnostics import Diagnostic, Related, Severity

VERSION: Final = "2.1.0"
SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "note"}


def sarif(run: CheckRun) -> str:
    """Return one run of one tool; columns count code points, as everywhere in tierrules."""
    codes = list(dict.fromkeys((*run.codes, *(one.code for one in run.found))))
    driver = {
        "name": "tierrules",
        "version": tierrules.__version__,
        "semanticVersion": tierrules.__version__,
        "rules": [_rule(code) for code in codes],
    }
    log = {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": True, "exitCode": int(run.fails)}],
                "artifacts": [{"location": _artifact(file)} for file in dict.fromkeys(one.file for one in run.found)],
                "results": list(_results(run.found, codes)),
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    known = CATALOGUE[code]
    hurts = next((f"\n\n{check.hurts}" for check in CHECKS if check.slug == code), "")
    return {
        "id": code,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.explain},
        "help": {"text": f"{known.explain}{hurts}"},
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
    }


def _results(found: Iterable[Diagnostic], codes: list[str]) -> Iterator[dict[str, Any]]:
    alike: Counter[str] = Counter()
    for one in found:
        print_ = _fingerprint(one)
        alike[print_] += 1
        result: dict[str, Any] = {
            "ruleId": one.code,
            "ruleIndex": codes.index(one.code),
            "level": _LEVELS[one.severity],
            "message": {"text": "\n".join((one.message, *one.notes))},
            "locations": [_location(one)],
            "partialFingerprints": {"tierrulesFinding/v1": f"{print_}:{alike[print_]}"},
        }
        if one.related:
            result["relatedLocations"] = [
                {"id": number, **_location(place), "message": {"text": place.message}}
                for number, place in enumerate(one.related, 1)
            ]
        more = {key: value for key, value in one.to_dict().items() if key in ("rules", "witness", "help")}
        yield {**result, **({"properties": more} if more else {})}


def _fingerprint(one: Diagnostic) -> str:
    """What stays the same when lines above are added or taken away."""
    parts = (path_of(one.file), one.code, *one.rules, one.message, one.source_line.strip())
    return sha256("\0".join(parts).encode("utf-8", errors="replace")).hexdigest()[:32]


def _location(place: Diagnostic | Related) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {"physicalLocation": {"artifactLocation": _artifact(place.file), "region": region}}


def _artifact(file: str) -> dict[str, str]:
    return {"uri": uri_of(file)}
