// Columns by year and bars by kind, drawn from the table in the same section.
(() => {
  const { hatch, tooltip } = globalThis.anamnesis;
  const whole = { precision: 0 };

  const bodyRows = (table) => [...table.tBodies[0].rows];
  const value = (cell) => Number(cell.dataset.value);

  // Numbers at the end of each bar, as the table has them.
  const ends = (texts, colors) => ({
    id: "ends",
    afterDatasetsDraw(chart) {
      const pen = chart.ctx;
      const upright = chart.options.indexAxis !== "y";
      pen.save();
      pen.font = `650 14px ${colors.font}`;
      pen.fillStyle = colors.text;
      pen.textAlign = upright ? "center" : "left";
      pen.textBaseline = upright ? "bottom" : "middle";
      texts.forEach((text, i) => {
        if (text === "0") return;
        const total = chart.data.totals[i];
        const axis = chart.scales[upright ? "y" : "x"];
        const at = chart.getDatasetMeta(0).data[i];
        if (upright) pen.fillText(text, at.x, axis.getPixelForValue(total) - 4);
        else pen.fillText(text, axis.getPixelForValue(total) + 7, at.y);
      });
      pen.restore();
    },
  });

  // On a phone the name of a bar stands above it.
  const names = (labels, colors) => ({
    id: "names",
    afterDatasetsDraw(chart) {
      const pen = chart.ctx;
      pen.save();
      pen.font = `14px ${colors.font}`;
      pen.fillStyle = colors.text;
      pen.textBaseline = "bottom";
      chart.getDatasetMeta(0).data.forEach((bar, i) => {
        pen.fillText(labels[i], chart.chartArea.left + 7, bar.y - 6);
      });
      pen.restore();
    },
  });

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
            ticks: { ...whole, color: colors.muted, maxTicksLimit: 6 },
          },
        },
        plugins: { tooltip: { ...tooltip(colors), filter: (item) => item.raw > 0 } },
        interaction: { mode: "index", intersect: false },
      },
    };
  }

  function bars(section, canvas, colors) {
    const rows = bodyRows(section.querySelector("table"));
    const labels = rows.map((row) => row.cells[0].textContent);
    const totals = rows.map((row) => value(row.cells[1]));
    const texts = rows.map((row) => row.cells[1].textContent.trim());
    const isNarrow = canvas.parentElement.clientWidth < 460;
    const most = Math.max(...totals, 1);
    return {
      type: "bar",
      data: {
        labels,
        totals,
        datasets: [{ data: totals, backgroundColor: colors.bar, barThickness: isNarrow ? 10 : 17 }],
      },
      plugins: isNarrow ? [ends(texts, colors), names(labels, colors)] : [ends(texts, colors)],
      options: {
        indexAxis: "y",
        layout: { padding: { right: 40 } },
        scales: {
          x: { display: false, beginAtZero: true, max: most },
          y: {
            grid: { display: false },
            border: { color: colors.text },
            ticks: { color: colors.text, autoSkip: false, crossAlign: "far", display: !isNarrow },
          },
        },
        plugins: { tooltip: tooltip(colors) },
      },
    };
  }

  Object.assign(globalThis.anamnesis, { columns, bars });
})();
