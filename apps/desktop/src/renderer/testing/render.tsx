/** Renders into jsdom and waits for what is to be seen. */
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

export interface Rendered {
  readonly page: HTMLElement;
  rerender(children: ReactNode): Promise<void>;
  unmount(): void;
}

export async function render(children: ReactNode): Promise<Rendered> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const page = document.createElement('div');
  document.body.append(page);
  const root = createRoot(page);
  await act(async () => root.render(children));
  return {
    page,
    rerender: (next) => act(async () => root.render(next)),
    unmount() {
      act(() => root.unmount());
      page.remove();
    },
  };
}

/** Waits until `look` finds something; fails with what is on the page instead. */
export async function seen<T>(look: () => T | null | undefined | false, patienceMs = 3_000): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Not seen. The page says: ${document.body.textContent}`);
    await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
  }
}

/** The first button, link or picture whose name contains `name`. */
export function control(name: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('button, a, [role=img]')].find((element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').includes(name),
  );
}

/** The field with this label. */
export function field(label: string): HTMLInputElement | undefined {
  return [...document.querySelectorAll('input')].find((input) =>
    [...(input.labels ?? [])].some(({ textContent }) => textContent?.includes(label)),
  );
}

export async function click(element: HTMLElement): Promise<void> {
  await act(async () => element.click());
}

/** Types into a React field. */
export async function type(field: HTMLInputElement, text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
