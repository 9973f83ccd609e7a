// A picture of every page, for people to look at: artifacts/{page}-{width}-{theme}.png.
import { copyFileSync, mkdirSync } from "node:fs";
import { openPage, PAGES } from "../support/catalogue.js";
import { bare, test } from "../support/test.js";

const FOLDER = new URL("../artifacts/", import.meta.url).pathname;

async function shoot(page, name) {
  for (const [width, height] of [[1440, 900], [360, 780]]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: `${FOLDER}${name}-${width}-${colorScheme}.png`, fullPage: height === 900, animations: "disabled" });
    }
  }
}

for (const as of new Set(PAGES.map((entry) => entry.as))) {
  test.describe(`as ${as ?? "nobody"}`, () => {
    test.use({ as });
    for (const entry of PAGES.filter((entry) => entry.as === as)) {
      test(`picture of ${entry.name}`, async ({ page, home }) => {
        await openPage(page, entry, home);
        await shoot(page, entry.name);
      });
    }
  });
}

bare("picture of set-up", async ({ browser, fresh }) => {
  const page = await browser.newPage();
  await page.goto(fresh.setUpLink);
  await shoot(page, "set-up");
  await page.close();
});

test("the picture of the documentation", async ({ page }) => {
  await page.goto("/p/big/users?size=25");
  await page.screenshot({ path: `${FOLDER}users.png` });
  if (process.env.UPDATE_SCREENSHOTS !== "1") return;
  const folder = new URL("../../docs/screenshots/", import.meta.url).pathname;
  mkdirSync(folder, { recursive: true });
  copyFileSync(`${FOLDER}users.png`, `${folder}users.png`);
});
