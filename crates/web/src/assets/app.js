// The one script (B19). Everything here is an addition: without it every page still works as links and forms.
const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const LANGUAGE = document.documentElement.lang || "en";
const number = (n) => n.toLocaleString(LANGUAGE);
// The texts come in a file of their own, by language: w("selected", { n: 3 }) takes selected-one or selected-other.
const TEXTS = globalThis.porticoTexts ?? {};
const plural = new Intl.PluralRules(LANGUAGE);
function w(key, gaps = {}) {
  const text = TEXTS[key] ?? TEXTS[`${key}-${plural.select(gaps.n)}`] ?? TEXTS[`${key}-other`] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => (typeof gaps[name] === "number" ? number(gaps[name]) : gaps[name]));
}
const PARTS = ["actions", "tiles", "strip", "chips", "table", "pager"];
const CURSOR = ["after", "before", "at"];

// ---- Announcer (B15): two regions that are never replaced; the same text twice is said once.
const said = { status: "", alert: "" };
const timers = {};
function say(text, region = "status", delay = 0) {
  clearTimeout(timers[region]);
  timers[region] = setTimeout(() => {
    if (!text || said[region] === text) return;
    said[region] = text;
    const dialog = $("dialog[open] [role=status]");
    (region === "status" && dialog ? dialog : $(`#live-${region}`)).textContent = text;
  }, delay);
}

// ---- Swapping parts of the list. Only parts whose markup differs are replaced.
const served = new Map();
const remember = () => PARTS.forEach((id) => $(`#${id}`) && served.set(id, $(`#${id}`).outerHTML));
const parse = (html) => new DOMParser().parseFromString(html, "text/html");

function swap(doc) {
  for (const id of PARTS) {
    const fresh = doc.getElementById(id);
    const old = document.getElementById(id);
    if (!fresh || !old || served.get(id) === fresh.outerHTML) continue;
    served.set(id, fresh.outerHTML);
    old.replaceWith(document.adoptNode(fresh));
  }
  const chips = $("#chips");
  const count = Number(chips?.dataset.count ?? 0);
  all("[data-filter-count]").forEach((node) => (node.textContent = count ? ` (${count})` : ""));
  const clear = $("#filters a[data-enhance]");
  if (clear && chips) clear.href = chips.dataset.clear;
}

function strip(text, links = [], kind = "info") {
  const place = $("#strip .strip-text");
  if (!place) return;
  const line = document.createElement("p");
  line.dataset.kind = kind;
  line.append(text);
  for (const [label, act] of links) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "link", textContent: label, onclick: act });
    line.append(" ", button);
  }
  place.replaceChildren(line);
  place.hidden = false;
  served.delete("strip");
}

// ---- List requests: the newest wins, older ones are aborted and, should they still arrive, dropped.
let sequence = 0;
let running = null;
let typing;
let began = null; // The view that typing began on.

async function load(url, { history: entry = "push", focus = null, announce = "found" } = {}) {
  const turn = ++sequence;
  typing = clearTimeout(typing);
  if (entry === "typed") began ??= { address: location.href, place: place() };
  running?.abort();
  const control = (running = new AbortController());
  const table = () => $("#table");
  table()?.setAttribute("aria-busy", "true");
  const slow = [
    setTimeout(() => { table()?.setAttribute("data-slow", ""); say(w("searching")); }, 1000),
    setTimeout(() => strip(w("still-searching")), 3000),
    setTimeout(() => strip(w("still-searching"), [[w("stop"), () => control.abort()]]), 10000),
  ];
  const again = () => load(url, { history: entry, focus, announce });
  try {
    const response = await fetch(url, { headers: { "X-Fragment": "list" }, signal: control.signal, credentials: "same-origin" });
    const html = await response.text();
    if (turn !== sequence) return;
    if (!response.ok && response.status !== 422) return refuse(response, again);
    const doc = parse(html);
    if (!doc.getElementById("table")) return location.assign(response.url);
    const active = document.activeElement;
    const target = focus ?? active?.id;
    swap(doc);
    const title = response.headers.get("X-Title");
    if (title) document.title = decodeURIComponent(title);
    const here = new URL(response.url);
    // What is typed takes the place of the view it began on, so that letters add no entries; Enter gives that view back.
    if (entry === "typed") history.replaceState(history.state, "", here);
    if (entry === "entered" && began) history.replaceState(began.place, "", began.address);
    else if (entry === "entered" || entry === "push") keepPlace();
    if (entry === "entered" || entry === "push") history.pushState({}, "", here);
    if (entry !== "typed") began = null;
    syncForms(here, entry === "none" && !typing ? null : document.activeElement);
    const first = paint();
    refocus(active, target);
    say(first + $("#table").dataset[announce], "status", announce === "found" ? 450 : 0);
  } catch (error) {
    if (turn !== sequence) return;
    if (error.name === "AbortError") strip(w("stopped"), [[w("try-again"), again]]);
    else fail(w(navigator.onLine ? "not-refreshed" : "offline"), again);
  } finally {
    slow.forEach(clearTimeout);
    if (turn === sequence) {
      table()?.setAttribute("aria-busy", "false");
      table()?.removeAttribute("data-slow");
    }
  }
}

