// Days until the public knew: one mark per incident on a square-root scale, drawn from the table.
(() => {
  const { RADIUS, tooltip, bodyRows, value } = globalThis.anamnesis;
  const TICKS = [0, 1, 7, 30, 90, 180, 365, 730, 1460];
  const root = (days) => Math.sign(days) * Math.sqrt(Math.abs(days));

  function read(table) {
    return bodyRows(table).map((row) => {
      const link = row.querySelector("a");
      const days = value(row.cells[0]);
      const text = [row.cells[0], row.cells[2], row.cells[3]].map((cell) => cell.textContent);
      text[0] += ` ${table.tHead.rows[0].cells[0].textContent}`;
      return { x: root(days), days, title: link.textContent, url: link.href, text };
    });
  }

  // Marks that would cover each other stand on top of each other.
  function pile(marks, perPixel) {
    const tops = [];
    for (const mark of marks) {
      let level = 0;
      while (tops[level] !== undefined && mark.x - tops[level] < RADIUS * 2.2 * perPixel) level += 1;
      tops[level] = mark.x;
      mark.y = level + 0.6;
    }
    return Math.max(3, tops.length + 0.5);
  }

  function lag(section, canvas, colors) {
    const table = section.querySelector("table");
    const marks = read(table);
    const low = Math.min(0, ...marks.map((mark) => mark.x));
    const high = Math.max(root(30), ...marks.map((mark) => mark.x));
    const height = pile(marks, (high - low) / (canvas.parentElement.clientWidth - 40));
    const ticks = TICKS.filter((days) => root(days) <= high * 1.02);
    return {
      type: "scatter",
      data: {
        datasets: [
          {
            data: marks,
            clip: false,
            radius: RADIUS,
            hoverRadius: RADIUS + 2,
            hitRadius: 6,
            backgroundColor: colors.bar,
            borderColor: colors.bg,
          },
        ],
      },
      options: {
        layout: { padding: { left: 14, right: 14 } },
        onClick: (_event, hits) => hits[0] && location.assign(hits[0].element.$context.raw.url),
        onHover: (_event, hits) => (canvas.style.cursor = hits[0] ? "pointer" : ""),
        scales: {
          x: {
            type: "linear",
            min: low,
            max: high * 1.02,
            border: { color: colors.text },
            grid: { color: colors.border },
            title: { display: true, text: table.tHead.rows[0].cells[0].textContent, color: colors.muted },
            afterBuildTicks: (axis) => (axis.ticks = ticks.map((days) => ({ value: root(days) }))),
            ticks: {
              color: colors.muted,
              autoSkip: false,
              maxRotation: 0,
              callback: (_value, i) => String(ticks[i]),
            },
          },
          y: { display: false, min: 0, max: height },
        },
        plugins: {
          tooltip: {
            ...tooltip(colors),
            callbacks: {
              title: (items) => items.map((item) => item.raw.title),
              label: (item) => item.raw.text,
            },
          },
        },
      },
    };
  }

  Object.assign(globalThis.anamnesis, { lag });
})();
