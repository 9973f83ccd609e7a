// Profiles that save themselves, and what happens when that fails (ui.md B10).
import { row } from "../support/pages.js";
import { adminOf, expect, test } from "../support/test.js";

test.use({ as: "desk" });

/** A field by its words; its Save button has them too. */
const textbox = (page, name) => page.getByRole("textbox", { name });

/** Opens the page of a seeded user and watches what is sent. */
async function open(page, nth) {
  await page.goto("/p/desk/users?sort=email");
  await page.locator("table.users tbody th a").nth(nth).click();
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  const sent = [];
  page.on("request", (request) => request.url().endsWith("/profile") && sent.push(request.postData()));
  const first = textbox(page, "First name");
  const form = page.locator("form[data-save]").filter({ has: first });
  return { sent, form, first, note: form.locator(".note") };
}

// Proves: S0.34, S0.35
test("a field is sent when it is left, and only then", async ({ page }) => {
  const { sent, first, note, form } = await open(page, 3);
  await expect(form.getByRole("button", { name: /^Save/ })).toBeHidden();
  const before = await first.inputValue();
  await first.fill("");
  await first.pressSequentially("Annabel");
  expect(sent, "nothing while typing").toHaveLength(0);
  await first.press("Escape");
  await expect(first).toHaveValue(before);
  await first.press("Tab");
  expect(sent, "nothing when nothing changed").toHaveLength(0);

  await first.fill("Annabel");
  await first.press("Tab");
  await expect(note).toHaveText(/^Saved \d\d:\d\d GMT · Undo$/);
  await expect(page.locator("#live-status")).toHaveText("First name saved.");
  expect(sent).toHaveLength(1);
  await expect(textbox(page, "Last name"), "the focus goes where the person went").toBeFocused();

  const answer = () => page.waitForResponse((response) => response.url().endsWith("/profile"));
  const undone = answer();
  await note.getByRole("button", { name: "Undo" }).click();
  await expect(first).toHaveValue(before);
  await undone;
  expect(sent).toHaveLength(2);
  await first.fill("Anneliese");
  const saved = answer();
  await first.press("Enter");
  await saved;
  expect(sent).toHaveLength(3);
  await expect(first, "Enter leaves the focus where it is").toBeFocused();
  await page.reload();
  await expect(textbox(page, "First name")).toHaveValue("Anneliese");
});

test("a choice is sent when it is left, not while arrowing", async ({ page }) => {
  const { sent } = await open(page, 4);
  const language = page.getByRole("combobox", { name: "Language" });
  await language.focus();
  await language.press("ArrowDown");
  await language.press("ArrowDown");
  expect(sent).toHaveLength(0);
  await language.press("Tab");
  await expect.poll(() => sent.length).toBe(1);
  await expect(page.locator("#language-note")).toContainText("Saved");
});

// Proves: S0.35
test("what could not be saved stays, and leaving asks", async ({ page }) => {
  const { sent, first, note } = await open(page, 5);
  const before = await first.inputValue();
  // An answer that is not the field's: a proxy on the way, for example.
  await page.route("**/profile", (route) => route.fulfill({ status: 429, body: "" }));
  await first.fill("Lost");
  await first.press("Tab");
  await expect(note).toContainText("Not saved: the server could not be reached.");
  await expect(page.locator("#live-alert")).toHaveText("Not saved. The server could not be reached.");
  await expect(first).toHaveValue("Lost");
  await expect(first).toHaveAttribute("aria-invalid", "true");
  await expect(first).toHaveAccessibleDescription(/Not saved/);
  expect(sent).toHaveLength(1);

  const asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    return dialog.dismiss();
  });
  await page.getByRole("link", { name: "Activity", exact: true }).first().click({ noWaitAfter: true });
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(first).toHaveValue("Lost");

  await page.unroute("**/profile");
  await first.focus();
  await first.press("Enter");
  await expect(note).toContainText("Saved");
  await expect(first).not.toHaveAttribute("aria-invalid");
  await page.getByRole("link", { name: "Activity", exact: true }).first().click();
  await expect(page).toHaveURL(/activity/);
  expect(asked, "with all saved nobody is asked").toHaveLength(1);
  expect(before).not.toBe("Lost");
});

// Proves: S0.35
test("a conflict offers both texts", async ({ page, context }) => {
  const { first, note } = await open(page, 6);
  const other = await context.newPage();
  const change = async (name) => {
    await other.goto(page.url());
    await textbox(other, "First name").fill(name);
    await textbox(other, "First name").press("Enter");
    await expect(other.locator("#first_name-note")).toContainText("Saved");
  };
  await change("Theirs");
  await first.fill("Mine");
  await first.press("Tab");
  await expect(note).toHaveText(new RegExp(`^${adminOf("desk")} changed this to “Theirs” at \\d\\d:\\d\\d GMT\\. Keep Theirs · Use my text$`));
  await expect(page.locator("#live-alert")).toContainText("changed this to “Theirs”");
  await expect(first).toHaveValue("Mine");
  await note.getByRole("link", { name: "Keep Theirs" }).click();
  await expect(first).toHaveValue("Theirs");
  await expect(note).toBeEmpty();

  await change("Again");
  await first.fill("Mine");
  await first.press("Enter");
  await note.getByRole("button", { name: "Use my text" }).click();
  await expect(note).toContainText("Saved");
  await expect(first).toHaveValue("Mine");
  await page.reload();
  await expect(textbox(page, "First name")).toHaveValue("Mine");
});

// Proves: S0.36
test("another address is confirmed in a dialog", async ({ page }) => {
  await open(page, 7);
  const field = page.getByLabel("E-mail", { exact: true });
  const old = await field.inputValue();
  await field.fill(adminOf("desk"));
  await field.press("Enter");
  await expect(page.locator("#email-note")).toContainText("Another user of the portal has this address.");
  await field.fill("somebody@new.example");
  await page.getByRole("button", { name: "Change e-mail" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading")).toContainText("to somebody@new.example?");
  await expect(dialog.getByRole("link", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await dialog.getByRole("button", { name: "Change e-mail" }).click();
  await expect(page.locator("#message")).toContainText("Done.");
  await page.goto("/p/desk/users?q=new.example");
  expect(await row(page, old).count() + (await row(page, "somebody@new.example").count())).toBeLessThanOrEqual(1);
});

test("the own profile saves itself too", async ({ page }) => {
  await page.goto("/p/desk/account");
  await textbox(page, "Last name").fill("Desk");
  await textbox(page, "Last name").press("Tab");
  await expect(page.locator("#last_name-note")).toContainText("Saved");
});
