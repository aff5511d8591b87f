"""How the page looks: on paper, on a screen, on a phone. Fonts are those that the reader's machine has."""

from __future__ import annotations

from typing import Final

LOOK: Final = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2430; --faint: #5d6b7c; --line: #d5dce4; --shade: #f3f6f9;
  --mark: #1f4e79; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #12171e; --ink: #e3e8ee; --faint: #9eabba; --line: #323d4a; --shade: #1b222c; --mark: #8fc1ee; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.5rem 4rem; color: var(--ink); background: var(--paper);
  font: 16px/1.6 system-ui, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
header { border-bottom: 3px solid var(--mark); margin-bottom: 1.5rem; padding-bottom: 1rem; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; color: var(--mark); }
h2 code { font-size: .75rem; font-weight: normal; color: var(--faint); margin-left: .4rem; }
dl { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin: 0; font-size: .9rem; }
dl div { display: flex; gap: .5rem; }
dt { color: var(--faint); }
dd { margin: 0; }
p { margin: .5rem 0; font-size: .9rem; color: var(--faint); }
ul { margin: .15rem 0; padding-left: 1.25rem; }
code { font-family: ui-monospace, "SF Mono", Consolas, monospace; font-size: .85em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .5rem .75rem; text-align: left; vertical-align: top; }
thead th { background: var(--shade); border-bottom: 2px solid var(--line); color: var(--faint); font-size: .85rem; }
tbody th { font-weight: 600; }
@media (max-width: 36rem) {
  body { padding: 1.25rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
}
@media print {
  @page { size: A4; margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  thead { display: table-header-group; }
  thead th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  tr, li { break-inside: avoid; }
  h2, h2 + p { break-after: avoid; }
}
"""
"""What all pages share."""

STYLE: Final = (
    LOOK
    + """
.criteria tbody th { width: 22%; min-width: 8rem; }
.criteria td:nth-child(3):last-child { color: var(--faint); font-size: .85rem; width: 24%; }
.grid { overflow-x: auto; }
.grid table { width: auto; min-width: 50%; }
.grid th, .grid td { padding: .3rem .75rem; font-size: .9rem; }
.grid td { white-space: nowrap; }
@media (max-width: 36rem) {
  .criteria thead { display: none; }
  .criteria table, .criteria tbody, .criteria tr, .criteria th, .criteria td { display: block; width: auto !important; }
  .criteria tr { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; }
  .criteria tbody th { background: var(--shade); }
  .criteria tr > :last-child { border-bottom: 0; }
  .criteria td.empty { display: none; }
  .criteria td::before { content: attr(data-head); display: block; color: var(--faint); font-size: .75rem; }
}
@media print {
  .grid { overflow: visible; }
  .grid th, .grid td { padding: 2pt 4pt; font-size: 8pt; line-height: 1.35; }
  .grid table { min-width: 0; }
}
"""
)
