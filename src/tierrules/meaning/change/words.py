"""The words of sentences about changes, one table for each language: a further language is a further table."""

from __future__ import annotations

from dataclasses import dataclass

from tierrules.meaning.dates import Lang


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """The words of one language; `{}` stand for what is filled in."""

    comma: str
    semicolon: str
    list_comma: str
    brackets: str
    quotes: str
    # one line: day, who, why, what
    line: str
    line_without_actor: str
    line_untold: str
    line_untold_without_actor: str
    by: str
    moved: str
    moved_in: str
    became: str
    became_in: str
    added: str
    dropped: str
    line_first: str
    first: str
    first_by: str
    first_why: str
    # a field
    rose: str
    fell: str
    turned: str
    learnt: str
    learnt_none: str
    no_longer_known: str
    unknown_again: str
    appeared: str
    gone: str
    crossed: dict[str, str]
    crossed_date: dict[str, str]
    exactly: str
    # rules
    threshold_raised: str
    threshold_lowered: str
    threshold_set: str
    threshold_changed: str
    rule: dict[tuple[bool, bool], str]
    order: str
    dimension: dict[tuple[bool, bool] | None, str]
    # time
    in_force: str
    in_force_first: str
    elapsed: str
    until: str
    reached: str
    past: str
    back: str
    # person
    person_set: str
    person_withdrew: str
    # how causes stand to each other
    together: str
    also_alone: str
    components: dict[str, str]
    lacks: dict[str, str]
    exactly_why: str
    why: str
    rest_open: str


