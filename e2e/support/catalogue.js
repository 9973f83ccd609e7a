// Every type of page with the way to it: for the tests that look at all of them.
import { expect } from "@playwright/test";
import { PASSWORD } from "./pages.js";
import { code } from "./phone.js";
import { adminOf, halfway, MEMBER, NEWCOMER } from "./test.js";

const first = async (page, path) => {
  await page.goto(path);
  return page.locator("table.users tbody tr").filter({ hasNotText: adminOf("desk") }).first();
};

async function tick(page, slug, label) {
  await page.goto(`/p/${slug}/users?cat=active&size=25`);
  for (const at of [0, 1, 2]) await page.locator(".pick").nth(at).check();
  const strip = page.locator(".strip-actions");
  const button = strip.getByRole("button", { name: label, exact: true }).filter({ visible: true });
  if ((await button.count()) === 0) await strip.getByRole("button", { name: "More actions" }).click();
  await button.first().click();
}

async function ticked(page) {
  await tick(page, "desk", "Deactivate");
  await page.locator("[data-confirm]").waitFor();
}

/** The address of the page of an active user of `full` who is not the admin. */
async function somebody(page) {
  await page.goto("/p/full/users?cat=active&sort=email&dir=desc");
  const path = await page.locator("table.users tbody th a").first().getAttribute("href");
  return path.split("?")[0];
}

/** Opens a page of such a user. */
const of = (what) => async (page) => page.goto(`${await somebody(page)}/${what}`);

/** Deactivates some users of `full`. */
async function deactivated(page) {
  await tick(page, "full", "Deactivate");
  await page.locator("[data-confirm]").getByRole("button", { name: /^Deactivate/ }).click();
  await page.locator("#message").waitFor();
}

