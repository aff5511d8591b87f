"""How pages of results look, beside what all pages share."""

from __future__ import annotations

from typing import Final

from tierrules.language.document.style import LOOK

STYLE: Final = (
    LOOK
    + """
:root { --up: 31 111 178; --down: 201 104 24; --other: 107 114 128; --up-ink: #1a5c94; --down-ink: #95480a;
  --other-ink: #5d6b7c; }
@media screen and (prefers-color-scheme: dark) {
  :root { --up: 70 150 220; --down: 214 122 40; --other: 139 148 163; --up-ink: #7dbcf0; --down-ink: #f0a860;
    --other-ink: #9eabba; }
}
html { scroll-behavior: smooth; }
body { max-width: 72rem; overflow-wrap: anywhere; }
.switch, .heard { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
#to-zh:checked ~ * span[lang="en"], #to-en:checked ~ * span[lang="zh-CN"] { display: none; }
.choice { float: right; margin: 0 0 .5rem 1rem; border: 1px solid var(--line); border-radius: .4rem; overflow: hidden; }
.choice label[lang] { display: inline-block; padding: .3rem .8rem; font-size: .85rem; cursor: pointer;
  color: var(--faint); }
#to-zh:checked ~ header label[for="to-zh"], #to-en:checked ~ header label[for="to-en"] { background: var(--mark);
  color: var(--paper); }
#to-zh:focus-visible ~ header label[for="to-zh"], #to-en:focus-visible ~ header label[for="to-en"] {
  outline: 2px solid var(--ink); outline-offset: -3px; }
header { overflow: hidden; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); }
footer p { font-size: .75rem; }
footer code { margin-right: 1rem; font-size: 1em; }
a { color: inherit; text-decoration-color: currentColor; text-underline-offset: .2em; }
caption { text-align: left; font-weight: 600; padding: .75rem 0 .35rem; caption-side: top; }
th code, dd code { color: var(--faint); font-weight: normal; }
bdi + small, td small { display: block; color: var(--faint); font-weight: normal; font-size: .8em; }
.open { border-left: 3px solid var(--line); padding-left: .75rem; }
thead th { overflow-wrap: normal; }
.edits table { width: auto; min-width: 60%; }
.edits td { white-space: nowrap; }
.edits td:last-child { font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .75rem; margin: .75rem 0; }
.tile { border: 1px solid var(--line); border-top: 3px solid var(--mark); border-radius: .4rem; padding: .7rem 1rem;
  break-inside: avoid; }
.tile b { display: block; font-size: 2rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile > span { display: block; font-weight: 600; }
.tile small { color: var(--faint); }
.nobody { font-size: 1.1rem; color: var(--ink); }
.box { position: relative; overflow-x: auto; }
.box table { width: auto; }
.box:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
.balance td, .listed td, .matrix td, .number { text-align: right; }
.balance thead th + th, .listed thead th + th, .matrix thead th + th { text-align: right; }
.balance th, .balance td, .listed th, .listed td { padding: .3rem .9rem; white-space: nowrap; }
.balance, .listed, .matrix { overflow-wrap: normal; }
.matrix table { border-collapse: separate; border-spacing: 2px; }
.matrix th, .matrix td { border: 0; padding: .4rem .7rem; border-radius: .2rem; max-width: 14rem; }
.matrix th:first-child { position: sticky; left: 0; z-index: 1; background: var(--paper); }
.matrix thead th:first-child { font-weight: normal; }
.matrix th { min-width: 6.5rem; text-wrap: balance; }
.matrix td { min-width: 5.5rem; background: var(--shade); }
.matrix td small { color: inherit; white-space: nowrap; }
.matrix .empty { color: var(--faint); background: none; }
.matrix td .key { display: inline-block; color: inherit; margin-right: .3rem; }
.matrix .stay { background: none; box-shadow: inset 0 0 0 2px var(--line); }
.matrix .total { background: none; color: var(--faint); }
.matrix td a { white-space: nowrap; }
.matrix .up { --hue: var(--up); } .matrix .down { --hue: var(--down); }
.matrix .across, .matrix .none { --hue: var(--other); }
.matrix .shade-0 { background: rgb(var(--hue) / .1); } .matrix .shade-1 { background: rgb(var(--hue) / .18); }
.matrix .shade-2 { background: rgb(var(--hue) / .27); } .matrix .shade-3 { background: rgb(var(--hue) / .37); }
.matrix .shade-4 { background: rgb(var(--hue) / .48); }
.key { position: relative; margin-right: .35rem; white-space: nowrap; }
.key.up { color: var(--up-ink); } .key.down { color: var(--down-ink); }
.key.across, .key.none { color: var(--other-ink); }
.legend .key { margin: 0 1rem 0 0; }
.tools { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; margin: .75rem 0; font-size: .9rem; }
.tools[hidden] { display: none; }
.tools label { display: flex; align-items: center; gap: .5rem; max-width: 100%; }
.tools input, .tools select { font: inherit; color: inherit; background: var(--paper); min-width: 0; max-width: 100%;
  border: 1px solid var(--faint); border-radius: .3rem; padding: .35rem .5rem; }
.movers thead th { position: sticky; top: 0; z-index: 1; }
.movers th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer;
  text-align: inherit; }
.movers th button::after { content: " ↕"; color: var(--faint); }
.movers th[aria-sort="ascending"] button::after { content: " ↑"; color: var(--mark); }
.movers th[aria-sort="descending"] button::after { content: " ↓"; color: var(--mark); }
.movers tr[hidden] { display: none; }
.movers tbody th { min-width: 10rem; }
.movers .change { min-width: 8.5rem; } .movers .dimension { min-width: 6rem; }
.number { white-space: nowrap; }
.summary { font-size: 1.05rem; color: var(--ink); }
.ruleset { border-top: 1px solid var(--line); padding-top: 1.5rem; }
header + main > section:first-child .ruleset { border: 0; padding: 0; }
.ruleset code { font-size: 1.05rem; font-weight: 600; margin: 0; color: var(--ink); }
.changes table { table-layout: fixed; }
.changes thead th:first-child { width: 20%; } .changes thead th:nth-child(2) { width: 33%; }
.changes thead th:nth-child(5) { width: 11%; text-align: right; }
.changes ul { margin: 0; padding-left: 1.1rem; }
.changes .example, .why { color: var(--faint); font-size: .9em; }
@media (max-width: 44rem) {
  .choice { float: none; display: inline-block; margin: 0 0 .75rem; }
  dl { display: block; }
  .cards thead th { position: static; }
  .cards thead { display: block; }
  .cards thead tr { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: .25rem 0; }
  .cards thead th { padding: .15rem 0; background: none; border: 0; }
  .cards table, .cards tbody, .cards tbody tr, .cards tbody th, .cards td { display: block; width: auto; }
  .cards tbody tr { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; }
  .cards tbody th { background: var(--shade); }
  .cards td { position: relative; white-space: normal; border: 0; padding: .3rem .75rem .3rem 7rem; text-align: left; }
  .cards td::before { position: absolute; left: .75rem; top: .45rem; width: 5.75rem; color: var(--faint);
    font-size: .75rem; line-height: 1.3; }
  #to-zh:checked ~ main .cards td::before { content: attr(data-zh); }
  #to-en:checked ~ main .cards td::before { content: attr(data-en); }
  .changes thead, .edits thead { display: none; }
  .edits table { min-width: 0; }
  .matrix th:first-child { min-width: 5.5rem; max-width: 6.5rem; }
  .tools label { width: 100%; } .tools input, .tools select { flex: 1; }
}
@media print {
  @page wide { size: A4 landscape; }
  .choice, .tools, .switch { display: none; }
  .box { overflow: visible; }
  .matrix td, .tile, .matrix .stay { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .matrix th, .matrix td, .balance th, .balance td, .listed th, .listed td { font-size: 8pt; padding: 2pt 4pt;
    min-width: 0; }
  .matrix tbody th, .matrix tfoot th { min-width: 52pt; }
  .matrix td small { white-space: normal; }
  .wide { page: wide; } .wide table { table-layout: fixed; width: 100%; }
  .wide th, .wide td { padding: 2pt 3pt; font-size: 7pt; overflow-wrap: anywhere; }
  .matrix th:first-child, .movers thead th { position: static; }
  .movers th, .movers td, .changes th, .changes td { font-size: 9pt; padding: 3pt 5pt; }
  .movers tbody th { min-width: 6rem; } .movers .dimension { min-width: 4rem; }
  .movers .change { min-width: 6.5rem; } .movers .why { min-width: 14rem; }
  .movers th button { display: contents; }
  .movers th button::after { content: none; }
  a { text-decoration: none; }
  .legend { font-size: 8.5pt; }
  caption, .tiles, .open, .movers > p { break-after: avoid; }
  tfoot { display: table-row-group; }
  .matrix, .balance { break-inside: avoid; }
}
"""
)
