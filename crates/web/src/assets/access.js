// ---- Permissions (B10): what saving would add and remove, and a box that finds sub-accounts.
document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-find-in]")) {
    const words = target.value.trim().toLowerCase();
    all("label", document.getElementById(target.dataset.findIn)).forEach((label) => (label.hidden = !label.textContent.toLowerCase().includes(words)));
    return;
  }
  const form = target.closest("form[data-changes]");
  const text = form && $("[data-changes-text]", form);
  if (!text) return;
  const boxes = all("input[type=checkbox], input[type=radio]", form);
  const count = (is) => boxes.filter(is).length;
  const added = count((box) => box.checked && !box.defaultChecked);
  const removed = count((box) => !box.checked && box.defaultChecked);
  text.textContent = added + removed ? text.dataset.changesText.replace("%a", number(added)).replace("%r", number(removed)) : "";
});