/** The newest mail to an address about something, once it is there. */
async function mailed(page, to, about) {
  const mails = page.getByRole("row").filter({ hasText: to }).getByRole("link", { name: about });
  await expect(async () => {
    await page.goto("/dev/mail");
    await expect(mails.first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await mails.first().click();
  const link = await page.locator(".mail-text a").first().getAttribute("href");
  await page.goto(new URL(link).pathname);
}

async function forgot(page) {
  await page.goto("/p/desk/forgot");
  await page.getByLabel("E-mail", { exact: true }).fill(MEMBER);
  await page.getByRole("button", { name: "Send link" }).click();
  await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
}

/** The page behind a reset link. One mail is enough for all who look at it. */
async function resetting(page) {
  const mails = page.getByRole("row").filter({ hasText: MEMBER }).getByRole("link", { name: /new password/ });
  await page.goto("/dev/mail");
  if ((await mails.count()) === 0) await forgot(page);
  await mailed(page, MEMBER, /new password/);
}

/** The own e-mail of the member is being changed. */
async function changing(page) {
  await page.goto("/p/desk/account/email");
  if (await page.getByRole("button", { name: "Cancel change" }).count()) return;
  await page.getByLabel("New e-mail address").fill("mo.new@desk.example");
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await page.getByRole("button", { name: "Cancel change" }).waitFor();
}

/** The page of new recovery codes. */
async function codes(page, home) {
  await page.goto("/p/full/account/security/codes");
  await page.getByLabel("Current password", { exact: true }).fill(PASSWORD);
  await page.getByLabel(/^Code/).fill(code(home.secret, 1));
  await page.getByRole("button", { name: "New recovery codes" }).click();
  await page.getByText("They are not shown again.").waitFor();
}

async function imported(page) {
  await page.goto("/p/desk/users/import");
  const rows = ["Ann,Lee,ann.lee@desk.example,,38", `Ada,Admin,${adminOf("desk")},,39`, "Bob,Bee,nobody(at)desk,,40", ",,bob@desk.example,user,"];
  await page.getByLabel("Or paste the rows").fill(["first name,last name,email,role,shoe size", ...rows].join("\n"));
  await page.getByRole("button", { name: "Check the rows" }).click();
  await page.getByRole("heading", { name: "Check the import" }).waitFor();
}

/** The same in German. */
const german = (open) => async (page, home) => {
  await page.context().addCookies([{ name: "portico-language", value: "de", url: home.url }]);
  await openPage(page, { open }, home);
};

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
  { name: "sign-in-code", as: "full", open: (page) => halfway(page, adminOf("full")) },
  { name: "sign-in-recovery-code", as: "full", open: async (page) => {
    await halfway(page, adminOf("full"));
    await page.getByRole("link", { name: "Use a recovery code instead" }).click();
    await page.getByRole("heading", { name: "Enter a recovery code" }).waitFor();
  } },
  { name: "sign-in-enrol", as: "full", open: (page) => halfway(page, NEWCOMER) },
  { name: "forgot", as: null, open: "/p/desk/forgot" },
  { name: "forgot-sent", as: null, open: forgot },
  { name: "reset", as: null, open: resetting },
  { name: "reset-dead", as: null, open: "/p/desk/reset/unknown" },
  { name: "verify", as: "member", open: async (page) => {
    await changing(page);
    await mailed(page, "mo.new@desk.example", /confirm/i);
  } },
  { name: "verify-dead", as: null, open: "/p/desk/verify/unknown" },
  { name: "undo-email", as: "member", open: async (page) => {
    await changing(page);
    await mailed(page, MEMBER, /being changed/);
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
  { name: "user-permissions", as: "full", open: of("permissions") },
  { name: "user-typed-delete", as: "full", open: of("delete") },
  { name: "user-transfer-admin", as: "full", open: of("transfer-admin") },
  { name: "user-change-email", as: "full", open: of("change-email") },
  { name: "user-change-email-asked", as: "full", open: async (page) => {
    await page.goto(await somebody(page));
    await page.getByLabel("E-mail", { exact: true }).fill("somebody@else.example");
    await page.getByRole("button", { name: "Change e-mail" }).click();
    await page.locator("[data-confirm]").waitFor();
  } },
  { name: "users-permissions", as: "full", open: async (page) => {
    await tick(page, "full", "Change permissions");
    await page.getByRole("heading", { name: "Change permissions of 3 users" }).waitFor();
  } },
  { name: "users-told", as: "full", open: deactivated },
  { name: "users-german", as: "desk", open: german("/p/desk/users?size=25") },
  { name: "add", as: "desk", open: "/p/desk/users/new" },
  { name: "add-wrong", as: "desk", open: async (page) => {
    await page.goto("/p/desk/users/new");
    await page.locator("form.card").evaluate((form) => (form.noValidate = true));
    await page.getByRole("button", { name: "Add user", exact: true }).click();
    await page.locator(".error-summary").waitFor();
  } },
  { name: "invite", as: "desk", open: "/p/desk/users/invite" },
  { name: "invite-review", as: "desk", open: reviewed },
  { name: "invite-permissions", as: "full", open: async (page) => {
    await page.goto("/p/full/users/invite");
    await page.getByText("Set permissions", { exact: true }).click();
    await page.getByLabel("Only these").check();
    await page.evaluate(() => scrollTo(0, 0));
  } },
  { name: "job-undo", as: "full", open: async (page) => {
    await deactivated(page);
    await page.locator("#strip").getByRole("link", { name: "Details", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /^Deactivate/ }).waitFor();
  } },
  { name: "jobs", as: "desk", open: "/p/desk/jobs" },
  { name: "job", as: "desk", open: async (page) => followed(page, "/p/desk/jobs", "table tbody th a") },
  { name: "activity", as: "desk", open: "/p/desk/activity" },
  { name: "activity-entry", as: "desk", open: async (page) => followed(page, "/p/desk/activity", "table tbody td.act a") },
  { name: "export", as: "desk", open: "/p/desk/users/export" },
  { name: "import", as: "desk", open: "/p/desk/users/import" },
  { name: "import-report", as: "desk", open: imported },
  { name: "policy", as: "full", open: "/p/full/settings/policy" },
  { name: "policy-wrong", as: "full", open: async (page) => {
    await page.goto("/p/full/settings/policy");
    const form = page.locator("main form").filter({ has: page.getByLabel("Shortest password") });
    await form.evaluate((node) => (node.noValidate = true));
    await form.getByLabel("Shortest password").fill("3");
    await form.getByRole("button", { name: /^Save/ }).click();
    await page.locator(".error-summary").waitFor();
  } },
  { name: "policy-german", as: "full", open: german("/p/full/settings/policy") },
  { name: "roles", as: "full", open: "/p/full/settings/roles" },
  { name: "role-new", as: "full", open: "/p/full/settings/roles/new" },
  { name: "role", as: "full", open: "/p/full/settings/roles/team-lead" },
  { name: "role-remove", as: "full", open: "/p/full/settings/roles/team-lead/remove" },
  { name: "modules", as: "full", open: "/p/full/settings/modules" },
  { name: "module-new", as: "full", open: "/p/full/settings/modules/new" },
  { name: "module", as: "full", open: "/p/full/settings/modules/reports" },
  { name: "sub-accounts", as: "full", open: "/p/full/settings/sub-accounts" },
  { name: "apps-none", as: "desk", open: "/p/desk/settings/apps" },
  { name: "apps", as: "full", open: "/p/full/settings/apps" },
  { name: "app", as: "full", open: "/p/full/settings/apps/crm" },
  { name: "app-role", as: "full", open: "/p/full/settings/apps/crm/roles/editor" },
  { name: "deploy", as: "full", open: "/p/full/settings/deploy" },
  { name: "tokens", as: "desk", open: "/p/desk/settings/tokens" },
  { name: "token-new", as: "desk", open: "/p/desk/settings/tokens/new" },
  { name: "account", as: "desk", open: "/p/desk/account" },
  { name: "account-email", as: "desk", open: "/p/desk/account/email" },
  { name: "account-email-waits", as: "member", open: changing },
  { name: "account-password", as: "desk", open: "/p/desk/account/password" },
  { name: "account-security", as: "desk", open: "/p/desk/account/security" },
  { name: "account-security-on", as: "full", open: "/p/full/account/security" },
  { name: "account-set-up", as: "desk", open: "/p/desk/account/security/set-up" },
  { name: "account-codes-asked", as: "full", open: "/p/full/account/security/codes" },
  { name: "account-codes", as: "full", open: codes },
  { name: "account-replace", as: "full", open: "/p/full/account/security/replace" },
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

/** Opens a page of the catalogue in an installation. */
export async function openPage(page, { open }, home) {
  if (typeof open === "string") await page.goto(open);
  else await open(page, home);
}
