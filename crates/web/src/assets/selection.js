// Part of the one script: served in front of app.js, whose helpers it uses.
// ---- Selection (B6): per portal, in this tab; ids, or everything that matches with exceptions.
const LIMIT = 1000;
const scope = () => `portico.selection.${$("[data-list]")?.dataset.list}`;
const filterNow = () => $("#bulk [name=filter]")?.value ?? "";
let lastPicked = null;

function selection() {
  try {
    return JSON.parse(sessionStorage.getItem(scope())) ?? { ids: [] };
  } catch {
    return { ids: [] };
  }
}

function store(value) {
  const empty = !value.all && !value.ids.length;
  if (empty) sessionStorage.removeItem(scope());
  else sessionStorage.setItem(scope(), JSON.stringify(value));
  paint();
  const text = value.all && !value.ids.length ? w("all-selected-said", { count: matching() }) : w("selected-said", { count: selectedCount(value) });
  say(text, "status", 500);
}

const matching = () => Number($("#bulk [name=seen]")?.value ?? 0);
const selectedCount = (value) => (value.all ? matching() - value.ids.length : value.ids.length);
const picks = () => all("#table .pick");
const isPicked = (value, id) => value.ids.includes(id) !== Boolean(value.all);

function pick(boxes, on) {
  const value = selection();
  const wanted = value.all ? !on : on;
  const ids = new Set(value.ids);
  boxes.forEach((box) => (wanted ? ids.add(box.value) : ids.delete(box.value)));
  if (ids.size > LIMIT) {
    paint();
    return fail(w("at-most", { limit: LIMIT }), paint);
  }
  store({ ...value, ids: [...ids] });
}

// Answers with what must be said about it.
function paint() {
  if (!isList() || !$("#strip")) return "";
  let value = selection();
  const cleared = value.all && value.filter !== filterNow();
  if (cleared) {
    sessionStorage.removeItem(scope());
    value = { ids: [] };
  }
  const boxes = picks();
  boxes.forEach((box) => (box.checked = isPicked(value, box.value)));
  const here = boxes.filter((box) => box.checked).length;
  const head = $("#pick-page");
  if (head) {
    head.checked = boxes.length > 0 && here === boxes.length;
    head.indeterminate = here > 0 && here < boxes.length;
  }
  paintStrip(value, boxes, here);
  return cleared ? `${w("cleared")} ` : "";
}

function paintStrip(value, boxes, here) {
  const node = $("#strip");
  const count = selectedCount(value);
  const part = $(".strip-selection", node);
  node.toggleAttribute("data-selected", count > 0);
  if (!part) return;
  part.hidden = count === 0;
  const message = $("[data-kind]", $(".strip-text", node));
  $(".strip-text", node).hidden = count > 0 && !message;
  const elsewhere = value.all ? 0 : count - here;
  let text = elsewhere ? w("selected-elsewhere", { n: count, elsewhere }) : w("selected", { n: count });
  const full = !value.all && boxes.length > 0 && here === boxes.length;
  if (full && !elsewhere && matching() > here) text = w("page-selected", { count: here });
  if (value.all) text = value.ids.length ? w("excluded", { n: count, excluded: value.ids.length }) : w("all-selected", { count });
  $("[data-selected-text]", part).textContent = text;
  const show = (name, on) => { const button = $(`[data-select=${name}]`, part); if (button) button.hidden = !on; };
  show("all", full && matching() > here);
  show("undo", value.all);
  show("show", !value.all && elsewhere > 0);
}

function onSelect(button) {
  const kind = button.dataset.select;
  if (kind === "all") store({ all: true, filter: filterNow(), ids: [], before: selection().ids });
  if (kind === "undo") store({ ids: selection().before ?? [] });
  if (kind === "clear") store({ ids: [] });
  if (kind !== "show") (picks()[0] ?? $("#title"))?.focus();
}

function onPick(event) {
  const boxes = picks();
  const at = boxes.indexOf(event.target);
  const from = event.shiftKey && lastPicked !== null ? boxes.findIndex((box) => box.value === lastPicked) : at;
  const range = boxes.slice(Math.min(at, from < 0 ? at : from), Math.max(at, from) + 1);
  lastPicked = event.target.value;
  pick(range, event.target.checked);
}

// What the form sends: the stored ids, not only the boxes in view.
function onFormData(event) {
  if (event.target.id !== "bulk") return;
  const value = selection();
  const data = event.formData;
  data.delete("ids");
  data.delete("sel");
  if (value.all) {
    data.set("sel", "all");
    value.ids.forEach((id) => data.append("except", id));
  } else {
    value.ids.forEach((id) => data.append("ids", id));
  }
}

function settleSelection() {
  const node = $("#strip");
  if (!node) return;
  if (node.hasAttribute("data-clear-selection")) sessionStorage.removeItem(scope());
  if (node.dataset.keep !== undefined) sessionStorage.setItem(scope(), JSON.stringify({ ids: node.dataset.keep.split(",").filter(Boolean) }));
}

