// Sorts the tables of a class by their columns, and filters the submissions.
"use strict";

/** What a cell is sorted by: its value, else its text. */
function key(row, column) {
  const cell = row.cells[column];
  return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
}

function compare(a, b) {
  return typeof a === "number" ? a - b : a.localeCompare(b, undefined, { numeric: true });
}

function sort(table, column) {
  const head = table.tHead.rows[0].cells[column];
  const ascending = head.getAttribute("aria-sort") !== "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [key(row, column), row]);
  rows.sort(([a], [b]) => (ascending ? compare(a, b) : compare(b, a)));
  body.append(...rows.map(([, row]) => row));
}

function makeSortable(table) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if (head.dataset.fixed !== undefined || head.textContent === "") return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(table, column));
    head.replaceChildren(button);
  });
}

function makeFilter(table) {
  const filter = document.createElement("p");
  filter.className = "filter";
  const label = filter.appendChild(document.createElement("label"));
  label.textContent = "Show only names with ";
  const input = label.appendChild(document.createElement("input"));
  input.type = "search";
  // Beside the label, so that it is announced when it changes, and is no part of the name.
  const count = filter.appendChild(document.createElement("output"));
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLocaleLowerCase();
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = !row.cells[0].textContent.toLocaleLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = wanted === "" ? "" : ` ${shown} of ${table.tBodies[0].rows.length}`;
  });
  table.closest(".wide").before(filter);
}

for (const table of document.querySelectorAll("table.gradebook, table.heat")) makeSortable(table);
for (const table of document.querySelectorAll("table.gradebook")) makeFilter(table);
