// What a person does on the pages, by the words that stand there.
import { expect } from "@playwright/test";

/** A password that every policy takes. */
export const PASSWORD = "Kite-Harbour-Violin-42";

/** Follows the printed link and makes the provider with its owner; afterwards the owner is signed in. */
export async function setUp(page, link, { provider, email }) {
  await page.goto(link);
  await page.getByLabel("Provider name").fill(provider);
  await page.getByLabel("Owner’s e-mail").fill(email);
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set up Portico" }).click();
  await expect(page.getByText("Portico is set up. Sign in with the password you have just set.")).toBeVisible();
  await fillSignIn(page, email);
}

/** Fills the sign-in form that is shown. */
export async function fillSignIn(page, email, password = PASSWORD) {
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Signs in to a portal from its sign-in page. */
export async function signIn(page, url, slug, email, password = PASSWORD) {
  await page.goto(`${url}/p/${slug}/sign-in`);
  await fillSignIn(page, email, password);
  await expect(page.getByRole("button", { name: /Account of/ })).toBeVisible();
}

/** Signs out by the account menu. */
export async function signOut(page) {
  await page.getByRole("button", { name: /Account of/ }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
}

/** Waits for the captured invitation of an address and returns the link in it. */
export async function linkInMail(page, url, to) {
  const mail = page.getByRole("row").filter({ hasText: to }).getByRole("link", { name: /invit/i });
  await expect(async () => {
    await page.goto(`${url}/dev/mail`);
    await expect(mail).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await mail.click();
  const link = page.locator(".mail-text a").first();
  await expect(link).toBeVisible();
  return link.getAttribute("href");
}

/** Invites one address as the admin who is signed in, and returns the link of the mail. */
export async function invite(page, url, slug, email) {
  await page.goto(`${url}/p/${slug}/users/invite`);
  await page.getByLabel("E-mail addresses").fill(email);
  await page.getByRole("button", { name: "Review invitations" }).click();
  await page.getByRole("button", { name: "Send 1 invitation" }).click();
  await expect(page.locator("#message")).toContainText("1 invitation is being sent");
  return linkInMail(page, url, email);
}

/** Follows an invitation and sets a password; afterwards the sign-in page of the portal is shown. */
export async function accept(page, link) {
  await page.goto(link);
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your password is set. Sign in with it to start.")).toBeVisible();
}

/** The row of a user in the list, by address. */
export const row = (page, email) => page.locator("table.users tbody tr").filter({ hasText: email });

/** All ids on this page of the list. */
export const ids = (page) => page.locator("table.users tbody th a").evaluateAll((links) => links.map((link) => link.id));

/** The number on a tile. */
export async function tile(page, label) {
  const link = page.getByRole("navigation", { name: "User categories" }).getByRole("link", { name: new RegExp(`\\d ${label}\\b`) });
  return Number((await link.locator(".n").textContent()).replaceAll(",", ""));
}

/** How many users the list says match: "1–50 of 301". */
export async function matching(page) {
  const range = await page.locator("#pager .range").textContent();
  return Number(range.match(/of ([\d,]+)/)[1].replaceAll(",", ""));
}
