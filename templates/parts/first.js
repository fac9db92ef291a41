{# Within the page, before anything is drawn: that there is a script, and which colours the reader
   chose, if any. What the address asks of a table is not drawn otherwise first; see tables.js. #}
(() => {
  const root = document.documentElement, kept = (store, name) => {
    try { return store().getItem(name); } catch { return null; }
  };
  const theme = kept(() => localStorage, "theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  root.classList.add("js");
  if (location.search || kept(() => sessionStorage, "compare")) {
    root.classList.add("asked");
    setTimeout(() => root.classList.remove("asked"), 3000);
  }
})();
