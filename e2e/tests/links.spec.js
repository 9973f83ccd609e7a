// Links and sign-ins that do not work: each says what is wrong and leads on, and none gives anything away.
import { accept, fillSignIn, invite, PASSWORD, signIn, signOut } from "../support/pages.js";
import { adminOf, expect, test } from "../support/test.js";

/** The link of an invitation to `desk`. */
async function invited(browser, home, email) {
  const context = await browser.newContext({ storageState: home.states.desk });
  const link = await invite(await context.newPage(), home.url, "desk", email);
  await context.close();
  return link;
}

test.describe("as nobody", () => {
  test.use({ as: null });

  test("a used invitation", async ({ page, browser, home }) => {
    const link = await invited(browser, home, "used@links.example");
    await accept(page, link);
    const response = await page.goto(link);
    expect(response.status()).toBeGreaterThanOrEqual(400);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This invitation has been used");
    await page.getByRole("link", { name: "Sign in" }).click();
    await fillSignIn(page, "used@links.example");
    await expect(page.getByRole("button", { name: /Account of/ })).toBeVisible();
  });

  // Proves: S3.7
  test("an invitation that was taken back", async ({ page, browser, home }) => {
    const link = await invited(browser, home, "revoked@links.example");
    const context = await browser.newContext({ storageState: home.states.desk });
    const admin = await context.newPage();
    await admin.goto(`${home.url}/p/desk/users?q=revoked@links.example`);
    await admin.locator("button.dots").click();
    await admin.locator("[popover]:popover-open").getByRole("link", { name: "Revoke invitation" }).click();
    await admin.getByRole("button", { name: "Revoke invitation" }).click();
    await expect(admin.locator("#message")).toContainText("revoked");
    await context.close();
    const response = await page.goto(link);
    expect(response.status()).toBeGreaterThanOrEqual(400);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This invitation no longer works");
    await expect(page.getByText(/Ask your admin for a new invitation/)).toBeVisible();
  });

  for (const [kind, change] of [
    ["malformed", (link) => link.slice(0, -7)],
    ["unknown", (link) => link.slice(0, -4) + (link.endsWith("AAAA") ? "BBBB" : "AAAA")],
    ["foreign", (link) => link.replace("/p/desk/", "/p/big/")],
  ]) {
    test(`a ${kind} link`, async ({ page, browser, home }) => {
      const link = await invited(browser, home, `${kind}@links.example`);
      const response = await page.goto(change(link));
      expect(response.status()).toBeGreaterThanOrEqual(400);
      expect(response.status()).toBeLessThan(500);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link does not work");
      await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
      await expect(page.locator("main")).not.toContainText(`${kind}@links.example`);
      // Looking at it has used nothing up.
      await accept(page, link);
    });
  }

  test("a weak password is refused with its rules, and the link still works", async ({ page, browser, home }) => {
    const link = await invited(browser, home, "weak@links.example");
    await page.goto(link);
    await expect(page.locator("#username")).toHaveValue("weak@links.example");
    await page.getByLabel("New password").fill("password");
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.locator(".error-summary")).toBeFocused();
    await expect(page.getByLabel("New password")).toHaveValue("");
    await page.getByLabel("New password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.getByText("Your password is set.")).toBeVisible();
  });

  test("a failed sign-in says the same for everybody and keeps the name", async ({ page }) => {
    const texts = new Set();
    for (const name of [adminOf("big"), "nobody@big.example"]) {
      await page.goto("/p/big/sign-in");
      await fillSignIn(page, name, "not the password");
      texts.add(await page.locator("#message").textContent());
      await expect(page.getByLabel("E-mail", { exact: true })).toHaveValue(name);
      await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
      await expect(page.locator("#message")).toBeFocused();
    }
    expect([...texts]).toEqual([
      "E-mail or password is not right, or the account cannot sign in. After 5 wrong tries an account locks for 15 minutes.",
    ]);
  });

  test("a page asks for signing in and comes back to itself", async ({ page, home }) => {
    await page.goto("/p/big/users?cat=active");
    await expect(page).toHaveURL(/\/p\/big\/sign-in\?next=/);
    await fillSignIn(page, adminOf("big"));
    await expect(page).toHaveURL(`${home.url}/p/big/users?cat=active`);
  });

  for (const next of ["https://evil.example/", "//evil.example/", "/\\evil.example", "/p/desk/users", "javascript:alert(1)"]) {
    test(`signing in never leads to ${next}`, async ({ page, home }) => {
      await page.goto(`/p/big/sign-in?next=${encodeURIComponent(next)}`);
      await fillSignIn(page, adminOf("big"));
      await expect(page.getByRole("button", { name: /Account of/ })).toBeVisible();
      expect(page.url()).toMatch(new RegExp(`^${home.url}/p/big(/|$)`));
    });
  }

  test("going back after signing out shows nothing", async ({ page, home }) => {
    await signIn(page, home.url, "big", adminOf("big"));
    await page.goto("/p/big/users");
    await expect(page.locator("table.users")).toBeVisible();
    await signOut(page);
    await page.goBack();
    await expect(page.locator("table.users")).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Sign in to");
  });
});

// Proves: S2.4
test("a user of another portal is not there", async ({ page, browser, home }) => {
  const context = await browser.newContext({ storageState: home.states.desk });
  const other = await context.newPage();
  await other.goto(`${home.url}/p/desk/users`);
  const path = (await other.locator("table.users tbody th a").first().getAttribute("href")).split("?")[0];
  await context.close();
  for (const address of [path, path.replace("/p/desk/", "/p/big/"), "/p/nowhere/users", "/p/big/nothing"]) {
    const response = await page.goto(address);
    expect(response.status(), address).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("main a.btn")).toHaveCount(1);
  }
});
