// Columns, stacked or side by side, drawn from the table in the same section.
(() => {
  const { tooltip, bodyRows, text, days, series, ends, markers } = globalThis.anamnesis;

  function datasets(found, rows, colors) {
    const unsure = rows.map((row) => "hatched" in row.dataset);
    return found.map(({ name, code, data }) => ({
      label: name,
      data,
      backgroundColor: unsure.map((is) => colors.fill(code, is)),
      borderColor: colors.bg,
      borderWidth: { top: 2 },
      borderSkipped: false,
      barPercentage: found.length === 2 ? 0.95 : 0.8,
      categoryPercentage: found.length === 2 ? 0.8 : 0.95,
      maxBarThickness: 56,
    }));
  }

  // Totals above stacks, or each number above its column; none where they would touch.
  function numbers(found, rows, isStacked, step) {
    if (isStacked) {
      const totals = rows.map((row) => row.cells[row.cells.length - 1].textContent.trim());
      const sum = (i) => found.reduce((all, { data }) => all + data[i], 0);
      return totals
        .map((words, index) => ({ set: 0, index, at: sum(index), text: words }))
        .filter((label) => label.at && step > label.text.length * 7 + 6);
    }
    const room = step / found.length;
    return found.flatMap(({ data, texts }, set) =>
      texts
        .map((words, index) => ({ set, index, at: data[index], text: words }))
        .filter((label) => label.at && room > label.text.length * 7),
    );
  }

  // Where a day lies among the columns.
  const among = (rows) => (chart, day) => {
    const at = rows.findIndex(({ dataset: { first, last } }) => first && first <= day && day <= last);
    if (at < 0) return undefined;
    const [first, last] = [rows[at].dataset.first, rows[at].dataset.last].map(Date.parse);
    const share = (Date.parse(day) - first) / (last - first);
    const axis = chart.scales.x;
    return axis.getPixelForValue(at) + (share - 0.5) * (axis.width / rows.length);
  };

  function columns(section, canvas, colors) {
    const table = section.querySelector("table");
    const rows = bodyRows(table);
    const found = series(table);
    const labels = rows.map((row) => text(row.cells[0]));
    const isStacked = "stacked" in section.dataset;
    const unknown = rows.findIndex((row) => "unknown" in row.dataset);
    const step = (canvas.parentElement.clientWidth - 30) / rows.length;
    const every = Math.ceil(Math.max(...labels.map((l) => (l === labels[unknown] ? 0 : l.length * 8 + 10))) / step);
    const fits = (i) => unknown < 0 || (unknown - i) * step > 66; // clear of its longer label
    return {
      type: "bar",
      data: { labels, datasets: datasets(found, rows, colors) },
      plugins: [
        markers(days(section), among(rows), colors),
        ends(numbers(found, rows, isStacked, step), colors),
      ],
      options: {
        layout: { padding: { top: days(section).length ? 36 : 22 } }, // signs stand above numbers
        scales: {
          x: {
            stacked: isStacked,
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
            stacked: isStacked,
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
