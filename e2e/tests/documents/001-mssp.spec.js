// Document 001, "Portal User Management": its procedures in its order, on the preset `mssp`.
import { expect, test } from "../../support/documents.js";

test.use({ slug: "mssp" });

/** Chooses an action of the row, which is a button of its own or stands in the menu, and confirms it. */
async function act(desk, email, { button, item, confirm, told }) {
  if (button) await desk.row(email).getByRole("link", { name: button }).click();
  else await desk.row(email).locator("button.dots").click();
  if (item) await desk.page.locator("[popover]:popover-open").getByRole("link", { name: item, exact: true }).click();
  // Nothing happens without the confirmation.
  await expect(desk.confirmation).toBeVisible();
  await desk.confirm(confirm, told);
}

// Proves: S1.1, S1.4, S1.5, S1.6, S1.21
test("Accessing portal user management", async ({ desk, staff }) => {
  const open = desk.address("seen");
  await desk.invites(open);
  await test.step("as the provider's admin", async () => {
    await staff.page.goto("/provider/portals");
    await staff.page.getByRole("link", { name: "mssp", exact: true }).first().click();
    await staff.page.goto("/p/mssp/users");
    await expect(staff.page.getByText("You are acting as provider staff in mssp.")).toBeVisible();
    for (const label of ["Enabled users", "Disabled users", "Unconfirmed users"]) await expect(staff.tile(label)).toBeVisible();
    await expect(staff.row(open)).toHaveCount(1);
  });
  await test.step("in the portal", async () => {
    await desk.list();
    for (const label of ["Enabled users", "Disabled users", "Unconfirmed users"]) await expect(desk.tile(label)).toBeVisible();
    await expect(desk.row(open)).toHaveCount(1);
  });
});

// Proves: S1.6, S1.7
test("Viewing users by category", async ({ desk }) => {
  const open = desk.address("cat.open");
  await desk.invites(open);
  const enabled = await desk.active("cat.on");
  const disabled = await desk.active("cat.off");
  await desk.find(disabled);
  await act(desk, disabled, { item: "Disable", confirm: "Disable user", told: "Done. 1 user disabled." });
  for (const [label, here] of [["Enabled users", enabled], ["Disabled users", disabled], ["Unconfirmed users", open]]) {
    await desk.category(label);
    for (const email of [enabled, disabled, open]) await expect(desk.row(email)).toHaveCount(email === here ? 1 : 0);
  }
});

// Proves: S1.8, S1.9, S1.10, S1.11, S1.12
test("Adding a new portal user", async ({ desk }) => {
  const { page } = desk;
  const email = desk.address("new");
  await desk.list();
  await page.getByRole("link", { name: "Add New User" }).click();
  await page.getByLabel("First name").fill("Nora");
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await expect(page.getByText("An invitation is sent by e-mail.")).toBeVisible();
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nora");
  await desk.category("Unconfirmed users");
  await expect(desk.row(email).locator(".tag")).toContainText("Unconfirmed");
  await expect(desk.row(email)).toContainText("User");
  await expect(desk.row(email)).not.toContainText("Admin");
  await desk.accepts(email);
  const user = await desk.entered(email);
  expect((await user.goto("/p/mssp/users")).status()).toBe(403);
  await user.context().close();
});

