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

  // The sentences are in the page; what is in braces is put in, as text or as a link.
  const sentences = document.getElementById("verdicts").content;
  const [nothing, numbers, asItWas] = [...sentences.querySelector("[data-case=words]").children].map((one) => one.textContent);
  function sentence(name, values) {
    const line = sentences.querySelector(`[data-case="${name}"]`).cloneNode(true);
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), all = [];
    while (texts.nextNode()) all.push(texts.currentNode);
    for (const text of all) text.replaceWith(...text.data.split(/\{(\w+)\}/).map((part, i) => (i % 2 ? values[part] : part)));
    if (line.firstElementChild?.tagName === "STRONG") line.className = "lede";
    return line;
  }

  function changes(versions) {
    const list = node("ul");
    list.className = "history";
    for (const version of versions) {
      const item = node("li", "", link("/changes/" + version.edition + "/", version.edition));
      const told = node("ul");
      for (const [table, row, column, before, after, why] of version.changes) {
        told.append(node("li", `${table}, ${row}${column ? ", " + column : ""}: `,
          node("del", before || nothing), " → ", node("ins", after || nothing), why ? " " + why : ""));
      }
      if (!version.changes.length) told.append(node("li", numbers));
      item.append(told);
      list.append(item);
    }
    return list;
  }

  function answer(record, mark) {
    const latest = record.versions[0], parts = [];
    const at = mark ? record.versions.findIndex((version) => version.mark === mark) : record.versions.length - 1;
    const cited = record.versions[at], since = record.versions.slice(0, at).filter((v, i) => v.changes.length || v.mark !== record.versions[i + 1].mark);
    if (record.to) {
      parts.push(sentence(["withdrawn", "moved"][record.to.length] || "divided", record));
      for (const to of record.to) parts.push(sentence("now", { link: link(to) }));
      if (record.to.length === 1) {
        const next = window.verifyRecords.find((one) => one.path === record.to[0]);
        if (next) return [...parts, ...answer(next, mark && next.versions.some((v) => v.mark === mark) ? mark : "")];
      }
      return parts;
    }
    const isDraft = Boolean(record.now) && record.now !== latest.mark, hasChanged = mark ? latest.mark !== mark : since.length > 0;
    const name = hasChanged ? "changed" : isDraft ? "draft" : "same";
    parts.push(sentence(mark ? name : name + "-since", cited), node("p", "", link(record.path, record.title)));
    if (hasChanged) parts.push(changes(since));
    if (hasChanged && isDraft) parts.push(sentence("later", cited));
    if (cited.past) parts.push(sentence("past", { ...cited, link: link(cited.past, asItWas) }));
    parts.push(sentence("mark", latest));
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
    return [sentence(marks.length ? "no-mark" : "no-page", {})];
  }

  const show = () => out.replaceChildren(...(input.value.trim() ? verify(input.value.trim()) : []));
  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  input.value = new URLSearchParams(location.search).get("q") || "";
  show();
})();
