import { expect, type Locator, type Page } from '@playwright/test';
import { StoryPage } from './story.ts';

/** A translation beside its source. */
export class TranslationPage extends StoryPage {
  readonly states: Locator;
  /** What is known of the active passage. */
  readonly strip: Locator;

  constructor(page: Page, language = 'Spanish') {
    super(page, language);
    this.states = page.getByRole('button', { name: /^Passage \d+ of \d+/ });
    this.strip = page.getByRole('region', { name: 'Passage' });
  }

  /** "9 of 16 confirmed, 2 stale" */
  get progress(): Locator {
    return this.page.getByText(/^\d+ of \d+ confirmed/);
  }

  /** What readers will be told. */
  get label(): Locator {
    return this.page.getByTitle('The label as readers will see it');
  }

  /** The state of a passage, counted from 1. */
  state(number: number): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Passage ${number} of`) });
  }

  /** A passage of the target, counted from 0 in reading order. */
  passage(index: number): Locator {
    return this.text.locator('h1, h2, h3, p, figcaption').nth(index);
  }

  /** Has the story translated by machine, and waits until all of it is drafted. */
  async make(language: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Make a translation' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Make a translation' });
    await expect(dialog.getByRole('button', { name: /Into/ })).toContainText(language);
    await expect(dialog.getByRole('button', { name: /First draft/ })).toContainText('Apertium');
    await dialog.getByRole('button', { name: 'Make the translation' }).click();
    await expect(this.states.first()).toBeVisible();
    await expect(this.states.filter({ hasText: 'Empty' })).toHaveCount(0);
  }
}
