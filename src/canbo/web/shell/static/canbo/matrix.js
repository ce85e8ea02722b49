/* Canbo: the matrix under the arrow keys. One tab stop; Home, End, Ctrl; Enter opens. Without it every link is one. */
(() => {
  "use strict";
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const within = (n, length) => Math.min(Math.max(n, 0), length - 1);

  for (const table of document.querySelectorAll("table[data-grid]")) {
    const rows = [...table.rows].map((row) => [...row.cells].map((cell) => cell.querySelector("a") || cell));
    const place = (target) => {
      const y = rows.findIndex((row) => row.some((stop) => stop.contains(target)));
      return [y, y < 0 ? 0 : rows[y].findIndex((stop) => stop.contains(target))];
    };
    let now = rows[1][0];
    table.setAttribute("role", "grid");
    for (const row of rows) for (const stop of row) stop.tabIndex = -1;
    now.tabIndex = 0;

    const come = (y, x) => {
      const row = rows[within(y, rows.length)];
      row[within(x, row.length)].focus();
    };
    table.addEventListener("focusin", ({ target }) => {
      const [y, x] = place(target);
      if (y < 0) return;
      now.tabIndex = -1;
      now = rows[y][x];
      now.tabIndex = 0;
    });
    table.addEventListener("keydown", (event) => {
      if (event.altKey || event.metaKey) return;
      const [y, x] = place(event.target), step = steps[event.key];
      if (step && !event.ctrlKey) come(y + step[0], x + step[1]);
      else if (event.key === "Home") come(event.ctrlKey ? 0 : y, 0);
      else if (event.key === "End") come(event.ctrlKey ? rows.length : y, rows[0].length);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }
})();
