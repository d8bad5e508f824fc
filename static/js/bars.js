// Bars by kind, one series or two on top of each other, drawn from the table in the same section.
(() => {
  const { tooltip, bodyRows, text, series, ends } = globalThis.anamnesis;

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

  // Behind each bar its last number: of one series the only one, of two the second.
  function numbers(found) {
    const { data, texts } = found[found.length - 1];
    const sum = (i) => found.reduce((all, one) => all + one.data[i], 0);
    return texts
      .map((words, index) => ({ set: 0, index, at: sum(index), text: words }))
      .filter(({ index }) => data[index]);
  }

  function bars(section, canvas, colors) {
    const table = section.querySelector("table");
    const rows = bodyRows(table);
    const labels = rows.map((row) => text(row.cells[0]));
    const found = series(table);
    const isNarrow = canvas.parentElement.clientWidth < 460;
    const isStacked = found.length > 1;
    const unsure = rows.map((row) => "unknown" in row.dataset);
    const most = Math.max(1, ...labels.map((_, i) => found.reduce((all, one) => all + one.data[i], 0)));
    return {
      type: "bar",
      data: {
        labels,
        datasets: found.map(({ name, code, data }) => ({
          label: name,
          data,
          backgroundColor: unsure.map((is) => colors.fill(is ? "unknown" : code, is)),
          borderColor: colors.bg,
          borderWidth: isStacked ? { right: 2 } : 0,
          barThickness: isNarrow ? 10 : 17,
        })),
      },
      plugins: [ends(numbers(found), colors), ...(isNarrow ? [names(labels, colors)] : [])],
      options: {
        indexAxis: "y",
        layout: { padding: { right: 40 } },
        scales: {
          x: { display: false, beginAtZero: true, max: most, stacked: isStacked },
          y: {
            stacked: isStacked,
            grid: { display: false },
            border: { color: colors.text },
            ticks: { color: colors.text, autoSkip: false, crossAlign: "far", display: !isNarrow },
          },
        },
        plugins: { tooltip: tooltip(colors) },
      },
    };
  }

  Object.assign(globalThis.anamnesis, { bars });
})();
