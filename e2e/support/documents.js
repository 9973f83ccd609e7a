// The portals of the five documents, each on its preset, and what their readers do there.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { accept, PASSWORD, row, signIn } from "./pages.js";
import { Installation } from "./server.js";
import { bare, expect, OWNER } from "./test.js";

export { expect } from "./test.js";

/**
 * Slug, preset and seats of each portal. Those beside the five are for procedures that change the whole portal: licences run
 * out, an app goes into production, passwords are switched off, the admin changes, everyone needs a second factor. Where
 * somebody waits, an invitation was sent before the server started.
 */
const PORTALS = [
  { slug: "workflow", preset: "workflow", seats: 100 },
  { slug: "licences", preset: "workflow", seats: 2 },
  { slug: "apps", preset: "workflow", seats: 100 },
  { slug: "elsewhere", preset: "workflow", seats: 100 },
  { slug: "mssp", preset: "mssp", waits: true },
  { slug: "handover", preset: "mssp" },
  { slug: "children", preset: "child_users", waits: true },
  { slug: "factors", preset: "child_users" },
  { slug: "permissions", preset: "permissions", waits: true },
  { slug: "simple", preset: "simple" },
];

/** The admin's address; where people sign in by username the admin's is the part before the @. */
const adminOf = (slug) => `admin@${slug}.example`;
const byUsername = (slug) => slug === "children" || slug === "factors";

/** A portal with its admin at a browser. */
class Desk {
  constructor({ page, browser, home, watch, slug }) {
    Object.assign(this, { page, browser, home, watch, slug });
    this.url = home.url;
    this.path = `/p/${slug}`;
  }

  /** An address in this portal that no other test uses. */
  address(name) {
    return `${name}@${this.slug}.example`;
  }

  /** Another browser, where nobody is signed in. */
  async somebody() {
    const context = this.watch(await this.browser.newContext({ baseURL: this.url }), this.url);
    return context.newPage();
  }

  /** Signs somebody in at a browser of their own. */
  async entered(name, password = PASSWORD) {
    const page = await this.somebody();
    await this.tries(page, name, password);
    await expect(page.getByRole("button", { name: /Account of/ })).toBeVisible();
    return page;
  }

