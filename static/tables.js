// Tables that sort and filter. The form above a table is the state: the address is written from
// it and read into it. A row has the ids of what it is (data-subject="cmc"), a cell a data-key
// where its text does not sort. Rows under headings stay there until another order is asked for.
(() => {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function sift(form) {
    const table = document.getElementById(form.dataset.table);
    const { q, order } = form.elements;
    const filters = [...form.querySelectorAll("select")].filter((select) => select !== order);
    const fields = [q, ...filters, order];
    const heads = [...table.tHead.rows[0].cells];
    const sections = [...table.tBodies].map((body) => ({
      body, head: body.querySelector(".group"), rows: [...body.querySelectorAll("tr:not(.group)")],
    }));
    const rows = sections.flatMap((section) => section.rows);
    const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
    const usual = (field) => (field === q ? "" : [...field.options].find((o) => o.defaultSelected)?.value ?? "");
    const changed = () => fields.filter((field) => field.value !== usual(field));

    const has = (row, filter, value) => !value || row.dataset[filter.name].split(" ").includes(value);
    const fits = (row, other) => hits.has(row) && filters.every((filter) => filter === other || has(row, filter, filter.value));

    // Rows that show all words, or are of what the search finds by them; if none is, those near.
    let index, loading, hits = new Set(rows), isNear = false;
    function look() {
      const words = plain(q.value).split(/\s+/);
      const has = (row) => words.every((word) => texts.get(row).includes(word));
      const found = index && q.value.trim() ? index.exact(q.value) : [];
      hits = new Set([...rows.filter(has), ...found.map((one) => rows[one.id])]);
      isNear = Boolean(index) && !hits.size;
      if (isNear) hits = new Set(index.near(q.value).map((one) => rows[one.id]));
    }
    function load() {
      loading ??= window.rowSearch?.(rows).then((made) => { index = made; show(); }, () => {});
    }

    function sorted() {
      const down = order.value.startsWith("-");
      const at = heads.findIndex((head) => head.dataset.by === order.value.replace("-", ""));
      const key = (row) => row.cells[at].dataset.key ?? row.cells[at].textContent.trim();
      heads.forEach((head, i) => {
        if (i === at) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      if (order.value === usual(order)) return rows;
      // what has no key, such as a day that is not known, comes last in either order
      return [...rows].sort((a, b) => !key(a) - !key(b) || words.compare(key(a), key(b)) * (down ? -1 : 1));
    }

    function show() {
      if (q.value.trim()) load();
      look();
      const inOrder = sorted();
      const grouped = sections[0].head !== null && order.value === usual(order);
      const found = rows.filter((row) => fits(row));
      table.classList.toggle("grouped", grouped);
      for (const row of rows) row.hidden = !found.includes(row);
      for (const section of sections) {
        if (grouped || section === sections[0]) {
          section.body.append(...(grouped ? section.rows : inOrder));
        }
        if (!section.head) continue;
        const left = section.rows.filter((row) => !row.hidden).length;
        section.head.hidden = !grouped || !left;
        section.head.querySelector(".count").textContent = left;
      }
      for (const filter of filters) {
        const open = rows.filter((row) => fits(row, filter));
        for (const option of filter.options) {
          const count = open.filter((row) => has(row, filter, option.value)).length;
          if (option.value) option.text = option.text.replace(/\d+(?=[)）]$)/, count);
        }
      }
      table.hidden = !found.length;
      announce(found.length);
    }

    const status = form.querySelector("[role=status]"), clear = form.querySelector("[type=reset]");
    function announce(count) {
      const { one, many } = form.dataset;
      const asked = filters.filter((filter) => filter.value)
        .map((filter) => filter.selectedOptions[0].text.replace(/ ?[(（]\d+[)）]$/, ""));
      if (q.value.trim()) asked.push(`“${q.value.trim()}”`);
      const counted = count < rows.length ? say("{count} of {all} {many}", { count, all: rows.length, many })
        : count === 1 ? say("1 {one}", { one, many }) : say("{count} {many}", { count, many });
      const text = !count ? say("No {one} fits all of: {asked}.", { one, asked: asked.join(say(", ")) })
        : isNear ? say("Nothing here on “{words}”. Perhaps: {rows}", { words: q.value.trim(), rows: counted }) : counted;
      const how = document.createElement("span");
      how.className = "hide";
      how.textContent = say(". Order: {order}.", { order: order.selectedOptions[0].text });
      if (status.textContent !== text + how.textContent) status.replaceChildren(text, how);
      clear.hidden = !changed().length;
    }

    function write() {
      const query = new URLSearchParams(location.search);
      for (const field of fields) query.delete(field.name);
      for (const field of changed()) query.set(field.name, field.value);
      const said = String(query);
      const place = changed().length ? "#" + form.dataset.place : "";
      try {
        history.replaceState(null, "", location.pathname + (said && "?" + said) + place);
      } catch { /* too often, or not allowed from disk: the table is right all the same */ }
    }

    function read() {
      const query = new URLSearchParams(location.search);
      for (const field of fields) {
        field.value = query.get(field.name) ?? usual(field);
        if (field.selectedIndex === -1) field.value = usual(field);
      }
      if (changed().some((field) => field !== q)) form.querySelector(".unfold").setAttribute("aria-expanded", "true");
      show();
    }

    for (const head of heads) {
      const label = head.querySelector(".by");
      if (!label) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "by";
      button.append(...label.childNodes);
      label.replaceWith(button);
      button.addEventListener("click", () => {
        const { by } = head.dataset;
        order.value = order.value === by ? "-" + by : by;
        show();
        write();
      });
    }
    const unfold = form.querySelector(".unfold"); // on a phone, so that the table begins on the first screen
    unfold.addEventListener("click", () => unfold.setAttribute("aria-expanded", String(unfold.getAttribute("aria-expanded") === "false")));
    q.addEventListener("focus", load, { once: true });
    form.addEventListener("input", () => { show(); write(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => { show(); write(); q.focus(); }));
    // Fewer rows must not leave the page too short to stay where the address has led to.
    if (location.hash === "#" + form.dataset.place) {
      const main = form.closest("main");
      main.style.minHeight = form.getBoundingClientRect().top - main.getBoundingClientRect().top + innerHeight + "px";
    }
    window.addEventListener("popstate", read);
    window.addEventListener("pageshow", read); // a browser may have filled in the form by itself
    read();
    return loading;
  }

  // What the address asks for is shown once it is known; or, on a slow line, as far as it is.
  const asked = Promise.all([...document.querySelectorAll("form.tools")].map(sift));
  Promise.race([asked, new Promise((late) => setTimeout(late, 2000))])
    .then(() => document.documentElement.classList.remove("asked"));
})();
