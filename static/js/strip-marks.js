// Where the marks of the strip go: read from the table, set in time, kept clear of each other.
(() => {
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

  Object.assign(globalThis.anamnesis, { RADIUS, marks, domain, place });
})();
