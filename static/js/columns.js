// Stacked columns by year, drawn from the table in the same section.
(() => {
  const { hatch, tooltip, bodyRows, value, ends } = globalThis.anamnesis;

  function columns(section, canvas, colors) {
    const table = section.querySelector("table");
    const rows = bodyRows(table);
    const heads = [...table.tHead.rows[0].querySelectorAll("[data-group]")];
    const labels = rows.map((row) => row.cells[0].textContent);
    const texts = rows.map((row) => row.cells[row.cells.length - 1].textContent.trim());
    const unknown = rows.findIndex((row) => "unknown" in row.dataset);
    const step = (canvas.parentElement.clientWidth - 30) / rows.length;
    const every = Math.ceil(44 / step);
    const fits = (i) => unknown < 0 || (unknown - i) * step > 66; // clear of its longer label
    const unsure = rows.map((row) => "hatched" in row.dataset);
    const datasets = heads.map((head, i) => {
      const color = colors.group(head.dataset.group);
      const pattern = hatch(color, colors.bg);
      const isUnknown = head.dataset.group === "unknown";
      return {
        label: head.textContent,
        data: rows.map((row) => value(row.cells[i + 1])),
        backgroundColor: unsure.map((is) => (is || isUnknown ? pattern : color)),
        borderColor: colors.bg,
        borderWidth: { top: 2 },
        borderSkipped: false,
        barPercentage: 0.8,
        categoryPercentage: 0.95,
        maxBarThickness: 56,
      };
    });
    const totals = rows.map((_row, i) => datasets.reduce((sum, set) => sum + set.data[i], 0));
    return {
      type: "bar",
      data: { labels, datasets, totals },
      plugins: [ends(texts, colors)],
      options: {
        layout: { padding: { top: 22 } },
        scales: {
          x: {
            stacked: true,
            grid: { display: false },
            border: { color: colors.text },
            ticks: {
              color: colors.muted,
              maxRotation: 0,
              autoSkip: false,
              callback: (_value, i) => (i === unknown || (i % every === 0 && fits(i)) ? labels[i] : ""),
            },
          },
          y: {
            stacked: true,
            beginAtZero: true,
            border: { display: false },
            grid: { color: colors.border },
            ticks: { precision: 0, color: colors.muted, maxTicksLimit: 6 },
          },
        },
        plugins: { tooltip: { ...tooltip(colors), filter: (item) => item.raw > 0 } },
        interaction: { mode: "index", intersect: false },
      },
    };
  }

  Object.assign(globalThis.anamnesis, { columns });
})();
