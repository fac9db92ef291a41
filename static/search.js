// Results as you type. The library and the entries load when the box is first used; both are
// classic scripts, so that a page opened from disk can search too.
(() => {
  const me = document.currentScript;
  const root = new URL(me.dataset.root, location.href).href;
  const MOST = 12, NEAR = 5; // results in the head of a page; suggestions
  let loading, index;

  const library = new URL("vendor/minisearch/minisearch.min.js", me.src).href;
  const load = (src) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const key = (text) => plain(text).replace(/[^\p{L}\p{N}]/gu, "");
  const HAN = /\p{Script=Han}/u;
  const SMALL = new Set(["a", "an", "and", "by", "for", "in", "of", "on", "the", "to", "with"]);

  // Latin words without the s of a plural, numbers with their point; Chinese as single characters
  // and pairs, so that any part is found.
  function tokens(text) {
    const found = [];
    const runs = /\p{Script=Han}+|\d+(?:\.\d+)+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
    for (const run of plain(text).match(runs) || []) {
      if (!HAN.test(run)) { found.push(run.length > 3 ? run.replace(/([^s])s$/, "$1") : run); continue; }
      const characters = [...run];
      if (characters.length === 1) found.push(run);
      for (let i = 0; i + 1 < characters.length; i++) found.push(characters[i] + characters[i + 1]);
    }
    return found;
  }

  function asked(query) {
    const all = tokens(query), large = all.filter((word) => !SMALL.has(word));
    return large.length ? large : all;
  }

  const entriesOfAll = () => window.searchEntries.map(([path, title, kind, names, text]) => ({ path, title, kind, names, text }));

  // An index in which what has all words of a query is found, or, apart, what has words near them.
  function makeIndex(entries) {
    const fields = ["title", "names", "kind", "text"];
    const index = new window.MiniSearch({
      fields, storeFields: [...fields, "path"], processTerm: (term) => term,
      tokenize: (text) => tokens(text).concat([...text].filter((one) => HAN.test(one))),
      searchOptions: {
        tokenize: asked, combineWith: "AND", boost: { title: 4, names: 3 },
        boostDocument: (_, __, { path }) => (/^\/(glossary|about)\/|#approval-/.test(path) ? 0.15 : /^\/(evidence|trends)\//.test(path) ? 0.5 : 1),
      },
    });
    index.addAll(entries.map((entry, id) => ({ ...entry, id, names: entry.names.join(" ; ") })));
    const keys = entries.map((entry) => [entry.title, ...entry.names].map(key));
    const isWord = (term) => index.search(term, { prefix: false }).length > 0;
    const begins = (term) => !HAN.test(term) && (term.length > 3 || !isWord(term));

    // What is so named, then what begins so or has it in its title, then the rest. A single letter begins half of all
    // words: it is looked for in titles alone.
    function exact(query) {
      const runs = plain(query).match(/\p{Script=Han}+/gu) || [], whole = key(query);
      const phrase = (text) => ` ${tokens(text).join(" ")} `;
      const rank = ({ id, path, title }) => (keys[id].includes(whole) && !path.startsWith("/glossary/") ? 0
        : keys[id].some((name) => name.startsWith(whole)) || (phrase(title).includes(phrase(query)) && !path.includes("/not-here/")) ? 1 : 2);
      const found = index.search(query, {
        fields: /^[^\p{Script=Han}]$/u.test(query) ? ["title"] : fields, prefix: begins,
        filter: (one) => runs.every((run) => fields.some((field) => plain(one[field]).includes(run))),
      });
      const seen = new Set(found.map((one) => one.id)); // less what is so named, written in other words
      keys.forEach((names, id) => { if (whole && names.includes(whole) && !seen.has(id)) found.push({ id, score: 0, ...index.getStoredFields(id) }); });
      return found.map((one) => ({ ...one, rank: rank(one) })).sort((a, b) => a.rank - b.rank || b.score - a.score);
    }

    // Names that differ by a letter or two but not by the first, or else some of several words.
    function near(query) {
      const letters = new Set(asked(query).map((word) => word[0]));
      const alike = index.search(query, {
        fields: ["title", "names"], prefix: begins, maxFuzzy: 2,
        fuzzy: (term) => (term.length < 5 || HAN.test(term) || /\d/.test(term) ? false : term.length > 6 ? 0.3 : 0.2),
      }).filter((one) => one.terms.every((term) => letters.has(term[0])));
      return alike.length ? alike : index.search(query, { combineWith: "OR", prefix: begins });
    }
    return { exact, near };
  }

  const ready = () => (loading ??= Promise.all([
    load(library), load(root + "search/entries.js"),
  ]).then(() => { index = makeIndex(entriesOfAll()); }));

  const address = (path) => {
    const [place, fragment] = path.slice(1).split("#");
    const file = location.protocol === "file:" && (place === "" || place.endsWith("/"));
    return root + place + (file ? "index.html" : "") + (fragment ? "#" + fragment : "");
  };

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

  // A text around the first of the words, cut between words.
  function cut(text, words) {
    const at = Math.max(0, ...words.map((word) => plain(text).indexOf(word)));
    const from = at > 60 ? Math.max(text.lastIndexOf(" ", at - 30) + 1, at - 60) : 0;
    const to = text.length > from + 110 ? Math.max(text.lastIndexOf(" ", from + 110), from + 60) : text.length;
    return (from ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
  }

  function excerpt(entry, words) {
    const hits = (all) => all.filter((one) => words.some((word) => plain(one).includes(word)));
    const [first, ...lines] = entry.text.split("\n");
    if (lines.length) { // what it is, then by what it was found
      const found = hits([...entry.names.split(" ; "), ...lines]).filter((one) => !first.includes(one));
      return [first, ...found.slice(0, 2).map((one) => cut(one, words))].join(" · ");
    }
    const named = hits(entry.names.split(" ; "));
    return named.length ? named.slice(0, 3).join(" · ") : cut(first, words);
  }

  // Fills the list, and returns a sentence on what is in it, and whether that is what was asked for.
  function show(list, query, most) {
    list.replaceChildren();
    const all = index.exact(query), isExact = all.length > 0;
    const found = isExact ? all.slice(0, most) : index.near(query).slice(0, NEAR);
    const typed = [...plain(query).split(/\s+/), ...tokens(query)];
    const wordsOf = (entry) => [...typed, ...(entry.terms || [])].filter((word) => word.length > 1 || HAN.test(word));
    const kinds = new Map();
    for (const entry of found) {
      if (!kinds.has(entry.kind)) kinds.set(entry.kind, []);
      kinds.get(entry.kind).push(entry);
    }
    const option = (href, ...parts) => {
      const link = document.createElement("a");
      link.className = "result";
      link.id = list.id + "-" + list.querySelectorAll(".result").length;
      link.href = href;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.tabIndex = -1;
      link.append(...parts);
      return link;
    };
    for (const [kind, entries] of kinds) {
      const group = document.createElement("div");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", kind);
      const head = document.createElement("p");
      head.className = "result-kind";
      head.textContent = kind;
      head.setAttribute("aria-hidden", "true");
      group.append(head);
      list.append(group);
      for (const entry of entries) {
        const title = document.createElement("b"), words = wordsOf(entry);
        title.append(marked(entry.title, words));
        const around = document.createElement("span");
        around.append(marked(excerpt(entry, words), words));
        group.append(option(address(entry.path), title, around));
      }
    }
    const count = all.length === 1 ? say("1 result") : say("{count} results", { count: all.length });
    if (all.length > found.length && isExact) {
      list.append(option(address("/search/") + "?q=" + encodeURIComponent(query), say("All {count} results", { count: all.length })));
      return { isExact, said: say("{count} results, the first {shown} here", { count: all.length, shown: found.length }) };
    }
    if (isExact) return { isExact, said: count };
    const said = found.length ? say("Nothing here on “{query}”. Perhaps:", { query })
      : say("Nothing here on “{query}”. Try a part of a name, a code, or Chinese characters; or see the list from A to Z.", { query });
    return { isExact, said };
  }

  function box(form) {
    const input = form.querySelector("input");
    const most = form.classList.contains("large") ? Infinity : MOST;
    const panel = document.createElement("div"), list = document.createElement("div"), line = document.createElement("p");
    panel.className = "results-list";
    line.setAttribute("aria-hidden", "true"); // the status says it
    list.id = input.id + "-results";
    list.setAttribute("role", "listbox");
    list.tabIndex = -1; // its options are reached by arrow keys
    list.setAttribute("aria-label", say("Results"));
    panel.hidden = true;
    panel.append(line, list);
    const status = document.createElement("p");
    status.className = "hide";
    status.setAttribute("role", "status");
    form.append(panel, status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-autocomplete", "list");
    input.autocomplete = "off";
    let at = -1, isExact = false;

    const options = () => [...list.querySelectorAll(".result")];
    const open = (yes) => { panel.hidden = !yes; input.setAttribute("aria-expanded", String(yes)); };
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
      const shown = show(list, query, most);
      isExact = shown.isExact;
      line.className = isExact ? "result-count" : "result-none";
      status.textContent = line.textContent = shown.said;
      open(true);
    };
    input.addEventListener("focus", () => ready().catch(() => {}), { once: true });
    input.addEventListener("input", () => update().catch(() => {}));
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (panel.hidden) return;
        event.preventDefault();
        pick(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
      } else if (event.key === "Escape") {
        open(false);
      }
    });
    // Enter goes to what is picked or to the first result; to a suggestion only if it is picked.
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const picked = options()[at]?.href;
      if (!picked) await update().catch(() => {}); // typed faster than the results came
      const to = picked || (isExact && options()[0]?.href);
      if (to && input.value.trim()) location.href = to;
      else form.submit();
    });
    document.addEventListener("click", (event) => {
      if (most === MOST && !form.contains(event.target)) open(false);
    });
    form.addEventListener("focusout", (event) => {
      if (most === MOST && event.relatedTarget && !form.contains(event.relatedTarget)) open(false);
    });
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
  const query = new URLSearchParams(location.search).get("q");
  if (query && document.querySelector("main form.search")) {
    const last = boxes[boxes.length - 1];
    last.input.value = query;
    last.update().catch(() => {});
  }

  // For the word boxes of tables: rows by the words of what they link to, beside their own.
  window.rowSearch = async (rows) => {
    await ready();
    const around = (row) => {
      const path = row.querySelector("th a").href.replace(root, "/").replace(/index\.html(?=#|$)/, "");
      const parts = path.includes("#") ? path : path + "#"; // of a page, all of it
      return entriesOfAll().filter((entry) => entry.path === path || entry.path.startsWith(parts))
        .flatMap((entry) => [entry.title, ...entry.names, entry.text]);
    };
    return makeIndex(rows.map((row) => ({ path: "", title: "", kind: "", text: "", names: [row.textContent, ...around(row)] })));
  };
})();
