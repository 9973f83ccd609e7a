// The main job from the printed link to the audit log, as one person after the other does it; then the same without script.
import { readFileSync } from "node:fs";
import { accept, fillSignIn, linkInMail, row, setUp, signOut, tile } from "../support/pages.js";
import { bare as test, expect, OWNER } from "../support/test.js";

const PEOPLE = readFileSync(new URL("../../examples/people.txt", import.meta.url), "utf8");
const ADMIN = "maria@acme.example";
const BATCH = ["wanda.first@batch.example", "wilma.second@batch.example", "willy.third@batch.example", "wolf.fourth@batch.example"];

/** What differs when no script runs. */
const WITH = { script: true };
const WITHOUT = { script: false };

for (const [title, mode] of [
  ["from the set-up link to the audit log", WITH],
  ["the same without JavaScript", WITHOUT],
]) {
  test(title, async ({ browser, fresh, watch }) => {
    test.setTimeout(300_000);
    const open = async () => {
      const context = await browser.newContext({ javaScriptEnabled: mode.script });
      return (await watch(context, fresh.url).newPage());
    };
    const page = await open();
    const url = fresh.url;

    await test.step("set up the provider and its owner", async () => {
      await setUp(page, fresh.setUpLink, { provider: "Northwind Security", email: OWNER });
      await expect(page.getByRole("button", { name: /Account of/ })).toBeVisible();
      const other = await open();
      await other.goto(fresh.setUpLink);
      await expect(other.getByRole("heading", { level: 1 })).toHaveText("Portico is already set up");
      await other.context().close();
    });

    // Proves: S1.13
    await test.step("create a portal with seats and invite its admin", async () => {
      await page.goto(`${url}/provider/portals`);
      await page.getByRole("link", { name: "New portal" }).first().click();
      await page.getByLabel("Name", { exact: true }).fill("Acme");
      await page.getByLabel("Address word").fill("acme");
      await page.getByRole("radio", { name: /^standard/i }).check();
      await page.getByLabel(/^Seats/).fill("20");
      await page.getByLabel("Admin’s e-mail").fill(ADMIN);
      await page.getByRole("button", { name: "Create portal and invite admin" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings of Acme");
      await expect(page.locator("#message")).toContainText("The portal is there, and its admin gets an invitation.");
    });

    // Proves: S1.4
    await test.step("look into it as staff, and leave", async () => {
      await page.goto(`${url}/p/acme/users`);
      await expect(page.getByText("You are acting as provider staff in Acme.")).toBeVisible();
      await expect(row(page, ADMIN)).toContainText("Invited");
      await page.getByRole("link", { name: "Leave" }).click();
      await expect(page).toHaveURL(`${url}/provider/portals`);
      await signOut(page);
    });

    // Proves: S4.1
    await test.step("accept as the portal's admin", async () => {
      await accept(page, await linkInMail(page, url, ADMIN));
      await fillSignIn(page, ADMIN);
      await expect(page).toHaveURL(/\/p\/acme\/users/);
      await expect(page.getByText("No other users yet")).toBeVisible();
    });

    const send = async (text) => {
      await page.goto(`${url}/p/acme/users/invite`);
      await page.getByLabel("E-mail addresses").fill(text);
      await page.getByRole("button", { name: "Review invitations" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Review invitations");
      const counts = {};
      for (const heading of await page.locator("section.group h2").allTextContents()) {
        const [, name, n] = heading.match(/^(.*): ([\d,]+)$/);
        counts[name] = Number(n.replaceAll(",", ""));
      }
      return counts;
    };

    // Proves: S4.5, S4.10, S4.12
    await test.step("invite everybody on a pasted list", async () => {
      const counts = await send(PEOPLE);
      expect(counts["Will be invited"]).toBeGreaterThan(200);
      expect(counts["Not understood"]).toBeGreaterThan(20);
      expect(counts.Skipped).toBeGreaterThan(20);
      await expect(page.getByText(/the last \d+ to accept stay inactive until a seat is free/)).toBeVisible();
      await page.getByRole("button", { name: `Send ${counts["Will be invited"]} invitations` }).click();
      await finishJob(page);
      await expect(page.locator("#message")).toContainText(`${counts["Will be invited"]} invitations are being sent`);
      await expect(async () => {
        await page.goto(`${url}/p/acme/users`);
        expect(await tile(page, "Unconfirmed")).toBe(counts["Will be invited"]);
      }).toPass();
    });

    await test.step("invite a few by hand, one of them twice", async () => {
      const counts = await send(`${BATCH.join("\n")}\nWanda First <${BATCH[0]}>\nnobody(at)example.com`);
      expect(counts).toEqual({ "Will be invited": 4, Skipped: 1, "Not understood": 1 });
      await page.getByRole("button", { name: "Send 4 invitations" }).click();
      await expect(page.locator("#message")).toContainText("4 invitations are being sent");
      await expect(row(page, BATCH[0])).toContainText("Invited");
    });

    // Proves: S4.15, S4.16
    await test.step("accept as an invitee in another browser", async () => {
      const other = await open();
      await accept(other, await linkInMail(other, url, BATCH[0]));
      await fillSignIn(other, BATCH[0]);
      await expect(other.getByRole("button", { name: /Account of/ })).toBeVisible();
      await other.context().close();
    });

    // Proves: S2.23
    await test.step("find the new user, now active", async () => {
      await page.goto(`${url}/p/acme/users`);
      const before = await page.evaluate(() => history.length).catch(() => 0);
      if (mode.script) {
        await page.evaluate(() => (window.sameDocument = true));
        await page.getByRole("searchbox", { name: "Find users" }).pressSequentially("wanda");
      } else {
        await page.getByRole("searchbox", { name: "Find users" }).fill("wanda");
        await page.getByRole("button", { name: "Search", exact: true }).click();
      }
      await expect(page).toHaveURL(/[?&]q=wanda/);
      await expect(page.locator("table.users tbody tr")).toHaveCount(1);
      await expect(row(page, BATCH[0])).toContainText("Active");
      await expect(page.locator("mark").first()).toHaveText(/wanda/i);
      if (mode.script) {
        expect(await page.evaluate(() => window.sameDocument), "no page was loaded").toBe(true);
        expect(await page.evaluate(() => history.length), "typing adds no history").toBe(before);
      }
    });

    let tiles;
    // Proves: S0.4, S0.25
    await test.step("deactivate several, seeing first who is skipped and why", async () => {
      await page.goto(`${url}/p/acme/users?sort=email&q=batch.example`);
      tiles = { active: await tile(page, "Active"), inactive: await tile(page, "Inactive"), unconfirmed: await tile(page, "Unconfirmed") };
      const boxes = page.locator(".pick");
      await expect(boxes).toHaveCount(4);
      if (mode.script) {
        await boxes.first().click();
        await boxes.last().click({ modifiers: ["Shift"] });
        await expect(page.locator("[data-selected-text]")).toHaveText("4 users selected");
        // The selection outlives another search: the admin, who cannot be deactivated by the admin, is ticked too.
        await page.getByRole("searchbox", { name: "Find users" }).fill(ADMIN);
        await expect(page.locator("table.users tbody tr")).toHaveCount(1);
        await row(page, ADMIN).getByRole("checkbox").check();
        await expect(page.locator("[data-selected-text]")).toHaveText("5 users selected, 4 not in this view");
      } else {
        for (const email of BATCH) await row(page, email).getByRole("checkbox").check();
      }
      await page.locator(".strip-actions").getByRole("button", { name: "Deactivate" }).first().click();
      const confirm = page.locator("[data-confirm]");
      await expect(confirm.locator("#confirm-title")).toHaveText(mode.script ? "Deactivate 5 users?" : "Deactivate 4 users?");
      await expect(confirm.getByRole("heading", { name: "Will change: 4" })).toBeVisible();
      if (mode.script) {
        await expect(confirm.getByRole("heading", { name: /^(Will be skipped|Needs your attention): 1/ })).toBeVisible();
        await expect(confirm.locator(".reason")).toContainText([/1 · \S/]);
      }
      await confirm.getByLabel(/^Reason/).fill("Left the company");
      await confirm.getByRole("button", { name: "Deactivate 4 users" }).click();
    });

    // Proves: S0.37, S0.47
    await test.step("read the result, and see the tiles change", async () => {
      const message = page.locator("#message");
      await expect(message).toContainText(mode.script ? "Partly done. 4 of 5 users deactivated. Not deactivated, 1 user: 1 " : "Done. 4 users deactivated.");
      expect(await tile(page, "Active")).toBe(tiles.active - 1);
      expect(await tile(page, "Unconfirmed")).toBe(tiles.unconfirmed - 3);
      expect(await tile(page, "Inactive")).toBe(tiles.inactive + 4);
      if (mode.script) await expect(message).toBeFocused();
      await page.getByRole("link", { name: "Details" }).first().click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Deactivate");
    });

    // Proves: S3.16, S3.17, S3.18, S3.19, S3.20
    await test.step("read every step in the activity", async () => {
      await page.goto(`${url}/p/acme/activity?size=200`);
      const lines = page.locator("table tbody tr");
      for (const [actor, action, target] of [
        [ADMIN, /deactivated/i, BATCH[0]],
        [BATCH[0], /accepted/i, BATCH[0]],
        [BATCH[0], /signed in/i, ""],
        [ADMIN, /invited/i, BATCH[3]],
        [ADMIN, /accepted/i, ADMIN],
        [OWNER, /invited|added/i, ADMIN],
      ]) {
        await findLine(page, lines, actor, action, target);
      }
      await page.goto(`${url}/p/acme/activity?target=${encodeURIComponent(BATCH[0])}`);
      const line = lines.filter({ hasText: /deactivated/i }).first();
      await line.getByRole("link", { name: /^Details/ }).click();
      await expect(page.getByText(ADMIN).first()).toBeVisible();
      await expect(page.getByText(BATCH[0]).first()).toBeVisible();
      await expect(page.getByText("Left the company").first()).toBeVisible();
      await expect(page.getByRole("heading", { name: "What changed" })).toBeVisible();
    });
    await page.context().close();
  });
}

/** Waits for the job whose page is open; without script one has to ask. */
async function finishJob(page) {
  await expect(async () => {
    const refresh = page.locator("#job").getByRole("link", { name: "Refresh" });
    if (await refresh.isVisible()) await refresh.click();
    await expect(page.locator("#job .tag")).toHaveText("Finished", { timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
}

/** A line by actor, action and target, on whatever page of the activity it stands. */
async function findLine(page, lines, actor, action, target) {
  const wanted = lines.filter({ hasText: actor }).filter({ hasText: action }).filter({ hasText: target });
  while ((await wanted.count()) === 0) {
    const next = page.getByRole("link", { name: "Next" });
    expect(await next.count(), `${actor} ${action} ${target} is in the activity`).toBeGreaterThan(0);
    await next.click();
  }
  await expect(wanted.first()).toContainText("Done");
}