function fail(text, again) {
  strip(text, [[w("try-again"), again]], "error");
  say(text, "alert");
}

function refuse(response, again) {
  const operation = response.headers.get("X-Request-Id");
  if (response.status === 401) return signInBar(response.headers.get("X-Sign-In"));
  if (response.status === 403) return fail(w("forbidden"), again);
  if (response.status === 429) return fail(w("too-many", { seconds: response.headers.get("Retry-After") ?? 20 }), again);
  fail(operation ? w("not-refreshed-reference", { reference: operation }) : w("not-refreshed"), again);
}

function signInBar(href) {
  if ($(".session-bar")) return;
  const bar = document.createElement("div");
  const link = document.createElement("a");
  bar.className = "session-bar";
  Object.assign(link, { className: "btn primary", textContent: w("sign-in-again"), href: href ?? location.href });
  bar.append(w("signed-out"), link);
  document.body.append(bar);
  say(w("signed-out-go-on"), "alert");
}

// ---- Focus keeper (B14): the same control by id, else its neighbour, else the table.
function refocus(active, target) {
  if (active?.isConnected && active.id === target) return;
  if (target === "range") {
    $("#range")?.focus({ preventScroll: true });
    $(".list")?.scrollIntoView({ block: "start" });
    return;
  }
  const again = target && document.getElementById(target);
  if (again) again.focus({ preventScroll: true });
  else if (target?.startsWith("chip-")) (all("#chips a").at(-1) ?? $("#filters-button"))?.focus({ preventScroll: true });
  else if (document.activeElement === document.body && active !== document.body) $("#range")?.focus({ preventScroll: true });
}

// ---- The address is the view: forms take the current one and lay their own fields over it.
function refined(form, only) {
  const url = new URL(form.action, location.href);
  const query = new URLSearchParams(location.search);
  CURSOR.forEach((name) => query.delete(name));
  const own = [...form.elements].filter((field) => field.name && field.type !== "hidden" && (!only || field.name === only));
  own.forEach((field) => query.delete(field.name));
  for (const field of own) {
    const off = (field.type === "checkbox" || field.type === "radio") && !field.checked;
    if (!off && field.value.trim()) query.append(field.name, field.value.trim());
  }
  url.search = query;
  return url;
}

function syncForms(url, inUse) {
  for (const form of all("form[data-find], form[data-refine]")) {
    for (const field of form.elements) {
      if (!field.name || field === inUse || (typing && field.type === "search")) continue;
      const values = url.searchParams.getAll(field.name);
      if (field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field.tagName !== "SELECT" || values[0] !== undefined || [...field.options].some((o) => !o.value)) field.value = values[0] ?? "";
    }
  }
}

const sameView = (url) => url.origin === location.origin && url.pathname === location.pathname;
const isList = () => Boolean($("[data-list]"));
const plain = (event) => !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

// Search as you type, never in the middle of a composed character.
function onInput(event) {
  const form = event.target.closest?.("form[data-find]");
  if (!form || event.target.type !== "search" || event.isComposing) return;
  typing = clearTimeout(typing);
  const length = event.target.value.trim().length;
  if (length && length < Number(form.dataset.find)) return;
  typing = setTimeout(() => load(refined(form, event.target.name), { history: "typed" }), 250);
}

const place = () => ({ scroll: scrollY, focus: document.activeElement?.id });

function keepPlace() {
  history.replaceState(place(), "");
}

