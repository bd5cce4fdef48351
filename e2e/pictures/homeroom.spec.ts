import { fileURLToPath } from "node:url";
import {
  type Browser,
  type BrowserContextOptions,
  expect,
  type Page,
  test,
} from "@playwright/test";
import { DEMO } from "../support/school";
import { signInOn, still } from "../support/screens";

const picture = fileURLToPath(new URL("homeroom.png", import.meta.url));

async function shoot(
  browser: Browser,
  options: BrowserContextOptions,
  visit: (page: Page) => Promise<void>,
): Promise<string> {
  const context = await browser.newContext({ deviceScaleFactor: 2, ...options });
  const page = await context.newPage();
  await visit(page);
  await page.waitForLoadState("networkidle");
  await still(page);
  const shot = await page.screenshot();
  await context.close();
  return `data:image/png;base64,${shot.toString("base64")}`;
}

test("the join page on a phone, beside a classroom as its teacher sees it", async ({ browser }) => {
  const phone = await shoot(
    browser,
    { viewport: { width: 390, height: 800 }, isMobile: true },
    async (page) => {
      await page.goto(`/join/${DEMO.code}`);
      await expect(page.getByRole("button", { name: "Join", exact: true })).toBeVisible();
    },
  );
  const desk = await shoot(browser, { viewport: { width: 1200, height: 800 } }, async (page) => {
    await signInOn(page, DEMO.teacher);
    await page.goto(`/o/${DEMO.slug}/classrooms`);
    await page.getByRole("link", { name: /3rd Period/ }).click();
    await expect(page.getByRole("table", { name: "Students in this classroom" })).toBeVisible();
  });

  const page = await browser.newPage({
    viewport: { width: 1760, height: 920 },
  });
  await page.setContent(`
    <body style="margin:0;display:flex;gap:48px;align-items:center;justify-content:center;
                 height:100vh;background:#e9e2d4">
      <img src="${phone}" width="390" style="border:10px solid #20242b;border-radius:36px">
      <img src="${desk}" width="1200" style="border-radius:14px;box-shadow:0 12px 40px #0003">
    </body>`);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.screenshot({ path: picture });
});
