// Results as you type. The library and the entries load when the box is first used; both are
// classic scripts, so that a page opened from disk can search too.
(() => {
  const me = document.currentScript;
  const root = new URL(me.dataset.root, location.href).href;
  const MOST = 12;
  let loading, index, known;

  const load = (src) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = root + src;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // Latin words as they are; Chinese as single characters and pairs, so that any part is found.
  function tokens(text) {
    const found = [];
    for (const run of plain(text).match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) || []) {
      if (!/\p{Script=Han}/u.test(run)) { found.push(run); continue; }
      const characters = [...run];
      if (characters.length === 1) found.push(run);
      for (let i = 0; i + 1 < characters.length; i++) found.push(characters[i] + characters[i + 1]);
    }
    return found;
  }

  const ready = () => (loading ??= Promise.all([
    load("static/vendor/minisearch/minisearch.min.js"), load("search/entries.js"),
  ]).then(() => {
    index = new window.MiniSearch({
      fields: ["title", "names", "text"], storeFields: ["title", "names", "text", "kind", "path"],
      tokenize: tokens, processTerm: (term) => term,
    });
    known = new Map();
    window.searchEntries.forEach((entry, id) => {
      index.add({ ...entry, id, names: entry.names.join(" ; ") });
      for (const name of [entry.title, ...entry.names]) {
        const key = plain(name).replace(/[《》\s]/g, "");
        known.set(key, known.has(key) && known.get(key) !== entry.path ? null : entry.path);
      }
    });
  }));

  const address = (path) => {
    const [place, fragment] = path.slice(1).split("#");
    const file = location.protocol === "file:" && (place === "" || place.endsWith("/"));
    return root + place + (file ? "index.html" : "") + (fragment ? "#" + fragment : "");
  };

  // A single letter begins half of all words: it is looked for in titles alone.
  const find = (query) => index.search(query, {
    fields: /^[^\p{Script=Han}]$/u.test(query) ? ["title"] : ["title", "names", "text"],
    prefix: (term) => !/\p{Script=Han}/u.test(term),
    fuzzy: (term) => (term.length > 4 && !/\p{Script=Han}|\d/u.test(term) ? 0.2 : false),
    boost: { title: 4, names: 3 }, combineWith: "AND", maxFuzzy: 2,
    boostDocument: (_, __, stored) => (stored.kind === "Glossary" ? 0.15 : 1),
  });

  // A text with the words of the query marked, as nodes: nothing of it is ever markup.
  function marked(text, words) {
    const out = document.createDocumentFragment();
    const low = plain(text).length === text.length ? plain(text) : text.toLowerCase();
    let at = 0;
    while (at < text.length) {
      let best = -1, size = 0;
      for (const word of words) {
        const found = low.indexOf(word, at);
        if (found >= 0 && (best < 0 || found < best || (found === best && word.length > size))) {
          best = found; size = word.length;
        }
      }
      if (best < 0) break;
      out.append(text.slice(at, best));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(best, best + size);
      out.append(mark);
      at = best + size;
    }
    out.append(text.slice(at));
    return out;
  }

  function excerpt(entry, words) {
    const named = entry.names.split(" ; ").filter((name) => words.some((w) => plain(name).includes(w)));
    if (named.length) return named.slice(0, 3).join(" · ");
    const at = Math.max(0, ...words.map((word) => plain(entry.text).indexOf(word)));
    const start = at > 60 ? at - 40 : 0;
    return (start ? "… " : "") + entry.text.slice(start, start + 110) + (entry.text.length > start + 110 ? " …" : "");
  }

  function show(list, query) {
    list.replaceChildren();
    const found = find(query);
    const words = [...plain(query).split(/\s+/).filter(Boolean), ...tokens(query)];
    const kinds = new Map();
    for (const entry of found.slice(0, MOST)) {
      if (!kinds.has(entry.kind)) kinds.set(entry.kind, []);
      kinds.get(entry.kind).push(entry);
    }
    let number = 0;
    for (const [kind, entries] of kinds) {
      const group = document.createElement("div");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", kind);
      const head = document.createElement("p");
      head.className = "result-kind";
      head.textContent = kind;
      head.setAttribute("aria-hidden", "true");
      group.append(head);
      for (const entry of entries) {
        const link = document.createElement("a");
        link.className = "result";
        link.id = list.id + "-" + number++;
        link.href = address(entry.path);
        link.setAttribute("role", "option");
        link.setAttribute("aria-selected", "false");
        link.tabIndex = -1;
        const title = document.createElement("b");
        title.append(marked(entry.title, words));
        const around = document.createElement("span");
        around.append(marked(excerpt(entry, words), words));
        link.append(title, around);
        group.append(link);
      }
      list.append(group);
    }
    return found.length;
  }

  function box(form) {
    const input = form.querySelector("input");
    const list = document.createElement("div");
    list.className = "results-list";
    list.id = input.id + "-results";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Results");
    list.hidden = true;
    const status = document.createElement("p");
    status.className = "hide";
    status.setAttribute("role", "status");
    form.append(list, status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-autocomplete", "list");
    input.autocomplete = "off";
    let at = -1;

    const options = () => [...list.querySelectorAll(".result")];
    const open = (yes) => { list.hidden = !yes; input.setAttribute("aria-expanded", String(yes)); };
    const pick = (to) => {
      const all = options();
      all[at]?.setAttribute("aria-selected", "false");
      at = all.length ? (to + all.length) % all.length : -1;
      if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
      all[at].setAttribute("aria-selected", "true");
      all[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", all[at].id);
    };
    const update = async () => {
      await ready();
      const query = input.value.trim();
      at = -1;
      input.removeAttribute("aria-activedescendant");
      if (!query) { open(false); status.textContent = ""; return; }
      const count = show(list, query);
      if (!count) {
        const none = document.createElement("p");
        none.className = "result-none";
        none.textContent = "Nothing found. Try a part of a name, a code, or Chinese characters; or see the list from A to Z.";
        list.append(none);
      }
      open(true);
      status.textContent = count === 1 ? "1 result" : count + " results";
    };
    input.addEventListener("focus", () => ready().catch(() => {}), { once: true });
    input.addEventListener("input", () => update().catch(() => {}));
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) return;
        event.preventDefault();
        pick(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
      } else if (event.key === "Escape") {
        open(false);
      }
    });
    // Enter goes to what is picked, to what is so named, or to the first result.
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const picked = options()[at]?.href;
      if (!picked) await update().catch(() => {}); // typed faster than the results came
      const exact = known?.get(plain(input.value).replace(/[《》\s]/g, ""));
      const first = options()[0]; // a topic says more than the word of the glossary that it begins with
      const topic = first?.closest("[role=group]").getAttribute("aria-label") === "Topic";
      const go = exact && !(topic && exact.startsWith("/glossary/"));
      const to = picked || (go ? address(exact) : first?.href);
      if (to && input.value.trim()) location.href = to;
      else form.submit();
    });
    document.addEventListener("click", (event) => { if (!form.contains(event.target)) open(false); });
    return { input, update };
  }

  const boxes = [...document.querySelectorAll("form.search")].map(box);
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      boxes[0]?.input.focus();
    }
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked && document.querySelector("main form.search")) {
    const last = boxes[boxes.length - 1];
    last.input.value = asked;
    last.update().catch(() => {});
  }
})();
