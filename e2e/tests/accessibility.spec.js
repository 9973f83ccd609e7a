// Every type of page by axe, light and dark, wide and narrow; and what axe cannot know.
import AxeBuilder from "@axe-core/playwright";
import { openPage, PAGES } from "../support/catalogue.js";
import { bare, expect, test } from "../support/test.js";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The first two show every width and theme once and get every rule; the others those that depend on looks. */
const LOOKS = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 360, height: 800, colorScheme: "dark" },
  { width: 1440, height: 900, colorScheme: "dark" },
  { width: 360, height: 800, colorScheme: "light" },
];

async function violations(page, structure) {
  const axe = new AxeBuilder({ page });
  const { violations } = await (structure ? axe.withTags(RULES) : axe.withRules(["color-contrast", "target-size"])).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ""}`));
}

/** A frame without scripts cannot be looked into by axe: it must have a name, then it goes. */
function frames(page) {
  return page.locator("iframe").evaluateAll((all) =>
    all.flatMap((frame) => {
      frame.remove();
      return frame.title ? [] : ["a frame has no name"];
    }),
  );
}

/** Looks do not depend on the database: with the second one two of them are enough. */
const looksOf = (database) => (database === "sqlite" ? LOOKS : LOOKS.slice(0, 2));

/** What must hold on every page at any width. */
async function basics(page) {
  const found = await page.evaluate(() => {
    const headings = [...document.querySelectorAll("h1,h2,h3,h4")].filter((node) => node.checkVisibility()).map((node) => Number(node.tagName[1]));
    return {
      h1: headings.filter((level) => level === 1).length,
      skipped: headings.some((level, at) => at > 0 && level > headings[at - 1] + 1),
      main: document.querySelectorAll("main").length,
      title: document.title,
      live: ["live-status", "live-alert"].every((id) => document.getElementById(id)),
    };
  });
  return found;
}

async function look(page, entry, looks) {
  const problems = await frames(page);
  for (const [at, { width, height, colorScheme }] of looks.entries()) {
    await page.setViewportSize({ width, height });
    // Without motion no colour is measured on its way to another.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    problems.push(...(await violations(page, at < 2)).map((text) => `${width} ${colorScheme}: ${text}`));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const over = [...document.querySelectorAll("main *")].filter((node) => node.getBoundingClientRect().right > root.clientWidth + 1);
    return `${root.scrollWidth} px: ${over.slice(0, 3).map((node) => node.outerHTML.slice(0, 120)).join(" | ")}`;
  });
  expect.soft(wide, `${entry.name} scrolls sideways at 320 px`).toBeNull();
  expect.soft(problems, entry.name).toEqual([]);
}

for (const as of new Set(PAGES.map((entry) => entry.as))) {
  test.describe(`as ${as ?? "nobody"}`, () => {
    test.use({ as });
    for (const entry of PAGES.filter((entry) => entry.as === as)) {
      test(entry.name, async ({ page, database, home }) => {
        test.slow();
        await openPage(page, entry, home);
        const { h1, skipped, main, title, live } = await basics(page);
        expect.soft({ h1, main, skipped, live }).toEqual({ h1: 1, main: 1, skipped: false, live: true });
        expect.soft(title).toMatch(/\S – \S/);
        await look(page, entry, looksOf(database));
      });
    }
  });
}

test("titles tell pages apart", async ({ page, home }) => {
  const titles = new Map();
  for (const entry of PAGES.filter(({ as, open }) => as === "desk" && typeof open === "string").map((e) => ({ ...e, open: e.open.replace("/p/desk/", "/p/big/") }))) {
    await openPage(page, entry, home);
    const title = await page.title();
    expect(titles.get(title), `${entry.name}: ${title}`).toBeUndefined();
    titles.set(title, entry.name);
  }
});

test("every answer carries the strict policy", async ({ page }) => {
  const response = await page.goto("/p/big/users");
  const headers = response.headers();
  expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
  expect(headers["content-security-policy"]).not.toContain("unsafe");
  expect(headers["cache-control"]).toBe("no-store");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("same-origin");
});

test("no motion where none is wanted", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/p/big/users");
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((node) => {
      const { animationName, transitionDuration, transitionProperty } = getComputedStyle(node);
      const lasts = transitionDuration.split(",").some((text) => parseFloat(text) > 0.001);
      return animationName !== "none" || (lasts && transitionProperty !== "opacity");
    }).length,
  );
  expect(moving).toBe(0);
});

test("touch targets are large enough", async ({ page }) => {
  for (const path of ["/p/big/users", "/p/big/users/invite", "/p/big/activity"]) {
    await page.goto(path);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("main :is(a, button, input:not([type=hidden]), select, summary)")]
        .filter((node) => node.checkVisibility() && !node.closest(".vh, .script-vh, p, td:not(.c-act), li") && !node.matches(".vh, .script-vh"))
        .map((node) => ({ box: (node.closest("label") ?? node).getBoundingClientRect(), html: node.outerHTML.slice(0, 80) }))
        .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
        .map(({ box, html }) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`),
    );
    expect(small, path).toEqual([]);
  }
});

bare("the set-up page", async ({ browser, fresh, watch, database }) => {
  const context = watch(await browser.newContext(), fresh.url);
  const page = await context.newPage();
  await page.goto(fresh.setUpLink);
  await look(page, { name: "set-up" }, looksOf(database));
  await page.getByRole("button", { name: "Set up Portico" }).evaluate((button) => (button.form.noValidate = true));
  await page.getByRole("button", { name: "Set up Portico" }).click();
  await expect(page.locator(".error-summary")).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await look(page, { name: "set-up with errors" }, looksOf(database));
  await context.close();
});
