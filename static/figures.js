// Drawings become live when a reader comes near them; if anything fails, the drawing stays.
(() => {
  const { src: runtime, root } = document.currentScript.dataset;
  const loading = {};
  const load = (src) => (loading[src] ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = done;
    script.onerror = () => failed(new Error("not loaded: " + src));
    document.head.append(script);
  }));

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // What a mark says, as text: tooltips are data, never markup.
  function show(tip, value, box, x, y) {
    tip.replaceChildren();
    for (const [name, said] of Object.entries(value)) {
      const row = make("div");
      row.append(make("span", "tip-name", name), " ", make("span", "tip-said", String(said)));
      tip.append(row);
    }
    tip.hidden = false;
    const left = Math.min(Math.max(0, x - tip.offsetWidth / 2), box.clientWidth - tip.offsetWidth);
    const above = y - tip.offsetHeight - 14;
    tip.style.left = Math.max(0, left) + "px";
    tip.style.top = (above < -40 ? y + 18 : above) + "px";
  }

  const REACH = 24; // px between a hand and the mark that is meant
  const said = (mark) => JSON.stringify(mark.__data__.tooltip);
  const marksOf = (live) => [...live.querySelectorAll(".role-mark:not(.mark-text) > *")]
    .filter((mark) => mark.__data__?.tooltip && typeof mark.__data__.tooltip === "object");

  function nearest(live, { clientX: x, clientY: y }) {
    let found = null, least = REACH;
    for (const mark of marksOf(live)) {
      const { left, right, top, bottom } = mark.getBoundingClientRect();
      const away = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
      if (away <= least) [found, least] = [mark, away];
    }
    return found;
  }

  // To the record that a mark stands for, out of a frame too, in a new tab if the reader says so.
  function follow(mark, event) {
    const path = mark?.__data__.datum.path;
    if (!path) return;
    const link = make("a");
    const [page, part] = path.slice(1).split("#");
    link.href = root + page + (location.protocol === "file:" ? "index.html" : "") + (part ? "#" + part : "");
    link.target = "_top";
    link.dispatchEvent(new MouseEvent("click", event));
  }

  function hands(live, tip, drawing) {
    let told = null, again = false;
    const tell = (mark) => {
      told = mark;
      tip.hidden = !mark;
      live.classList.toggle("leads", Boolean(mark?.__data__.datum.path));
      if (!mark) return;
      const around = drawing.getBoundingClientRect(), box = mark.getBoundingClientRect();
      show(tip, mark.__data__.tooltip, drawing,
        box.left + box.width / 2 - around.left, box.top - around.top);
    };
    live.addEventListener("pointermove", (event) => tell(nearest(live, event)));
    live.addEventListener("pointerdown", (event) => {
      const mark = nearest(live, event);
      again = Boolean(told && mark === told);
      tell(mark);
    });
    live.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") tell(null); });
    live.addEventListener("click", (event) => { // the first touch tells, the second leads on
      if (event.pointerType !== "touch" || again) follow(nearest(live, event), event);
    });
    live.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") tell(null);
      if (event.key === "Enter") follow(told, {});
      if (!step) return;
      event.preventDefault();
      const all = marksOf(live), names = all.map(said);
      const marks = all.filter((mark, i) => names.indexOf(names[i]) === i);
      const at = told ? marks.findIndex((mark) => said(mark) === said(told)) : step > 0 ? -1 : 0;
      tell(marks.at((at + step) % marks.length) ?? null);
    });
    live.addEventListener("blur", () => tell(null));
  }

  const views = new Map(); // figure -> its live views
  async function upgrade(drawing) {
    await Promise.all([load(runtime), load(drawing.dataset.src)]);
    const spec = window.figureSpecs[drawing.dataset.name];
    const { View, parse, expressionInterpreter } = window.vegaRuntime;
    const still = drawing.querySelector("svg");
    const live = make("div", "live");
    live.tabIndex = 0;
    const tip = make("div", "tip");
    tip.setAttribute("role", "status");
    tip.hidden = true;
    drawing.append(live, tip);
    try {
      const view = new View(parse(spec, null, { ast: true }), {
        expr: expressionInterpreter, renderer: "svg", container: live,
      });
      view.tooltip(() => {}); // see `hands`, which finds the nearest mark, by touch too
      await view.runAsync();
      live.setAttribute("role", "group"); // the view has named it "Vega visualization"
      live.setAttribute("aria-label", drawing.dataset.label);
      live.removeAttribute("aria-roledescription");
      const svg = live.querySelector("svg");
      svg.setAttribute("aria-hidden", "true"); // the group is named, and the table says the rest
      for (const name of ["width", "height", "viewBox"]) svg.setAttribute(name, still.getAttribute(name));
      hands(live, tip, drawing);
      drawing.classList.add("is-live");
      still.setAttribute("aria-hidden", "true");
      const figure = drawing.closest("figure");
      views.set(figure, [...(views.get(figure) || []), view]);
      legend(figure);
    } catch (error) {
      live.remove();
      tip.remove();
      throw error;
    }
  }

  function legend(figure) {
    for (const entry of figure.querySelectorAll(".legend li")) {
      if (entry.querySelector("button")) continue;
      const button = make("button");
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      button.append(...entry.childNodes);
      entry.append(button);
      button.addEventListener("click", () => {
        button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
        const hidden = [...figure.querySelectorAll('.legend li:has([aria-pressed="false"])')];
        for (const view of views.get(figure)) {
          view.signal("hidden", hidden.map((one) => one.dataset.series)).run();
        }
      });
    }
  }

  if (!("IntersectionObserver" in window)) return;
  const near = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      upgrade(target).catch(() => { target.dataset.live = "failed"; });
    }
  }, { rootMargin: "200px" });
  // Whoever only reads is spared the runtime: it comes with the first sign of a hand.
  const signs = ["pointermove", "pointerdown", "keydown", "scroll", "focusin"];
  const start = () => {
    for (const sign of signs) removeEventListener(sign, start);
    for (const drawing of document.querySelectorAll(".drawing")) near.observe(drawing);
  };
  for (const sign of signs) addEventListener(sign, start, { passive: true });
})();
