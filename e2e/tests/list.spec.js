// The user list: order, categories, filters, pages, history, search, selection.
import { ids, matching, row, tile } from "../support/pages.js";
import { adminOf, expect, test } from "../support/test.js";

const LIST = "/p/big/users";
// Seeded people and the admin; the deleted ones among them are listed in their own category only.
let ALL;

test.beforeEach(async ({ page }) => {
  await page.goto(LIST);
  ALL = await tile(page, "All users");
  expect(ALL).toBeGreaterThan(250);
});

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();

/** Every row of the view that the page shows, over all its pages. */
async function everyRow(page) {
  const rows = [];
  for (;;) {
    rows.push(
      ...(await page.locator("table.users tbody tr").evaluateAll((all) =>
        all.map((tr) => ({
          id: tr.querySelector("th a").id,
          first: tr.querySelector(".c-first a :is(bdi, .muted)").textContent,
          last: tr.querySelector(".c-last")?.textContent ?? "",
          status: tr.querySelector(".c-status .tag")?.textContent ?? "",
          email: tr.querySelector(".c-email bdi")?.textContent ?? "",
          role: tr.querySelector("td.p2")?.firstChild?.textContent ?? "",
          times: [...tr.querySelectorAll(".c-seen, td.p3")].map((td) => td.querySelector("time")?.dateTime ?? ""),
        })),
      )),
    );
    const next = page.locator("#page-next");
    if ((await next.count()) === 0) return rows;
    const range = await page.locator("#pager .range").textContent();
    await next.click();
    await expect(page.locator("#pager .range")).not.toHaveText(range);
  }
}

const COLUMNS = {
  first: { cols: "last", of: (row) => (row.first === "No name yet" ? "" : plain(row.first)) },
  last: { cols: "last", of: (row) => plain(row.last) },
  email: { cols: "email", of: (row) => row.email },
  status: { cols: "status", of: (row) => row.status, grouped: true },
  role: { cols: "role", of: (row) => row.role, grouped: true, highestFirst: true },
  seen: { cols: "seen", of: (row) => row.times[0], newestFirst: true },
  added: { cols: "added", of: (row) => row.times[0], newestFirst: true },
  modified: { cols: "modified", of: (row) => row.times[0], newestFirst: true },
};

for (const [key, { cols, of, grouped, newestFirst, highestFirst }] of Object.entries(COLUMNS)) {
  // Proves: S2.22
  test(`sorts by ${key} both ways, over all pages, empty ones last`, async ({ page }) => {
    const start = key === "last" ? "&sort=email" : "";
    await page.goto(`${LIST}?size=200&cols=${cols}${key === "last" ? "&cols=email" : ""}${start}`);
    const head = page.locator(`th:has(#sort-${key})`);
    const way = {};
    for (const turn of ["first", "second"]) {
      await page.locator(`#sort-${key}`).click();
      await expect(head).toHaveAttribute("aria-sort", /ascending|descending/);
      if (turn === "second") await expect(head).not.toHaveAttribute("aria-sort", way.direction);
      else way.direction = await head.getAttribute("aria-sort");
      await expect(page.locator("th[aria-sort]")).toHaveCount(1);
      await expect(page.locator(`#sort-${key}`)).toBeFocused();
      const rows = await everyRow(page);
      expect(new Set(rows.map((row) => row.id)).size, "each user once").toBe(ALL);
      const values = rows.map(of);
      const filled = values.filter(Boolean);
      expect(values.slice(0, filled.length), "empty values last").toEqual(filled);
      way[turn] = filled;
      if (turn === "first") {
        await page.goto(page.url().replace(/&?(after|at)=[^&]*/g, ""));
      }
    }
    expect(way.direction).toBe(newestFirst || highestFirst ? "descending" : "ascending");
    if (newestFirst) expect(way.first, "newest first").toEqual([...way.first].sort().reverse());
    if (grouped) {
      const runs = (values) => values.filter((value, at) => value !== values[at - 1]);
      expect(runs(way.first).length, "equal values stand together").toBe(new Set(way.first).size);
      expect(runs(way.second)).toEqual(runs(way.first).reverse());
    } else expect(way.second, "the other way round").toEqual([...way.first].reverse());
    const latin = way.first.filter((value) => /^[a-z .@'-]+$/.test(value));
    if (!grouped && !newestFirst) expect(latin).toEqual([...latin].sort());
  });
}

// Proves: S0.46, S0.47, S1.7
test("tiles lead to their category, and their numbers add up", async ({ page }) => {
  await page.goto(LIST);
  const names = await page.locator("#tiles .name").allTextContents();
  let sum = 0;
  for (const name of names) {
    await page.locator("#tiles a").filter({ has: page.getByText(name, { exact: true }) }).click();
    await expect(page.locator("#tiles a[aria-current=page] .name")).toHaveText(name);
    const n = await tile(page, name);
    if (n > 0) expect(await matching(page)).toBe(n);
    else await expect(page.locator(".empty-text")).toBeVisible();
    if (!["All users", "Deleted"].includes(name)) sum += n;
  }
  expect(sum).toBe(await tile(page, "All users"));
});

test("filters narrow the list, stand in the address and go one by one", async ({ page }) => {
  await page.goto(LIST);
  await page.locator("#filters-button").click();
  await page.locator("#filters").getByRole("checkbox", { name: "Invited", exact: true }).check();
  await page.locator("#filters").getByRole("checkbox", { name: "Inactive", exact: true }).check();
  await page.getByRole("button", { name: "Apply filters" }).click();
  await expect(page).toHaveURL(/status=invited/);
  await expect(page.locator("#filters-button")).toContainText("Filters (2)");
  await expect(page.locator("#filters-button")).toBeFocused();
  const rows = await everyRow(page);
  expect(new Set(rows.map((row) => row.status))).toEqual(new Set(["Invited", "Inactive"]));
  await page.locator("#chips a").filter({ hasText: "Invited" }).click();
  await expect(page).not.toHaveURL(/status=invited/);
  await expect(page.locator("#chips a").first()).toBeFocused();
  await page.locator("#chips a").filter({ hasText: "Inactive" }).click();
  await expect(page.locator("#chips a")).toHaveCount(0);
  await expect(page.locator("#filters-button")).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`${LIST}$`));
  expect(await matching(page)).toBe(ALL);
});

