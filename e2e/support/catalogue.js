// Every type of page with the way to it: for the tests that look at all of them.
import { adminOf } from "./test.js";

const first = async (page, path) => {
  await page.goto(path);
  return page.locator("table.users tbody tr").filter({ hasNotText: adminOf("desk") }).first();
};

async function ticked(page) {
  await page.goto("/p/desk/users?cat=active&size=25");
  for (const at of [0, 1, 2]) await page.locator(".pick").nth(at).check();
  await page.locator(".strip-actions").getByRole("button", { name: "Deactivate" }).first().click();
  await page.locator("[data-confirm]").waitFor();
}

async function reviewed(page) {
  await page.goto("/p/desk/users/invite");
  const lines = ["Ann Lee <ann.lee@desk.example>", "bob@desk.example", adminOf("desk"), "nobody(at)example.com", "bob@desk.example"];
  await page.getByLabel("E-mail addresses").fill(lines.join("\n"));
  await page.getByRole("button", { name: "Review invitations" }).click();
  await page.getByRole("heading", { level: 1, name: "Review invitations" }).waitFor();
}

async function followed(page, from, selector) {
  await page.goto(from);
  await page.locator(selector).first().click();
  await page.waitForURL((url) => url.pathname !== from);
}

async function mailOpen(page) {
  await page.goto("/dev/mail");
  await page.getByRole("row").filter({ hasText: "@" }).first().getByRole("link").click();
  await page.locator(".mail-text").waitFor();
}

/** `open` is an address, or how to get there; `as` is whose session. */
export const PAGES = [
  { name: "sign-in", as: null, open: "/p/desk/sign-in" },
  { name: "sign-in-failed", as: null, open: async (page) => {
    await page.goto("/p/desk/sign-in");
    await page.getByLabel("E-mail", { exact: true }).fill("nobody@desk.example");
    await page.getByLabel("Password", { exact: true }).fill("wrong password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.locator("#message").waitFor();
  } },
  { name: "set-up-done", as: null, open: "/setup?token=unknown" },
  { name: "accept-dead", as: null, open: "/p/desk/invite/unknown" },
  { name: "users", as: "desk", open: "/p/desk/users?size=25" },
  { name: "users-nothing", as: "desk", open: "/p/desk/users?q=zzzqqq" },
  { name: "users-filters", as: "desk", open: async (page) => {
    await page.goto("/p/desk/users?status=invited&status=inactive&size=25");
    await page.locator("#filters-button").click();
  } },
  { name: "users-menu", as: "desk", open: async (page) => {
    const row = await first(page, "/p/desk/users?cat=active&size=25");
    await row.locator("button.dots").click();
  } },
  { name: "users-selected", as: "desk", open: async (page) => {
    await page.goto("/p/desk/users?size=25");
    for (const at of [1, 2, 3]) await page.locator(".pick").nth(at).check();
  } },
  { name: "bulk-preview", as: "desk", open: ticked },
  { name: "user", as: "desk", open: async (page) => (await first(page, "/p/desk/users?cat=active")).locator("th a").click().then(() => page.locator(".facts-row").waitFor()) },
  { name: "user-security", as: "desk", open: async (page) => {
    await page.goto(`/p/desk/users?q=${adminOf("desk")}`);
    await page.locator("table.users tbody th a").click();
    await page.getByRole("link", { name: "Security" }).click();
    await page.getByRole("heading", { name: "Sessions" }).waitFor();
  } },
  { name: "user-action", as: "desk", open: async (page) => {
    await page.goto("/p/desk/users?cat=active&sort=email&dir=desc");
    const path = await page.locator("table.users tbody th a").first().getAttribute("href");
    await page.goto(`${path.split("?")[0]}/deactivate`);
  } },
  { name: "add", as: "desk", open: "/p/desk/users/new" },
  { name: "add-wrong", as: "desk", open: async (page) => {
    await page.goto("/p/desk/users/new");
    await page.locator("form.card").evaluate((form) => (form.noValidate = true));
    await page.getByRole("button", { name: "Add user", exact: true }).click();
    await page.locator(".error-summary").waitFor();
  } },
  { name: "invite", as: "desk", open: "/p/desk/users/invite" },
  { name: "invite-review", as: "desk", open: reviewed },
  { name: "jobs", as: "desk", open: "/p/desk/jobs" },
  { name: "job", as: "desk", open: async (page) => followed(page, "/p/desk/jobs", "table tbody th a") },
  { name: "activity", as: "desk", open: "/p/desk/activity" },
  { name: "activity-entry", as: "desk", open: async (page) => followed(page, "/p/desk/activity", "table tbody td.act a") },
  { name: "export", as: "desk", open: "/p/desk/users/export" },
  { name: "import", as: "desk", open: "/p/desk/users/import" },
  { name: "tokens", as: "desk", open: "/p/desk/settings/tokens" },
  { name: "token-new", as: "desk", open: "/p/desk/settings/tokens/new" },
  { name: "account", as: "desk", open: "/p/desk/account" },
  { name: "account-sessions", as: "desk", open: "/p/desk/account/sessions" },
  { name: "account-preferences", as: "desk", open: "/p/desk/account/preferences" },
  { name: "not-found", as: "desk", open: "/p/desk/users/00000000-0000-7000-8000-000000000000" },
  { name: "forbidden", as: "member", open: "/p/desk/users" },
  { name: "portals", as: "provider", open: "/provider/portals" },
  { name: "portal-new", as: "provider", open: "/provider/portals/new" },
  { name: "portal-settings", as: "provider", open: async (page) => followed(page, "/provider/portals", "table tbody td.act a") },
  { name: "portal-visited", as: "provider", open: "/p/desk/users?size=25" },
  { name: "staff", as: "provider", open: "/p/provider/users" },
  { name: "mail-list", as: null, open: "/dev/mail" },
  { name: "mail", as: null, open: mailOpen },
];

/** Opens a page of the catalogue. */
export async function openPage(page, { open }) {
  if (typeof open === "string") await page.goto(open);
  else await open(page);
}
