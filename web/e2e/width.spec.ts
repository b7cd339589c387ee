import { allPages, settle } from './pages';
import { expect, test } from './signedIn';

/** Of every page in ./test --all, of the main ones always. */
const main = /^(home|find|upload|dataset|look|launch|run|compare|jobs|users)$/;

test('no page is wider than its window, from 360 pixels to 4 K', async ({ portal: page, etalon }) => {
  test.setTimeout(240_000);
  const pages = await allPages(etalon);
  for (const [name, path] of process.env.ETALON_E2E_ALL ? pages : pages.filter(([name]) => main.test(name))) {
    await page.setViewportSize({ width: 360, height: 740 });
    await settle(page, path, name);
    for (const [width, height] of [[360, 740], [3840, 2160]] as const) {
      await page.setViewportSize({ width, height });
      const { beyond, shifted } = await page.evaluate(() => ({
        beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        // Whatever one presses must lie within the window, or within something that scrolls.
        shifted: [...document.querySelectorAll<HTMLElement>('main a, main button, main input, main select')]
          .filter((element) => !element.closest('[role=region], [tabindex="0"], pre, nav'))
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 1 && box.height > 1 && (box.left < -1 || box.right > document.documentElement.clientWidth + 1))
          .map(({ element }) => element.outerHTML.slice(0, 120)),
      }));
      expect.soft(beyond, `${name} at ${width}`).toBeLessThanOrEqual(0);
      expect.soft(shifted, `${name} at ${width}`).toEqual([]);
    }
  }
});
