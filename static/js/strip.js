// One mark per incident: time to the right, one lane per kind of organisation.
(() => {
  const { SHAPES, RADIUS, isLine, tooltip, marks, domain, place, frame } = globalThis.anamnesis;
  const { days, markers } = globalThis.anamnesis;
  const YEAR = 365.25 * 86400e3;
  const quarters = ({ first }) => [0, 3, 6, 9].map((month) => ({ value: Date.UTC(first, month, 1) }));
  const month = (ms) => new Date(ms).toISOString().replace(/(\d+)-(\d+).*/, "$2.$1"); // 04.2026

  function strip(section, canvas, colors) {
    const table = section.querySelector("table");
    const names = JSON.parse(section.querySelector("[data-lanes]").textContent);
    const all = marks(table);
    const width = canvas.parentElement.clientWidth;
    const isNarrow = width < 560;
    const height = canvas.parentElement.clientHeight - 48;
    const labels = isNarrow ? 0 : 190;
    const span = domain(all, table.dataset.until, width - labels);
    const lane = height / names.length;
    const room = lane / 2 - RADIUS - (isNarrow ? 9 : 2); // a name stands above the marks
    place(all, span, width - labels, names.length, Math.min(RADIUS * 1.75, room / 2) / lane);
    if (isNarrow) for (const mark of all) mark.y -= 8 / lane;
    const every = Math.ceil((span.last - span.first + 1) / Math.max(3, (width - labels) / 48));
    const isShort = span.first === span.last;
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
      plugins: [
        frame(names, span, all, colors, isNarrow, table.dataset.undated),
        markers(days(section), (chart, day) => chart.scales.x.getPixelForValue(Date.parse(day)), colors),
      ],
      options: {
        layout: { padding: { left: labels, right: 8, top: 18 } },
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
              axis.ticks = isShort ? quarters(span) : [];
              const last = span.last - (isNarrow && span.gutter ? 1 : 0);
              for (let y = span.first; y <= last && !isShort; y += every)
                axis.ticks.push({ value: Date.UTC(y, 0, 1) + (isNarrow ? 0 : YEAR / 2) });
            },
            ticks: {
              color: colors.muted,
              maxRotation: 0,
              autoSkip: false,
              align: isNarrow || isShort ? "start" : "center",
              callback: (ms) => (isShort ? month(ms) : String(new Date(ms).getUTCFullYear())),
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
