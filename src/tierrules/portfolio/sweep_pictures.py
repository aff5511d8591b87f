"""A sweep as a picture: for each dimension the lines of its answers over the values of the threshold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from tierrules.meaning.dates import Lang
from tierrules.meaning.number_text import people_text
from tierrules.pictures import curve, look
from tierrules.pictures.look import Heading
from tierrules.pictures.ticks import number_ticks
from tierrules.portfolio import sweep_text
from tierrules.portfolio.answers import in_order, title_of
from tierrules.portfolio.picture_text import Measure, colon, measure
from tierrules.portfolio.solutions import Of
from tierrules.portfolio.stretches import said
from tierrules.portfolio.threshold_axis import threshold_title, value_axis

if TYPE_CHECKING:
    from tierrules.pictures.look import Picture
    from tierrules.portfolio.sweep import Step, Sweep

_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {
        "now": "now {value}",
        "near": "grey strip: within {within} of the present value; {who} there",
        "more": "not drawn, since they change less: ",
        "still": "not drawn, since nothing changes: ",
        "others": "and {count:,} others",
        "comma": ", ",
        "nobody": "no customers",
        "nothing": "nothing hangs on it",
    },
    "zh": {
        "now": "现为{value}",
        "near": "灰带：现值上下 {within} 之内，{who}",
        "more": "变化较小，未画出：",
        "still": "没有变化，未画出：",
        "others": "另有 {count:,} 个",
        "comma": "、",
        "nobody": "没有客户",
        "nothing": "没有结果取决于它",
    },
}

# None, one, and many.
_NUMBERS: Final[Mapping[Lang, Mapping[str, tuple[str, str, str]]]] = {
    "en": {
        "steps": ("no step", "1 step", "{:,} steps"),
        "days": ("no day", "1 day", "{:,} days"),
        "people": ("nobody changes", "1 customer changes", "{:,} customers change"),
    },
    "zh": {
        "steps": ("0 步", "1 步", "{:,} 步"),
        "days": ("0 天", "1 天", "{:,} 天"),
        "people": ("没有客户的答案会变", "有 1 个客户的答案会变", "有 {:,} 个客户的答案会变"),
    },
}
_MOST_TOLD: Final = 6


def plot(
    one: Sweep,
    dimension: str | None,
    answers: Sequence[str] | None,
    of: Of,
    near: str | int | None,
    lang: Lang | None,
) -> Picture:
    """Return the picture of one dimension, or of all that the threshold reaches."""
    spoken = sweep_text.language(one, lang)
    counted = measure(of, one.weight, one.weight_title, one.weight_currency, spoken)
    if dimension is not None and dimension not in one.dimensions:
        known = ", ".join(one.dimensions) or "none"
        raise ValueError(f"`{one.threshold}` does not reach `{dimension}`; the dimensions that it reaches are {known}")
    shown = list(one.dimensions) if dimension is None else [dimension]
    if not shown:
        nothing = look.said_nothing(_WORDS[spoken]["nothing"])
        return look.finished([look.headed(nothing, Heading(threshold_title(one, spoken), _head(one, spoken)))])
    return look.finished([_curve(one, name, answers, counted, near) for name in shown])


def _curve(one: Sweep, name: str, answers: Sequence[str] | None, counted: Measure, near: str | int | None) -> Any:
    lang, dimension, words = counted.lang, one.dimensions[name], _WORDS[counted.lang]
    steps = list(one.steps(name))
    drawn, left = _lines(one, name, steps, answers, counted)
    around, edge = _near(one, name, near, lang)
    title = f"{dimension.title.say(lang, name)}{colon(lang)}{_counted('steps', len(steps), lang)}"
    lines = (*_head(one, lang), *edge, *left)
    if not drawn:
        return look.headed(look.said_nothing(words["nobody"]), Heading(title, _head(one, lang)))
    x = value_axis(one, lang)
    stages = [_stage(one, step, drawn, counted) for step in _seen(one, steps, drawn, x, counted)]
    told = (threshold_title(one, lang), *(title_of([dimension], answer, lang) for answer in drawn))
    titles = [(answer, title_of([dimension], answer, lang)) for answer in drawn]
    y = _amount_axis(stages, counted)
    return curve.draw(curve.Curve(Heading(title, lines), x, y, titles, stages, told, _now(one, lang), around))


def _now(one: Sweep, lang: Lang) -> tuple[float, str] | None:
    """Return where the present value stands, and its text; None where it is none of those that are swept."""
    if one.current is None or not one.has_current:
        return None
    place = float(one.swept.place(one.current))
    return place, _WORDS[lang]["now"].format(value=said(one.current, one.type, one.currency, lang))


def _head(one: Sweep, lang: Lang) -> tuple[str, ...]:
    return tuple(sweep_text.opening(one, lang))


def _lines(
    one: Sweep, name: str, steps: Sequence[Step], answers: Sequence[str] | None, counted: Measure
) -> tuple[list[str], list[str]]:
    """Return the answers that are drawn, in order, and lines of text about the others."""
    known = list(in_order([one.dimensions[name]], (answer for step in steps for answer in step.shares)))
    if answers is not None:
        return _asked(one, name, known, answers), []
    amounts = {answer: [_amount(step, answer, counted) for step in steps] for answer in known}
    swings = {answer: max(each) - min(each) for answer, each in amounts.items()}
    moving = [answer for answer in known if swings[answer]]
    if not moving:
        return known[: curve.MOST_LINES], _left_out("more", one, name, known[curve.MOST_LINES :], counted.lang)
    most = sorted(moving, key=lambda answer: -swings[answer])[: curve.MOST_LINES]
    drawn, fewer = ([answer for answer in moving if (answer in most) is wanted] for wanted in (True, False))
    still = [answer for answer in known if not swings[answer]]
    told = [*_left_out("more", one, name, fewer, counted.lang), *_left_out("still", one, name, still, counted.lang)]
    return drawn, told


def _asked(one: Sweep, name: str, known: Sequence[str], answers: Sequence[str]) -> list[str]:
    labels = [label.name for label in one.dimensions[name].labels]
    unknown = next((answer for answer in answers if answer not in (*known, *labels)), None)
    if unknown is not None:
        told = ", ".join(in_order([one.dimensions[name]], (*known, *labels)))
        raise ValueError(f"nobody is ever `{unknown}` by `{name}`; the answers are {told}")
    if len(answers) > curve.MOST_LINES:
        raise ValueError(f"a picture tells {curve.MOST_LINES} lines apart, not {len(answers)}")
    return list(dict.fromkeys(answers))


def _left_out(word: str, one: Sweep, name: str, answers: Sequence[str], lang: Lang) -> list[str]:
    """Return the line that tells which answers are not drawn, if there are any."""
    words = _WORDS[lang]
    titles = [title_of([one.dimensions[name]], answer, lang) for answer in answers[:_MOST_TOLD]]
    more = [words["others"].format(count=len(answers) - _MOST_TOLD)] if len(answers) > _MOST_TOLD else []
    return [f"{words[word]}{words['comma'].join([*titles, *more])}"] if titles else []


def _amount(step: Step, answer: str, counted: Measure) -> Fraction:
    share = step.shares.get(answer)
    return Fraction(0) if share is None else counted.amount(share)


def _seen(one: Sweep, steps: Sequence[Step], answers: Sequence[str], x: curve.Axis, counted: Measure) -> Iterator[Step]:
    """Yield the steps that a picture can show."""
    lows = [float(one.swept.place(step.stretch.low)) for step in steps]
    heights = [[float(_amount(step, answer, counted)) for answer in answers] for step in steps]
    return (steps[at] for at in curve.seen(lows, heights, (x.low, x.high)))


def _stage(one: Sweep, step: Step, answers: Sequence[str], counted: Measure) -> curve.Stage:
    low, high = (float(one.swept.place(end)) for end in (step.stretch.low, step.stretch.high))
    told = [step.stretch.say(counted.lang)]
    for answer in answers:
        share = step.shares.get(answer)
        told.append(
            "0" if share is None else counted.short(share) if counted.of == "customers" else counted.exact(share)
        )
    return curve.Stage(low, high, [float(_amount(step, answer, counted)) for answer in answers], told)


def _near(one: Sweep, name: str, within: str | int | None, lang: Lang) -> tuple[tuple[float, float] | None, list[str]]:
    """Return the strip around the present value and what is told of it; none where the sweep does not reach so far."""
    is_asked = within is not None
    if not is_asked and isinstance(one.low, Fraction):
        within = "5%"
    if within is None or one.current is None or not one.has_current:
        return None, []
    try:
        found = one.near(within)
    except ValueError:
        if is_asked:
            raise
        return None, []
    place = one.swept.place(one.current)
    reach = sweep_text.read_reach(one.current, place, within)
    if not reach:
        return None, []
    count = len({crossing.who.place for crossing in found if crossing.dimension == name})
    reached = within if isinstance(within, str) else _counted("days", within, lang)
    told = _WORDS[lang]["near"].format(within=reached, who=_counted("people", count, lang))
    return (float(place - reach), float(place + reach)), [told]


def _counted(what: str, count: int, lang: Lang) -> str:
    none, one, many = _NUMBERS[lang][what]
    return (one if count == 1 else many if count else none).format(count)


def _amount_axis(stages: Sequence[curve.Stage], counted: Measure) -> curve.Axis:
    heights = [height for stage in stages for height in stage.heights]
    low, high = Fraction(min(heights)), Fraction(max(heights))
    # Lines that stay far above nothing are shown from near, so that their steps are seen.
    floor = low - (high - low) / 10 if low > 0 and low * 2 > high > low else min(low, Fraction(0))
    top = high + (high - floor) / 20 or Fraction(1)
    marks = number_ticks(floor, top, 8, whole=counted.of == "customers")
    return curve.Axis(
        counted.unit, float(floor), float(top), [(float(one), people_text(one, counted.lang)) for one in marks]
    )
