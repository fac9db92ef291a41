// A build that changes this page reloads it; problems stand over the last good one.
const mine = location.pathname.slice(1).replace(/(^|\/)$/, "$1index.html");
new EventSource("/__reload").onmessage = (event) => {
  const { problems, changed } = JSON.parse(event.data);
  document.getElementById("__problems")?.remove();
  if (!problems.length) {
    if (changed.some((name) => name === mine || name.startsWith("static/"))) location.reload();
    return;
  }
  const panel = document.createElement("section");
  panel.id = "__problems";
  panel.setAttribute("role", "alert");
  const head = document.createElement("strong");
  head.textContent = problems.length === 1 ? "1 problem; this is the last good page"
    : `${problems.length} problems; this is the last good page`;
  const list = document.createElement("ul");
  for (const problem of problems) {
    const item = document.createElement("li");
    item.textContent = problem;
    list.append(item);
  }
  panel.append(head, list);
  panel.style.cssText = "position:sticky;top:0;z-index:9;padding:1rem;max-height:60vh;"
    + "overflow:auto;background:#fff6e5;color:#1b2129;border-bottom:3px solid #8a5200;"
    + "font:1rem/1.5 sans-serif";
  document.body.prepend(panel);
};
