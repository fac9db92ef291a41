// Says of a citation, a fingerprint or a link whether the record still says what it said.
(() => {
  const root = new URL(document.currentScript.dataset.root, location.href).href;
  const form = document.querySelector("form.verify"), out = document.getElementById("verdict");
  const input = form.querySelector("input");
  const place = (path) => root + path.slice(1) + (location.protocol === "file:" && path.endsWith("/") ? "index.html" : "");

  const node = (tag, text, ...inside) => {
    const one = document.createElement(tag);
    if (text) one.textContent = text;
    one.append(...inside);
    return one;
  };
  const link = (path, text) => Object.assign(node("a", text || path), { href: place(path) });

  function changes(versions) {
    const list = node("ul");
    list.className = "history";
    for (const version of versions) {
      const item = node("li", "", link("/changes/" + version.edition + "/", version.edition));
      const told = node("ul");
      for (const [table, row, column, before, after, why] of version.changes) {
        told.append(node("li", `${table}, ${row}${column ? ", " + column : ""}: `,
          node("del", before || "nothing"), " → ", node("ins", after || "nothing"), why ? " " + why : ""));
      }
      if (!version.changes.length) told.append(node("li", "Its numbers changed."));
      item.append(told);
      list.append(item);
    }
    return list;
  }

  function answer(record, mark) {
    const latest = record.versions[0], parts = [];
    const at = mark ? record.versions.findIndex((version) => version.mark === mark) : record.versions.length - 1;
    const cited = record.versions[at], since = record.versions.slice(0, at).filter((v) => v.changes.length || v.mark !== cited.mark);
    const head = (word, text) => { const p = node("p", "", node("strong", word), " " + text); p.className = "lede"; return p; };
    if (record.to) {
      const word = record.to.length === 0 ? "Withdrawn." : record.to.length === 1 ? "Moved." : "Divided.";
      parts.push(head(word, record.why));
      for (const to of record.to) parts.push(node("p", "", "Now: ", link(to)));
      if (record.to.length === 1) {
        const next = window.verifyRecords.find((one) => one.path === record.to[0]);
        if (next) return [...parts, ...answer(next, mark && next.versions.some((v) => v.mark === mark) ? mark : "")];
      }
      return parts;
    }
    const name = node("p", "", link(record.path, record.title));
    if (mark && latest.mark === mark) {
      parts.push(head("Unchanged.", `The record says what it said in edition ${cited.edition}, when it got this fingerprint.`), name);
    } else if (mark) {
      parts.push(head("Changed.", `The fingerprint is that of edition ${cited.edition}. Since then:`), name, changes(since));
    } else if (since.length) {
      parts.push(head("Changed.", `Since its first edition, ${cited.edition}, the record has changed:`), name, changes(since));
    } else {
      parts.push(head("Unchanged.", `The record has not changed since its first edition, ${cited.edition}.`), name);
    }
    parts.push(node("p", "", "Its fingerprint in the latest edition: ", node("code", latest.mark), "."));
    if (record.now && record.now !== latest.mark) {
      parts.push(node("p", "This build shows changes to it that are in no edition yet."));
    }
    return parts;
  }

  function verify(text) {
    const marks = (text.toLowerCase().match(/(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])/g) || []);
    for (const mark of marks) {
      const record = window.verifyRecords.find((one) => one.versions.some((version) => version.mark === mark));
      if (record) return answer(window.verifyRecords.find((one) => !one.to && one.versions.some((v) => v.mark === mark)) || record, mark);
    }
    const address = text.split(/[?#\s]/)[0].replace(/index\.html$/, "").replace(/\.json$/, "/").replace("/api/v1/", "/");
    const path = address.endsWith("/") ? address : address + "/";
    const record = window.verifyRecords.find((one) => path.endsWith(one.path));
    if (record) return answer(record, "");
    const no = node("p", "", node("strong", "Not known."), " ", marks.length
      ? "No edition of this catalogue has a record with that fingerprint. Was it copied whole?"
      : "No edition has had a record at that address. Pages that are no records, such as indexes, have no fingerprint.");
    return [no];
  }

  const show = () => out.replaceChildren(...(input.value.trim() ? verify(input.value.trim()) : []));
  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  input.value = new URLSearchParams(location.search).get("q") || "";
  show();
})();