// Proves: S3.27
test("pages forward to the end and back visit everybody once", async ({ page }) => {
  await page.goto(`${LIST}?size=100`);
  const first = await ids(page);
  const seen = [...first];
  await expect(page.locator("#page-prev")).toHaveCount(0);
  for (const range of [`101–200 of ${ALL}`, `201–${ALL} of ${ALL}`]) {
    await page.locator("#page-next").click();
    await expect(page.locator("#pager .range")).toHaveText(range);
    await expect(page.locator("#range")).toBeFocused();
    seen.push(...(await ids(page)));
  }
  expect(new Set(seen).size).toBe(ALL);
  expect(seen.length).toBe(ALL);
  await expect(page.locator("#page-next")).toHaveCount(0);
  for (let left = 2; left > 0; left--) {
    const before = await page.locator("#pager .range").textContent();
    await page.locator("#page-prev").click();
    await expect(page.locator("#pager .range")).not.toHaveText(before);
  }
  expect(await ids(page)).toEqual(first);
  await page.locator("#page-last").click();
  await expect.poll(() => ids(page)).toContain(seen.at(-1));
  await page.locator("#page-first").click();
  await expect.poll(() => ids(page)).toEqual(first);
});

test("a changed view starts at its first page", async ({ page }) => {
  await page.goto(`${LIST}?size=25`);
  await page.locator("#page-next").click();
  await expect(page).toHaveURL(/after=/);
  await page.getByRole("searchbox").fill("a");
  await expect(page).toHaveURL(/q=a/);
  await expect(page).not.toHaveURL(/after=/);
  await expect(page.locator("#pager .range")).toContainText("1–");
});

test("back and forward restore search, filter, order, page and user", async ({ page }) => {
  await page.goto(LIST);
  const views = [];
  const remember = async () => views.push({ url: page.url(), ids: await ids(page) });
  await remember();
  const step = async (act, address) => {
    await act();
    await expect(page).toHaveURL(address);
    await expect(page.locator("#table")).toHaveAttribute("aria-busy", "false");
    await remember();
  };
  await step(async () => page.locator("#tile-active").click(), /cat=active/);
  await step(async () => page.locator("#sort-email").click(), /sort=email/);
  await step(async () => page.locator("#page-next").click(), /after=/);
  await step(async () => {
    await page.getByRole("searchbox").fill("an");
    await page.getByRole("searchbox").press("Enter");
  }, /q=an/);
  await page.locator("table.users tbody th a").first().click();
  await expect(page.getByRole("navigation", { name: "Sections of this user" })).toBeVisible();
  for (const view of [...views].reverse()) {
    await page.goBack();
    await expect(page).toHaveURL(view.url);
    await expect.poll(() => ids(page)).toEqual(view.ids);
    if (view.url.includes("q=an")) await expect(page.getByRole("searchbox")).toHaveValue("an");
    else await expect(page.getByRole("searchbox")).toHaveValue("");
  }
  for (const view of views.slice(1)) {
    await page.goForward();
    await expect(page).toHaveURL(view.url);
    await expect.poll(() => ids(page)).toEqual(view.ids);
  }
});

