// Copies the link of a view. Without this the field can be selected and copied by hand.
(() => {
  const show = () => {
    for (const button of document.querySelectorAll("[data-copy] button[hidden]")) {
      button.hidden = false;
    }
  };

  // Without a secure connection there is no clipboard interface: select, and let the browser copy.
  const copy = async (field) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(field.value);
    field.select();
    if (!document.execCommand("copy")) throw new Error("not copied");
  };

  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(".copy__field")) event.target.select();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy] button");
    if (!button) return;
    const box = button.closest("[data-copy]");
    const field = box.querySelector("input");
    try {
      await copy(field);
    } catch {
      field.select(); // what is selected can still be copied by hand
      return;
    }
    const label = button.dataset.label ?? button.textContent;
    button.dataset.label = label;
    button.textContent = button.dataset.copied;
    box.querySelector("[role=status]").textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = label;
      box.querySelector("[role=status]").textContent = "";
    }, 2500);
  });

  show(); // and again when new results bring a new field
  new MutationObserver(show).observe(document.body, { childList: true, subtree: true });
})();
