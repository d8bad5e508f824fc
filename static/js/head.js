// Runs before the first paint: what needs JavaScript may show, what it will close may hide.
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // Panels that are long on a phone, tables that repeat a chart: open without JavaScript.
  const narrow = matchMedia("not all and (min-width: 64rem)");
  const settle = (details, open) => {
    details.open = open;
    details.dataset.ready = "";
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const details of document.querySelectorAll("details[data-collapse]")) {
      const isTable = details.dataset.collapse === "always";
      settle(details, isTable ? !globalThis.Chart : !narrow.matches);
    }
    if (!globalThis.Chart) root.classList.remove("js"); // no charts: the tables are the page
  });
})();
