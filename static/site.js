// Opened from disk, a link to a folder must name its page; on a server nothing is to be done.
if (location.protocol === "file:") {
  for (const form of document.querySelectorAll("form.search")) form.action += "index.html";
  for (const link of document.querySelectorAll("a[href]")) {
    const [, path, rest] = link.getAttribute("href").match(/^([^?#]*)(.*)$/);
    if (path.endsWith("/") && !path.includes(":")) link.setAttribute("href", path + "index.html" + rest);
  }
}

// Rows that become cards on a phone stay rows to screen readers that go by how things look.
// One with a caption stays displayed as a table, and a caption may not stand in a role of ours.
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
for (const part of document.querySelectorAll(":is(.cards, .results), :is(.cards, .results) *")) {
  const role = part.tagName === "TH" ? (part.scope === "col" ? "columnheader" : "rowheader") : ROLES[part.tagName];
  if (role && !part.caption) part.setAttribute("role", role);
}
