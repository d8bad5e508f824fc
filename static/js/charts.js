// Draws every section[data-chart] from its own table: the first at once, the others when idle;
// again when the results, the theme, the width or the paper change.
(() => {
  if (!globalThis.Chart) return;
  const { read, defaults, ...kinds } = globalThis.anamnesis;
  const whenIdle = globalThis.requestIdleCallback || ((work) => setTimeout(work, 1));
  let round = 0;

  function draw(section) {
    const canvas = section.querySelector("canvas");
    if (!canvas.clientWidth) return; // tables were asked for
    Chart.getChart(canvas)?.destroy();
    new Chart(canvas, kinds[section.dataset.chart](section, canvas, read()));
  }

  function drawAll({ now = false } = {}) {
    defaults(read());
    const [first, ...others] = document.querySelectorAll("[data-chart]");
    const mine = (round += 1);
    if (first) draw(first);
    const next = () => {
      const section = mine === round && others.shift();
      if (section) draw(section);
      if (others.length) now ? next() : whenIdle(next);
    };
    now ? next() : whenIdle(next);
  }

  // Charts of results that were replaced would be held in memory.
  function forget() {
    for (const chart of Object.values(Chart.instances))
      if (!chart.canvas?.isConnected) chart.destroy();
  }

  const soon = () => {
    clearTimeout(soon.timer);
    soon.timer = setTimeout(drawAll, 120);
  };

  drawAll();
  if (document.fonts && document.fonts.status !== "loaded") document.fonts.ready.then(() => drawAll());
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
