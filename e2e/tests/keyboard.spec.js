// The main tasks without a mouse, and where the focus is afterwards.
import { row } from "../support/pages.js";
import { adminOf, expect, test } from "../support/test.js";

test.use({ as: "desk" });

/** Presses Tab until the focus is on what is wanted; the order of the page must lead there. */
async function tabTo(page, wanted, key = "Tab") {
  for (let n = 0; n < 400; n++) {
    await page.keyboard.press(key);
    if (await wanted.evaluate((node) => node === document.activeElement).catch(() => false)) return;
  }
  throw new Error(`the focus never came to ${wanted}`);
}

test("skip links lead to the content and to the table", async ({ page }) => {
  await page.goto("/p/desk/users");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to main content" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to user table" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator("#table :focus")).toHaveCount(1);
});

test("invites by keyboard", async ({ page }, { project }) => {
  const emails = [1, 2, 3].map((n) => `key${n}.${project.name}@desk.example`);
  await page.goto("/p/desk/users");
  await tabTo(page, page.getByRole("link", { name: "Invite users" }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("E-mail addresses")).toBeFocused();
  await page.keyboard.type(`${emails.join(", ")}, nobody(at)desk`);
  await expect(page.locator("#addresses-count")).toHaveText("3 addresses, 1 not understood");
  await tabTo(page, page.getByRole("button", { name: "Review invitations" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Review invitations" })).toBeVisible();
  // Back keeps everything.
  await tabTo(page, page.getByRole("button", { name: "Back", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("E-mail addresses")).toHaveValue(/nobody\(at\)desk/);
  await tabTo(page, page.getByRole("button", { name: "Review invitations" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Send 3 invitations" }));
  await page.keyboard.press("Enter");
  await expect(page.locator("#message")).toContainText("3 invitations are being sent");
  await expect(page.locator("#message")).toBeFocused();
  await expect(row(page, emails[0])).toContainText("Invited");
});

// Proves: S0.4, S0.37
test("deactivates several by keyboard", async ({ page }) => {
  await page.goto("/p/desk/users?cat=active&sort=email");
  const boxes = page.locator(".pick");
  await tabTo(page, boxes.nth(1));
  await page.keyboard.press("Space");
  await tabTo(page, boxes.nth(3));
  await page.keyboard.press("Shift+Space");
  await expect(page.locator("[data-selected-text]")).toHaveText("3 users selected");
  await expect(page.locator("#live-status")).toHaveText("3 selected.");
  const deactivate = page.locator(".strip-actions").getByRole("button", { name: "Deactivate" }).first();
  await tabTo(page, deactivate, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#dialog")).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Deactivate 3 users?" })).toBeVisible();
  await expect(page.locator("#dialog").getByRole("link", { name: "Cancel" })).toBeFocused();
  // Escape closes and gives the focus back.
  await page.keyboard.press("Escape");
  await expect(page.locator("#dialog")).toBeHidden();
  await expect(deactivate).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#dialog").getByRole("link", { name: "Cancel" })).toBeFocused();
  // The focus stays in the dialog.
  for (let n = 0; n < 8; n++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement.closest("dialog")))).toBe(true);
  }
  await tabTo(page, page.getByRole("button", { name: "Deactivate 3 users" }));
  await page.keyboard.press("Enter");
  await expect(page.locator("#message")).toContainText("Done. 3 users deactivated.");
  await expect(page.locator("#message")).toBeFocused();
  await expect(page.locator(".strip-selection")).toBeHidden();
});

test("one action from the menu of a row", async ({ page }) => {
  await page.goto("/p/desk/users?cat=active&sort=email&dir=desc");
  const dots = page.locator("table.users tbody tr").first().locator("button.dots");
  await tabTo(page, dots);
  await page.keyboard.press("Enter");
  const item = page.locator("[popover]:popover-open").getByRole("link", { name: "Deactivate" });
  await expect(item).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(item).toBeHidden();
  await expect(dots).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, item);
  await page.keyboard.press("Enter");
  await expect(page.locator("#dialog").getByRole("link", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#dialog")).toBeHidden();
  await expect(dots).toBeFocused();
});

test("Escape clears the search and keeps the focus there", async ({ page }) => {
  await page.goto("/p/desk/users");
  const box = page.getByRole("searchbox");
  await tabTo(page, box);
  await page.keyboard.type("admin");
  await expect(page).toHaveURL(/q=admin/);
  await expect(row(page, adminOf("desk"))).toBeVisible();
  await expect(page.locator("#live-status")).toHaveText(/users? found\.$/);
  await expect(box).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/q=/);
  await expect(box).toHaveValue("");
  await expect(box).toBeFocused();
});

test("a failed form puts the focus on its summary and keeps what was typed", async ({ page }) => {
  await page.goto("/p/desk/users/new");
  await page.locator("form.card").evaluate((form) => (form.noValidate = true));
  await page.getByLabel("First name").fill("Ann");
  await page.getByLabel("E-mail", { exact: true }).fill("not an address");
  await page.keyboard.press("Enter");
  await expect(page.locator(".error-summary")).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel("First name")).toHaveValue("Ann");
  await expect(page.getByLabel("E-mail", { exact: true })).toHaveValue("not an address");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("E-mail", { exact: true })).toBeFocused();
});
