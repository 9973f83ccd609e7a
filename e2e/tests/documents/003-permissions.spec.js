// Document 003, "Managing User Actions": its procedures in its order, on the preset `permissions`.
import { readFileSync } from "node:fs";
import { expect, test } from "../../support/documents.js";

test.use({ slug: "permissions" });

// Proves: S3.1, S3.2, S3.3, S3.4, S3.26
test("Editing a user", async ({ desk }) => {
  const { page } = desk;
  const [helper, other] = [await desk.active("helper"), await desk.active("other")];
  const icons = (where) => where.locator("table.users").getByRole("link", { name: /^Edit permissions of/ });
  const box = (where, name) => where.getByRole("checkbox", { name, exact: true });
  await test.step("the icon next to a user opens the permissions", async () => {
    await desk.list();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("User Permissions");
    await desk.find(helper);
    await desk.row(helper).getByRole("link", { name: `Edit permissions of ${helper}` }).click();
    await expect(page.getByRole("heading", { name: "Permissions", exact: true })).toBeVisible();
    await page.getByRole("radio", { name: /^Help desk/ }).check();
    await box(page, "Export users").check();
    await page.getByRole("button", { name: "Save permissions" }).click();
    await desk.told("Saved.");
  });
  const user = await desk.entered(helper);
  await test.step("without the permission there is no icon", async () => {
    await user.goto("/p/permissions/users");
    await expect(user.locator("table.users tbody tr").filter({ hasText: other })).toHaveCount(1);
    await expect(icons(user)).toHaveCount(0);
  });
  await test.step("with it there is one, at once", async () => {
    await desk.permissions(helper);
    await box(page, "Edit roles and permissions").check();
    await page.getByRole("button", { name: "Save permissions" }).click();
    await desk.told("Saved. 1 added, 0 removed.");
    await user.goto(`/p/permissions/users?q=${other}`);
    await icons(user).click();
    await box(user, "View users").check();
    await user.getByRole("button", { name: "Save permissions" }).click();
    await expect(user.locator("#message")).toContainText("Saved. 1 added, 0 removed.");
    await user.context().close();
  });
  await test.step("each user has permissions of their own", async () => {
    for (const [email, helps] of [[helper, true], [other, false]]) {
      await desk.permissions(email);
      await expect(box(page, "Edit roles and permissions")).toBeChecked({ checked: helps });
      await expect(box(page, "Export users")).toBeChecked({ checked: helps });
      await expect(page.getByRole("checkbox", { name: /^View users/ })).toBeChecked({ checked: !helps });
    }
  });
});

// Proves: S3.5, S3.6
test("Resending a user invite", async ({ desk }) => {
  test.setTimeout(300_000);
  const email = await desk.waiting();
  const old = await desk.link(email);
  await desk.category("Invited");
  await expect(desk.row(email).locator(".tag")).toContainText("Invited");
  await desk.row(email).getByRole("link", { name: /^Resend/ }).click();
  await desk.told("Invite sent to 1 user.");
  const link = await desk.link(email, /invit/i, 2);
  expect(link).not.toBe(old);
  const user = await desk.somebody();
  expect((await user.goto(old)).status()).toBe(410);
  expect((await user.goto(link)).status()).toBe(200);
  await user.context().close();
});

// Proves: S3.7
test("Revoking a user invite", async ({ desk }) => {
  const email = desk.address("revoke");
  await desk.invites(email);
  const user = await desk.somebody();
  const link = await desk.link(email);
  expect((await user.goto(link)).status()).toBe(200);
  await desk.category("Invited");
  await desk.choose(email, "Revoke invite");
  await desk.confirm("Revoke invite", "Done. The invite of 1 user was revoked.");
  expect((await user.goto(link)).status()).toBe(410);
  await user.context().close();
});

