"""The pages in a real browser: silent, offline, in both languages, on a phone, on paper, in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import tierrules as tr
from tests.pages.browser import PHONE, Seen, open_browser, shown
from tests.pages.portfolios import SIZES, moved, rules
from tierrules.pages.comparison import Compared, comparison_page
from tierrules.pages.what_if import what_if_page

pytestmark = pytest.mark.xdist_group("browser")

PEOPLE = [
    {"customer_id": f"C{at:03}", "name": f"{'甲乙丙丁'[at % 4]}公司{at}", "employees": at * 7, "spend": at * 9000}
    for at in range(300)
]
MANY = 800
"""From 800 to 999 employees, 28 customers become large."""

# Every text on the screen: its contrast with what lies behind it, and its size.
CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const numbers = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3]));
  const behind = (one) => {
    const own = numbers(getComputedStyle(one).backgroundColor);
    return own[3] === 1 || !one.parentElement ? own.slice(0, 3) : over(own, behind(one.parentElement));
  };
  const light = (colour) => colour
    .map((one) => (one /= 255) <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !one.checkVisibility() || one.closest(".heard, script, select")) continue;
    const back = behind(one), ink = over(numbers(getComputedStyle(one).color), back);
    const [high, low] = [light(ink), light(back)].sort((a, b) => b - a);
    const size = parseFloat(getComputedStyle(one).fontSize);
    found.push([walker.currentNode.data, (high + 0.05) / (low + 0.05), size]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as one:
        yield one


@pytest.fixture(scope="module")
def what_if() -> str:
    return what_if_page(moved(PEOPLE, many=MANY, rich="56万"), rules().definition, "zh")


@pytest.fixture(scope="module")
def comparison() -> str:
    new, other = rules().edit({"many": MANY, "rich": "56万"}), rules().edit({"some": 90})
    ours, theirs = (rules().compare(one, PEOPLE, as_of=moved().as_of, weight="spend") for one in (new, other))
    parts = [
        Compared("规则/sizes.yaml", "changed", ours),
        Compared("new.yaml", "new"),
        Compared("b.yaml", "changed", theirs),
    ]
    return comparison_page(parts, "en")


@pytest.fixture
def seen(browser: Browser, what_if: str, tmp_path: Path) -> Iterator[Seen]:
    with shown(browser, what_if, tmp_path) as one:
        yield one


def test_a_browser_that_is_lacking_is_told_or_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("TIERRULES_MUST_RUN", raising=False)
    with (
        pytest.raises(pytest.skip.Exception, match="no browser is installed here; looked for chromium"),
        open_browser(),
    ):
        pass
    monkeypatch.setenv("TIERRULES_MUST_RUN", "browser")
    with pytest.raises(pytest.fail.Exception, match="no browser is installed here"), open_browser():
        pass


def test_nothing_is_said_and_nothing_is_asked(browser: Browser, what_if: str, comparison: str, tmp_path: Path) -> None:
    for html in (what_if, comparison):
        for folder in (tmp_path, None):
            with shown(browser, html, folder) as one:
                for lang in ("en", "zh", "en"):
                    one.choose(lang)
                one.page.mouse.wheel(0, 5000)
                one.page.wait_for_timeout(100)
                assert (one.said, one.asked) == ([], [])


def test_the_page_could_not_ask_if_it_wanted_to(browser: Browser, what_if: str) -> None:
    with shown(browser, what_if) as one:
        wanted = (
            "fetch('https://elsewhere.example/a').catch(() => 0)",
            "new Promise(r => { const i = new Image(); i.onerror = r; i.src = 'https://elsewhere.example/b'; })",
            "new Promise(r => { const s = document.createElement('script'); s.onerror = r;"
            " s.src = 'https://elsewhere.example/c'; document.body.append(s); })",
            "document.body.insertAdjacentHTML('beforeend', '<b onclick=\"document.title=1\" id=x>x</b>'); x.click()",
        )
        for each in wanted:
            one.page.evaluate(f"async () => {{ await {each} }}" if "new" in each or "fetch" in each else each)
        assert one.asked == []
        assert len(one.said) >= 4
        assert one.page.title() == "企业规模标准：谁会变动"


def test_the_languages_are_switched(seen: Seen) -> None:
    assert seen.visible("h1") == ["企业规模标准：谁会变动"]
    assert seen.page.evaluate("document.documentElement.lang") == "zh-CN"
    seen.choose("en")
    assert seen.visible("h1") == [seen.page.title()] == ["Company sizes: who moves"]
    assert seen.page.evaluate("document.documentElement.lang") == "en"
    assert not re.search("客户|之前|变动", seen.page.inner_text("body"))
    assert seen.page.locator("option").first.inner_text() == "All changes"
    assert seen.page.locator("optgroup").first.get_attribute("label") == "Size"
    seen.choose("zh")
    assert "Customer" not in seen.page.inner_text("body")


def test_everything_is_there_without_a_script(browser: Browser, what_if: str, tmp_path: Path) -> None:
    with shown(browser, what_if, tmp_path, java_script_enabled=False) as one:
        assert one.visible(".tools") == []
        assert len(one.visible(".movers tbody tr")) == 28 + 7
        assert one.visible(".movers thead th")[0] == "客户"
        one.choose("en")
        assert one.visible("h1") == ["Company sizes: who moves"]
        assert one.visible(".movers thead th")[0] == "Customer"


def test_movers_are_searched_and_filtered(seen: Seen) -> None:
    rows = ".movers tbody tr"
    assert seen.status() == "显示 35 / 35"
    seen.page.fill("input[type=search]", "c115")
    assert seen.status() == "显示 1 / 35"
    assert "C115" in seen.visible(rows)[0]
    seen.page.fill("input[type=search]", "公司120 MEDIUM")  # both languages are searched, in any case
    assert len(seen.visible(rows)) == 1
    seen.page.fill("input[type=search]", "nobody is called so")
    assert seen.status() == "显示 0 / 35"
    assert seen.visible(rows) == []
    seen.page.fill("input[type=search]", "")
    seen.page.select_option("select", label="高 → 低 (7)")
    assert seen.status() == "显示 7 / 35"
    seen.choose("en")
    assert seen.status() == "7 of 35 shown"
    seen.page.select_option("select", label="All changes")
    assert len(seen.visible(rows)) == 35


def test_a_cell_of_the_matrix_leads_to_its_movers(seen: Seen) -> None:
    seen.page.fill("input[type=search]", "nobody is called so")
    seen.page.locator(".matrix a").first.click()
    assert seen.status() == "显示 28 / 35"
    assert all("中型 → 大型" in one for one in seen.visible(".movers tbody tr"))
    assert seen.page.url.endswith("#movers")


def test_two_lists_of_movers_are_apart(browser: Browser, comparison: str) -> None:
    with shown(browser, comparison) as one:
        assert one.visible("[role=status]") == ["35 of 35 shown", "2 of 2 shown"]
        one.page.locator(".matrix a").first.click()
        assert one.visible("[role=status]") == ["28 of 35 shown", "2 of 2 shown"]
        one.page.locator("input[type=search]").nth(1).fill("c013")
        assert one.visible("[role=status]") == ["28 of 35 shown", "1 of 2 shown"]
        one.page.locator(".matrix a").last.click()
        assert one.visible("[role=status]") == ["28 of 35 shown", "2 of 2 shown"]
        assert one.page.url.endswith("#movers-3")


def test_movers_are_sorted(seen: Seen) -> None:
    def column(at: int) -> list[str]:
        return seen.visible(f".movers tbody tr > :nth-child({at})")

    heads = seen.page.locator(".movers thead button")
    numbers = [int(re.sub(r"\D", "", one.split("C")[-1])) for one in column(1)]
    heads.nth(3).click()
    assert seen.page.locator(".movers thead th").nth(3).get_attribute("aria-sort") == "descending"
    spent = [int(one.split("C")[-1]) for one in column(1)]
    assert spent == sorted(numbers, reverse=True)
    heads.nth(3).click()
    assert [int(one.split("C")[-1]) for one in column(1)] == sorted(numbers)
    heads.nth(2).focus()
    seen.page.keyboard.press("Enter")
    assert seen.page.locator("[aria-sort]").count() == 1
    changes = column(3)
    assert changes == sorted(changes, key=lambda one: "高" in one)
    heads.nth(0).click()
    first = [one[0] for one in column(1)]
    assert first == sorted(first, key="丙丁甲乙".index) or first == sorted(first, key="丙甲乙丁".index)


def test_the_keyboard_suffices(seen: Seen) -> None:
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("ArrowRight")
    assert seen.visible("h1") == ["Company sizes: who moves"]
    seen.page.locator(".box.matrix").first.focus()
    assert seen.page.evaluate("document.activeElement.getAttribute('role')") == "region"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_phone_shows_all_without_scrolling_sideways(
    browser: Browser, what_if: str, comparison: str, lang: str
) -> None:
    long = [{"name": "公司" * 5000, "customer_id": "x" * 9000, "employees": 900, "spend": 10**40}]
    hostile = what_if_page(moved(long, many=MANY, rich="56万"), rules().definition, "zh")
    for html in (what_if, comparison, hostile):
        with shown(browser, html, viewport=PHONE, is_mobile=True, has_touch=True) as one:
            one.choose(lang)
            assert one.page.evaluate("document.documentElement.scrollWidth") == 390
            assert one.page.evaluate("visualViewport.scale") == 1
            right = "[...document.querySelectorAll('main *')].filter(e => !e.closest('.box') && e.checkVisibility())"
            assert one.page.evaluate(f"Math.max(...{right}.map(e => e.getBoundingClientRect().right))") <= 390
            assert min(size for _, _, size in one.page.evaluate(CONTRASTS)) >= 11


def test_a_wide_matrix_scrolls_within_its_box(browser: Browser, what_if: str) -> None:
    with shown(browser, what_if, viewport=PHONE) as one:
        box = one.page.locator(".box.matrix").first
        assert box.evaluate("e => e.scrollWidth > e.clientWidth")
        box.evaluate("e => { e.scrollLeft = 200; }")
        assert box.locator("tbody th").first.evaluate("e => e.getBoundingClientRect().left") < 30


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out(browser: Browser, what_if: str, comparison: str, scheme: str) -> None:
    for html in (what_if, comparison):
        with shown(browser, html, color_scheme=scheme) as one:
            found = one.page.evaluate(CONTRASTS)
            assert len(found) > 20
            assert [(text, round(ratio, 2)) for text, ratio, _ in found if ratio < 4.5] == []


def test_it_prints_on_paper(browser: Browser, what_if: str, comparison: str) -> None:
    for html, most in ((what_if, 5), (comparison, 8)):
        with shown(browser, html, color_scheme="dark") as one:
            printed = one.page.pdf(prefer_css_page_size=True)
            pages = re.findall(rb"/Type\s*/Page\b", printed)
            assert 1 <= len(pages) <= most
            assert set(re.findall(rb"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)", printed)) == {(b"594", b"841")}
            one.page.emulate_media(media="print")
            assert one.visible(".choice, .tools") == []
            assert one.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
            assert [text for text, ratio, _ in one.page.evaluate(CONTRASTS) if ratio < 4.5] == []


def test_a_wide_matrix_is_printed_on_its_side(browser: Browser) -> None:
    labels = ", ".join(f"l{at}: {{en: level {at} of development}}" for at in range(12))
    cases = ", ".join(f"{{label: l{at}, when: employees >= {1100 - at * 100}}}" for at in range(1, 11))
    wide = tr.loads(f"""tierrules: 1
