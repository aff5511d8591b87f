"""What stands above and below a slider: HTML without anything from elsewhere, readable on light and dark ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Final

from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Type
from tierrules.meaning.texts import one_line
from tierrules.meaning.value_text import value_text
from tierrules.portfolio import sweep_text
from tierrules.portfolio.answers import title_of
from tierrules.portfolio.migration import Share
from tierrules.portfolio.stretches import said

if TYPE_CHECKING:
    from tierrules.portfolio.slider import Mover, Slider

MOST_NAMED: Final = 8

_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {
        "now": "now",
        "here": "here",
        "change": "change",
        "answer": "answer",
        "present": "the present value, {value}, is one of them",
        "nobody": "nobody's answer is another one than at the present value",
        "one": "1 customer has another answer than at the present value:",
        "many": "{count:,} customers have another answer than at the present value:",
        "more": "and {count:,} more",
        "colon": ": ",
        "step": "step {at:,} of {all:,}",
    },
    "zh": {
        "now": "现在",
        "here": "此处",
        "change": "变化",
        "answer": "答案",
        "present": "含现值{value}",
        "nobody": "与现值相比，没有客户的答案不同",
        "one": "与现值相比，1 个客户的答案不同：",
        "many": "与现值相比，{count:,} 个客户的答案不同：",
        "more": "另有 {count:,} 个",
        "colon": "：",
        "step": "第 {at:,} 步，共 {all:,} 步",
    },
}
# Bars and lines are mixed from the colour of the letters, which suits the ground.
_STYLE: Final = """<style>
.tierrules-slider { line-height: 1.5; max-width: 44rem;
  font-family: system-ui, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.tierrules-slider table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin: .4rem 0;
  table-layout: auto; color: inherit; }
.tierrules-slider caption { text-align: left; font-weight: 600; padding: .2rem 0; }
.tierrules-slider th, .tierrules-slider td { text-align: right; padding: .15rem .6rem; border-bottom: 1px solid #8886; }
.tierrules-slider th:first-child { text-align: left; }
.tierrules-slider td { white-space: nowrap; }
.tierrules-slider td:last-child { width: 35%; padding-right: 0; }
.tierrules-slider i { display: block; height: .5rem; border-radius: 2px; background: #8889; }
.tierrules-slider i + i { background: #0072b2; margin-top: 2px; }
.tierrules-slider ul { margin: .2rem 0; padding-left: 1.25rem; }
</style>"""


def head(one: Slider) -> str:
    """Return what stands above the slider."""
    lines = "<br>".join(escape(line) for line in sweep_text.opening(one.sweep, one.lang))
    return f'{_STYLE}<div class="tierrules-slider" lang="{one.lang}">{lines}</div>'


def table(one: Slider, position: int) -> str:
    """Return what stands below the slider at a position: the values, a table for each dimension, and who moves."""
    words, lang = _WORDS[one.lang], one.lang
    told = [f"<b>{escape(one.stretches[position].say(lang))}</b>"]
    told.append(words["step"].format(at=position + 1, all=len(one.stretches)))
    if position == one.now and one.sweep.current is not None:
        current = said(one.sweep.current, one.sweep.type, one.sweep.currency, lang)
        told.append(escape(words["present"].format(value=current)))
    parts = [f"<p>{' · '.join(told)}</p>", *(_dimension(one, name, position) for name in one.sweep.dimensions)]
    if one.now is not None:
        parts += _movers(one, position)
    return f'<div class="tierrules-slider" lang="{lang}" aria-live="polite">{"".join(parts)}</div>'


def _dimension(one: Slider, name: str, position: int) -> str:
    words, dimension = _WORDS[one.lang], one.sweep.dimensions[name]
    here = one.shares_at(position, name)
    now = {} if one.now is None else one.shares_at(one.now, name)
    answers = [answer for answer in dict.fromkeys((*here, *now)) if _count(here, answer) or _count(now, answer)]
    most = max([1, *(_count(shares, answer) for shares in (here, now) for answer in answers)])
    keys = ("answer", "here") if one.now is None else ("answer", "now", "here", "change")
    heads = "".join(f'<th scope="col">{words[key]}</th>' for key in keys)
    rows = []
    for answer in answers:
        was, is_here = _count(now, answer), _count(here, answer)
        cells = [_share(one, here, answer)]
        if one.now is not None:
            cells = [_share(one, now, answer), *cells, f"{is_here - was:+,}" if is_here != was else ""]
        bars = "".join(f'<i style="width:{100 * count / most:.1f}%"></i>' for count in (was, is_here))
        title = escape(one_line(title_of([dimension], answer, one.lang)))
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'<tr><th scope="row">{title}</th>{told}<td aria-hidden="true">{bars}</td></tr>')
    caption = escape(one_line(dimension.title.say(one.lang, name)))
    head = f"<caption>{caption}</caption><thead><tr>{heads}<td></td></tr></thead>"
    return f"<table>{head}<tbody>{''.join(rows)}</tbody></table>"


def _count(shares: Mapping[str, Share], answer: str) -> int:
    return shares[answer].customers if answer in shares else 0


def _share(one: Slider, shares: Mapping[str, Share], answer: str) -> str:
    share = shares.get(answer, Share(0, None))
    if share.weight is None:
        return f"{share.customers:,}"
    money = one.sweep.weight_currency
    amount = value_text(share.weight, Type.MONEY if money else Type.DECIMAL, money, one.lang)
    return f"{share.customers:,} ({amount})"


def _movers(one: Slider, position: int) -> Iterator[str]:
    words, movers = _WORDS[one.lang], one.moved_at(position)
    if not movers:
        yield f"<p>{words['nobody']}</p>"
        return
    people = len({mover.who.place for mover in movers})
    yield f"<p>{words['one'] if people == 1 else words['many'].format(count=people)}</p>"
    lines = [f"<li>{escape(_mover(one, mover))}</li>" for mover in movers[:MOST_NAMED]]
    if len(movers) > MOST_NAMED:
        lines.append(f"<li>{words['more'].format(count=len(movers) - MOST_NAMED)}</li>")
    yield f"<ul>{''.join(lines)}</ul>"


def _mover(one: Slider, mover: Mover) -> str:
    dimension = one.sweep.dimensions[mover.dimension]
    before, after = (title_of([dimension], answer, one.lang) for answer in (mover.before, mover.after))
    title = dimension.title.say(one.lang, mover.dimension)
    return one_line(f"{mover.who}{_WORDS[one.lang]['colon']}{title} {before} → {after}")
