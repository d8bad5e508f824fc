// What stands behind the marks of the strip: lanes, years, spans of inexact dates.
(() => {
  const CROWD = 60; // marks; with more, spans of inexact dates are drawn finer

  const frame = (names, span, all, colors, isNarrow, noDate) => ({
    id: "frame",
    beforeDatasetsDraw(chart) {
      const { ctx: pen, chartArea: area, scales } = chart;
      const left = isNarrow ? area.left : 0;
      pen.save();
      pen.font = `${isNarrow ? 13 : 14}px ${colors.font}`;
      pen.lineWidth = 1;
      pen.strokeStyle = colors.border;
      pen.fillStyle = isNarrow ? colors.muted : colors.text;
      names.forEach((name, i) => {
        const top = scales.y.getPixelForValue(names.length - i);
        const height = scales.y.getPixelForValue(names.length - i - 1) - top;
        pen.beginPath();
        pen.moveTo(left, Math.round(top) + 0.5);
        pen.lineTo(area.right, Math.round(top) + 0.5);
        pen.stroke();
        pen.textBaseline = isNarrow ? "top" : "middle";
        pen.fillText(name, left, isNarrow ? top + 3 : top + height / 2);
      });
      pen.beginPath();
      for (let year = span.first; year <= span.last + 1; year += 1) {
        const x = Math.round(scales.x.getPixelForValue(Date.UTC(year, 0, 1))) + 0.5;
        pen.moveTo(x, isNarrow ? area.bottom - 5 : area.top);
        pen.lineTo(x, area.bottom);
      }
      pen.stroke();
      if (span.gutter) {
        pen.fillStyle = colors.muted;
        pen.textAlign = "right";
        pen.textBaseline = "top";
        pen.font = `14px ${colors.font}`;
        pen.fillText(noDate, area.right, area.bottom + 12);
      }
      for (const mark of all.filter((m) => m.from !== null && m.to - m.from > 86400e3)) {
        const y = scales.y.getPixelForValue(mark.y);
        pen.strokeStyle = colors.group(mark.group);
        pen.lineWidth = all.length > CROWD ? 1 : 3;
        pen.beginPath();
        pen.moveTo(scales.x.getPixelForValue(mark.from), y);
        pen.lineTo(scales.x.getPixelForValue(mark.to), y);
        pen.stroke();
      }
      pen.restore();
    },
  });

  Object.assign(globalThis.anamnesis, { frame });
})();
