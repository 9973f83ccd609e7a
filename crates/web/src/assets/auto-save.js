// Auto-save (B10): every field of a profile is a form of its own. It is sent when the field is left or Enter is pressed,
// never while typing; what was typed stays until the server has it.
const fieldOf = (form) => $("input:not([type=hidden]), select", form);
const noteOf = (form) => $(".note", form);
const saves = new WeakMap();
const saveOf = (form) => saves.get(form) ?? saves.set(form, {}).get(form);
const changed = (form) => fieldOf(form).value !== form.elements.was.value;

function tell(note, region) {
  // The same sentence about another try is news.
  said[region] = "";
  say(note.dataset.said, region);
}

/** Puts a note beside the field, and the field in the state that fits. */
function showNote(form, note, wrong = false) {
  const field = fieldOf(form);
  const held = noteOf(form).contains(document.activeElement);
  noteOf(form).replaceWith(note);
  if (held) ($("[data-undo]", note) ?? field).focus();
  const hint = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== note.id);
  const described = note.textContent ? [...hint, note.id] : hint;
  if (described.length) field.setAttribute("aria-describedby", described.join(" "));
  else field.removeAttribute("aria-describedby");
  if (wrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function plainNote(form, text = "", kind = "info") {
  const note = document.createElement("p");
  note.className = "note";
  note.id = noteOf(form).id;
  note.dataset.kind = kind;
  note.textContent = text;
  return note;
}

/** What the server has from now on. */
function settleSave(form, version, was) {
  form.elements.version.value = version;
  form.elements.was.value = was;
  saveOf(form).theirs = null;
}

async function commit(form) {
  const state = saveOf(form);
  const field = fieldOf(form);
  if (state.busy) return void (state.again = true);
  if (!changed(form)) return void ((field.hasAttribute("aria-invalid") || state.theirs) && restore(form));
  const texts = form.closest("[data-saving]").dataset;
  const sent = field.value;
  state.busy = true;
  const slow = setTimeout(() => showNote(form, plainNote(form, texts.saving)), 400);
  try {
    const body = new URLSearchParams(new FormData(form));
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "field" }, keepalive: true, credentials: "same-origin" });
    clearTimeout(slow);
    if (response.status === 401) signInBar(response.headers.get("X-Sign-In"));
    const fresh = $("form[data-save]", parse(await response.text()));
    if (!fresh) throw new Error("no field in the answer");
    saved(form, fresh, response.status, sent);
  } catch {
    clearTimeout(slow);
    const note = plainNote(form, texts.unreached, "error");
    note.dataset.said = texts.said;
    showNote(form, note, true);
    tell(note, "alert");
  } finally {
    state.busy = false;
    if (state.again) state.again = false, commit(form);
  }
}

function saved(form, fresh, status, sent) {
  const { version, was } = fresh.elements;
  const note = document.adoptNode(noteOf(fresh));
  if (status === 200) {
    settleSave(form, version.value, was.value);
    if (fieldOf(form).value === sent) fieldOf(form).value = was.value;
  }
  if (status === 409) saveOf(form).theirs = { version: version.value, was: was.value };
  showNote(form, note, status !== 200);
  tell(note, status === 200 ? "status" : "alert");
}

/** Back to what the server has. */
function restore(form) {
  const { theirs } = saveOf(form);
  if (theirs) settleSave(form, theirs.version, theirs.was);
  fieldOf(form).value = form.elements.was.value;
  showNote(form, plainNote(form));
}

/** A conflict: one's own text counts after all. */
function insist(form) {
  const { theirs } = saveOf(form);
  if (theirs) settleSave(form, theirs.version, theirs.was);
  commit(form);
  fieldOf(form).focus();
}

// Another e-mail address is asked for beside the fields, and confirmed in a dialog.
async function askEmail(form, button) {
  const body = new URLSearchParams(new FormData(form));
  button?.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "dialog" }, credentials: "same-origin" });
    const html = await response.text();
    if (response.status === 401) return signInBar(response.headers.get("X-Sign-In"));
    if (showConfirm(html, button)) return showNote(form, plainNote(form));
    const why = $("#email-error", parse(html))?.textContent;
    if (!why) return form.submit();
    const note = plainNote(form, why, "error");
    note.dataset.said = why;
    showNote(form, note, true);
    tell(note, "alert");
  } catch {
    form.submit();
  } finally {
    button?.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-ask]")) return event.preventDefault(), askEmail(form, event.submitter);
  if (!form.matches("[data-save]")) return;
  event.preventDefault();
  if (event.submitter?.hasAttribute("data-mine")) insist(form);
  else commit(form);
});

document.addEventListener("focusout", (event) => {
  const form = event.target.closest?.("form[data-save]");
  if (form && event.target === fieldOf(form) && !form.contains(event.relatedTarget)) commit(form);
});

document.addEventListener("click", (event) => {
  const form = event.target.closest("form[data-save]");
  const keep = event.target.closest("[data-keep]");
  const undo = event.target.closest("[data-undo]");
  if (form && keep) {
    event.preventDefault();
    restore(form);
  } else if (form && undo) {
    fieldOf(form).value = undo.dataset.undo;
    commit(form);
  }
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-save]");
  if (!form || event.target !== fieldOf(form) || event.isComposing) return;
  if (event.key === "Enter" && event.target.tagName === "SELECT") event.preventDefault(), commit(form);
  if (event.key === "Escape" && (changed(form) || saveOf(form).theirs)) event.preventDefault(), restore(form);
});

// A save under way goes on without the page; only what is not on its way would be lost.
addEventListener("beforeunload", (event) => {
  if (all("form[data-save]").some((form) => changed(form) && !saveOf(form).busy)) event.preventDefault();
});

all("form[data-save] button.save").forEach((button) => (button.hidden = true));
