import { test as base, expect, type Browser, type Page } from '@playwright/test';
import { Etalon, type SignedIn } from './etalon';

interface Fixtures {
  /** A page of somebody who is signed in, at the start. */
  portal: Page;
  /** Opens a page of somebody else in a browser of their own. */
  pageOf: (name: string, path?: string) => Promise<Page>;
}

interface Shared {
  etalon: Etalon;
  /** Whoever started the server, signed in once for all tests of a worker. */
  signedIn: SignedIn;
}

/** What no page may do: break the content policy, or throw. */
function watch(page: Page, broken: string[]): void {
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) {
      broken.push(message.text());
    }
  });
  page.on('pageerror', (error) => broken.push(error.message));
}

/** A page of a browser that knows nobody yet. */
export async function freshPage(browser: Browser, baseURL: string): Promise<Page> {
  return (await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } })).newPage();
}

/** Tests with the running server, and with pages that are signed in; a broken content policy fails every one of them. */
export const test = base.extend<Fixtures, Shared>({
  etalon: [
    // Playwright asks for an object pattern even where nothing is taken.
    async ({}, give) => {
      await give(new Etalon(process.env.ETALON_E2E_HOME ?? ''));
    },
    { scope: 'worker' },
  ],
  signedIn: [
    async ({ etalon }, give) => {
      await give(await etalon.signedIn());
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ etalon }, give) => {
    await give(etalon.url);
  },
  storageState: async ({ signedIn }, give) => {
    await give(signedIn);
  },
  portal: async ({ page }, give) => {
    const broken: string[] = [];
    watch(page, broken);
    await page.goto('/');
    await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
    await give(page);
    expect(broken).toEqual([]);
  },
  pageOf: async ({ browser, etalon }, give) => {
    const broken: string[] = [];
    const pages: Page[] = [];
    await give(async (name, path) => {
      const page = await freshPage(browser, etalon.url);
      watch(page, broken);
      pages.push(page);
      await page.goto(await etalon.signInPath(name));
      await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
      if (path) {
        await page.goto(path);
      }
      return page;
    });
    await Promise.all(pages.map((page) => page.context().close()));
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
