// The tests' own words for a running installation, and what must hold on every page of every test.
import { test as base } from "@playwright/test";
import { accept, fillSignIn, invite, linkInMail, PASSWORD, signIn } from "./pages.js";
import { setUpPhone } from "./phone.js";
import { Installation } from "./server.js";

export { expect } from "@playwright/test";

/** The address of the owner of every installation here. */
export const OWNER = "olivia@provider.example";

/** Tests with an installation where nothing is set up yet. */
export const bare = base.extend({
  database: ["sqlite", { option: true, scope: "worker" }],

  fresh: async ({ database }, use) => {
    const fresh = new Installation(database);
    try {
      await fresh.start();
      await use(fresh);
    } finally {
      await fresh.remove();
    }
  },

  /** Watches a browser context: no error in the console, no broken asset, no request to another host. */
  watch: async ({}, use) => {
    const seen = [];
    await use((context, url) => {
      context.on("console", (message) => {
        // The browser reports every 4xx answer, also those that a test asks for.
        const asked = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
        // The HTML of a mail is shown in a frame without scripts; what is blocked there is the test tool's own.
        const framed = /^Blocked script execution in '\S+\/dev\/mail\/\d+\/html'/.test(message.text());
        if (message.type() === "error" && !asked && !framed) seen.push(`console: ${message.text()}`);
      });
      context.on("weberror", (error) => seen.push(`script: ${error.error()}`));
      context.on("request", (request) => {
        const target = new URL(request.url());
        if (/^https?:$/.test(target.protocol) && target.origin !== new URL(url).origin) seen.push(`foreign: ${target}`);
      });
      context.on("response", (response) => {
        const { pathname } = new URL(response.url());
        if (response.status() >= 500) seen.push(`${response.status()}: ${pathname}`);
        if (pathname.startsWith("/assets/") && response.status() >= 400) seen.push(`asset ${response.status()}: ${pathname}`);
      });
      return context;
    });
    base.expect(seen, "errors in the browser").toEqual([]);
  },
});

/** The portals of a worker's installation: slug, name, seeded people. `full` is furnished when a test first asks for it. */
const PORTALS = [
  { slug: "big", name: "Big Corp", users: 300 },
  { slug: "desk", name: "Desk Ltd", users: 60 },
  { slug: "full", name: "Full House", users: 12, preset: "permissions", later: true },
];

/** The admin of a portal. */
export const adminOf = (slug) => `admin@${slug}.example`;

/** A user of `desk` without any right. */
export const MEMBER = "mo@desk.example";

/** A user of `full` who has not set up a second factor yet. */
export const NEWCOMER = "nell@full.example";

async function prepare(home, browser) {
  home.run(["init", "--provider", "Northwind", "--owner-email", OWNER, "--owner-password-stdin"], `${PASSWORD}\n`);
  for (const { slug, name, users, preset = "standard" } of PORTALS) {
    home.run(["portal", "create", slug, "--name", name, "--preset", preset, "--seats", "500", "--admin-email", adminOf(slug)]);
    home.run(["seed", "--portal", slug, "--users", String(users)]);
  }
  await home.start();
  home.states = {};
  const enter = (key, work) => session(browser, work).then((state) => (home.states[key] = state));
  for (const { slug } of PORTALS.filter(({ later }) => !later)) await enter(slug, (page) => join(page, home, slug));
  await enter("provider", (page) => signIn(page, home.url, "provider", OWNER));
  await enter("member", async (page) => {
    await signIn(page, home.url, "desk", adminOf("desk"));
    const link = await invite(page, home.url, "desk", MEMBER);
    await page.context().clearCookies();
    await accept(page, link);
    await signIn(page, home.url, "desk", MEMBER);
  });
}

/** Accepts the invitation of a portal's admin, and signs in. */
async function join(page, home, slug) {
  // The invitation was written before the server had its address.
  const { pathname } = new URL(await linkInMail(page, home.url, adminOf(slug)));
  await accept(page, `${home.url}${pathname}`);
  await signIn(page, home.url, slug, adminOf(slug));
}

/** What the portal `full` defines for itself: where, the button, and the fields. */
const FURNITURE = [
  ["sub-accounts", "Add sub-account", { name: "Berlin office", slug: "berlin" }],
  ["sub-accounts", "Add sub-account", { name: "Hamburg harbour", slug: "hamburg" }],
  ["apps", "Add app", { name: "Customer relations", slug: "crm" }],
  ["apps/crm", "Add app role", { role_name: "Editor", role_slug: "editor" }],
  ["apps/crm", "Add app role", { role_name: "Viewer", role_slug: "viewer" }],
  ["roles", "Add role", { name: "Team lead", slug: "team-lead", rank: "25" }],
];

/** Saves one setting of the policy. */
async function rule(page, home, setting, choose) {
  await page.goto(`${home.url}/p/full/settings/policy`);
  const form = page.locator("main form").filter({ has: page.locator(`[name=${setting}]`) });
  await choose(form.locator(`[name=${setting}]`));
  await form.getByRole("button", { name: /^Save/ }).click();
}

/** The portal with a bit of everything, where everyone needs a second factor; `home.secret` is that of its admin's phone. */
async function furnish(page, home) {
  await join(page, home, "full");
  for (const [where, add, fields] of FURNITURE) {
    await page.goto(`${home.url}/p/full/settings/${where}${where.includes("/") ? "" : "/new"}`);
    for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
    await page.getByRole("button", { name: add, exact: true }).click();
    await base.expect(page.locator("#message")).toContainText("Done.");
  }
  const link = await invite(page, home.url, "full", NEWCOMER);
  await session(page.context().browser(), (other) => accept(other, link));
  await rule(page, home, "max_admins", (field) => field.fill("1"));
  await base.expect(page.locator("#message")).toContainText("Saved.");
  await rule(page, home, "mfa_required", (field) => field.selectOption("everyone"));
  home.secret = await setUpPhone(page);
  await page.getByRole("link", { name: "I have kept them" }).click();
  await base.expect(page.getByRole("button", { name: /Account of/ })).toBeVisible();
}

/** Gives name and password in `full`, and stays at the step after that. */
export async function halfway(page, email) {
  await page.context().clearCookies();
  await page.goto("/p/full/sign-in");
  await fillSignIn(page, email);
  await page.waitForURL(/\/sign-in\/\w/);
}

/** What a browser keeps after doing something. */
async function session(browser, work) {
  const context = await browser.newContext();
  await work(await context.newPage());
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Tests with an installation in use: portals with people, admins who can sign in. One per worker. */
export const test = bare.extend({
  home: [
    async ({ database, browser }, use) => {
      const home = new Installation(database);
      try {
        await prepare(home, browser);
        await use(home);
      } finally {
        await home.remove();
      }
    },
    { scope: "worker", timeout: 120_000 },
  ],
  /** Whose session the page has: the slug of a portal for its admin, `provider` for the owner, `member`, null for nobody. */
  as: ["big", { option: true }],
  baseURL: async ({ home }, use) => use(home.url),
  storageState: async ({ home, as, browser }, use) => {
    if (as === "full") home.states.full ??= await session(browser, (page) => furnish(page, home));
    await use(as ? home.states[as] : undefined);
  },
  context: async ({ context, watch, home }, use) => use(watch(context, home.url)),
});
