import { expect, test } from "../support/test.js";
test("dbg", async ({ page }) => {
  page.on("console", (m) => console.log(m.text()));
  await page.goto("/p/big/users?size=25");
  await page.locator(".pick").nth(1).check();
  await page.locator(".pick").nth(2).check();
  await page.evaluate(() => {
    for (const t of ["mousedown", "mouseup", "click", "change"]) document.addEventListener(t, (e) => console.log(t, e.target.outerHTML?.slice(0, 90), e.target.checked, e.shiftKey, sessionStorage.length, Object.values(sessionStorage)[0]), true);
    document.addEventListener("click", (e) => console.log("after", e.target.tagName, e.target.checked, Object.values(sessionStorage)[0]));
  });
  await page.locator("#page-next").click();
  await expect(page.locator("[data-selected-text]")).toHaveText("2 users selected, 2 not in this view");
  await page.screenshot({ path: "artifacts/dbg.png" });
  await page.locator(".pick").nth(0).click();
  await page.waitForTimeout(500);
  console.log(await page.locator(".pick").nth(0).isChecked(), await page.locator("[data-selected-text]").textContent());
});