test("Enter after a pause leaves the view that typing began on behind it", async ({ page }) => {
  await page.goto(`${LIST}?sort=email`);
  await page.locator("#page-next").click();
  await expect(page).toHaveURL(/after=/);
  const second = page.url();
  const search = page.getByRole("searchbox");
  await search.fill("an");
  await expect(page).toHaveURL(/q=an/);
  await search.fill("ann");
  await expect(page).toHaveURL(/q=ann/);
  await search.press("Enter");
  await expect(page.locator("#table")).toHaveAttribute("aria-busy", "false");
  await page.goBack();
  await expect(page).toHaveURL(second);
  await expect(search).toHaveValue("");
  await page.goForward();
  await expect(page).toHaveURL(/q=ann/);
  await expect(search).toHaveValue("ann");
});

// Proves: S2.23
test("typing adds no history, Enter does", async ({ page }) => {
  await page.goto(LIST);
  const before = await page.evaluate(() => history.length);
  await page.getByRole("searchbox").pressSequentially("mar", { delay: 60 });
  await expect(page).toHaveURL(/q=mar/);
  expect(await page.evaluate(() => history.length)).toBe(before);
  await page.getByRole("searchbox").press("Enter");
  await expect.poll(() => page.evaluate(() => history.length)).toBe(before + 1);
});

test("rows per page are remembered for the next visit", async ({ page, context }) => {
  await page.goto(LIST);
  await expect(page.locator("table.users tbody tr")).toHaveCount(50);
  await page.locator("#size-25").click();
  await expect(page.locator("table.users tbody tr")).toHaveCount(25);
  const later = await context.newPage();
  await later.goto(LIST);
  await expect(later.locator("table.users tbody tr")).toHaveCount(25);
});

test("an address gives the same rows in another browser", async ({ page, browser, home, watch }) => {
  await page.goto(`${LIST}?cat=active&q=a&sort=seen&size=25`);
  await page.locator("#page-next").click();
  await expect(page).toHaveURL(/after=/);
  await expect(page.locator("#table")).toHaveAttribute("aria-busy", "false");
  const context = watch(await browser.newContext({ storageState: home.states.big }), home.url);
  const other = await context.newPage();
  await other.goto(page.url());
  expect(await ids(other)).toEqual(await ids(page));
  expect(await other.title()).toBe(await page.title());
  await context.close();
});

// Proves: S2.23
test("search finds by part of a name, other case, without accents, words in any order, and by id", async ({ page }) => {
  await page.goto(`${LIST}?size=200`);
  const rows = await everyRow(page);
  const accented = rows.find((row) => row.first !== plain(row.first) && /^[a-z]{4,}$/.test(plain(row.first)) && /\p{M}/u.test(row.first.normalize("NFD")));
  const search = async (text) => {
    await page.getByRole("searchbox").fill(text);
    await expect(page.locator("#table")).toHaveAttribute("aria-busy", "false");
    await expect(page).toHaveURL((url) => url.searchParams.get("q") === text);
    await expect(page.locator("#table")).toHaveAttribute("aria-busy", "false");
    return ids(page);
  };
  expect(await search(plain(accented.first).slice(1).toUpperCase())).toContain(accented.id);
  expect(await search(`${plain(accented.last).split(" ")[0]} ${plain(accented.first)}`)).toContain(accented.id);
  expect(await search(accented.id.slice(2))).toEqual([accented.id]);
  expect(await search(accented.email)).toEqual([accented.id]);
});

test("a search without hits says so and leads on", async ({ page }) => {
  await page.goto(`${LIST}?cat=inactive`);
  await page.getByRole("searchbox").fill("zzzqqq");
  await expect(page.getByText("No users match “zzzqqq” in Inactive.")).toBeVisible();
  await expect(page.locator("#live-status")).toHaveText("No users match.");
  await page.getByRole("searchbox").fill(adminOf("big"));
  await expect(page.getByText(`No users match “${adminOf("big")}” in Inactive.`)).toBeVisible();
  await page.getByRole("link", { name: "Search in Active (1 found)" }).click();
  await expect(row(page, adminOf("big"))).toBeVisible();
  await page.goto(`${LIST}?q=zzzqqq`);
  await page.getByRole("link", { name: "Clear search" }).click();
  await expect(page).toHaveURL(new RegExp(`${LIST}$`));
  await expect(page.getByRole("searchbox")).toHaveValue("");
});