name: wide
thresholds: {{top: 1200}}
dimensions:
  level: {{labels: {{{labels}}}, hit: first, rules: [{{label: l0, when: employees >= top}}, {cases}], otherwise: l11}}
""")
    people = [{"employees": at * 50, "annual_spend": at * 1234567} for at in range(22)]
    found = wide.what_if(people, {"top": 1050}, as_of=moved().as_of, weight="annual_spend")
    assert found.moved
    with shown(browser, what_if_page(found, wide.definition, "en")) as one:
        one.page.emulate_media(media="print")
        one.page.set_viewport_size({"width": 1001, "height": 700})  # A4 on its side, less its margins
        assert one.page.locator(".wide table").evaluate("e => e.scrollWidth <= e.parentElement.clientWidth")
        sheets = re.findall(rb"/MediaBox\s*\[0 0 (\d+)[.\d]* (\d+)", one.page.pdf(prefer_css_page_size=True))
        assert set(sheets) == {(b"594", b"841"), (b"841", b"594")}


def test_hostile_names_do_nothing(browser: Browser) -> None:
    names = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "\u202ednuora<img")
    people = [{"name": name, "customer_id": name, "employees": 900, "spend": 1} for name in names]
    text = SIZES.replace(
        "大型, en: Large}", "'<img src=y onerror=alert(2)>', en: '</script><script>alert(3)</script>'}"
    )
    hostile = tr.loads(text)
    found = hostile.what_if(people, {"many": MANY}, as_of=moved().as_of)
    with shown(browser, what_if_page(found, hostile.definition, "zh")) as one:
        one.choose("en")
        one.page.fill("input[type=search]", "<img")
        assert one.status() == "4 of 4 shown"
        assert (one.said, one.asked) == ([], [])
        assert one.page.locator("img, svg").count() == 0
