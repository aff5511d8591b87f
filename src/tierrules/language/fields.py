"""The standard fields of a customer: those that a ruleset may use without declaring them.

Names, types and what emptiness means are part of format 1; a new field comes with a new format number.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from tierrules.meaning.declared import Field, Title, Type


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
    )


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
