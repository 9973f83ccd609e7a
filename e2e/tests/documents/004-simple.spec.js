// Document 004, "How do I manage users under my account?": its steps in its order, on the preset `simple`.
import { expect, test } from "../../support/documents.js";
import { PASSWORD } from "../../support/pages.js";

test.use({ slug: "simple" });

// Proves: S4.1, S4.2, S4.3, S4.4, S4.5, S4.10, S4.11, S4.12, S4.21
test("Inviting new users", async ({ desk }) => {
  const { page } = desk;
  const member = await desk.active("member");
  const before = desk.address("before");
  await desk.invites(before);
  const fresh = Array.from({ length: 12 }, (_, n) => desk.address(`many${n}`));
  await desk.list();
  await page.getByRole("link", { name: "Invite users" }).click();
  await page.getByLabel("E-mail addresses").fill([...fresh, member, before, "throw@mailinator.com"].join(", "));
  await page.getByRole("button", { name: "Review invitations" }).click();
  await expect(page.getByRole("heading", { name: "Will be invited: 12" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("This address already belongs to a user of the portal.");
  await expect(page.getByRole("main")).toContainText("This address is already invited.");
  await expect(page.getByRole("main")).toContainText("Disposable addresses are not allowed here.");
  await page.getByRole("button", { name: "Send 12 Invites" }).click();
  await expect(page.locator("#message")).toContainText("12 invitations are being sent. Not invited, 3:");
  for (const label of ["Active users", "Pending invitations", "Deactivated users"]) await expect(desk.tile(label)).toBeVisible();
  await desk.category("Pending invitations");
  for (const email of [...fresh, before]) await expect(desk.row(email)).toHaveCount(1);
  for (const email of [member, "throw@mailinator.com"]) await expect(desk.row(email)).toHaveCount(0);
});

// Proves: S4.2, S4.6, S4.7, S4.8, S4.9
test("Setting menu and sub-account permissions", async ({ desk }) => {
  const { page } = desk;
  await desk.defines("sub-accounts", "Add sub-account", "North", "north");
  await desk.defines("sub-accounts", "Add sub-account", "South", "south");
  const emails = [desk.address("set.one"), desk.address("set.two")];
  await page.goto("/p/simple/users/invite");
  await page.getByLabel("E-mail addresses").fill(emails.join("\n"));
  await expect(page.getByRole("radio", { name: /^User Uses/ })).toBeChecked();
  await page.getByText("Set Permission", { exact: true }).click();
  const modules = page.getByRole("group", { name: "Modules" });
  await test.step("a User chooses modules, but not the three of admins", async () => {
    await expect(modules.getByRole("checkbox")).toHaveCount(2);
    for (const box of await modules.getByRole("checkbox").all()) await expect(box).not.toBeChecked();
    await expect(modules).toContainText("Pricing, Payment, User management");
    await expect(modules).toContainText("Admins only");
    await modules.getByLabel("Reports").check();
  });
  await test.step("and then sub-accounts", async () => {
    const subs = page.getByRole("group", { name: "Sub-accounts" });
    await subs.getByLabel("Only these").check();
    await subs.getByLabel("North").check();
  });
  await page.getByRole("button", { name: "Review invitations" }).click();
  await expect(page.getByRole("main")).toContainText("Modules: Reports. Sub-accounts: North.");
  await page.getByRole("button", { name: "Send 2 Invites" }).click();
  await expect(page.locator("#message")).toContainText("2 invitations are being sent");
  await test.step("all of the batch have them", async () => {
    for (const email of emails) {
      await desk.permissions(email);
      await expect(page.getByLabel("Reports")).toBeChecked();
      await expect(page.getByLabel("Dashboard")).not.toBeChecked();
      await expect(page.getByLabel("North")).toBeChecked();
      await expect(page.getByLabel("South")).not.toBeChecked();
    }
  });
  await test.step("a User has no user management", async () => {
    await desk.accepts(emails[0]);
    const user = await desk.entered(emails[0]);
    await expect(user.getByRole("link", { name: "Users", exact: true })).toHaveCount(0);
    expect((await user.goto("/p/simple/users")).status()).toBe(403);
    await user.context().close();
  });
});

// Proves: S4.13
test("Removing a user who is only invited", async ({ desk }) => {
  const { page } = desk;
  const email = desk.address("pending");
  await desk.invites(email);
  const link = await desk.link(email);
  await desk.category("Pending invitations");
  await desk.row(email).locator("th a").click();
  await expect(page.getByRole("link", { name: "Resend invitation" })).toBeVisible();
  await page.getByRole("link", { name: "Remove user", exact: true }).click();
  await desk.confirm("Remove user", "Done. 1 user removed.");
  await desk.category("Pending invitations");
  await expect(desk.row(email)).toHaveCount(0);
  const user = await desk.somebody();
  expect((await user.goto(link)).status()).toBeGreaterThanOrEqual(400);
  await user.context().close();
});

// Proves: S4.14, S4.15, S4.16, S4.17
test("Accepting an invitation", async ({ desk }) => {
  const email = desk.address("joins");
  await desk.invites(email);
  const user = await desk.somebody();
  await user.goto(await desk.link(email));
  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await expect(user.locator("time").first()).toHaveAttribute("datetime", new RegExp(`^${day}T`));
  await user.getByLabel("New password").fill(PASSWORD);
  await user.getByRole("button", { name: "Set password" }).click();
  await user.getByLabel("E-mail", { exact: true }).fill(email);
  await user.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await user.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(user.getByRole("button", { name: /Account of/ })).toBeVisible();
  await user.context().close();
  await desk.category("Active users");
  await expect(desk.row(email)).toHaveCount(1);
});

// Proves: S4.2, S4.18, S4.22
test("Deactivating users", async ({ desk }) => {
  const email = await desk.active("off");
  await desk.category("Active users");
  await desk.row(email).locator("th a").click();
  await desk.page.getByRole("link", { name: "Deactivate", exact: true }).click();
  await desk.confirm("Deactivate user", "Done. 1 user deactivated.");
  await desk.category("Deactivated users");
  await expect(desk.row(email).locator(".tag")).toHaveText("Deactivated");
  await desk.keepsOut(email);
  await test.step("and back, which the document leaves out", async () => {
    await desk.row(email).getByRole("link", { name: /^Activate/ }).click();
    await desk.told("Done. 1 user activated.");
    await (await desk.entered(email)).context().close();
  });
});

// Proves: S4.2, S4.19, S4.20
test("Removing users", async ({ desk }) => {
  const email = await desk.active("removed");
  await desk.category("Active users");
  await desk.row(email).locator("th a").click();
  const person = desk.page.url();
  await desk.page.getByRole("link", { name: "Remove user", exact: true }).click();
  await desk.confirm("Remove user", "Done. 1 user removed.");
  expect((await desk.page.goto(person)).status()).toBe(404);
  for (const label of ["Active users", "Pending invitations", "Deactivated users"]) {
    await desk.category(label);
    await expect(desk.row(email)).toHaveCount(0);
  }
  await desk.keepsOut(email);
  await test.step("a removed user can be invited again", async () => {
    await desk.invites(email);
    await desk.category("Pending invitations");
    await expect(desk.row(email)).toHaveCount(1);
  });
});
