"""A service that classifies accounts: a model of its own, rules that may change, every decision on record."""

import json
import logging
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from rulebook import Rulebook

import tierrules as tr

decisions = logging.getLogger("decisions")

# A day that anybody would ask about; the rules themselves know no day after 8900.
Day = Annotated[date, Query(ge=date(2000, 1, 1), le=date(2999, 12, 31))]

# Which member of our model holds which field of the rules; `visits_30d` has the same name in both.
COLUMNS = {
    "employees": "company.staff",
    "annual_revenue": "company.revenue",
    "annual_spend": "spend_12m",
    "last_purchase_on": "last_order",
}


class Company(BaseModel):
    """What we know of the company behind an account."""

    staff: int | None = None
    revenue: Annotated[Decimal, tr.Money] | None = None


class Account(BaseModel):
    """A customer as this service knows one."""

    account_no: Annotated[str, Field(pattern=r"^[\w-]{1,40}$")]
    company: Company = Company()
    spend_12m: Annotated[Decimal, tr.Money] | None = None
    last_order: date | None = None
    visits_30d: int | None = None


def load(path: Path) -> tr.Ruleset:
    """Load rules and hold them against our model: what does not fit is found here, not at a request."""
    return tr.load(path, model=Account, columns=COLUMNS)


def create_app(path: Path) -> FastAPI:
    """Return the service over the rules of a file."""
    app = FastAPI(title="accounts")
    rulebook = Rulebook(path, load)

    @app.post("/classify")
    def classify(account: Account, as_of: Day | None = None) -> dict[str, Any]:
        result = rulebook.current.classify(account, as_of=as_of or date.today())
        decision = {
            "account_no": account.account_no,
            "as_of": result.as_of.isoformat(),
            "tags": dict(result.tags),
            "rule": {name: tag.rule for name, tag in result.by_dimension.items()},
            "fingerprint": result.fingerprint,
        }
        decisions.info(json.dumps(decision, ensure_ascii=False))
        lacking = {name: [one.name for one in tag.missing] for name, tag in result.by_dimension.items() if tag.missing}
        return decision | {"lacking": lacking}

    @app.get("/health")
    def health() -> dict[str, Any]:
        rules = rulebook.current
        status = "ok" if rulebook.problem is None else "old rules in force"
        return {"status": status, "fingerprint": rules.fingerprint, "problem": rulebook.problem}

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        """Answer as FastAPI does, but without the data: JSON has no way to write some of it, such as 1e400."""
        detail = [{key: one[key] for key in ("loc", "msg", "type")} for one in error.errors()]
        return JSONResponse({"detail": detail}, status_code=422)

    @app.exception_handler(tr.CustomerError)
    def unreadable(_: Request, error: tr.CustomerError) -> JSONResponse:
        """Answer in the same form what our model takes and the rules cannot read."""
        detail = [
            {"loc": ["body", *one.path.split(".")], "msg": one.message, "type": "customer"} for one in error.problems
        ]
        return JSONResponse({"detail": detail}, status_code=422)

    @app.exception_handler(tr.NotInForce)
    def not_in_force(_: Request, error: tr.NotInForce) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=409)

    return app


if __name__ == "__main__":
    import uvicorn

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    uvicorn.run(create_app(Path(__file__).with_name("rules.yaml")))
