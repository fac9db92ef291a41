// Before anything is drawn: that there is a script, and which colours the reader chose, if any.
(() => {
  const root = document.documentElement;
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  root.classList.add("js");
  // What the address asks of a table is not drawn otherwise first; see tables.js and compare.js.
  let chosen = null;
  try { chosen = sessionStorage.getItem("compare"); } catch { /* nothing was kept */ }
  if (location.search || chosen) {
    root.classList.add("asked");
    setTimeout(() => root.classList.remove("asked"), 3000);
  }
  try { show(localStorage.getItem("theme")); } catch { /* nothing can be kept here */ }
  document.addEventListener("DOMContentLoaded", () => {
    for (const choice of document.querySelectorAll(".theme input")) {
      choice.checked = choice.value === (root.dataset.theme || "system");
      choice.addEventListener("change", () => {
        show(choice.value);
        try { localStorage.setItem("theme", choice.value); } catch { /* holds for this page */ }
      });
    }
  });
})();
