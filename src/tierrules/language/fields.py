"""The standard fields of a customer: those that a ruleset may use without declaring them.

Names, types and what emptiness means are part of format 1; a new field comes with a new format number. Titles and
aliases only say which column of some data holds a field, and may grow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal

from tierrules.meaning.declared import Field, Title, Type

# Headings that people write for a field, beside its name and titles. A word with a unit in it (`年营收(万元)`) is none,
# since its numbers would be misread; nor is a word that means several things (`收入`, `staff`).
_ALIASES: Final[Mapping[str, str]] = {
    "customer_id": "客户ID, 客户号, 客户代码, customer no",
    "name": "企业名称, 公司名称, 单位名称, 名称(企业/个人), 客户姓名, customer name, company name",
    "kind": "企业/个人, customer kind",
    "uscc": "社会信用代码, 统一信用代码",
    "industry": "行业",
    "industry_code": "国民经济行业代码",
    "region": "地区, 所在区域, 所在地区",
    "ownership": "公司性质, 单位性质, 所有制",
    "founded_on": "成立时间, date founded",
    "employees": (
        "员工人数, 员工数量, 员工规模, 人数, 从业人员, 从业人数, 职工人数, "
        "headcount, number of employees, employee count"
    ),
    "annual_revenue": "年营业额, 年营业收入, 营业收入, 营收, annual turnover",
    "total_assets": "总资产, balance sheet total",
    "purchase_kind": "产品/服务类型",
    "urgency": "紧急度, 紧急程度, 需求紧急程度",
    "budget": "预算金额, 预算范围, 采购预算",
    "decision_by": "决策链长度, 决策主体",
    "need_confirmed": "明确需求, 需求是否明确",
    "need_due_on": "需求时间",
    "comparing_vendors": "方案对比, 是否对比方案",
    "proposal_sent": "报价已提交, 报价已发送, 方案/报价已提交, 是否提交方案",
    "budget_confirmed": "预算确认, 预算是否确认",
    "expected_close_on": "预计成交时间",
    "first_contact_on": "首次接触时间, 首次联系日期, 首次联系时间",
    "first_contact_channel": "渠道, 来源渠道, 获客渠道, 客户来源",
    "last_contact_on": (
        "最近联系时间, 最后联系日期, 最后联系时间, 最后一次联系日期, 最后一次联系时间, 上次联系日期, 上次联系时间"
    ),
    "interactions_90d": "近3个月互动次数, 近三个月互动次数, 活跃度(近3个月互动次数)",
    "contract_signed_on": "合同签订时间, 签约日期, 签约时间",
    "service_starts_on": "服务开始时间, 服务起始日期, service start date",
    "service_ends_on": "服务结束时间, 服务到期日, 服务到期日期, service end date",
    "terminated_on": "合作终止时间, 终止合作日期, 终止日期, termination date",
    "repurchase_intent": "有复购意向, 是否有复购意向",
    "first_deal_on": "首次成交时间, 首次合作日期, 首次合作时间, 首次购买日期, 首次采购日期",
    "last_purchase_on": (
        "最近购买时间, 最近采购日期, 最近采购时间, 最后购买日期, 最后采购日期, 最近一次购买日期, 最近一次采购日期, "
        "最近下单日期, last order date"
    ),
    "orders_12m": "近12个月订单数量, 近一年订单数",
    "annual_spend": "年消费金额, 年采购额, 年采购金额, 年合作金额, 合作金额(年)",
    "lifetime_spend": "累计消费金额, 累计采购额, 累计采购金额, 历史采购金额, 历史消费金额",
    "repurchase_rate": "repeat purchase rate",
    "expansion_intent": "有增购意向, 是否有增购意向",
    "satisfaction": "客户满意度, 满意度评分, 满意度(1-5), 问题解决满意度, satisfaction score, satisfaction (1-5)",
    "core_need": "核心需求标签",
}

VALUE_TITLES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "kind": {"company": ("企业", "公司", "单位"), "person": ("个人",)},
    "ownership": {
        "state": ("国企", "国有", "国有企业"),
        "private": ("民企", "民营", "民营企业", "私企", "私营企业"),
        "foreign": ("外企", "外资", "外资企业"),
    },
    "purchase_kind": {"product": ("产品",), "service": ("服务",)},
    "urgency": {"high": ("高", "紧急"), "medium": ("中", "一般"), "low": ("低", "不紧急")},
    "decision_by": {"individual": ("个人",), "team": ("团队",), "departments": ("多部门",)},
}
"""What people write for the values of the closed standard fields: `VALUE_TITLES["ownership"]["state"][0]` is `国企`."""


_ENGLISH: Final[Mapping[str, Mapping[str, str]]] = {
    "ownership": {"state": "state-owned", "private": "privately owned", "foreign": "foreign-owned"},
    "decision_by": {"individual": "one person", "departments": "several departments"},
}


def value_titles(name: str, values: tuple[str, ...] | None) -> tuple[tuple[str, Title], ...]:
    """Return what sentences call the values of a field, where a standard field of this name has such values.

    >>> value_titles("ownership", ("state", "own"))
    (('state', Title(zh='国企', en='state-owned')),)
    """
    words, english = VALUE_TITLES.get(name, {}), _ENGLISH.get(name, {})
    return tuple((one, Title(words[one][0], english.get(one, one))) for one in values or () if one in words)


def _field(
    name: str,
    type: Type,
    zh: str,
    en: str,
    *,
    empty: Literal["unknown", "none"] = "unknown",
    least: int | None = None,
    most: int | None = None,
    values: tuple[str, ...] | None = None,
) -> Field:
    return Field(
        name=name,
        type=type,
        title=Title(zh=zh, en=en),
        empty=empty,
        minimum=None if least is None else Fraction(least),
        maximum=None if most is None else Fraction(most),
        values=values,
        aliases=_aliases(name),
        value_titles=value_titles(name, values),
    )


def _aliases(name: str) -> tuple[str, ...]:
    written = _ALIASES.get(name, "")
    stem = name.removesuffix("_on")
    dated = (f"{stem}_date", f"{stem.replace('_', ' ')} date") if stem != name else ()
    return tuple(dict.fromkeys((*(written.split(", ") if written else ()), *dated)))


_INTEGER, _DECIMAL, _MONEY, _RATIO = Type.INTEGER, Type.DECIMAL, Type.MONEY, Type.RATIO
_BOOLEAN, _DATE, _CATEGORY, _TEXT = Type.BOOLEAN, Type.DATE, Type.CATEGORY, Type.TEXT

# An empty date is a fact where the event may not have happened: a customer who never bought has no last purchase.
_STANDARD = (
    _field("customer_id", _TEXT, "客户编号", "Customer number"),
    _field("name", _TEXT, "客户名称", "Name"),
    _field("kind", _CATEGORY, "客户类型", "Kind", values=("company", "person")),
    _field("uscc", _TEXT, "统一社会信用代码", "Unified social credit code"),
    _field("industry", _TEXT, "所属行业", "Industry"),
    _field("industry_code", _TEXT, "行业代码", "Industry code"),
    _field("region", _TEXT, "区域", "Region"),
    _field("ownership", _CATEGORY, "企业性质", "Ownership", values=("state", "private", "foreign")),
    _field("founded_on", _DATE, "成立日期", "Founding"),
    _field("employees", _INTEGER, "员工数", "Employees", least=0),
    _field("annual_revenue", _MONEY, "年营收", "Annual revenue"),
    _field("total_assets", _MONEY, "资产总额", "Total assets", least=0),
    _field("purchase_kind", _CATEGORY, "采购类型", "Purchase kind", values=("product", "service")),
    _field("urgency", _CATEGORY, "需求紧急度", "Urgency", values=("high", "medium", "low")),
    _field("budget", _MONEY, "预算", "Budget", least=0),
    _field("decision_by", _CATEGORY, "决策方", "Decision by", values=("individual", "team", "departments")),
    _field("need_confirmed", _BOOLEAN, "需求明确", "Need confirmed"),
    _field("need_due_on", _DATE, "需求日期", "Need due date", empty="none"),
    _field("comparing_vendors", _BOOLEAN, "方案对比中", "Comparing vendors"),
    _field("proposal_sent", _BOOLEAN, "方案已提交", "Proposal sent"),
    _field("budget_confirmed", _BOOLEAN, "预算已确认", "Budget confirmed"),
    _field("expected_close_on", _DATE, "预计成交日期", "Expected close", empty="none"),
    _field("first_contact_on", _DATE, "首次接触日期", "First contact", empty="none"),
    _field("first_contact_channel", _TEXT, "首次接触渠道", "First contact channel"),
    _field("last_contact_on", _DATE, "最近联系日期", "Last contact", empty="none"),
    _field("interactions_90d", _INTEGER, "近90天互动次数", "Interactions in 90 days", least=0),
    _field("contract_signed_on", _DATE, "合同签订日期", "Contract signing", empty="none"),
    _field("service_starts_on", _DATE, "服务开始日期", "Service start", empty="none"),
    _field("service_ends_on", _DATE, "服务结束日期", "Service end", empty="none"),
    _field("terminated_on", _DATE, "合作终止日期", "Termination", empty="none"),
    _field("repurchase_intent", _BOOLEAN, "复购意向", "Repurchase intent"),
    _field("first_deal_on", _DATE, "首次成交日期", "First deal", empty="none"),
    _field("last_purchase_on", _DATE, "最近购买日期", "Last purchase", empty="none"),
    _field("orders_12m", _INTEGER, "近12个月订单数", "Orders in 12 months", least=0),
    _field("annual_spend", _MONEY, "年消费额", "Annual spend"),
    _field("lifetime_spend", _MONEY, "累计消费额", "Lifetime spend"),
    _field("profit_margin", _RATIO, "利润率", "Profit margin", most=1),
    _field("repurchase_rate", _RATIO, "复购率", "Repurchase rate", least=0, most=1),
    _field("referral_rate", _RATIO, "推荐率", "Referral rate", least=0, most=1),
    _field("expansion_intent", _BOOLEAN, "增购意向", "Expansion intent"),
    _field("unstable", _BOOLEAN, "合作不稳定", "Unstable"),
    _field("satisfaction", _DECIMAL, "满意度", "Satisfaction", least=1, most=5),
    _field("core_need", _TEXT, "核心需求", "Core need"),
)

STANDARD_FIELDS: dict[str, Field] = {one.name: one for one in _STANDARD}


def standard_fields(currency: str | None) -> dict[str, Field]:
    """Return the standard fields, their money in a currency."""
    return {
        name: replace(one, currency=currency) if one.type is Type.MONEY else one
        for name, one in STANDARD_FIELDS.items()
    }
