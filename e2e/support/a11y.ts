import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { still } from "./screens";

const WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const WIDTHS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

/**
 * The screen as it stands has no violation: in light and in dark, on a phone and on a desktop. Width
 * and colors are given back afterwards, so a journey goes on as if nobody had looked.
 */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  const before = page.viewportSize();
  for (const [device, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await still(page);
      const { violations } = await new AxeBuilder({ page })
        .options({ resultTypes: ["violations"] }) // half the time; the rest nobody reads
        .withTags(WCAG_22_AA)
        .setLegacyMode() // there are no frames
        .analyze();
      const found = violations.map(({ id, help, nodes }) => ({
        id,
        help,
        where: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
      }));
      expect(found, `${screen}, ${device}, ${colorScheme}`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before) await page.setViewportSize(before);
}
