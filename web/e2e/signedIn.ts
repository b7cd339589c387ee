import { test as base, expect, type Page } from '@playwright/test';
import { Etalon } from './etalon';

interface Fixtures {
  etalon: Etalon;
  /** A page of somebody who is signed in. */
  portal: Page;
}

/** Tests with the running server, and with a page that is signed in; a broken content policy fails every one of them. */
export const test = base.extend<Fixtures>({
  // Playwright asks for an object pattern even where nothing is taken.
  etalon: async ({}, give) => {
    await give(new Etalon(process.env.ETALON_E2E_HOME ?? ''));
  },
  baseURL: async ({ etalon }, give) => {
    await give(etalon.url);
  },
  portal: async ({ page, etalon }, give) => {
    const broken: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) {
        broken.push(message.text());
      }
    });
    page.on('pageerror', (error) => broken.push(error.message));
    await page.goto(await etalon.signInPath());
    await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
    await give(page);
    expect(broken).toEqual([]);
  },
});

export { expect };

/** How many different colours a canvas shows: one means that it shows nothing. */
export async function coloursOf(page: Page): Promise<number> {
  return page
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const copy = document.createElement('canvas');
      copy.width = canvas.width;
      copy.height = canvas.height;
      const context = copy.getContext('2d');
      if (!context || canvas.width === 0) {
        return 0;
      }
      context.drawImage(canvas, 0, 0);
      return new Set(new Uint32Array(context.getImageData(0, 0, copy.width, copy.height).data.buffer)).size;
    });
}