async function onPop(event) {
  if (!isList()) return;
  await load(location.href, { history: "none", focus: event.state?.focus });
  if (event.state?.scroll !== undefined) scrollTo(0, event.state.scroll);
}

// ---- Dialog host: a confirmation page's section in a native dialog; its form is then posted as on the page.
let opener = null;
function dialog() {
  let host = $("#dialog");
  if (host) return host;
  host = document.createElement("dialog");
  host.id = "dialog";
  host.setAttribute("aria-labelledby", "confirm-title");
  host.setAttribute("aria-describedby", "confirm-what");
  host.addEventListener("click", (event) => {
    if (event.target.closest("[data-cancel]")) event.preventDefault(), host.close();
    else if (event.target === host && $("[data-confirm='1']", host)) host.close();
  });
  host.addEventListener("close", () => {
    const row = opener?.id ? document.getElementById(opener.id) : opener;
    const back = row?.isConnected && row.checkVisibility() ? row : ($(`#u-${CSS.escape(opener?.dataset?.row ?? "")}`) ?? $("#title"));
    back?.focus();
    host.replaceChildren();
  });
  document.body.append(host);
  return host;
}

function showConfirm(html, from) {
  const section = $("[data-confirm]", parse(html));
  if (!section) return false;
  const host = dialog();
  const live = document.createElement("div");
  live.className = "vh";
  live.setAttribute("role", "status");
  host.replaceChildren(live, document.adoptNode(section));
  const title = $("h1", host);
  const heading = document.createElement("h2");
  for (const { name, value } of title.attributes) heading.setAttribute(name, value);
  heading.append(...title.childNodes);
  title.replaceWith(heading);
  opener = from;
  // Level 0: the portal asks nothing before this command, so it runs (C4).
  if (section.dataset.confirm === "0") return $("form", host).requestSubmit(), true;
  host.showModal();
  return true;
}

function menuOwner(node) {
  const menu = node.closest("[popover]");
  menu?.hidePopover();
  return menu ? $(`[popovertarget="${CSS.escape(menu.id)}"]`) : node;
}

async function openLink(link) {
  const from = menuOwner(link);
  try {
    const response = await fetch(link.href, { headers: { "X-Fragment": "dialog" }, credentials: "same-origin" });
    if (response.status === 401) return signInBar(response.headers.get("X-Sign-In"));
    if (!showConfirm(await response.text(), from)) location.assign(link.href);
  } catch {
    location.assign(link.href);
  }
}

async function openBulk(form, button) {
  const from = menuOwner(button);
  const body = new URLSearchParams(new FormData(form));
  button.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(button.formAction, { method: "POST", body, headers: { "X-Fragment": "dialog" }, credentials: "same-origin" });
    const html = await response.text();
    if (response.status === 401) return signInBar(response.headers.get("X-Sign-In"));
    if (showConfirm(html, from)) return;
    if (response.redirected) return location.assign(response.url);
    const text = $(".strip-text", parse(html))?.textContent || w("not-started");
    fail(text, () => openBulk(form, button));
  } catch {
    fail(w("not-reached"), () => openBulk(form, button));
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// ---- Poller of a running job: 1 s growing to 5 s, paused while hidden, quarters announced.
let pause = 1000;
async function poll() {
  const job = $("[data-poll]");
  if (!job) return;
  if (document.hidden) return document.addEventListener("visibilitychange", poll, { once: true });
  try {
    const response = await fetch(job.dataset.poll, { headers: { "X-Fragment": "job" }, credentials: "same-origin" });
    if (response.status === 401) return signInBar(response.headers.get("X-Sign-In"));
    const fresh = response.ok && parse(await response.text()).getElementById("job");
    if (fresh) showJob(job, document.adoptNode(fresh));
  } catch {
    // The next round tries again; the numbers on the page stay as they are.
  }
  pause = Math.min(pause * 1.3, 5000);
  setTimeout(poll, pause);
}

function showJob(old, fresh) {
  const before = Math.floor(Number(old.dataset.percent) / 25);
  const now = Math.floor(Number(fresh.dataset.percent) / 25);
  const held = old.contains(document.activeElement) && document.activeElement.textContent;
  old.replaceWith(fresh);
  if (held) (all("a, button", fresh).find((node) => node.textContent === held) ?? $("#title"))?.focus();
  if (fresh.dataset.said) say(fresh.dataset.said);
  else if (now > before) say(w("percent-done", { percent: now * 25 }));
}

// ---- Small things: count of pasted addresses, show password, copy, theme.
function countAddresses(area) {
  const entries = area.value.match(/[^,;\n<>]*<[^<>]*>|[^\s,;]+/g) ?? [];
  const seen = new Set();
  let wrong = 0, repeated = 0;
  for (const entry of entries) {
    const address = (entry.match(/<([^<>]*)>/)?.[1] ?? entry).trim().toLowerCase();
    if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(address)) wrong++;
    else if (seen.has(address)) repeated++;
    else seen.add(address);
  }
  const parts = [w("addresses", { n: seen.size })];
  if (repeated) parts.push(w("repeated", { count: repeated }));
  if (wrong) parts.push(w("not-understood", { count: wrong }));
  const text = entries.length ? parts.join(", ") : "";
  const output = document.getElementById(area.dataset.addressCount);
  if (output) output.textContent = text;
  say(text && `${text}.`, "status", 1000);
}

