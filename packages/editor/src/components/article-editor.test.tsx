// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { BLANK_EDITION } from '../schema/index.ts';
import { useArticleEditor } from './article-editor.tsx';

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);

const SARA = { id: 'u1', name: 'Sara' };

it('keeps the editor, and so the caret, when people come and hues change', async () => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, BLANK_EDITION);
  const document = { doc, awareness: new Awareness(doc) };
  const made: (Editor | null)[] = [];
  function Page({ hueOf }: { hueOf: (id: string) => number }) {
    const { editor } = useArticleEditor({ document, user: SARA, hueOf, language: 'en', editable: true, label: 'Text' });
    made.push(editor);
    return null;
  }
  const root = createRoot(globalThis.document.createElement('div'));
  await act(async () => root.render(<Page hueOf={() => 1} />));
  const first = made.at(-1);
  await act(async () => root.render(<Page hueOf={() => 2} />));
  expect(first).toBeTruthy();
  expect(made.at(-1)).toBe(first);
  await act(async () => root.unmount());
  document.awareness.destroy();
});