  /** Fills the sign-in form, whatever comes of it. */
  async tries(page, name, password = PASSWORD) {
    await page.goto(`${this.path}/sign-in`);
    await page.getByLabel(byUsername(this.slug) ? "Username" : "E-mail", { exact: true }).fill(name);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  /** Opens the list by the navigation. */
  async list() {
    await this.page.goto(this.path);
    const name = this.slug === "permissions" ? "User Permissions" : "Users";
    await this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** The tile of a category. */
  tile(label) {
    return this.page.locator("#tiles a").filter({ has: this.page.getByText(label, { exact: true }) });
  }

  /** Opens a category of the list by its tile. */
  async category(label) {
    await this.list();
    await this.tile(label).click();
    await expect(this.page.locator("#tiles a[aria-current=page]")).toContainText(label);
  }

  /** How many users the tile of a category shows. */
  async count(label) {
    return Number((await this.tile(label).locator(".n").textContent()).replaceAll(",", ""));
  }

  /** The rows with this address: one or none, wherever the list is. */
  row(email) {
    return row(this.page, email);
  }

  /** Finds one user in the list of everybody. */
  async find(email) {
    await this.page.goto(`${this.path}/users?q=${encodeURIComponent(email)}`);
    await expect(this.row(email)).toHaveCount(1);
  }

  /** Invites addresses by the invitation page. */
  async invites(...emails) {
    await this.page.goto(`${this.path}/users/invite`);
    await this.page.getByLabel("E-mail addresses").fill(emails.join("\n"));
    await this.page.getByRole("button", { name: "Review invitations" }).click();
    await this.page.getByRole("button", { name: /^Send \d+ (invitation|Invite)s?$/ }).click();
    await expect(this.page.locator("#message")).toContainText("being sent");
  }

  /** Adds somebody with names by the form, and leaves the mail to it. */
  async adds(email, first, last, username) {
    await this.page.goto(`${this.path}/users/new`);
    await this.page.getByLabel("First name").fill(first);
    await this.page.getByLabel("Last name").fill(last);
    await this.page.getByLabel("E-mail", { exact: true }).fill(email);
    if (username) await this.page.getByLabel("Username").fill(username);
    await this.page.getByRole("button", { name: "Add user", exact: true }).click();
    await expect(this.page.locator(".user-head")).toContainText(email);
  }

  /** The link in the newest of `number` mails to an address about something. */
  async link(email, about = /invit/i, number = 1) {
    const page = await this.somebody();
    const mails = page.getByRole("row").filter({ hasText: email }).getByRole("link", { name: about });
    await expect(async () => {
      await page.goto("/dev/mail");
      await expect(mails).toHaveCount(number, { timeout: 500 });
    }).toPass({ timeout: 60_000 });
    await mails.first().click();
    const link = await page.locator(".mail-text a").first().getAttribute("href");
    await page.context().close();
    // What was written before the server had its address names another one.
    return `${this.url}${new URL(link).pathname}`;
  }

  /** Accepts the invitation of an address. */
  async accepts(email) {
    const page = await this.somebody();
    await accept(page, await this.link(email));
    await page.context().close();
  }

  /** Who was invited before the server started: the mail can be sent again when a minute is over. */
  async waiting() {
    await this.page.waitForTimeout(Math.max(0, this.home.invitedAt + 61_000 - Date.now()));
    return this.address("waiting");
  }

  /** Somebody who was invited and has accepted. */
  async active(name) {
    const email = this.address(name);
    await this.invites(email);
    await this.accepts(email);
    return email;
  }

  /** Ticks users and presses a button of the strip; the confirmation is open afterwards. */
  async tick(emails, label) {
    for (const email of emails) await this.row(email).getByRole("checkbox").check();
    const strip = this.page.locator(".strip-actions");
    const button = strip.getByRole("button", { name: label, exact: true }).filter({ visible: true });
    if ((await button.count()) === 0) await strip.getByRole("button", { name: "More actions" }).click();
    await button.first().click();
    await expect(this.confirmation).toBeVisible();
  }

  /** Chooses an action from the menu of a row; the confirmation is open afterwards. */
  async choose(email, label) {
    await this.row(email).locator("button.dots").click();
    await this.page.locator("[popover]:popover-open").getByRole("link", { name: label, exact: true }).click();
    await expect(this.confirmation).toBeVisible();
  }

  /** Opens the policy of the portal, and the form of one section. */
  async policy(section) {
    await this.page.goto(`${this.path}/settings/policy`);
    return this.page.getByRole("region", { name: section, exact: true });
  }

  /** Leaves the confirmation, and ticks nobody any more. */
  async cancel() {
    await this.confirmation.getByRole("link", { name: "Cancel" }).click();
    await this.page.locator("[data-select=clear]").click();
  }

  get confirmation() {
    return this.page.locator("[data-confirm]");
  }

  /** Confirms, and waits for what the list says about it. */
  async confirm(label, told) {
    await this.confirmation.getByRole("button", { name: label, exact: true }).click();
    await this.told(told);
  }

  /** Waits for what the page says about an action, which may have run without a question. */
  async told(text) {
    await expect(this.page.locator("#message")).toContainText(text);
  }

  /** Opens the page of a user by the list. */
  async open(email) {
    await this.find(email);
    await this.row(email).locator("th a").click();
    await expect(this.page.locator(".user-head")).toBeVisible();
  }

  /** Opens the permissions of a user by the list. */
  async permissions(email) {
    await this.open(email);
    await this.page.getByRole("navigation", { name: "Sections of this user" }).getByRole("link", { name: "Permissions" }).click();
    await expect(this.page.getByRole("button", { name: "Save permissions" })).toBeVisible();
  }

  /** Adds an entry to what the portal defines for itself: modules, sub-accounts, apps. */
  async defines(what, add, name, slug) {
    await this.page.goto(`${this.path}/settings/${what}/new`);
    await this.page.getByLabel("Name", { exact: true }).fill(name);
    await this.page.getByLabel("Word in the API").fill(slug);
    await this.page.getByRole("button", { name: add, exact: true }).click();
    await this.told("Done. It was added.");
  }

  /** Expects that an address cannot sign in. */
  async keepsOut(name, password = PASSWORD) {
    const page = await this.somebody();
    await this.tries(page, name, password);
    await expect(page.locator("#message")).toContainText("is not right, or the account cannot sign in");
    await page.context().close();
  }
}

/** The session of a portal's admin, made when it is first asked for. */
async function sessionOf(slug, home, browser) {
  if (home.states[slug]) return home.states[slug];
  const context = await browser.newContext({ baseURL: home.url });
  const page = await context.newPage();
  const desk = new Desk({ page, browser, home, watch: (other) => other, slug });
  if (slug === "provider") await signIn(page, home.url, slug, OWNER);
  else {
    await desk.accepts(adminOf(slug));
    await desk.tries(page, byUsername(slug) ? "admin" : adminOf(slug));
    await expect(page.getByRole("button", { name: /Account of/ })).toBeVisible();
  }
  home.states[slug] = await context.storageState();
  await context.close();
  return home.states[slug];
}

/** Tests on the portals of the documents. `slug` is whose admin the page is. */
export const test = bare.extend({
  slug: ["workflow", { option: true }],
  home: [
    async ({ database }, use) => {
      const home = new Installation(database);
      try {
        home.run(["init", "--provider", "Northwind", "--owner-email", OWNER, "--owner-password-stdin"], `${PASSWORD}\n`);
        for (const { slug, preset, seats } of PORTALS) {
          const limit = seats ? ["--seats", String(seats)] : [];
          home.run(["portal", "create", slug, "--name", slug, "--preset", preset, ...limit, "--admin-email", adminOf(slug)]);
        }
        home.states = {};
        for (const { slug } of PORTALS.filter(({ waits }) => waits)) {
          const file = join(home.folder, `${slug}.csv`);
          writeFileSync(file, `email,first name,last name,username\nwaiting@${slug}.example,Wai,Ting,waiting\n`);
          home.run(["users", "import", file, "--portal", slug, "--invite"]);
        }
        home.invitedAt = Date.now();
        await home.start();
        await use(home);
      } finally {
        await home.remove();
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ home }, use) => use(home.url),
  storageState: async ({ home, slug, browser }, use) => use(await sessionOf(slug, home, browser)),
  context: async ({ context, watch, home }, use) => use(watch(context, home.url)),
  desk: async ({ page, browser, home, watch, slug }, use) => use(new Desk({ page, browser, home, watch, slug })),
  /** The same portal as the provider's staff see it. */
  staff: async ({ browser, home, watch, slug }, use) => {
    const context = await browser.newContext({ baseURL: home.url, storageState: await sessionOf("provider", home, browser) });
    const page = await watch(context, home.url).newPage();
    await use(new Desk({ page, browser, home, watch, slug }));
    await context.close();
  },
});
