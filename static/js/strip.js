// One mark per incident: time to the right, one lane per kind of organisation.
(() => {
  const { SHAPES, isLine, tooltip } = globalThis.anamnesis;
  const YEAR = 365.25 * 86400e3;
  const RADIUS = 6;
  const GUTTER = 78; // pixels for marks without a date
  const SUBROWS = [0, -1, 1, -2, 2]; // where marks of a lane go that would cover each other

  function marks(table) {
    return [...table.tBodies[0].rows].map((row) => {
      const link = row.querySelector("a");
      const { first, last, lane, group } = row.dataset;
      return {
        from: first ? Date.parse(first) : null,
        to: last ? Date.parse(last) + 86400e3 : null,
        lane: Number(lane),
        group,
        title: link.textContent,
        url: link.href,
        text: [row.cells[0], row.cells[2], row.cells[4]].map((cell) => cell.textContent),
      };
    });
  }

  function domain(all, until, width) {
    const dated = all.filter((mark) => mark.from !== null);
    const years = dated.flatMap((m) => [new Date(m.from), new Date(m.to - 1)]);
    const first = Math.min(...years.map((d) => d.getUTCFullYear()), new Date().getUTCFullYear());
    const last = Math.max(...years.map((d) => d.getUTCFullYear()), first, Number(until));
    const end = Date.UTC(last + 1, 0, 1);
    const start = Date.UTC(first, 0, 1);
    const gutter = dated.length < all.length ? ((end - start) * GUTTER) / (width - GUTTER) : 0;
    return { start, end, gutter, first, last };
  }

  // Place marks so that none hides another: in time order, on the first free line of the lane.
  function place(all, span, width, lanes, step) {
    const perPixel = (span.end + span.gutter - span.start) / width;
    const taken = new Map();
    const middle = (m) => (m.from === null ? span.end + span.gutter / 2 : (m.from + m.to) / 2);
    for (const mark of [...all].sort((a, b) => middle(a) - middle(b))) {
      mark.x = middle(mark);
      const free = SUBROWS.find((sub) => {
        const before = taken.get(`${mark.lane}:${sub}`);
        return before === undefined || mark.x - before >= RADIUS * 2.3 * perPixel;
      });
      const sub = free ?? SUBROWS[mark.title.length % SUBROWS.length];
      taken.set(`${mark.lane}:${sub}`, mark.x);
      mark.y = lanes - 0.5 - mark.lane + sub * step;
    }
  }

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
        pen.lineWidth = 3;
        pen.beginPath();
        pen.moveTo(scales.x.getPixelForValue(mark.from), y);
        pen.lineTo(scales.x.getPixelForValue(mark.to), y);
        pen.stroke();
      }
      pen.restore();
    },
  });

  function strip(section, canvas, colors) {
    const table = section.querySelector("table");
    const names = JSON.parse(section.querySelector("[data-lanes]").textContent);
    const all = marks(table);
    const width = canvas.parentElement.clientWidth;
    const isNarrow = width < 560;
    
    const height = canvas.parentElement.clientHeight - 34;
    const labels = isNarrow ? 0 : 190;
    const span = domain(all, table.dataset.until, width - labels);
    const lane = height / names.length;
    const room = lane / 2 - RADIUS - (isNarrow ? 9 : 2); // a name stands above the marks
    place(all, span, width - labels, names.length, Math.min(RADIUS * 1.75, room / 2) / lane);
    if (isNarrow) for (const mark of all) mark.y -= 8 / lane;
    const every = Math.ceil((span.last - span.first + 1) / Math.max(3, (width - labels) / 48));
    const datasets = Object.keys(SHAPES).map((group) => ({
      data: all.filter((mark) => mark.group === group),
      pointStyle: SHAPES[group],
      radius: RADIUS,
      hoverRadius: RADIUS + 2,
      hitRadius: 6,
      backgroundColor: colors.group(group),
      borderColor: isLine(group) ? colors.group(group) : colors.bg,
      borderWidth: isLine(group) ? 2.5 : 1,
    }));
    return {
      type: "scatter",
      data: { datasets },
      plugins: [frame(names, span, all, colors, isNarrow, table.dataset.undated)],
      options: {
        layout: { padding: { left: labels, right: 8, top: 4 } },
        onClick: (_event, hits) => hits[0] && location.assign(hits[0].element.$context.raw.url),
        onHover: (_event, hits) => (canvas.style.cursor = hits[0] ? "pointer" : ""),
        scales: {
          x: {
            type: "linear",
            min: span.start,
            max: span.end + span.gutter,
            grid: { display: false },
            border: { color: colors.text },
            afterBuildTicks: (axis) => {
              axis.ticks = [];
              for (let y = span.first; y <= span.last - (isNarrow && span.gutter ? 1 : 0); y += every)
                axis.ticks.push({ value: Date.UTC(y, 0, 1) + (isNarrow ? 0 : YEAR / 2) });
            },
            ticks: {
              color: colors.muted,
              maxRotation: 0,
              autoSkip: false,
              align: isNarrow ? "start" : "center",
              callback: (ms) => String(new Date(ms).getUTCFullYear()),
            },
          },
          y: { min: 0, max: names.length, display: false },
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

  Object.assign(globalThis.anamnesis, { strip });
})();
