// Document 002, "Managing users": its sections in its order, on the preset `child_users`, where people sign in by username.
import { expect, test } from "../../support/documents.js";
import { PASSWORD } from "../../support/pages.js";
import { code, setUpPhone } from "../../support/phone.js";

test.use({ slug: "children" });

const NEW = "Seven-Purple-Elephants-77";

/** Somebody with names and a username who has accepted; the address. */
async function child(desk, username, first = "Chi", last = "Ld") {
  const email = desk.address(username);
  await desk.adds(email, first, last, username);
  await desk.accepts(email);
  return email;
}

/** The status that the list shows. */
const status = (desk, email) => desk.row(email).locator(".tag");

// Proves: S2.1, S2.2, S2.3, S2.4
test("How to access", async ({ desk }) => {
  const email = await child(desk, "plain");
  await desk.list();
  await expect(desk.page.getByRole("heading", { level: 1 })).toHaveText("Users");
  await expect(desk.row(email)).toHaveCount(1);
  await expect(desk.page.locator("table.users")).not.toContainText("workflow.example");
  const user = await desk.entered("plain");
  await expect(user.getByRole("link", { name: "Users", exact: true })).toHaveCount(0);
  expect((await user.goto("/p/children/users")).status()).toBe(403);
  await user.context().close();
});

// Proves: S2.5, S2.6, S2.7, S2.8, S2.9, S2.10, S2.11, S2.12, S2.13, S2.24
test("The columns", async ({ desk }) => {
  const email = await child(desk, "col.umn", "Cora", "Column");
  await (await desk.entered("col.umn")).context().close();
  await desk.find(email);
  const heads = (await desk.page.locator("table.users thead th").allTextContents()).map((text) => text.replace(/[▲▼↕]/g, "").trim());
  const wanted = ["First name", "Last name", "Username", "Status", "Role", "Primary email", "Last signed in (GMT)", "Added (GMT)", "Modified (GMT)"];
  expect(heads.filter((head) => wanted.includes(head))).toEqual(wanted);
  const cells = await desk.row(email).locator("th, td").allTextContents();
  const cell = (head) => cells[heads.indexOf(head)];
  expect(cell("First name")).toContain("Cora");
  expect(cell("Last name")).toBe("Column");
  expect(cell("Username")).toBe("col.umn");
  expect(cell("Status")).toBe("ACTIVE");
  expect(cell("Role")).toBe("User");
  expect(cell("Primary email")).toBe(email);
  const now = new Date().toISOString().slice(0, 10);
  for (const head of wanted.slice(6)) expect(cell(head)).toContain(now);
});

// Proves: S2.14, S2.15, S2.16, S2.17, S2.18, S2.19
test("The statuses", async ({ desk }) => {
  test.setTimeout(300_000);
  const { page } = desk;
  const names = ["st.active", "st.auto", "st.reset", "st.admin", "st.recovery"];
  const people = {};
  for (const name of names) people[name] = await child(desk, name);
  people["st.new"] = desk.address("st.new");
  await desk.adds(people["st.new"], "New", "Comer", "st.new");
  for (let n = 0; n < 5; n++) await desk.keepsOut("st.auto", "wrong password");
  await desk.find(people["st.reset"]);
  await desk.choose(people["st.reset"], "Reset password");
  await desk.confirm("Reset password", "Done.");
  await desk.find(people["st.admin"]);
  await desk.choose(people["st.admin"], "Lock");
  await desk.confirm("Lock user", "Done.");
  const forgetful = await desk.somebody();
  await forgetful.goto("/p/children/forgot");
  await forgetful.getByLabel("Username").fill("st.recovery");
  await forgetful.getByRole("button", { name: "Send link" }).click();
  await expect(forgetful.getByText("Look into your mailbox")).toBeVisible();
  await forgetful.context().close();

  await page.goto("/p/children/users?q=st.&sort=user");
  for (const [name, word] of [
    ["st.active", "ACTIVE"],
    ["st.auto", "AUTO-LOCKED"],
    ["st.reset", "AWAITING_NEW_PASSWORD"],
    ["st.admin", "LOCKED_BY_ADMIN"],
    ["st.new", "PROVISIONED"],
    ["st.recovery", "RECOVERY"],
  ]) {
    await expect(status(desk, people[name])).toContainText(word);
  }
  for (const name of ["st.auto", "st.reset", "st.admin", "st.new"]) await desk.keepsOut(name);
  // Asking for a new password takes nothing away.
  for (const name of ["st.active", "st.recovery"]) await (await desk.entered(name)).context().close();
});

