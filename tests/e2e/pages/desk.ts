import { expect, type Page } from '@playwright/test';

/** The table of stories. */
export class Desk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Resolves once the stories are here. */
  async ready(): Promise<void> {
    await expect(this.page.getByRole('grid', { name: 'Stories' })).toBeVisible();
  }

  /** Opens a story by a part of its headline. */
  async open(headline: string): Promise<void> {
    await this.page.getByRole('rowheader', { name: headline }).click();
  }

  /** Opens one language of a story. */
  async openLanguage(headline: string, language: string): Promise<void> {
    const row = this.page.getByRole('row', { name: headline });
    await row.getByRole('link', { name: language }).click();
  }

  /** Back to the desk from anywhere. */
  async goTo(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Desk' })
      .getByRole('link', { name: /^All stories/ })
      .click();
    await this.ready();
  }

  /** The notice that something needs this person. */
  notice(text: string | RegExp) {
    return this.page.getByRole('region', { name: 'Notices' }).getByText(text);
  }
}
