// Drawings become live when a reader comes near them; if anything fails, the drawing stays.
(() => {
  const runtime = document.currentScript.dataset.src;
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

  function keys(live, tip, drawing) {
    const marks = [...live.querySelectorAll(".role-mark > *")]
      .filter((mark) => mark.__data__?.tooltip && typeof mark.__data__.tooltip === "object");
    let at = -1;
    live.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") tip.hidden = true;
      if (!step || !marks.length) return;
      event.preventDefault();
      at = (at + step + marks.length) % marks.length;
      const around = drawing.getBoundingClientRect(), mark = marks[at].getBoundingClientRect();
      show(tip, marks[at].__data__.tooltip, drawing,
        mark.left + mark.width / 2 - around.left, mark.top - around.top);
    });
    live.addEventListener("blur", () => { tip.hidden = true; });
  }

  const views = new Map(); // figure -> its live views
  async function upgrade(drawing) {
    await Promise.all([load(runtime), load(drawing.dataset.src)]);
    const spec = window.figureSpecs[drawing.dataset.name];
    const { View, parse, expressionInterpreter } = window.vegaRuntime;
    const still = drawing.querySelector("svg");
    const live = make("div", "live");
    live.tabIndex = 0;
    live.setAttribute("role", "group");
    live.setAttribute("aria-label", still.querySelector("title").textContent
      + ". Arrow keys read the values; they stand as a table below.");
    const tip = make("div", "tip");
    tip.setAttribute("role", "status");
    tip.hidden = true;
    drawing.append(live, tip);
    try {
      const view = new View(parse(spec, null, { ast: true }), {
        expr: expressionInterpreter, renderer: "svg", container: live, hover: true,
      });
      view.tooltip((_, event, item, value) => {
        if (!value || typeof value !== "object") { tip.hidden = true; return; }
        const around = drawing.getBoundingClientRect();
        show(tip, value, drawing, event.clientX - around.left, event.clientY - around.top);
      });
      await view.runAsync();
      const svg = live.querySelector("svg");
      svg.setAttribute("aria-hidden", "true"); // the group is named, and the table says the rest
      for (const name of ["width", "height", "viewBox"]) svg.setAttribute(name, still.getAttribute(name));
      keys(live, tip, drawing);
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
      button.setAttribute("aria-pressed", "false");
      button.append(...entry.childNodes);
      entry.append(button);
      button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        for (const other of figure.querySelectorAll(".legend button")) {
          other.setAttribute("aria-pressed", String(on && other === button));
        }
        for (const view of views.get(figure)) {
          view.signal("highlight", on ? entry.dataset.series : null).run();
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
