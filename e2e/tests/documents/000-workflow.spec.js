// Document 000, "Managing portal users": its procedures in its order, on the preset `workflow`.
import { expect, test } from "../../support/documents.js";
import { PASSWORD } from "../../support/pages.js";

const NEW = "Seven-Purple-Elephants-77";

test.use({ slug: "workflow" });

test.describe("roles within an application", () => {
  test.use({ slug: "apps" });

  /** Adds somebody of a kind, with or without the app role. */
  async function adds(desk, email, kind, role) {
    const { page } = desk;
    await page.goto("/p/apps/users/new");
    await page.getByLabel("First name").fill(kind);
    await page.getByLabel("E-mail", { exact: true }).fill(email);
    await page.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
    await page.getByLabel("Send an invitation now").uncheck();
    if (role) {
      await page.getByText("Set permissions", { exact: true }).click();
      await page.getByRole("group", { name: "CRM" }).getByLabel(role).check();
    }
    await page.getByRole("button", { name: "Add user", exact: true }).click();
    await expect(page.locator(".user-head")).toContainText(email);
  }

  // Proves: S0.5, S0.6, S0.7
  test("An external portal in production adds only external users to roles", async ({ desk }) => {
    const { page } = desk;
    const [tester, late, customer] = ["tester", "late", "customer"].map((name) => desk.address(name));
    await test.step("a role is defined inside an app", async () => {
      await desk.defines("apps", "Add app", "CRM", "crm");
      await page.getByRole("link", { name: "CRM", exact: true }).click();
      const roles = page.locator("form").filter({ has: page.getByRole("button", { name: "Add app role" }) });
      await roles.getByLabel("Name", { exact: true }).fill("Editor");
      await roles.getByLabel("Word in the API").fill("editor");
      await roles.getByRole("button", { name: "Add app role" }).click();
      await desk.told("Done. It was added.");
      await expect(page.getByRole("link", { name: "Editor", exact: true })).toBeVisible();
    });
    await test.step("before production internal users may hold it for testing", async () => {
      await adds(desk, tester, "Internal", "Editor");
      await adds(desk, late, "Internal");
      await adds(desk, customer, "External");
    });
    await test.step("deploying reports them", async () => {
      await page.goto("/p/apps/settings/deploy");
      await expect(page.getByText("This portal is for external users. It is a draft.")).toBeVisible();
      await page.getByRole("button", { name: "Deploy to production" }).click();
      await desk.told("Done. The portal is in production.");
      await expect(page.getByText("1 internal user holds app roles.")).toBeVisible();
      await expect(page.getByRole("row").filter({ hasText: tester })).toContainText("crm/editor");
    });
    await test.step("now only external users are added", async () => {
      for (const [email, answer] of [[late, /only external users can be added/], [customer, /1 added, 0 removed/]]) {
        await desk.permissions(email);
        await page.getByRole("group", { name: "CRM" }).getByLabel("Editor").check();
        await page.getByRole("button", { name: "Save permissions" }).click();
        await expect(page.getByRole("main")).toContainText(answer);
      }
    });
    await test.step("and the internal ones are taken out", async () => {
      await page.goto("/p/apps/settings/deploy");
      await page.getByRole("button", { name: "Remove the app roles of 1 user" }).click();
      await expect(page.getByText("No internal user holds an app role.")).toBeVisible();
    });
  });
});

