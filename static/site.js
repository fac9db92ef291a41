// The words of scripts, in the language of the page: words.js has them, where that is not English.
window.say = (message, values = {}) => (window.words?.[message] ?? message).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// Opened from disk, a link to a folder must name its page; on a server nothing is to be done.
if (location.protocol === "file:") {
  for (const form of document.querySelectorAll("form.search")) form.action += "index.html";
  for (const link of document.querySelectorAll("a[href]")) {
    const [, path, rest] = link.getAttribute("href").match(/^([^?#]*)(.*)$/);
    if (path.endsWith("/") && !path.includes(":")) link.setAttribute("href", path + "index.html" + rest);
  }
}

// The other language of a page is shown at the place, and with the choices, at which the reader is.
for (const link of document.querySelectorAll("a.language")) {
  const to = link.getAttribute("href");
  link.addEventListener("click", () => link.setAttribute("href", to + location.search + location.hash));
}

// Headings and approvals offer a link to themselves; citations and code offer to be copied.
{
  const copied = (button, text) => navigator.clipboard?.writeText(text).then(() => {
    button.dataset.words ??= button.textContent;
    button.textContent = say("Copied");
    clearTimeout(button.timer);
    button.timer = setTimeout(() => { button.textContent = button.dataset.words; }, 1500);
  }, () => {});
  for (const part of document.querySelectorAll("main :is(h2, h3)[id], .fold > summary > :is(h2, h3)")) {
    const owner = !part.id ? part.parentElement.nextElementSibling : part.closest("article[id]") && part.matches("article > *") ? part.closest("article") : part;
    const link = document.createElement("a");
    link.className = "self";
    link.href = "#" + owner.id;
    link.textContent = "#";
    link.setAttribute("aria-label", say("Link to {heading}", { heading: part.textContent.trim() }));
    link.addEventListener("click", () => copied(link, link.href));
    if (part.id) part.append(link);
    else owner.prepend(link);  // a summary holds no link
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    const words = document.querySelector(button.dataset.copy).textContent;
    button.addEventListener("click", () => copied(button, words));
  }
  if (navigator.clipboard) {
    for (const text of document.querySelectorAll("main pre > code, main .cite-text, main .title-zh > :is([lang], .v)")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = say("Copy");
      const words = text.textContent.replace(/^《|》$/g, "");
      button.addEventListener("click", () => copied(button, words));
      (text.closest("pre, .title-zh") || text).append(button);
    }
  }
}

// An address that leads into a folded part opens it, in a browser that does not do so by itself too.
{
  const unfold = () => {
    const target = document.querySelector(":target");
    const folds = [];
    for (let part = target; part; part = part.parentElement) if (part.matches("details:not([open])")) folds.push(part);
    for (const fold of folds) fold.open = true;
    if (folds.length) target.scrollIntoView();
  };
  unfold();
  addEventListener("hashchange", unfold);
}

// An address that has moved keeps the part of the page that was asked for; ids of parts begin with that of the record.
{
  const moved = document.querySelector("a[data-moved]");
  const name = (path) => path.replace(/(\/index\.html)?\/?$/, "").split("/").pop();
  if (moved) {
    const part = moved.dataset.moved !== "record" ? location.hash : location.hash.replace(new RegExp("([#-])" + name(location.pathname) + "(?![^-])"), "$1" + name(moved.pathname));
    location.replace(moved.href + part);
  }
}

// Rows that become cards on a phone stay rows to screen readers that go by how things look.
// One with a caption stays displayed as a table, and a caption may not stand in a role of ours.
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
for (const part of document.querySelectorAll(":is(.cards, .results, .course), :is(.cards, .results, .course) *")) {
  const role = part.tagName === "TH" ? (part.scope === "col" ? "columnheader" : "rowheader") : ROLES[part.tagName];
  if (role && !part.caption) part.setAttribute("role", role);
}

// Which colours the reader chooses; first.js shows them on the next page before it is drawn.
for (const choice of document.querySelectorAll(".theme input")) {
  const root = document.documentElement;
  choice.checked = choice.value === (root.dataset.theme || "system");
  choice.addEventListener("change", () => {
    if (choice.value === "system") delete root.dataset.theme;
    else root.dataset.theme = choice.value;
    try { localStorage.setItem("theme", choice.value); } catch { /* holds for this page */ }
  });
}
