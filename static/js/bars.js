// Bars by kind, the longest first, drawn from the table in the same section.
(() => {
  const { tooltip, bodyRows, value, ends } = globalThis.anamnesis;

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

  Object.assign(globalThis.anamnesis, { bars });
})();
