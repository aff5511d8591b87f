"""A customer as a typed model: the standard fields, each with the type that a program works with.

Its values are read as those of a mapping are, so a customer means the same however it is handed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, ClassVar, Final, Literal, TypeAlias, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ErrorType

from tierrules.language.customer_schema import property_schema
from tierrules.language.field_words import standard_name
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.language.model_types import Money, Ratio, held
from tierrules.language.near_keys import near_standard
from tierrules.language.uscc import uscc_fault
from tierrules.meaning.dates import shown
from tierrules.meaning.declared import Field, Scalar, Type
from tierrules.meaning.facts import UnreadableValueError, read_value
from tierrules.meaning.number_text import decimal_places, exact_text
from tierrules.meaning.truth import Absent
from tierrules.text.nearest import nearest

Amount: TypeAlias = Annotated[Decimal, Money]
Share: TypeAlias = Annotated[Decimal, Ratio]

_KNOWN_ERRORS: Final = frozenset(get_args(ErrorType))


class Customer(BaseModel):
    """A customer with the standard fields, all of them optional.

    Numbers are read as `classify` reads them: exactly, from int, Decimal, float or text such as `6亿`; True is no
    number, and NaN none either. What was never given is unknown; what is given as None is an empty cell, which for
    most dates means that there is none. Keys are the names of the fields, their titles or aliases. It holds nobody's
    contact data. A subclass may add typed fields.

    >>> Customer.model_validate({"employees": "1_200", "annual_spend": "50万"})
    Customer(employees=1200, annual_spend=Decimal('500000'))
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    # who it is
    customer_id: str | None = None
    name: str | None = None
    kind: Literal["company", "person"] | None = None
    uscc: str | None = None
    industry: str | None = None
    industry_code: str | None = None
    region: str | None = None
    ownership: Literal["state", "private", "foreign"] | None = None
    founded_on: date | None = None

    # its size
    employees: int | None = None
    annual_revenue: Amount | None = None
    total_assets: Amount | None = None

    # what it needs
    purchase_kind: Literal["product", "service"] | None = None
    urgency: Literal["high", "medium", "low"] | None = None
    budget: Amount | None = None
    decision_by: Literal["individual", "team", "departments"] | None = None
    need_confirmed: bool | None = None
    need_due_on: date | None = None
    comparing_vendors: bool | None = None
    proposal_sent: bool | None = None
    budget_confirmed: bool | None = None
    expected_close_on: date | None = None

    # how far it has come
    first_contact_on: date | None = None
    first_contact_channel: str | None = None
    last_contact_on: date | None = None
    interactions_90d: int | None = None
    contract_signed_on: date | None = None
    service_starts_on: date | None = None
    service_ends_on: date | None = None
    terminated_on: date | None = None
    repurchase_intent: bool | None = None
    first_deal_on: date | None = None
    last_purchase_on: date | None = None
    orders_12m: int | None = None

    # what it is worth
    annual_spend: Amount | None = None
    lifetime_spend: Amount | None = None
    profit_margin: Share | None = None
    repurchase_rate: Share | None = None
    referral_rate: Share | None = None
    expansion_intent: bool | None = None
    unstable: bool | None = None
    satisfaction: Decimal | None = None
    core_need: str | None = None

    _fields_read: ClassVar[Mapping[str, Field]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Settle what each field of the class is read as: a field of the class's own by its annotation."""
        super().__pydantic_init_subclass__(**kwargs)
        cls._fields_read = _fields_of(cls)

    @field_validator("*", mode="before")
    @classmethod
    def _read(cls, raw: object, info: ValidationInfo) -> object:
        field = (cls._fields_read or STANDARD_FIELDS).get(str(info.field_name))
        if field is None:
            return raw
        try:
            if isinstance(raw, Absent):
                raise UnreadableValueError("a fact stands where data is meant", "leave it out, or give None")
            return _typed(field, read_value(field, raw.value if isinstance(raw, Enum) else raw))
        except UnreadableValueError as error:
            raise _error(f"{error.message}; {error.help}" if error.help else error.message) from None

    @model_validator(mode="wrap")
    @classmethod
    def _by_any_name(cls, data: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        """Take titles and aliases as names, and say of a stranger's name whom it is like."""
        keys = _keys_of_fields(data, cls) if isinstance(data, Mapping) else {}
        twice = [_given_twice(name, told, data) for name, told in keys.items() if len(told) > 1]
        try:
            made = handler(_renamed(data, keys) if keys else data)
        except ValidationError as error:
            told = [_in_our_words(one, cls, keys) for one in error.errors()]
            raise ValidationError.from_exception_data(cls.__name__, [*twice, *told]) from None
        if twice:
            raise ValidationError.from_exception_data(cls.__name__, twice)
        return made

    @model_serializer(mode="wrap")
    def _written(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, Any]:
        """Leave out what was never given: as None it would come back as an empty cell."""
        kept = {name: value for name, value in handler(self).items() if not self._is_unset(name)}
        if info.mode == "json":
            numbers = {name: value for name in kept if isinstance(value := getattr(self, name, None), Decimal)}
            kept |= {name: format(value, "f") for name, value in numbers.items()}  # an exponent could not be read
        return kept

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe the standard fields with their titles and limits, and the forms in which they are read."""
        schema = handler(_without_serializer(core_schema))
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name in properties.keys() & STANDARD_FIELDS:
            told = property_schema(STANDARD_FIELDS[name])
            properties[name] = told if handler.mode == "validation" else properties[name] | {"title": told["title"]}
        return schema

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Show only what was given."""
        return ((name, value) for name, value in super().__repr_args__() if name is None or not self._is_unset(name))

    def _is_unset(self, name: str) -> bool:
        known = name in type(self).model_fields and name not in self.model_fields_set
        return known and getattr(self, name, None) is None


def _fields_of(model: type[Customer]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for name, member in model.model_fields.items():
        standard = STANDARD_FIELDS.get(name)
        field = standard if standard is not None else held(member.rebuild_annotation()).field(name)
        if field is not None:
            found[name] = field
    return found


def _typed(field: Field, seen: Scalar | Absent) -> object:
    if isinstance(seen, Absent):
        return None
    if field.name == "uscc" and isinstance(seen, str) and (fault := uscc_fault(seen)) is not None:
        raise UnreadableValueError(*fault)
    if isinstance(seen, (str, bool, date)):
        return seen
    if field.type is Type.INTEGER:
        return int(seen)
    if decimal_places(seen) is None:
        raise UnreadableValueError(f"{exact_text(seen)} has no end as a decimal number")
    return Decimal(exact_text(seen))


def _without_serializer(schema: Any) -> Any:
    """A model's schema without the wrapper that leaves unset members out, since that says nothing about the rest."""
    return {
        key: _without_serializer(value) if key == "schema" else value
        for key, value in schema.items()
        if key != "serialization"
    }


def _error(told: str, kind: str = "tierrules") -> PydanticCustomError:
    return PydanticCustomError(kind, "{told}", {"told": told})


def _keys_of_fields(data: Mapping[Any, Any], model: type[Customer]) -> dict[str, list[str]]:
    """The keys of each standard field that is called by a title or an alias, or by several of its words."""
    own = {word for name, one in model.model_fields.items() for word in (name, one.alias, one.validation_alias)}
    found: dict[str, list[str]] = {}
    for key in data:
        if isinstance(key, str):
            name = key if key in own else standard_name(key)
            if name is not None:
                found.setdefault(name, []).append(key)
    return {name: keys for name, keys in found.items() if keys != [name]}


def _renamed(data: Mapping[Any, Any], keys: Mapping[str, list[str]]) -> dict[Any, Any]:
    names = {key: name for name, told in keys.items() for key in told}
    return {names.get(key, key): value for key, value in data.items()}


def _given_twice(name: str, keys: list[str], data: Mapping[Any, Any]) -> InitErrorDetails:
    told = " and ".join(shown(key) for key in keys)
    return {"type": _error(f"{told} are two keys for one field"), "loc": (name,), "input": data[keys[1]]}


def _in_our_words(error: Any, model: type[Customer], keys: Mapping[str, list[str]]) -> InitErrorDetails:
    """An error again as it was, but under the key that was given, and with whom a stranger's name is like."""
    kind: Any = error["type"]
    if kind == "extra_forbidden" and len(error["loc"]) == 1:
        kind = _stranger(str(error["loc"][0]), model)
    elif kind not in _KNOWN_ERRORS:
        kind = _error(error["msg"], kind)
    first, *below = error["loc"] or ("",)
    place = (keys[first][-1] if first in keys else first, *below) if error["loc"] else ()
    details: InitErrorDetails = {"type": kind, "loc": place, "input": error["input"]}
    return details | {"ctx": error["ctx"]} if "ctx" in error and isinstance(kind, str) else details


def _stranger(name: str, model: type[Customer]) -> PydanticCustomError:
    near = near_standard(name) or nearest(name, model.model_fields)
    told = f"a customer has no field {shown(name)}"
    return _error(f"{told}; did you mean `{near}`?" if near else told)
