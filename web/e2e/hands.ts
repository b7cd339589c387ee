import { expect, type Locator, type Page } from '@playwright/test';

/** One way of using a page. */
export interface Hand {
  press: (target: Locator) => Promise<void>;
  write: (target: Locator, text: string) => Promise<void>;
  /** Chooses an option by the text that it starts with. */
  choose: (target: Locator, option: string) => Promise<void>;
}

/** With a pointer: a mouse, or a finger where the browser has touch. */
export function pointer(): Hand {
  return {
    press: (target) => target.click(),
    write: (target, text) => target.fill(text),
    choose: async (target, option) => {
      await expect(target.locator('option', { hasText: option })).not.toHaveCount(0);
      await target.selectOption((await target.locator('option', { hasText: option }).first().getAttribute('value')) ?? option);
    },
  };
}

/** With the keyboard alone: Tab until it is there, then Enter, or letters. */
export function keyboard(page: Page): Hand {
  const reach = async (target: Locator) => {
    await expect(target).toBeVisible();
    const there = () => target.evaluate((element) => element === document.activeElement);
    for (let tabs = 0; tabs < 250; tabs++) {
      if (await there()) {
        return;
      }
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${String(target)}.`);
  };
  return {
    press: async (target) => {
      await reach(target);
      await page.keyboard.press('Enter');
    },
    write: async (target, text) => {
      await reach(target);
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    },
    choose: async (target, option) => {
      await expect(target.locator('option', { hasText: option })).not.toHaveCount(0);
      await reach(target);
      await page.keyboard.type(option);
      await expect(target.locator('option:checked')).toContainText(option);
    },
  };
}
