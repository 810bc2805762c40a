import { expect, type Locator, type Page } from '@playwright/test';

/** A story in one language: writing, and what the bottom bar says. */
export class StoryPage {
  readonly page: Page;
  readonly text: Locator;

  constructor(page: Page, language: string) {
    this.page = page;
    this.text = page.getByRole('textbox', { name: `Text, ${language}` });
  }

  /** The words in the bottom bar that say what is saved, and where. */
  get saveState(): Locator {
    return this.page.getByRole('contentinfo').getByRole('status').first();
  }

  paragraph(containing: string): Locator {
    return this.text.locator('p').filter({ hasText: containing });
  }

  /** Other people's carets, by name. */
  caret(name: string): Locator {
    return this.text.locator('.collaboration-carets__label').filter({ hasText: name });
  }

  /** Puts the caret at the end of a block. */
  async caretAtEndOf(block: Locator): Promise<void> {
    const box = await this.#boxOf(block);
    await block.click({ position: { x: box.width - 3, y: box.height - 6 } });
    await this.page.keyboard.press('End');
  }

  /** Puts the caret at the start of a block. */
  async caretAtStartOf(block: Locator): Promise<void> {
    await block.click({ position: { x: 2, y: 8 } });
    await this.page.keyboard.press('Home');
  }

  /** Writes at the end of the block. */
  async append(block: Locator, words: string): Promise<void> {
    await this.caretAtEndOf(block);
    await this.page.keyboard.type(words);
  }

  async saved(where: 'on server' | 'on this computer'): Promise<void> {
    await expect(this.saveState).toContainText(`Saved ${where}`);
  }

  /** The next step's button in the bottom bar. */
  step(name: string): Locator {
    return this.page.getByRole('contentinfo').getByRole('button', { name });
  }

  /** Goes to another view of the story. */
  async view(name: 'Write' | 'Translate' | 'Review' | 'As readers see it' | 'History'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click();
  }

  async #boxOf(block: Locator): Promise<{ width: number; height: number }> {
    await block.scrollIntoViewIfNeeded();
    const box = await block.boundingBox();
    if (!box) throw new Error('the block is not on the screen');
    return box;
  }
}

/** How often a piece of text stands in a locator. */
export async function occurrences(of: string, within: Locator): Promise<number> {
  return (await within.innerText()).split(of).length - 1;
}
