// Products that a reader has chosen to see side by side: up to as many as the page allows. The
// choice stands in the address where it was made, and goes along from page to page where the
// browser keeps it for the session.
(() => {
  const root = new URL(document.currentScript.dataset.root, location.href).href;
  const MOST = window.comparable.most, names = new Map(Object.entries(window.comparable.names));
  const table = document.querySelector(".comparison .compared");
  const PLACE = table ? "products" : "compare"; // in the address
  const boxes = [...document.querySelectorAll("input.compare")];

  const kept = () => { try { return sessionStorage.getItem("compare"); } catch { return null; } };
  const store = () => { try { sessionStorage.setItem("compare", chosen.join(",")); } catch { /* the address has it */ } };
  const known = (text) => [...new Set((text ?? "").split(","))].filter((id) => names.has(id)).slice(0, MOST);
  // On the way back the choice of the session is newer than the address.
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const asked = (back) => (back && kept()) || (new URLSearchParams(location.search).get(PLACE) ?? kept());
  let chosen = [];

  function address() {
    const page = root + "compare/" + (location.protocol === "file:" ? "index.html" : "");
    return page + "?products=" + chosen.join(",");
  }

  function write() {
    const query = new URLSearchParams(location.search);
    query.delete(PLACE);
    const parts = [String(query), chosen.length ? PLACE + "=" + chosen.join(",") : ""].filter(Boolean);
    try {
      history.replaceState(null, "", location.pathname + (parts.length ? "?" + parts.join("&") : "") + location.hash);
    } catch { /* from disk it may not be allowed */ }
  }

  const element = (tag, name, ...content) => {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...content);
    return made;
  };

  // What is chosen, at the foot of the window, on pages where one chooses but does not see it.
  const tray = element("section", "tray");
  tray.setAttribute("aria-label", say("Chosen to compare"));
  tray.hidden = true;
  const list = element("ul", ""), status = element("p", "hide");
  status.setAttribute("role", "status");
  const go = element("a", ""), clear = element("button", "", say("Clear"));
  clear.type = "button";
  clear.addEventListener("click", () => leave([]));
  tray.append(element("b", "", say("Compare")), list, go, clear);
  if (!table) document.body.append(tray, status);

  function showTray() {
    list.replaceChildren(...chosen.map((id) => {
      const remove = element("button", "", "×");
      remove.type = "button";
      remove.setAttribute("aria-label", say("Remove {name}", { name: names.get(id) }));
      remove.addEventListener("click", () => leave(chosen.filter((other) => other !== id)));
      return element("li", "", names.get(id), " ", remove);
    }));
    go.textContent = chosen.length > 1 ? say("See {n} side by side", { n: chosen.length }) : say("Choose another");
    go.href = chosen.length > 1 ? address() + "#side-by-side" : root + "products/" + (location.protocol === "file:" ? "index.html" : "") + "#all";
    tray.hidden = !chosen.length;
    document.documentElement.classList.toggle("has-tray", chosen.length > 0);
  }

  // Columns that are not chosen go; then rows in which no column that stays has anything.
  function showTable() {
    for (const cell of table.querySelectorAll("[data-product]")) {
      cell.hidden = !chosen.includes(cell.dataset.product);
    }
    for (const row of table.querySelectorAll("tbody tr:not(.group)")) {
      row.hidden = !row.querySelector("td:not([hidden]):not(.none)");
    }
    for (const head of table.querySelectorAll(".group")) {
      head.hidden = [...head.parentNode.rows].every((row) => row === head || row.hidden);
      head.cells[0].colSpan = chosen.length + 1;
    }
    table.parentNode.hidden = chosen.length < 2;
    table.dataset.columns = chosen.length;
  }

  function show() {
    for (const box of boxes) {
      box.checked = chosen.includes(box.value);
      box.disabled = !box.checked && chosen.length >= MOST;
    }
    if (table) showTable(); else showTray();
    const said = table ? document.querySelector(".ways [role=status]") : status;
    said.textContent = chosen.length >= MOST ? say("{n} chosen, which is the most.", { n: MOST })
      : chosen.length > 1 ? say("{n} chosen.", { n: chosen.length })
      : chosen.length ? say("One chosen; choose at least one more.") : say("Choose two to {n}.", { n: MOST });
  }

  function choose(ids) {
    chosen = ids.slice(0, MOST);
    store();
    write();
    show();
  }

  // The button that was pressed goes with what it removed: the focus must have a place to go to.
  function leave(ids) {
    choose(ids);
    (list.querySelector("button") ?? boxes[0]).focus();
  }

  for (const box of boxes) {
    box.addEventListener("change", () => choose(
      box.checked ? [...chosen, box.value] : chosen.filter((id) => id !== box.value)));
  }
  function read(back = false) {
    chosen = known(asked(back));
    store();
    if (table && chosen.length) write(); // so that the address can be passed on
    show();
  }
  window.addEventListener("popstate", () => read());
  window.addEventListener("pageshow", (event) => { if (event.persisted) read(true); });
  read(isBack && !table);
  if (table) document.documentElement.classList.remove("asked");
  if (table && location.hash === "#side-by-side") table.scrollIntoView(); // it was not there when the page came
})();