// Proves: S0.8, S0.9, S0.10, S0.11, S0.12, S0.13, S0.14, S0.15
test("Adding users manually", async ({ desk }) => {
  const { page } = desk;
  const email = desk.address("added");
  await desk.list();
  await page.getByRole("link", { name: "Add user" }).click();
  await test.step("first name and e-mail are required, the last name is not", async () => {
    await page.locator("form.card").evaluate((form) => (form.noValidate = true));
    await page.getByRole("button", { name: "Add user", exact: true }).click();
    await expect(page.locator(".error-summary")).toContainText("first name");
    await expect(page.locator(".error-summary").getByRole("link")).toHaveCount(2);
    await expect(page.getByLabel("First name")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("E-mail", { exact: true })).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Last name")).not.toHaveAttribute("aria-invalid", "true");
  });
  await test.step("the invitation can be left out", async () => {
    await page.getByLabel("First name").fill("Adda");
    await page.getByLabel("E-mail", { exact: true }).fill(email);
    await expect(page.getByLabel("Send an invitation now")).toBeChecked();
    await page.getByLabel("Send an invitation now").uncheck();
    await page.getByRole("button", { name: "Add user", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Adda");
    await expect(page.locator(".user-head .tag")).toContainText("Inactive");
    await expect(page.getByText("No mail in the last 30 days.")).toBeVisible();
  });
  await test.step("and sent later", async () => {
    await page.getByRole("link", { name: "Send invitation" }).click();
    await desk.told("Verification email sent to 1 user.");
    await desk.accepts(email);
    await desk.find(email);
    await expect(desk.row(email).locator(".tag")).toHaveText("Active");
  });
});

// Proves: S0.16, S0.17, S0.20, S0.46
test("Inviting users", async ({ desk }) => {
  await desk.list();
  const before = await desk.count("Active users");
  const email = desk.address("invited");
  await desk.invites(email);
  expect(await desk.count("Active users")).toBe(before);
  await desk.accepts(email);
  await desk.list();
  expect(await desk.count("Active users")).toBe(before + 1);
  await (await desk.entered(email)).context().close();
});

test.describe("where licences run out", () => {
  test.use({ slug: "licences" });

  // Proves: S0.1, S0.18, S0.19, S0.20, S0.21, S0.40, S0.41, S0.47
  test("Inviting users: a shortage of licences, and activating by hand", async ({ desk, staff }) => {
    const [first, second, third] = ["first", "second", "third"].map((name) => desk.address(name));
    await desk.invites(first, second, third);
    await desk.accepts(first);
    for (const email of [second, third]) {
      const invitee = await desk.somebody();
      await invitee.goto(await desk.link(email));
      await invitee.getByLabel("New password").fill(PASSWORD);
      await invitee.getByRole("button", { name: "Set password" }).click();
      await expect(invitee.getByRole("heading", { level: 1 })).toHaveText("Almost there");
      await invitee.context().close();
    }
    await desk.keepsOut(second);
    await desk.category("Inactive users");
    await expect(desk.row(second)).toHaveCount(1);
    expect(await desk.count("Active users")).toBe(2);
    expect(await desk.count("Inactive users")).toBe(2);

    await test.step("no licence is free: refused, with what to do", async () => {
      await desk.tick([second, third], "Activate");
      await expect(desk.confirmation).toContainText("contact support to buy more seats");
      await expect(desk.confirmation).toContainText("2 · Without a free seat");
      await desk.cancel();
    });
    await test.step("deactivating frees one, and the next in line has it", async () => {
      await desk.find(first);
      await desk.tick([first], "Deactivate");
      await desk.confirm("Deactivate 1 user", "Done. 1 user deactivated.");
      await desk.find(second);
      await expect(desk.row(second).locator(".tag")).toHaveText("Active");
    });
    await test.step("with licences for all several are activated at once", async () => {
      await desk.category("Inactive users");
      await expect(desk.row(first)).toHaveCount(1);
      await desk.tick([first, third], "Activate");
      await expect(desk.confirmation).toContainText("2 · Without a free seat");
      await desk.cancel();
      await staff.page.goto("/provider/portals/licences");
      await staff.page.getByLabel(/^Seats/).fill("10");
      await staff.page.getByRole("button", { name: "Save Seats" }).click();
      await expect(staff.page.locator("#message")).toContainText("Saved.");
      // Whoever waited has moved up by itself; whom the admin deactivated is activated by hand.
      await desk.category("Inactive users");
      await expect(desk.row(third)).toHaveCount(0);
      await desk.tick([first], "Activate");
      await desk.confirm("Activate 1 user", "Done. 1 user activated.");
      expect(await desk.count("Active users")).toBe(4);
      expect(await desk.count("Inactive users")).toBe(0);
    });
  });
});

// Proves: S0.2, S0.22, S0.23, S0.24, S0.25
test("Resend verification email", async ({ desk }) => {
  const { page } = desk;
  const verified = await desk.active("re.verified");
  const off = await desk.active("re.off");
  const open = [desk.address("re.open1"), desk.address("re.open2")];
  // Without a mail so far: nothing was sent a moment ago.
  for (const email of open) {
    await page.goto("/p/workflow/users/new");
    await page.getByLabel("First name").fill("Open");
    await page.getByLabel("E-mail", { exact: true }).fill(email);
    await page.getByLabel("Send an invitation now").uncheck();
    await page.getByRole("button", { name: "Add user", exact: true }).click();
    await expect(page.locator(".user-head")).toContainText(email);
  }
  await page.goto("/p/workflow/users?q=re.off");
  await desk.tick([off], "Deactivate");
  await desk.confirm("Deactivate 1 user", "Done.");
  await page.goto("/p/workflow/users?q=re.");
  await desk.tick([verified, off, ...open], "Resend verification email");
  await expect(desk.confirmation.getByRole("heading", { name: "Will change: 2" })).toBeVisible();
  await desk.confirm("Send 2 verification emails", "Partly done. Verification email sent to 2 of 4 users. Not sent to 2:");
  await expect(page.locator("#message")).toContainText("1 deactivated");
  for (const email of open) await desk.link(email);
  await page.getByRole("link", { name: "Details" }).first().click();
  await expect(page.getByRole("heading", { name: "Changed: 2" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Skipped: 2" })).toBeVisible();
});

// Proves: S0.3, S0.27, S0.28, S0.29, S0.30, S0.31
test("Resetting a password", async ({ desk }) => {
  const { page } = desk;
  const email = await desk.active("pw.active");
  const off = await desk.active("pw.off");
  const open = desk.address("pw.open");
  await desk.invites(open);
  await desk.find(off);
  await desk.tick([off], "Deactivate");
  await desk.confirm("Deactivate 1 user", "Done.");
  const session = await desk.entered(email);
  await page.goto("/p/workflow/users?q=pw.");
  await desk.tick([email, off, open], "Reset password");
  await desk.confirm("Reset 1 password", "Partly done. Password reset sent to 1 of 3 users. Not sent to 2:");
  await expect(page.locator("#message")).toContainText("1 unverified");
  await expect(page.locator("#message")).toContainText("1 inactive");
  await session.reload();
  await expect(session.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await desk.keepsOut(email);
  await session.goto(await desk.link(email, /password/i));
  await session.getByLabel("New password").fill(NEW);
  await session.getByRole("button", { name: "Set password" }).click();
  await desk.keepsOut(email);
  await (await desk.entered(email, NEW)).context().close();
  await session.context().close();
});

test.describe("where nobody signs in with a password", () => {
  test.use({ slug: "elsewhere" });

  // Proves: S0.32, S0.33
  test("Resetting a password: users who sign in elsewhere get no e-mail", async ({ desk, staff }) => {
    const email = await desk.active("elsewhere");
    const section = await staff.policy("Sign-in and passwords");
    await section.getByLabel("Sign-in with a password").selectOption({ label: "Off" });
    await section.getByRole("button", { name: /^Save/ }).click();
    await staff.told("Saved.");
    await desk.keepsOut(email);
    await staff.find(email);
    await staff.tick([email], "Reset password");
    await expect(staff.confirmation).toContainText("1 · Signing in without a password");
    await expect(staff.confirmation.getByRole("button", { name: /Reset/ })).toHaveCount(0);
  });
});

// Proves: S0.34, S0.35, S0.26
test("Managing portal users", async ({ desk }) => {
  const { page } = desk;
  const email = desk.address("edited");
  await page.goto("/p/workflow/users/new");
  await page.getByLabel("First name").fill("Edna");
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.getByLabel("Send an invitation now").uncheck();
  await page.getByRole("button", { name: "Add user", exact: true }).click();
  await desk.find(email);
  await test.step("click the user to edit", async () => {
    await desk.row(email).getByRole("link", { name: /^Edna/ }).click();
    await expect(page.getByRole("textbox", { name: "First name" })).toHaveValue("Edna");
  });
  await test.step("adjustments are saved by themselves", async () => {
    await page.getByRole("textbox", { name: "First name" }).fill("Edwina");
    await page.getByRole("textbox", { name: "First name" }).press("Tab");
    await expect(page.locator("#first_name-note")).toContainText("Saved");
    await page.reload();
    await expect(page.getByRole("textbox", { name: "First name" })).toHaveValue("Edwina");
  });
  await test.step("send the verification mail from there", async () => {
    await page.getByRole("link", { name: "Send invitation" }).click();
    await desk.told("Verification email sent to 1 user.");
    await desk.link(email);
  });
});

// Proves: S0.36
test("Managing portal users: another e-mail must be verified before the portal opens again", async ({ desk }) => {
  const { page } = desk;
  const [email, other] = [await desk.active("mail.old"), desk.address("mail.new")];
  const session = await desk.entered(email);
  await desk.open(email);
  await page.getByLabel("E-mail", { exact: true }).fill(other);
  await page.getByRole("button", { name: "Change e-mail" }).click();
  await expect(desk.confirmation).toContainText("The new address must be confirmed before the next sign-in.");
  await desk.confirm("Change e-mail", "Done. A link went to the new address.");
  await session.reload();
  await expect(session.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  for (const name of [email, other]) await desk.keepsOut(name);
  await session.goto(await desk.link(other, /confirm/i));
  await session.getByRole("button", { name: "Confirm e-mail" }).click();
  await expect(session.getByRole("heading", { level: 1 })).toHaveText("Your e-mail is confirmed");
  await session.context().close();
  await (await desk.entered(other)).context().close();
  await desk.keepsOut(email);
});

// Proves: S0.1, S0.37, S0.38, S0.39, S0.46, S0.47
test("Deactivating and activating users", async ({ desk }) => {
  const emails = [await desk.active("off.one"), await desk.active("off.two")];
  await desk.page.goto("/p/workflow/users?q=off.");
  const active = await desk.count("Active users");
  const inactive = await desk.count("Inactive users");
  await desk.tick(emails, "Deactivate");
  await desk.confirm("Deactivate 2 users", "Done. 2 users deactivated.");
  expect(await desk.count("Active users")).toBe(active - 2);
  expect(await desk.count("Inactive users")).toBe(inactive + 2);
  await desk.keepsOut(emails[0]);
  await desk.tick(emails, "Activate");
  await desk.confirm("Activate 2 users", "Done. 2 users activated.");
  expect(await desk.count("Active users")).toBe(active);
  expect(await desk.count("Inactive users")).toBe(inactive);
  await (await desk.entered(emails[0])).context().close();
});

// Proves: S0.1, S0.43, S0.44, S0.45
test("Deleting users", async ({ desk }) => {
  const { page } = desk;
  const emails = [await desk.active("del.one"), await desk.active("del.two")];
  await page.goto("/p/workflow/users?q=del.");
  const active = await desk.count("Active users");
  const person = await desk.row(emails[0]).locator("th a").getAttribute("href");
  await desk.tick(emails, "Delete users");
  await expect(desk.confirmation).toContainText("All personal data is erased. This cannot be undone.");
  await desk.confirm("Delete 2 users", "Done. 2 users deleted.");
  expect(await desk.count("Active users")).toBe(active - 2);
  expect((await page.goto(person)).status()).toBe(404);
  await desk.keepsOut(emails[0]);
  await page.goto("/p/workflow/activity?action=user.erased");
  await expect(page.locator("table")).not.toContainText(emails[0]);
});
