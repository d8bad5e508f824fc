// Colours, font and marks of the charts, read from the page's CSS: light, dark, print or forced.
globalThis.anamnesis = globalThis.anamnesis || {};

(() => {
  const SHAPES = {
    ransomware: "triangle",
    data_breach: "circle",
    exposure: "rect",
    account: "rectRot",
    malware: "star",
    other: "cross",
    unknown: "crossRot",
  };
  const FORCED = { text: "CanvasText", muted: "CanvasText", bg: "Canvas", border: "GrayText" };
  const forced = matchMedia("(forced-colors: active)");

  function read() {
    const style = getComputedStyle(document.documentElement);
    const token = (name) =>
      forced.matches
        ? FORCED[name] || "CanvasText"
        : style.getPropertyValue(`--${name}`).trim();
    const bar = forced.matches ? "CanvasText" : style.getPropertyValue("--accent").trim();
    const group = (code) => (code === "bar" ? bar : token(code === "bar-2" ? code : `c-${code}`));
    return {
      text: token("text"),
      muted: token("muted"),
      bg: token("bg"),
      border: token("border"),
      bar,
      group,
      fill: (code, isUnsure) =>
        isUnsure || code === "unknown" ? hatch(group(code), token("bg")) : group(code),
      font: style.getPropertyValue("--font").trim() || "sans-serif",
    };
  }

  // Diagonal lines: not known, or not over yet.
  function hatch(color, ground) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 7;
    const pen = tile.getContext("2d");
    pen.fillStyle = ground;
    pen.fillRect(0, 0, 7, 7);
    pen.strokeStyle = color;
    pen.lineWidth = 2;
    for (const shift of [-7, 0, 7]) {
      pen.beginPath();
      pen.moveTo(shift - 1, 8);
      pen.lineTo(shift + 8, -1);
      pen.stroke();
    }
    return pen.createPattern(tile, "repeat");
  }

  const isLine = (code) => ["star", "cross", "crossRot"].includes(SHAPES[code]);

  // Numbers as the page has them: the browser's own formats know no Swiss ones.
  const GAP = document.documentElement.lang === "fr" ? "\u202f" : "’";
  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, GAP);

  function tooltip(colors) {
    return {
      callbacks: { label: ({ dataset, raw }) => `${dataset.label}: ${number(raw)}` },
      backgroundColor: colors.text,
      titleColor: colors.bg,
      bodyColor: colors.bg,
      padding: 10,
      cornerRadius: 4,
      caretSize: 6,
      displayColors: false,
      titleFont: { weight: 650 },
    };
  }

  // What is said in HTML needs no time in the canvas.
  if (globalThis.Chart) {
    const { Colors, Decimation, Filler, Legend, SubTitle, Title } = Chart;
    Chart.unregister(Colors, Decimation, Filler, Legend, SubTitle, Title);
  }

  function defaults(colors) {
    Chart.defaults.animation = false;
    Chart.defaults.responsive = false; // `charts.js` draws anew for another width
    Chart.defaults.font.family = colors.font;
    Chart.defaults.font.size = 14;
    Chart.defaults.color = colors.muted;
    Chart.defaults.scales.linear.ticks.callback = number;
  }

  Object.assign(globalThis.anamnesis, { SHAPES, read, hatch, isLine, number, tooltip, defaults });
})();
