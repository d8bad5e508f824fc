// Draws every section[data-chart] from its own table, each in a turn of its own so that the page
// never stalls: what is near the screen first, the rest when the browser is idle; again when the
// results, the theme, the width or the paper change.
(() => {
  if (!globalThis.Chart) return;
  const { read, defaults, ...kinds } = globalThis.anamnesis;
  const whenIdle = globalThis.requestIdleCallback || ((work) => setTimeout(work, 1));
  const sections = () => [...document.querySelectorAll("[data-chart]")];
  let round = 0;

  function draw(section, colors) {
    const canvas = section.querySelector("canvas");
    if (!canvas.clientWidth) return; // tables were asked for
    Chart.getChart(canvas)?.destroy();
    canvas.width = canvas.parentElement.clientWidth; // it fills its box
    canvas.height = canvas.parentElement.clientHeight;
    new Chart(canvas, kinds[section.dataset.chart](section, canvas, colors));
  }

  const distance = (section) => Math.abs(section.getBoundingClientRect().top);

  function drawAll({ now = false } = {}) {
    const colors = read();
    const mine = (round += 1);
    defaults(colors);
    if (now) return sections().forEach((section) => draw(section, colors));
    const waiting = sections().map((section) => ({ section, at: distance(section) }));
    waiting.sort((a, b) => b.at - a.at);
    const next = () => {
      if (mine !== round || !waiting.length) return;
      draw(waiting.pop().section, colors);
      whenIdle(next);
    };
    setTimeout(next);
  }

  // Charts of results that were replaced would be held in memory.
  function forget() {
    for (const chart of Object.values(Chart.instances))
      if (!chart.canvas?.isConnected) chart.destroy();
  }

  // Whoever points at a row, or reaches it by Tab, sees its mark; Esc puts out what is lit.
  function light(section, row) {
    const chart = Chart.getChart(section.querySelector("canvas"));
    if (!chart) return;
    const address = row?.querySelector("a")?.href;
    const isMark = (mark, at) => (mark?.url ? mark.url === address : at === row.sectionRowIndex);
    const lit = chart.data.datasets.flatMap(({ data }, datasetIndex) =>
      data.flatMap((mark, index) => (row && isMark(mark, index) ? [{ datasetIndex, index }] : [])),
    );
    chart.setActiveElements(lit);
    if (!row) chart.tooltip.setActiveElements([], { x: 0, y: 0 });
    chart.update();
  }
  for (const name of ["focusin", "pointerover"])
    document.addEventListener(name, ({ target }) => {
      const row = target.closest?.("[data-chart] tbody tr");
      if (row) light(row.closest("[data-chart]"), row);
    });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") sections().forEach((section) => light(section));
  });

  const soon = () => {
    clearTimeout(soon.timer);
    soon.timer = setTimeout(drawAll, 120);
  };

  document.fonts.ready.then(() => drawAll()); // once, with the right letters
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
    matchMedia(query).addEventListener("change", () => drawAll());
  document.addEventListener("anamnesis:theme", () => drawAll());
  document.addEventListener("anamnesis:results", () => {
    forget();
    drawAll();
  });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) soon();
    width = innerWidth;
  });
  matchMedia("print").addEventListener("change", () => drawAll({ now: true }));
  addEventListener("beforeprint", () => drawAll({ now: true }));
  addEventListener("afterprint", () => drawAll());
})();
