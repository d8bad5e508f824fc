// Results follow the filters: HTMX fetches the same page, this keeps panel, words and focus in step.
(() => {
  const form = document.querySelector(".filters__form");
  if (!form) return;
  const status = document.getElementById("status");
  const SIDE = ["sentence"]; // parts of the page outside #results that change with the view
  const BLANK = { bubbles: true };

  const inputs = (root) => [...root.querySelectorAll(".filters__form input, .filters__form select")];
  const key = (input) => `${input.name}=${input.type === "checkbox" ? input.value : ""}`;

  // Ticks, texts and counts as the server has them; never the control that is being used.
  function syncPanel(page) {
    const fresh = new Map(inputs(page).map((input) => [key(input), input]));
    for (const input of inputs(document)) {
      const other = fresh.get(key(input));
      if (!other || input === document.activeElement) continue;
      if (input.type === "checkbox") input.checked = other.checked;
      else input.value = other.value;
    }
    for (const label of form.querySelectorAll(".facet label")) {
      const other = fresh.get(key(label.querySelector("input")))?.closest("label");
      if (!other) continue;
      label.className = other.className;
      label.querySelector(".facet__count").textContent = other.querySelector(".facet__count").textContent;
    }
    const heads = page.querySelectorAll(".filters__form .facet > summary");
    form.querySelectorAll(".facet > summary").forEach((summary, i) => {
      if (heads[i]) summary.replaceChildren(...heads[i].cloneNode(true).childNodes);
    });
  }

  function syncPage(page) {
    document.title = page.title;
    for (const id of SIDE) document.getElementById(id)?.replaceWith(page.getElementById(id));
    for (const selector of [".languages", ".filters__summary", ".filters__more"]) {
      const [here, there] = [document, page].map((root) => root.querySelector(selector));
      if (here && there) here.replaceChildren(...there.cloneNode(true).childNodes);
    }
  }

  document.addEventListener("htmx:beforeRequest", () => {
    document.getElementById("results").setAttribute("aria-busy", "true");
  });

  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    const page = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
    syncPanel(page);
    syncPage(page);
    const results = document.getElementById("results");
    for (const details of results.querySelectorAll("details[data-collapse]")) {
      details.open = false;
      details.dataset.ready = "";
    }
    status.textContent = results.dataset.status;
    if (document.activeElement === document.body) results.focus({ preventScroll: true });
    document.dispatchEvent(new Event("anamnesis:results", BLANK));
  });

  // On a phone the panel hides the results: its button says what it leads to, and shuts it.
  const narrow = matchMedia("not all and (min-width: 64rem)");
  const button = form.querySelector(".filters__actions .button");
  const apply = button.textContent;
  const relabel = () => {
    button.textContent = narrow.matches ? document.getElementById("results").dataset.show : apply;
  };
  relabel();
  narrow.addEventListener("change", relabel);
  document.addEventListener("anamnesis:results", relabel);
  form.addEventListener("submit", () => {
    if (narrow.matches) document.addEventListener("anamnesis:results", show, { once: true });
  });
  function show() {
    form.closest("details").open = false;
    const results = document.getElementById("results");
    results.focus();
    results.scrollIntoView();
  }

  // Whatever goes wrong, the same address as a page of its own is right, unless one is leaving.
  let leaving = false;
  addEventListener("beforeunload", () => (leaving = true));
  addEventListener("pageshow", () => (leaving = false));
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:swapError", "htmx:timeout"])
    document.addEventListener(name, ({ detail }) => {
      if (!leaving) location.assign(detail.pathInfo?.finalRequestPath || location.href);
    });

  // A list of options floats above the page: Esc and a click beside it shut it.
  const shut = (except) => {
    for (const facet of form.querySelectorAll(".facet[open]")) if (facet !== except) facet.open = false;
  };
  // One that would reach beyond the page opens to the other side.
  document.addEventListener("toggle", ({ target }) => {
    if (!target.matches?.(".facet[open]")) return;
    target.classList.remove("is-late");
    const { right } = target.querySelector(".facet__body").getBoundingClientRect();
    target.classList.toggle("is-late", right > document.documentElement.clientWidth);
  }, true);
  document.addEventListener("keydown", (event) => {
    const facet = event.key === "Escape" && document.activeElement.closest?.(".facet[open]");
    if (!facet) return;
    shut();
    facet.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (getComputedStyle(form).getPropertyValue("--floats")) shut(event.target.closest(".facet"));
  });
})();