// Proves: S2.22
test("Sorting by the column headings", async ({ desk }) => {
  const { page } = desk;
  for (const [name, first] of [["sort.b", "Anton"], ["sort.a", "Cäcilie"], ["sort.c", "Berta"]]) {
    await desk.adds(desk.address(name), first, "Sort", name);
  }
  const names = () => page.locator("table.users tbody .c-first").allTextContents();
  await page.goto("/p/children/users?q=sort.");
  await expect(page.locator("table.users tbody tr")).toHaveCount(3);
  await page.locator("thead").getByRole("link", { name: "First name" }).click();
  await expect(page.locator("thead th.c-first")).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(names).toEqual([expect.stringContaining("Anton"), expect.stringContaining("Berta"), expect.stringContaining("Cäcilie")]);
  await page.locator("thead").getByRole("link", { name: "Username" }).click();
  await expect.poll(names).toEqual([expect.stringContaining("Cäcilie"), expect.stringContaining("Anton"), expect.stringContaining("Berta")]);
  await page.locator("thead").getByRole("link", { name: "Username" }).click();
  await expect.poll(names).toEqual([expect.stringContaining("Berta"), expect.stringContaining("Anton"), expect.stringContaining("Cäcilie")]);
});

// Proves: S2.23
test("Find in results", async ({ desk }) => {
  const { page } = desk;
  const email = desk.address("needle");
  await desk.adds(email, "Nadeleine", "Heuhaufen", "needle");
  await desk.list();
  await page.evaluate(() => (window.sameDocument = true));
  await page.getByRole("searchbox").pressSequentially("heuhau");
  await expect(page.locator("table.users tbody tr")).toHaveCount(1);
  await expect(desk.row(email)).toHaveCount(1);
  expect(await page.evaluate(() => window.sameDocument), "no page was loaded").toBe(true);
});

// Proves: S2.25
test("Actions: View/Edit", async ({ desk }) => {
  const email = desk.address("edit");
  await desk.adds(email, "Edda", "Edit", "edit");
  await desk.find(email);
  await desk.row(email).locator("button.dots").click();
  await desk.page.locator("[popover]:popover-open").getByRole("link", { name: "View/Edit" }).click();
  await expect(desk.page.getByRole("heading", { level: 1 })).toHaveText("Edda Edit");
  await expect(desk.page.getByRole("textbox", { name: "Last name" })).toHaveValue("Edit");
  await expect(desk.page.getByRole("textbox", { name: "Username" })).toHaveValue("edit");
});

