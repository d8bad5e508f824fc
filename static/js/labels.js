// Numbers beside bars, and what bars and columns read from their table.
(() => {
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

  Object.assign(globalThis.anamnesis, { bodyRows, value, ends });
})();
