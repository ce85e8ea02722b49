/* Canbo: nothing here is needed for reading or for sending a form. */
(() => {
  "use strict";
  const one = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const page = document.documentElement;
  page.classList.add("js");
  if (window.htmx) Object.assign(htmx.config, { includeIndicatorStyles: false, allowEval: false, historyCacheSize: 0, refreshOnHistoryMiss: true });

  /* Waiting: the old content stays; a bar after 0.3 s, a word after 5 s. */
  const progress = one("#progress"), failed = one("#failed");
  let waiting = 0, soon, late;
  const begin = () => {
    failed.hidden = true;
    if (waiting++) return;
    soon = setTimeout(() => { progress.hidden = false; }, 300);
    late = setTimeout(() => progress.classList.add("slow"), 5000);
  };
  const end = () => {
    waiting = Math.max(0, waiting - 1);
    if (waiting) return;
    clearTimeout(soon); clearTimeout(late);
    progress.hidden = true; progress.classList.remove("slow");
  };
  document.addEventListener("htmx:beforeRequest", begin);
  document.addEventListener("htmx:afterRequest", end);
  for (const name of ["sendError", "responseError", "timeout"])
    document.addEventListener("htmx:" + name, () => { failed.hidden = false; });
  /* How much of a file has been sent. */
  document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
    const sent = target.matches("form") && one("progress", target);
    if (!sent || !detail.lengthComputable) return;
    sent.hidden = false; sent.max = detail.total; sent.value = detail.loaded;
  });
  /* An address says only what was asked. */
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb === "get") [...detail.formData].forEach(([name, value]) => { if (value === "") detail.formData.delete(name); });
  });
  const line = () => { one("#offline").hidden = navigator.onLine; };
  addEventListener("online", line); addEventListener("offline", line);

  /* A form is sent once; its button says so. */
  document.addEventListener("submit", (event) => {
    const button = event.submitter, words = button && button.dataset.busy;
    if (!words || event.defaultPrevented) return;
    setTimeout(() => { button.dataset.words = button.textContent; button.textContent = words; button.disabled = true; });
  });
  addEventListener("pageshow", () => all("[data-words]").forEach((button) => {
    button.textContent = button.dataset.words; button.disabled = false; delete button.dataset.words;
  }));

  /* Rows that are picked, and the bar that acts on them; or everybody who matches: then no row is sent. */
  const picks = (form) => all("tbody .pick input", form);
  const count = (form, everybody) => {
    const boxes = picks(form), picked = boxes.filter((box) => box.checked).length, head = one("[data-all]", form), rest = one("[data-all-of]", form);
    boxes.forEach((box) => { box.closest("tr").classList.toggle("selected", box.checked); box.name = everybody ? "" : "chon"; });
    all("[data-count]", form).forEach((place) => { place.textContent = everybody || picked; });
    all("[data-when-picked]", form).forEach((bar) => { bar.hidden = !picked; });
    if (rest) rest.hidden = !!everybody;
    if (head) { head.checked = picked > 0 && picked === boxes.length; head.indeterminate = picked > 0 && !head.checked; }
  };
  const check = (form, on) => picks(form).forEach((box) => { box.checked = on; });
  let last; /* the row picked or unpicked last, from which a range is counted */
  const pickTo = (row) => {
    const form = row.closest("form[data-pick]"), boxes = picks(form), rows = boxes.map((box) => box.closest("tr"));
    const ends = [rows.indexOf(last), rows.indexOf(row)], on = boxes[ends[0]].checked;
    boxes.slice(Math.min(...ends), Math.max(...ends) + 1).forEach((box) => { box.checked = on; });
    last = row;
    count(form);
  };
  const countAll = () => all("form[data-pick]").forEach((form) => count(form));
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-pick]");
    if (!form) return;
    if (event.target.matches("[data-all]")) check(form, event.target.checked);
    else last = event.target.closest("tr");
    count(form);
  });
  document.addEventListener("click", (event) => {
    const rest = event.target.closest("[data-all-of]");
    if (!rest) return;
    check(rest.form, true);
    count(rest.form, rest.dataset.allOf);
  });
  document.addEventListener("htmx:afterSettle", countAll);
  addEventListener("pageshow", countAll);
  countAll();

  /* A dialog: its content comes when it is first asked for; of the keys it names only those that do something here. */
  const fill = async (place) => {
    const answer = await fetch(place.dataset.from, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer && answer.ok) place.outerHTML = await answer.text();
  };
  const open = async (id) => {
    const dialog = one("#" + id), place = one("[data-from]", dialog);
    if (place) await fill(place);
    all("[data-needs]", dialog).forEach((line) => { line.hidden = !one(line.dataset.needs); });
    if (!dialog.open) dialog.showModal();
  };

  /* Clicks: open a dialog, print, close menus that were left open. */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) open(opener.dataset.open);
    if (event.target.closest("[data-print]")) print();
    all("details.drop[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  /* Keys: single letters only outside fields, and only if the person left them on. */
  const step = (by) => {
    const rows = all("tr[data-row]").filter((row) => row.offsetParent);
    const now = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[now < 0 ? 0 : Math.min(Math.max(now + by, 0), rows.length - 1)];
    const link = next && (one("a.name", next) || one("a[href], input, button", next));
    if (link) { link.focus(); next.scrollIntoView({ block: "nearest" }); }
  };
  const pick = ({ shiftKey }) => {
    const row = document.activeElement.closest("tr[data-row]"), box = row && one(".pick input", row);
    if (box && shiftKey && last && last.isConnected) pickTo(row); else if (box) box.click();
  };
  /* A page's own keys stand on its links: pages beside this one, tabs and menus are opened, any other is only come to. */
  const goTo = (key) => {
    const link = /^([1-9[\]cp]|Arrow(Left|Right))$/.test(key) && one(`[data-key="${key}"]`);
    return link && (() => {
      if (link.matches("[rel], .tabs a, summary")) link.click(); else { link.focus(); link.scrollIntoView({ block: "nearest" }); }
      if (link.matches("summary")) { const first = one("input:not([type=hidden])", link.parentNode); if (first) first.focus(); }
    });
  };
  /* The next question of a list of problems: the first thing to be answered in it. */
  const questions = () => all("tr.msg .say ~ form").map((form) => one("input:not([type=hidden]), select, button", form)).filter(Boolean);
  const nextProblem = () => {
    const found = questions();
    const now = found.findIndex((field) => field.form.contains(document.activeElement));
    const next = found[(now + 1) % found.length];
    if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
  };
  /* A row that was answered is a new one: go on in it, with the next question below it, or with writing. */
  document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig } }) => {
    const old = requestConfig.elt.closest("tbody[id]"), row = old && document.getElementById(old.id);
    if (!row || row === old || document.activeElement !== document.body) return;
    const next = questions().find((field) => row.compareDocumentPosition(field) & 20) || one("[data-send]:enabled");
    if (next) next.focus();
  });
  const everyRow = () => { const box = one("[data-all]"); if (box) box.click(); };
  const keys = {
    "/": () => one("#q") && one("#q").focus(),
    "?": () => open("shortcuts"),
    j: () => step(1), k: () => step(-1), x: pick, X: pick, a: everyRow, n: nextProblem, p: () => { const way = goTo("p"); if (way) way(); else if (one("[data-print]")) print(); },
  };
  document.addEventListener("keydown", (event) => {
    const sender = event.key === "Enter" && event.ctrlKey && one("[data-send]");
    if (sender) { event.preventDefault(); sender.click(); return; }
    if (event.key === "Escape") {
      const menu = one("details.drop[open]");
      if (menu) { menu.open = false; one("summary", menu).focus(); } else if (event.target.id === "q") event.target.blur();
      return;
    }
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, dialog, [contenteditable]")
      || (event.key.startsWith("Arrow") && event.target.closest("[type=radio], .scroll[tabindex]"));
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : goTo(event.key);
    if (!action || typing || event.ctrlKey || event.altKey || event.metaKey || document.body.dataset.keys === "off") return;
    event.preventDefault();
    action(event);
  });
})();