function togglePassword(button) {
  const field = document.getElementById(button.dataset.showPassword);
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  $("span", button).textContent = w(shown ? "show" : "hide");
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say(button.dataset.said);
  } catch {
    say(w("no-copy"), "alert");
  }
}

function setTheme(form, button) {
  const theme = button.value;
  const body = new URLSearchParams(new FormData(form, button));
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  all("button", form).forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual", credentials: "same-origin" }).catch(() => say(w("no-colours"), "alert"));
}

// ---- Events, all delegated: parts of the page come and go.
document.addEventListener("input", (event) => {
  onInput(event);
  if (event.target.dataset?.addressCount) countAddresses(event.target);
});
document.addEventListener("compositionend", onInput);

document.addEventListener("click", (event) => {
  const node = event.target;
  const button = node.closest("button");
  if (button?.dataset.select && button.dataset.select !== "show") return onSelect(button);
  if (button?.dataset.showPassword) return togglePassword(button);
  if (button?.dataset.copy !== undefined) return copy(button);
  if (node.matches?.(".pick")) return onPick(event);
  if (node.id === "pick-page") return pick(picks(), node.checked);
  all("details.drop[open]").forEach((open) => open.contains(node) || (open.open = false));
  const link = node.closest("a[href]");
  if (!link || !plain(event) || link.target || link.hasAttribute("download")) return;
  if (link.closest("[data-dialog]") && !link.hasAttribute("data-page")) {
    event.preventDefault();
    return openLink(link);
  }
  if (!link.closest("[data-enhance]") || !isList() || !sameView(new URL(link.href))) return;
  event.preventDefault();
  const paging = link.hasAttribute("data-page-move");
  load(link.href, { focus: paging ? "range" : link.id || null, announce: paging ? "range" : link.hasAttribute("data-sort") ? "sorted" : "found" });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.matches("[data-theme-form]") && button) {
    event.preventDefault();
    return setTheme(form, button);
  }
  if (form.matches("[data-sign-out]")) return sessionStorage.clear();
  if (form.matches("[data-find], [data-refine]") && isList()) {
    event.preventDefault();
    const drop = form.closest("details.drop") ?? $("details.drop[open]", form);
    if (drop) drop.open = false;
    const focus = drop ? $("summary", drop)?.id : document.activeElement?.id;
    if (drop) $("summary", drop)?.focus();
    return load(refined(form), { history: form.matches("[data-find]") ? "entered" : "push", focus });
  }
  if (form.id === "bulk" && button?.hasAttribute("data-dialog")) {
    event.preventDefault();
    return openBulk(form, button);
  }
  if (form.hasAttribute("data-once")) {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    button?.setAttribute("aria-busy", "true");
  }
});

document.addEventListener("formdata", onFormData);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const drop = $("details.drop[open]");
  if (drop) {
    drop.open = false;
    return $("summary", drop).focus();
  }
  if (event.target.type === "search" && event.target.value) {
    event.preventDefault();
    event.target.value = "";
    onInput(event);
  }
});

addEventListener("popstate", onPop);
addEventListener("pageshow", (event) => {
  all("form[data-sent]").forEach((form) => delete form.dataset.sent);
  if (event.persisted) paint();
});
addEventListener("offline", () => fail(w("offline"), () => location.reload()));

remember();
settleSelection();
paint();
if ($("[data-poll]")) setTimeout(poll, pause);