EN = ChangeWords(
    comma=", ",
    semicolon="; ",
    list_comma=", ",
    brackets=" ({})",
    quotes="'{}'",
    line="{day}: {actor} {what} because {why}",
    line_without_actor="{day}: {what} because {why}",
    line_untold="{day}: {actor} {what}; {why}",
    line_untold_without_actor="{day}: {what}; {why}",
    by="{} (by {})",
    moved="changed {0} to {1}",
    moved_in="changed {2} from {0} to {1}",
    became="{0} became {1}",
    became_in="{2} went from {0} to {1}",
    added="{2} is new: {1}",
    dropped="{2} was {0} and is asked no longer",
    line_first="{day}: {what}",
    first="first assessment of {}: {}",
    first_by="{2} first assessed {0}: {1}",
    first_why="it is the first assessment",
    rose="{} rose from {} to {}",
    fell="{} fell from {} to {}",
    turned="{} changed from {} to {}",
    learnt="{} became known: {}",
    learnt_none="it became known that there is no value for {}",
    no_longer_known="{} is no longer known; it was {}",
    unknown_again="{} is no longer known; there was none",
    appeared="{} is now recorded: {}",
    gone="{} is no longer recorded; it was {}",
    crossed={
        ">=": "reaching {}",
        ">": "exceeding {}",
        "<": "below {}",
        "<=": "no more than {}",
    },
    crossed_date={">=": "on or after {}", ">": "after {}", "<": "before {}", "<=": "on or before {}"},
    exactly="which is exactly the bound ({})",
    threshold_raised="the standard raised {} from {} to {}",
    threshold_lowered="the standard lowered {} from {} to {}",
    threshold_set="the standard changed {} from {} to {}",
    threshold_changed="the standard changed {}",
    rule={
        (True, True): "the rule for {} ({}) was changed",
        (False, True): "a rule for {} ({}) was added",
        (True, False): "the rule for {} ({}) was withdrawn",
    },
    order="the rules of {} were put in another order",
    dimension={
        None: "the terms of {} were changed",
        (False, True): "the standard added {}",
        (True, False): "the standard dropped {}",
    },
    in_force="{0} has been {2} instead of {1} since {3}",
    in_force_first="{0} has been {2} since {3}",
    elapsed="{0} ({1}) was {2} ago on {4}{3}",
    until="{0} ({1}) is within {2}{3}",
    reached="{0} ({1}) has come",
    past="{0} ({1}) has passed",
    back="the day is {1}, before {0}",
    person_set="somebody set {} to {}",
    person_withdrew="somebody withdrew {1} from {0}",
    together="{}; it took both",
    also_alone="{}; this alone would have done as well: {}",
    components={
        "data": "the customer's data changed",
        "rules": "the standard changed",
        "time": "time passed",
        "person": "somebody changed it",
    },
    lacks={
        "rules": "{0} cannot be told: the previous standard is not at hand",
        "inputs": "{0} cannot be told: only one of the two times {1} was recorded",
        "types": "{0} cannot be told: the two standards read {1} as different things",
        "nothing": "{0} cannot be told: data, standard and day are the same",
    },
    exactly_why="how exactly",
    why="why",
    rest_open="{} (others undetermined)",
)
ZH = ChangeWords(
    comma="，",
    semicolon="；",
    list_comma="、",
    brackets="（{}）",
    quotes="'{}'",
    line="{day}:{actor}因{why},{what}",
    line_without_actor="{day}:因{why},{what}",
    line_untold="{day}:{actor}{what}（{why}）",
    line_untold_without_actor="{day}:{what}（{why}）",
    by="{}（{}）",
    moved="将{0}调整为{1}",
    moved_in="将{2}由{0}调整为{1}",
    became="将{0}调整为{1}",
    became_in="将{2}由{0}调整为{1}",
    added="{2}评定为{1}",
    dropped="不再评定{2}，原为{0}",
    line_first="{day}:{what}",
    first="{}首次评定为{}",
    first_by="{2}首次将{0}评定为{1}",
    first_why="首次评定",
    rose="{}由{}升至{}",
    fell="{}由{}降至{}",
    turned="{}由{}改为{}",
    learnt="补充了{}：{}",
    learnt_none="确认没有{}",
    no_longer_known="{}数据缺失，原为{}",
    unknown_again="不再确定有无{}",
    appeared="{}已有记录：{}",
    gone="{}不再有记录，原为{}",
    crossed={">=": "达到{}", ">": "超过{}", "<": "低于{}", "<=": "不超过{}"},
    crossed_date={">=": "不早于{}", ">": "晚于{}", "<": "早于{}", "<=": "不晚于{}"},
    exactly="正好等于{}",
    threshold_raised="标准“{}”由{}上调至{}",
    threshold_lowered="标准“{}”由{}下调至{}",
    threshold_set="标准“{}”由{}调整为{}",
    threshold_changed="标准“{}”已修改",
    rule={
        (True, True): "“{}”的规则（{}）已修改",
        (False, True): "新增了“{}”的规则（{}）",
        (True, False): "取消了“{}”的规则（{}）",
    },
    order="{}的规则次序已调整",
    dimension={
        None: "{}的规则设置已修改",
        (False, True): "标准新增了{}",
        (True, False): "标准取消了{}",
    },
    in_force="标准“{0}”自{3}起由{1}改为{2}",
    in_force_first="标准“{0}”自{3}起为{2}",
    elapsed="距{0}（{1}）已于{4}满{2}{3}",
    until="距{0}（{1}）已在{2}{3}以内",
    reached="{0}（{1}）已到",
    past="{0}（{1}）已过",
    back="评定日期由{0}改为更早的{1}",
    person_set="人工将{}定为{}",
    person_withdrew="人工撤销了{}的{}",
    together="{}（两者缺一不可）",
    also_alone="{}；另外，仅以下一项也足以引起此变化：{}",
    components={
        "data": "客户数据有变化",
        "rules": "分类标准有变化",
        "time": "时间推移",
        "person": "人工调整",
    },
    lacks={
        "rules": "手头没有先前的分类标准，{0}无法判定",
        "inputs": "前后两次只有一次记录了{1}，{0}无法判定",
        "types": "前后两版标准对{1}的定义不同，{0}无法判定",
        "nothing": "数据、标准和日期均无变化，{0}无法判定",
    },
    exactly_why="具体原因",
    why="原因",
    rest_open="{}（其余待定）",
)
CHANGE_WORDS: dict[Lang, ChangeWords] = {"en": EN, "zh": ZH}