test("the selection outlives pages, search, order and a look at a user", async ({ page }) => {
  await page.goto(`${LIST}?size=25`);
  await expect(page.getByText("Tick users to act on several at once")).toBeVisible();
  const text = page.locator("[data-selected-text]");
  await page.locator(".pick").nth(1).check();
  await page.locator(".pick").nth(2).check();
  const [, ticked] = await page.locator(".pick").evaluateAll((boxes) => boxes.map((box) => box.value));
  await expect(text).toHaveText("2 users selected");
  await page.locator("#page-next").click();
  await expect(text).toHaveText("2 users selected, 2 not in this view");
  await page.locator(".pick").nth(0).check();
  await page.locator("#sort-email").click();
  await expect(text).toContainText("3 users selected");
  await page.getByRole("searchbox").fill(adminOf("big"));
  await expect(text).toHaveText("3 users selected, 3 not in this view");
  await page.locator("table.users tbody th a").click();
  await expect(page.getByRole("navigation", { name: "Sections of this user" })).toBeVisible();
  await page.goto(`${LIST}?size=25`);
  await expect(text).toHaveText("3 users selected, 1 not in this view");
  await expect(page.locator(`.pick[value="${ticked}"]`)).toBeChecked();
  await page.getByRole("button", { name: "Show selected" }).click();
  await expect(page.locator("table.users tbody tr")).toHaveCount(3);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page.locator(".strip-selection")).toBeHidden();
});

// Proves: S0.4
test("Shift takes a range, the head takes the page, a second step takes everybody", async ({ page }) => {
  await page.goto(`${LIST}?size=25`);
  const text = page.locator("[data-selected-text]");
  await page.locator(".pick").nth(2).click();
  await page.locator(".pick").nth(6).click({ modifiers: ["Shift"] });
  await expect(text).toHaveText("5 users selected");
  expect(await page.locator("#pick-page").evaluate((box) => box.indeterminate)).toBe(true);
  await page.locator("#pick-page").check();
  await expect(text).toHaveText("All 25 on this page are selected.");
  await page.getByRole("button", { name: `Select all ${ALL} matching users` }).click();
  await expect(text).toHaveText(`All ${ALL} matching users are selected`);
  await page.locator(".pick").nth(4).uncheck();
  await expect(text).toHaveText(`${ALL - 1} users selected (1 excluded)`);
  await page.locator("#page-next").click();
  await expect(page.locator(".pick").first()).toBeChecked();
  const sent = page.waitForRequest((request) => request.url().includes("/bulk/"));
  await page.locator(".strip-actions").getByRole("button", { name: "Deactivate" }).first().click();
  expect((await sent).postData().length).toBeLessThan(20_000);
  await expect(page.locator("#confirm-title")).toHaveText(`Deactivate ${ALL - 1} users?`);
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.locator("#dialog")).toBeHidden();
  // Another search is another set: the selection ends, and says so.
  await page.getByRole("searchbox").fill("a");
  await expect(page.locator("#live-status")).toHaveText(/^Selection cleared because the filter changed\. [\d,]+ users? found\.$/);
  await expect(page.locator(".strip-selection")).toBeHidden();
});

test("a late answer never covers a newer one", async ({ page }) => {
  await page.goto(LIST);
  let late;
  await page.route(/q=ann(&|$)/, async (route) => {
    const response = await route.fetch();
    late = new Promise((done) => setTimeout(done, 1_500)).then(() => route.fulfill({ response }).catch(() => {}));
    await late;
  });
  const asked = page.waitForRequest(/q=ann(&|$)/);
  await page.getByRole("searchbox").fill("ann");
  await asked;
  await page.getByRole("searchbox").fill(adminOf("big"));
  await expect(page.locator("table.users tbody tr")).toHaveCount(1);
  await late;
  await page.waitForTimeout(300);
  await expect(page.locator("table.users tbody tr")).toHaveCount(1);
  await expect(row(page, adminOf("big"))).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue(adminOf("big"));
});

test("a failed refresh keeps the rows and offers another try", async ({ page }) => {
  await page.goto(LIST);
  const before = await ids(page);
  await page.route(/q=late/, (route) => route.fulfill({ status: 429, headers: { "Retry-After": "7" } }));
  await page.getByRole("searchbox").fill("late");
  await expect(page.locator("#strip")).toContainText("Too many requests. Try again in 7 seconds.");
  await expect(page.locator("#strip").getByRole("button", { name: "Try again" })).toBeVisible();
  expect(await ids(page)).toEqual(before);
  await page.unroute(/q=late/);
  await page.locator("#strip").getByRole("button", { name: "Try again" }).click();
  await expect(page).toHaveURL(/q=late/);
  await expect(page.locator("#strip")).not.toContainText("Too many requests");
});

test.describe("signed out meanwhile", () => {
  test("the list shows a bar, not the sign-in page inside the table", async ({ page, context }) => {
    await page.goto(LIST);
    await context.clearCookies();
    await page.getByRole("searchbox").fill("ann");
    await expect(page.locator(".session-bar")).toContainText("You are signed out.");
    await expect(page.locator("table.users")).toBeVisible();
  });
});
