"""The words of sentences, one table for each language: a further language is a further table."""

from __future__ import annotations

from dataclasses import dataclass

from tierrules.meaning.dates import Lang
from tierrules.meaning.truth import MISSING, NONE, Absent


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `{}` stand for what is filled in."""

    colon: str
    comma: str
    or_: str
    semicolon: str
    list_comma: str
    brackets: str
    signs: dict[str, str]
    truth: dict[bool, str]
    absent: dict[Absent, str]
    statuses: dict[str, str]
    on_bound: str
    above: str
    below: str
    one_point: str
    points: str
    elapsed: str
    until: str
    past: str
    in_days: str
    days_ago: str
    today: str
    one_day: str
    days: str
    bring: str
    possible: str
    to_bring: str
    named: str
    reasons: dict[str, str]
    just_on: str
    soon: str
    turns: str
    no_rule: str
    no_criterion: str
    not_for: str
    whether_for: str
    not_given: str
    no_such: str
    between: str
    row: str
    no_row: str
    is_: str
    is_not: str
    always: str
    open_answer: dict[str, str]
    uncomputed: str
    no_bound: str
    reached: str
    at_least: str
    more_than: str
    at_most: str
    less_than: str
    not_before: str
    not_after: str
    both: str
    starts: str
    other_than: str
    any_value: str
    any_of: str
    still: str
    further: str
    tags: str
    grounds: str
    better: str
    needs: str
    only_if_not: str
    dimension: str
    answer: str
    as_of: str
    and_also: str
    from_day: str
    between_days: str
    nothing_new: dict[str, str]
    stays: str
    already: str
    ways_to: str
    exhausted: str
    impossible: str
    no_way: str


EN = Words(
    colon=": ",
    comma=", ",
    or_=" or ",
    semicolon="; ",
    list_comma=", ",
    brackets=" ({})",
    signs={"starts_with": "starts with {}", "not starts_with": "does not start with {}"},
    truth={True: "true", False: "false"},
    absent={MISSING: "unknown", NONE: "none"},
    statuses={
        "undetermined": "undetermined",
        "unlabelled": "no label",
        "conflict": "conflict",
        "not-applicable": "not applicable",
    },
    on_bound="exactly on the bound",
    above="{} above the bound",
    below="{} below the bound",
    one_point="{} percentage point",
    points="{} percentage points",
    elapsed="{} reached on {}",
    until="within {} from {}",
    past="past from {1}",
    in_days="in {}",
    days_ago="{} ago",
    today="today",
    one_day="1 day",
    days="{} days",
    bring="bring {}; possible: {}",
    possible="possible: {}",
    to_bring="bring {}",
    named="{1}",
    reasons={"zero-divisor": "{} other than 0", "undetermined": "what decides {}", "conflict": "what settles {}"},
    just_on="{} exactly on {}",
    soon="{} reached {}",
    turns="{} {}",
    no_rule="no rule matches",
    no_criterion="no criterion applies",
    not_for="does not apply",
    whether_for="whether it applies",
    not_given="{} is missing",
    no_such="no {}",
    between="{} between {} and {}, asked is {}",
    row="{} has a row in {}",
    no_row="{} has no row in {}",
    is_="{} is {}",
    is_not=", not {}",
    always="always",
    open_answer={
        "missing": "{} is missing",
        "zero-divisor": "the divisor is 0 ({})",
        "undetermined": "{} is undetermined",
        "conflict": "{} is in conflict",
    },
    uncomputed="{} cannot be worked out: {}",
    no_bound="{}, for which {} has no bound",
    reached="reached on {1}",
    at_least="{} at least {}",
    more_than="{} above {}",
    at_most="{} at most {}",
    less_than="{} below {}",
    not_before="{} on or after {}",
    not_after="{} on or before {}",
    both="{0} and {1}",
    starts="{} that starts with {}",
    other_than="{} other than {}",
    any_value="any {}",
    any_of="{} is {}",
    still="still {}",
    further="{} more",
    tags="tags",
    grounds="grounds",
    better="Better answers",
    needs="{} needs: {}",
    only_if_not="{} comes first: {}",
    dimension="Question",
    answer="Answer",
    as_of="as of {}",
    and_also=", and ",
    from_day="from {}",
    between_days="from {} to {}",
    nothing_new={"last_purchase_on": "if nothing is bought", "last_contact_on": "if nobody is in contact"},
    stays="if {} stays as it is",
    already="{} is {} already",
    ways_to="{} becomes {} with",
    exhausted="no further way to {} {} was found among {} customers that were tried",
    impossible="{} cannot become {} by what can move",
    no_way="no way to {} {} was found by moving up to three fields",
)
ZH = Words(
    colon="：",
    comma="，",
    or_="或",
    semicolon="；",
    list_comma="、",
    brackets="（{}）",
    signs={
        ">=": "≥ {}",
        "<=": "≤ {}",
        "!=": "≠ {}",
        "==": "= {}",
        "starts_with": "以 {} 开头",
        "not starts_with": "不以 {} 开头",
    },
    truth={True: "是", False: "否"},
    absent={MISSING: "未知", NONE: "无"},
    statuses={"undetermined": "待定", "unlabelled": "无标签", "conflict": "冲突", "not-applicable": "不适用"},
    on_bound="正好在界限上",
    above="高于界限{}",
    below="低于界限{}",
    one_point="{}个百分点",
    points="{}个百分点",
    elapsed="{}于{}届满",
    until="{1}起进入{0}以内",
    past="{1}起为过去",
    in_days="还有{}",
    days_ago="已过{}",
    today="正是今天",
    one_day="1天",
    days="{}天",
    bring="请补充{}；可能为{}",
    possible="可能为{}",
    to_bring="请补充{}",
    named="{0}",
    reasons={"zero-divisor": "不为 0 的{}", "undetermined": "决定{}所需的数据", "conflict": "解决{}冲突所需的数据"},
    just_on="{}正好等于{}",
    soon="{}届满，{}",
    turns="{}{}",
    no_rule="没有规则符合",
    no_criterion="没有适用的条件",
    not_for="不适用",
    whether_for="是否适用",
    not_given="缺少{}",
    no_such="没有{}",
    between="{}介于{}和{}之间，要求 {}",
    row="{} 在 {} 中有对应行",
    no_row="{} 在 {} 中没有对应行",
    is_="{}为{}",
    is_not="，不是{}",
    always="无条件",
    open_answer={"missing": "缺少{}", "zero-divisor": "除数为 0（{}）", "undetermined": "{}待定", "conflict": "{}冲突"},
    uncomputed="{}无法计算：{}",
    no_bound="{}，{}中没有对应的界限",
    reached="{1}到期",
    at_least="{}达到{}",
    more_than="{}超过{}",
    at_most="{}不超过{}",
    less_than="{}低于{}",
    not_before="{}不早于{}",
    not_after="{}不晚于{}",
    both="{0}且{1}",
    starts="{}以{}开头",
    other_than="{}不是{}",
    any_value="{}为任意值",
    any_of="{}为{}",
    still="仍{}",
    further="另有{}种",
    tags="标签",
    grounds="依据",
    better="更高等级",
    needs="{}需要：{}",
    only_if_not="先符合的是{}：{}",
    dimension="项目",
    answer="结果",
    as_of="截至{}",
    and_also="，且",
    from_day="从{}起",
    between_days="从{}起至{}",
    nothing_new={"last_purchase_on": "若再无购买", "last_contact_on": "若再无联系"},
    stays="若{}不变",
    already="{}已经是{}",
    ways_to="{}成为{}的办法：",
    exhausted="{0}成为{1}：已试{2}种情况，没有找到更多办法",
    impossible="{}无法通过可变的数据成为{}",
    no_way="最多改变三项数据，没有找到使{}成为{}的办法",
)
WORDS: dict[Lang, Words] = {"en": EN, "zh": ZH}
