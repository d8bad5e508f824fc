// Numbers beside bars, days of the law, and what bars and columns read from their table.
(() => {
  const bodyRows = (table) => [...table.tBodies[0].rows];
  const value = (cell) => Number(cell.dataset.value);
  const text = (cell) => (cell.querySelector("span:first-child") || cell).textContent.trim();
  const days = (section) =>
    [...section.querySelectorAll(".markers li")].map(({ dataset: { day, sign } }) => ({ day, sign }));

  // The columns of a table that a chart draws: name, colour code, a number and its text per row.
  function series(table) {
    const heads = [...table.tHead.rows[0].cells];
    return heads.flatMap((head, at) => {
      if (!head.dataset.group) return [];
      const cells = bodyRows(table).map((row) => row.cells[at]);
      const texts = cells.map((cell) => cell.textContent.trim());
      return [{ name: head.textContent.trim(), code: head.dataset.group, data: cells.map(value), texts }];
    });
  }

  // Numbers at the ends of bars: [{ set, index, at, text }], `at` on the axis of values.
  const ends = (labels, colors) => ({
    id: "ends",
    afterDatasetsDraw(chart) {
      const pen = chart.ctx;
      const upright = chart.options.indexAxis !== "y";
      const axis = chart.scales[upright ? "y" : "x"];
      pen.save();
      pen.font = `650 14px ${colors.font}`;
      pen.fillStyle = colors.text;
      pen.textAlign = upright ? "center" : "left";
      pen.textBaseline = upright ? "bottom" : "middle";
      for (const { set, index, at, text: words } of labels) {
        const bar = chart.getDatasetMeta(set).data[index];
        if (upright) pen.fillText(words, bar.x, axis.getPixelForValue(at) - 4);
        else pen.fillText(words, axis.getPixelForValue(at) + 7, bar.y);
      }
      pen.restore();
    },
  });

  // A dashed line with a sign on top; `place` gives the pixel of a day, or nothing.
  const markers = (found, place, colors) => ({
    id: "markers",
    beforeDatasetsDraw(chart) {
      const { ctx: pen, chartArea: area } = chart;
      pen.save();
      pen.strokeStyle = pen.fillStyle = colors.muted;
      pen.font = `650 12px ${colors.font}`;
      pen.textAlign = "center";
      pen.textBaseline = "top";
      for (const { day, sign } of found) {
        const x = place(chart, day);
        if (x === undefined) continue;
        pen.setLineDash([3, 3]);
        pen.beginPath();
        pen.moveTo(Math.round(x) + 0.5, area.top);
        pen.lineTo(Math.round(x) + 0.5, area.bottom);
        pen.stroke();
        pen.fillText(sign, x, 2);
      }
      pen.restore();
    },
  });

  Object.assign(globalThis.anamnesis, { bodyRows, value, text, days, series, ends, markers });
})();
