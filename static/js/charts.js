// Draws every section[data-chart] from its own table, and again when the surroundings change.
(() => {
  if (!globalThis.Chart) return;
  const { read, defaults, ...kinds } = globalThis.anamnesis;
  const sections = [...document.querySelectorAll("[data-chart]")];

  function draw() {
    const colors = read();
    defaults(colors);
    for (const section of sections) {
      const canvas = section.querySelector("canvas");
      Chart.getChart(canvas)?.destroy();
      new Chart(canvas, kinds[section.dataset.chart](section, canvas, colors));
    }
  }

  function whenIdle() {
    clearTimeout(whenIdle.timer);
    whenIdle.timer = setTimeout(draw, 120);
  }

  draw();
  document.fonts?.ready.then(draw);
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"]) {
    matchMedia(query).addEventListener("change", draw);
  }
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) whenIdle();
    width = innerWidth;
  });
  addEventListener("beforeprint", draw);
  addEventListener("afterprint", draw);
})();