test.describe("where the admin changes", () => {
  test.use({ slug: "handover" });

  // Proves: S1.3, S1.13
  test("Adding an admin portal user", async ({ desk, staff }) => {
    const { page } = desk;
    const email = await desk.active("next");
    await desk.open(email);
    await page.getByRole("link", { name: "Transfer admin role" }).click();
    await expect(desk.confirmation).toContainText("becomes the only admin");
    await desk.confirmation.getByRole("button", { name: "Transfer admin role" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account");
    expect((await page.goto("/p/handover/users")).status()).toBe(403);
    const next = await desk.entered(email);
    expect((await next.goto("/p/handover/users")).status()).toBe(200);
    await next.context().close();
    // The provider sees one admin, and hands the role back.
    await staff.page.goto("/p/handover/users");
    await expect(staff.row(email).getByRole("cell", { name: "Admin", exact: true })).toBeVisible();
    await expect(staff.row("admin@handover.example").getByRole("cell", { name: "User", exact: true })).toBeVisible();
    await staff.open("admin@handover.example");
    await staff.page.getByRole("link", { name: "Transfer admin role" }).click();
    await staff.confirmation.getByRole("button", { name: "Transfer admin role" }).click();
    await staff.told("Done. The admin role was transferred.");
    expect((await page.goto("/p/handover/users")).status()).toBe(200);
  });
});

// Proves: S1.14, S1.20
test("Enabling a portal user", async ({ desk }) => {
  const email = await desk.active("enable");
  await desk.find(email);
  await act(desk, email, { item: "Disable", confirm: "Disable user", told: "Done." });
  await desk.keepsOut(email);
  await desk.category("Disabled users");
  await act(desk, email, { button: /^Enable/, confirm: "Enable user", told: "Done. 1 user enabled." });
  await desk.category("Enabled users");
  await expect(desk.row(email).locator(".tag")).toHaveText("Enabled");
  await (await desk.entered(email)).context().close();
});

// Proves: S1.2, S1.15, S1.20
test("Disabling a portal user", async ({ desk, staff }) => {
  const email = await desk.active("disable");
  const user = await desk.entered(email);
  // This time by the provider's side.
  await staff.page.goto("/p/mssp/users?cat=enabled&q=disable");
  await act(staff, email, { item: "Disable", confirm: "Disable user", told: "Done. 1 user disabled." });
  await user.reload();
  await expect(user.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await user.context().close();
  await desk.keepsOut(email);
  await desk.category("Disabled users");
  await expect(desk.row(email).locator(".tag")).toHaveText("Disabled");
});

// Proves: S1.16, S1.20
test("Deleting a portal user", async ({ desk }) => {
  const emails = [await desk.active("gone.on"), await desk.active("gone.off")];
  await desk.find(emails[1]);
  await act(desk, emails[1], { item: "Disable", confirm: "Disable user", told: "Done." });
  for (const [email, label] of [[emails[0], "Enabled users"], [emails[1], "Disabled users"]]) {
    await desk.category(label);
    await act(desk, email, { item: "Delete", confirm: "Delete user", told: "Done. 1 user deleted." });
    await desk.page.goto(`/p/mssp/users?q=${email}`);
    await expect(desk.row(email)).toHaveCount(0);
    await desk.keepsOut(email);
  }
});

// Proves: S1.17, S1.20
test("Reinviting unconfirmed users", async ({ desk }) => {
  test.setTimeout(300_000);
  const email = await desk.waiting();
  const old = await desk.link(email);
  await desk.category("Unconfirmed users");
  await act(desk, email, { button: /^Reinvite/, confirm: "Reinvite user", told: "Done. 1 user reinvited." });
  const link = await desk.link(email, /invit/i, 2);
  const user = await desk.somebody();
  expect((await user.goto(old)).status()).toBe(410);
  expect((await user.goto(link)).status()).toBe(200);
  await user.context().close();
});

// Proves: S1.18, S1.20
test("Deleting unconfirmed users", async ({ desk }) => {
  const email = desk.address("never");
  await desk.invites(email);
  const link = await desk.link(email);
  await desk.category("Unconfirmed users");
  await act(desk, email, { item: "Delete", confirm: "Delete user", told: "Done. 1 user deleted." });
  await expect(desk.row(email)).toHaveCount(0);
  const user = await desk.somebody();
  expect((await user.goto(link)).status()).toBeGreaterThanOrEqual(400);
  await expect(user.getByLabel("New password")).toHaveCount(0);
  await user.context().close();
});