// Proves: S3.8, S3.10, S3.11, S3.12, S3.13, S3.14, S3.25
test("Deleting a user", async ({ desk }) => {
  const { page } = desk;
  const email = await desk.active("delete");
  await desk.find(email);
  await desk.choose(email, "Delete user");
  const typed = desk.confirmation.getByLabel(/^Type the user’s e-mail/);
  await test.step("another address does not confirm", async () => {
    await typed.fill("somebody@else.example");
    await desk.confirmation.getByRole("button", { name: "Delete user" }).click();
    await expect(page.getByText("This is not the user’s e-mail.")).toBeVisible();
  });
  await typed.fill(email);
  await desk.confirm("Delete user", "Done. 1 user deleted.");
  await desk.keepsOut(email);
  await test.step("the list shows Deleted, and the data is there", async () => {
    await desk.category("Deleted");
    await expect(desk.row(email).locator(".tag")).toHaveText("Deleted");
    await page.goto(`/p/permissions/activity?target=${email}`);
    await expect(page.locator("table tbody tr").filter({ hasText: "Accepted invitation" })).toHaveCount(1);
  });
  await test.step("an invitation brings the user back", async () => {
    await desk.category("Deleted");
    await desk.row(email).getByRole("link", { name: /^Invite again/ }).click();
    await desk.told("Done. 1 user was invited again.");
    await desk.category("Invited");
    await expect(desk.row(email)).toHaveCount(1);
    const user = await desk.somebody();
    await user.goto(await desk.link(email, /invit/i, 2));
    await user.getByLabel("New password").fill("Seven-Purple-Elephants-77");
    await user.getByRole("button", { name: "Set password" }).click();
    await user.context().close();
    await desk.category("Active");
    await expect(desk.row(email).locator(".tag")).toHaveText("Active");
  });
  await test.step("who is only invited is not deleted", async () => {
    const open = desk.address("delete.open");
    await desk.invites(open);
    await desk.find(open);
    const person = await desk.row(open).locator("th a").getAttribute("href");
    await page.goto(`${person.split("?")[0]}/delete`);
    await expect(page.getByText("A user in this status cannot be deleted here.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Delete user" })).toHaveCount(0);
  });
});

// Proves: S3.15, S3.16, S3.17, S3.18, S3.19, S3.20
test("Viewing a user's activity", async ({ desk }) => {
  const { page } = desk;
  const email = await desk.active("activity");
  const user = await desk.entered(email);
  await user.context().close();
  await desk.find(email);
  await desk.row(email).locator("button.dots").click();
  await page.locator("[popover]:popover-open").getByRole("link", { name: "View User Activity" }).click();
  const lines = page.locator("table tbody tr");
  const invited = lines.filter({ hasText: "Invited user" });
  await expect(invited).toContainText("admin@permissions.example");
  await expect(invited).toContainText(email);
  await expect(invited).toContainText("Done");
  await expect(invited.locator("time").first()).toHaveAttribute("datetime", new RegExp(`^${new Date().toISOString().slice(0, 10)}T`));
  await expect(lines.filter({ hasText: "Signed in" })).toContainText(email);
  await invited.getByRole("link", { name: /^Details/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Invited user");
  await expect(page.getByRole("main")).toContainText(email);
});

// Proves: S3.21, S3.22, S3.23, S3.24, S3.27
test("Exporting the user list", async ({ desk }) => {
  test.setTimeout(300_000);
  const { page } = desk;
  const emails = Array.from({ length: 27 }, (_, n) => desk.address(`csv${String(n).padStart(2, "0")}`));
  await desk.invites(...emails);
  await page.goto("/p/permissions/users?q=csv&sort=email&size=25");
  await expect(page.locator("#pager .range")).toHaveText("1–25 of 27");
  const download = async (rows) => {
    await page.getByRole("link", { name: "Export User List" }).click();
    await page.getByRole("radio", { name: rows }).check();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download CSV" }).click()]);
    expect(file.suggestedFilename()).toMatch(/^users-permissions-.*\.csv$/);
    return readFileSync(await file.path(), "utf8").trim().split(/\r?\n/);
  };
  const whole = await download(/^All 27 matching users/);
  expect(whole[0].toLowerCase()).toMatch(/first name,last name,permissions,status/);
  expect(whole).toHaveLength(28);
  await page.goto("/p/permissions/users?q=csv&sort=email&size=25");
  expect(await download(/^Only this page: 25 users/)).toHaveLength(26);
  await page.goto("/p/permissions/users?q=csv&sort=email&size=25");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.locator("#pager .range")).toHaveText("26–27 of 27");
  expect(await download(/^Only this page: 2 users/)).toHaveLength(3);
});
