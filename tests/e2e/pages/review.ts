import { expect, type Locator, type Page } from '@playwright/test';
import { StoryPage } from './story.ts';

/** A chief's view of a text that awaits approval. */
export class ReviewPage extends StoryPage {
  readonly evidence: Locator;

  constructor(page: Page, language = 'English') {
    super(page, language);
    this.evidence = page.getByRole('complementary', { name: 'Changes and evidence' });
  }

  /** The decision's button. */
  decide(name: 'Approve this text' | 'Publish' | 'Return with note'): Locator {
    return this.page.getByRole('main').getByRole('button', { name });
  }

  /** Marks what changed in the text, and leads to the first of it. */
  get showChanges(): Locator {
    return this.page.getByRole('button', { name: /^Show changes/ });
  }

  /** The dialog that says what changed since the chief looked. */
  get changed(): Locator {
    return this.page.getByRole('alertdialog', { name: 'The text changed since you looked at it' });
  }

  /** Opens the review of the story that is shown. */
  async open(): Promise<void> {
    await this.view('Review');
    await expect(this.decide('Approve this text')).toBeEnabled();
  }

  /** Takes one of the acts behind *More*, up to its dialog. */
  async act(name: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'More' }).click();
    await this.page.getByRole('menuitem', { name }).click();
    return this.page.getByRole('dialog', { name });
  }
}
