// Runs before the first paint: the theme, and what JavaScript will close stays out of sight.
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  const THEMES = ["auto", "light", "dark"];
  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage is blocked: the system decides
    }
  };
  let theme = THEMES.includes(stored()) ? stored() : "auto";
  const apply = () => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  apply();

  // Panels that are long on a phone, tables that repeat a chart: open without JavaScript.
  const narrow = matchMedia("not all and (min-width: 64rem)");
  const settle = (details, open) => {
    details.open = open;
    details.dataset.ready = "";
  };
  narrow.addEventListener("change", () => {
    for (const panel of document.querySelectorAll("[data-collapse=narrow]")) settle(panel, !narrow.matches);
  });

  function themeButton(button) {
    const name = () => (button.querySelector("span").textContent = button.dataset[theme]);
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
      try {
        if (theme === "auto") localStorage.removeItem("theme");
        else localStorage.setItem("theme", theme);
      } catch {
        // then it holds for this page only
      }
      apply();
      name();
      document.dispatchEvent(new Event("anamnesis:theme"));
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const details of document.querySelectorAll("details[data-collapse]")) {
      const isTable = details.dataset.collapse === "always";
      settle(details, isTable ? !globalThis.Chart : !narrow.matches);
    }
    for (const button of document.querySelectorAll(".theme")) themeButton(button);
    if (!globalThis.Chart) root.classList.add("no-charts"); // the tables are the page
  });
})();
