// Opened from disk, a link to a folder must name its page; on a server nothing is to be done.
if (location.protocol === "file:") {
  for (const form of document.querySelectorAll("form.search")) form.action += "index.html";
  for (const link of document.querySelectorAll("a[href]")) {
    const [, path, rest] = link.getAttribute("href").match(/^([^?#]*)(.*)$/);
    if (path.endsWith("/") && !path.includes(":")) link.setAttribute("href", path + "index.html" + rest);
  }
}