test.describe("where everyone needs a second factor", () => {
  test.use({ slug: "factors" });

  /** Gives username and password, and waits for the step after it. */
  async function arrives(desk, name, heading) {
    const page = await desk.somebody();
    await desk.tries(page, name);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    return page;
  }

  /** Sets up an authenticator on the way in, and keeps the codes. */
  async function sets(page) {
    const secret = await setUpPhone(page);
    await expect(page.getByText("They are not shown again.")).toBeVisible();
    await expect(page.locator("main ol code")).toHaveCount(10);
    await page.getByRole("link", { name: "I have kept them" }).click();
    await expect(page.getByRole("button", { name: /Account of/ })).toBeVisible();
    return secret;
  }

  // Proves: S2.26, S2.30
  test("Actions: Reset MFA", async ({ desk, staff }) => {
    test.setTimeout(300_000);
    // By the provider's side: the portal's own admin would have to set it up first, too.
    const section = await staff.policy("Multi-factor");
    await section.getByLabel("Second factor needed by").selectOption({ label: "Everyone" });
    await section.getByRole("button", { name: /^Save/ }).click();
    await staff.told("Saved.");
    const email = desk.address("factor");
    await staff.adds(email, "Fay", "Factor", "factor");
    const onboarding = await desk.somebody();
    await onboarding.goto(await desk.link(email));
    await onboarding.getByLabel("New password").fill(PASSWORD);
    await onboarding.getByRole("button", { name: "Set password" }).click();
    const secret = await test.step("setting it up is part of onboarding", async () => {
      await desk.tries(onboarding, "factor");
      await expect(onboarding.getByRole("heading", { level: 1 })).toHaveText("Set up multi-factor sign-in");
      return sets(onboarding);
    });
    await test.step("from then on a code is asked for", async () => {
      const person = await arrives(desk, "factor", "Enter your code");
      await person.getByLabel("Code", { exact: true }).fill("000000");
      await person.getByRole("button", { name: "Continue" }).click();
      await expect(person.getByRole("main")).toContainText("This code is not right");
      await person.getByLabel("Code", { exact: true }).fill(code(secret, 1));
      await person.getByRole("button", { name: "Continue" }).click();
      await expect(person.getByRole("button", { name: /Account of/ })).toBeVisible();
      await person.context().close();
    });
    await test.step("the admin resets it", async () => {
      await staff.find(email);
      await staff.choose(email, "Reset MFA");
      await staff.confirm("Reset MFA", "Done. Multi-factor sign-in of 1 user was reset.");
      await onboarding.reload();
      await expect(onboarding.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
      await onboarding.context().close();
    });
    await test.step("and the person sets it up from scratch", async () => {
      const person = await arrives(desk, "factor", "Set up multi-factor sign-in");
      expect(await sets(person)).not.toBe(secret);
      await person.context().close();
    });
  });
});

// Proves: S2.27
test("Actions: Resend new user email", async ({ desk }) => {
  test.setTimeout(300_000);
  const email = await desk.waiting();
  const old = await desk.link(email);
  await desk.find(email);
  await desk.row(email).getByRole("link", { name: /^Resend/ }).click();
  await desk.told("New user email sent to 1 user.");
  const link = await desk.link(email, /invit/i, 2);
  const user = await desk.somebody();
  expect((await user.goto(old)).status()).toBe(410);
  await user.goto(link);
  await user.getByLabel("New password").fill(NEW);
  await user.getByRole("button", { name: "Set password" }).click();
  await user.context().close();
  await (await desk.entered("waiting", NEW)).context().close();
});

// Proves: S2.28, S2.17
test("Actions: Lock/Unlock", async ({ desk }) => {
  const email = await child(desk, "lock.me");
  await desk.find(email);
  await desk.choose(email, "Lock");
  await desk.confirm("Lock user", "Done. 1 user locked.");
  await desk.keepsOut("lock.me");
  await desk.find(email);
  await desk.row(email).getByRole("link", { name: /^Unlock/ }).click();
  await desk.told("Done. 1 user unlocked.");
  await (await desk.entered("lock.me")).context().close();
});

// Proves: S2.29
test("Actions: Delete", async ({ desk }) => {
  const email = await child(desk, "del.ete");
  await desk.find(email);
  const person = await desk.row(email).locator("th a").getAttribute("href");
  await desk.choose(email, "Delete");
  await expect(desk.confirmation).toContainText("This cannot be undone.");
  await desk.confirm("Delete user", "Done. 1 user deleted.");
  expect((await desk.page.goto(person)).status()).toBe(404);
  await desk.keepsOut("del.ete");
});

// Proves: S2.32
test("In another language", async ({ desk }) => {
  const { page } = desk;
  const email = await child(desk, "deut.sch", "Dora", "Deutsch");
  await test.step("the person chooses it", async () => {
    const user = await desk.entered("deut.sch");
    await user.goto("/p/children/account/preferences");
    await user.getByLabel("Language").selectOption({ label: "Deutsch" });
    await user.getByRole("button", { name: "Save preferences" }).click();
    await expect(user.locator("html")).toHaveAttribute("lang", "de");
    await user.goto("/p/children/account");
    await expect(user.getByRole("heading", { level: 1 })).toHaveText("Ihr Konto");
    await user.context().close();
  });
  await test.step("the list speaks it too", async () => {
    await page.context().addCookies([{ name: "portico-language", value: "de", url: desk.url }]);
    await page.goto(`/p/children/users?q=${email}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Benutzer");
    await expect(page.locator("thead")).toContainText("Vorname");
    await desk.row(email).locator("button.dots").click();
    await expect(page.locator("[popover]:popover-open").getByRole("link", { name: "Sperren" })).toBeVisible();
  });
});
