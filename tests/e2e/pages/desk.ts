import { expect, type Locator, type Page } from '@playwright/test';

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

  /** Chooses a file to import; nothing is made until the plan that comes is accepted. */
  async chooseFile(path: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Import' }).click();
    const dialog = this.page.getByRole('dialog', { name: /^Import/ });
    await this.page.locator('input[type=file]').setInputFiles(path);
    await expect(dialog.getByRole('button', { name: 'Make story' })).toBeEnabled();
    return dialog;
  }

  /** Imports a file as it is understood, and goes to the story. */
  async importFile(path: string): Promise<void> {
    const dialog = await this.chooseFile(path);
    await dialog.getByRole('button', { name: 'Make story' }).click();
    await expect(this.page.getByRole('navigation', { name: 'Views' })).toBeVisible();
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
