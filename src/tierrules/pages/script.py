"""What the page can do beyond being read: all of it is there without, and stays readable."""

from __future__ import annotations

from typing import Final

SCRIPT: Final = r"""
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const english = document.getElementById("to-en");
  const lang = () => (english.checked ? "en" : "zh");
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const many = (number) => number.toLocaleString("en");
  const afterwards = [];

  function speak() {
    document.documentElement.lang = { zh: "zh-CN", en: "en" }[lang()];
    for (const one of all("[data-zh]:not(td):not(optgroup)")) one.textContent = one.dataset[lang()];
    for (const one of all("optgroup[data-zh]")) one.label = one.dataset[lang()];
    for (const one of afterwards) one();
  }

  function said(cell) {
    return (cell.querySelector(`[lang|="${lang()}"]`) || cell).textContent;
  }

  function compare(one, other, column) {
    const [a, b] = [one.cells[column], other.cells[column]];
    if ("key" in a.dataset) return Number(a.dataset.key) - Number(b.dataset.key);
    return said(a).localeCompare(said(b), lang());
  }

  for (const list of all(".movers")) {
    const [form, table, status] = [".tools", "table", "[role=status]"].map((one) => list.querySelector(one));
    const [search, change] = [form.querySelector("input"), form.querySelector("select")];
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, text: plain(row.textContent), change: row.dataset.change }));

    const filter = () => {
      const words = plain(search.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const one of rows) {
        const fits = (!change.value || one.change === change.value) && words.every((word) => one.text.includes(word));
        one.row.hidden = !fits;
        shown += fits;
      }
      const form = status.dataset[`form${lang() === "zh" ? "Zh" : "En"}`];
      status.textContent = form.replace("{shown}", many(shown)).replace("{all}", many(rows.length));
    };

    const sort = (head) => {
      const first = head.dataset.first || "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const way = head.getAttribute("aria-sort") === first ? other : first;
      for (const one of all("th", head.parentNode)) one.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", way);
      const sign = way === "ascending" ? 1 : -1;
      const sorted = rows.map((one) => one.row).sort((a, b) => sign * compare(a, b, head.cellIndex));
      body.append(...sorted);
    };

    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(head));
      head.append(button);
    }
    for (const link of all("a[data-change]", list.closest(".migration"))) {
      link.addEventListener("click", () => {
        change.value = link.dataset.change;
        search.value = "";
        filter();
      });
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    search.addEventListener("input", filter);
    change.addEventListener("change", filter);
    afterwards.push(filter);
    form.hidden = false;
  }

  for (const one of all("input.switch")) one.addEventListener("change", speak);
  speak();
})();
"""
