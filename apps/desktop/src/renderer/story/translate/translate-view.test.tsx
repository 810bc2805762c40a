// @vitest-environment jsdom
import { readEdition, setBlockText } from '@copydesk/editor/schema';
import { act, type ElementType } from 'react';
import type * as RAC from 'react-aria-components';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as Y from 'yjs';
import { App } from '../../app/app.tsx';
import { createFakeBridge } from '../../testing/fake-bridge.ts';
import { FakeReplica } from '../../testing/fake-replica.ts';
import { control, type Rendered, render, seen } from '../../testing/render.tsx';
import { editionOf, STORY_ID, storyOf } from '../../testing/stories.ts';

/** How often each control of React Aria was rendered, which is what costs most of a key. */
const rendered = vi.hoisted(() => new Map<string, number>());

vi.mock('react-aria-components', async (load) => {
  const real = await load<typeof RAC>();
  const counted = (kind: keyof typeof real) => {
    const Control: ElementType = real[kind] as ElementType;
    return (props: object) => {
      rendered.set(kind, (rendered.get(kind) ?? 0) + 1);
      return <Control {...props} />;
    };
  };
  const kinds = ['Button', 'Link', 'ToggleButton', 'Toolbar', 'Tabs', 'Tab', 'Select'] as const;
  return { ...real, ...Object.fromEntries(kinds.map((kind) => [kind, counted(kind)])) };
});

let shown: Rendered | undefined;

beforeEach(() => {
  localStorage.clear();
  FakeReplica.all = [];
  // Nothing is laid out here.
  Element.prototype.scrollIntoView = () => undefined;
  Range.prototype.getClientRects = () => document.body.getClientRects();
  Range.prototype.getBoundingClientRect = () => document.body.getBoundingClientRect();
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  history.replaceState(null, '', `/p/p1/story/${STORY_ID}/es/translate`);
});

afterEach(() => {
  shown?.unmount();
  vi.unstubAllGlobals();
});

/** The replica's socket for one document, once the window has opened it. */
function replicaOf(document: string): Promise<FakeReplica> {
  return seen(() => FakeReplica.all.find(({ url }) => url.endsWith(`/${document}`)));
}

/** Opens a document in the window, with its blocks. */
async function openDocument(document: string, fill: (doc: Y.Doc) => void): Promise<FakeReplica> {
  const replica = await replicaOf(document);
  fill(replica.server);
  await act(async () => {
    replica.open();
    replica.access(1, 'e1');
  });
  return replica;
}

const headline = (doc: Y.Doc, text: string) => setBlockText(doc, 'headline', [{ type: 'text', text }]);

it('renders no control anew while somebody types in a passage and each key is saved', async () => {
  const bridge = Object.assign(createFakeBridge(), { WebSocket: FakeReplica });
  const spanish = { language: 'es', role: 'translation', source: 'en', headline: 'Huelga' } as const;
  bridge.answer('getArticle', () => storyOf({ editions: [editionOf(), editionOf(spanish)] }));
  bridge.answer('getEvidence', () => ({ passages: [] }));
  bridge.answer('engines', () => ({ engines: [] }));
  bridge.answer('glossary', () => ({ glossary: null }));
  bridge.answer('memoryMatches', () => ({ matches: [], filling: false }));
  bridge.answer('documentState', () => ({
    document: `${STORY_ID}.es`,
    unsentWords: 0,
    unsentSince: null,
    link: 'live',
    detail: '',
    keptOffline: true,
  }));
  shown = await render(<App bridge={bridge} />);
  await openDocument(`${STORY_ID}.en`, (doc) => headline(doc, 'Strike'));
  const replica = await openDocument(`${STORY_ID}.es`, (doc) => headline(doc, 'Huelga'));
  await openDocument(`${STORY_ID}.es.notes`, () => undefined);
  await seen(() => control('Passage 1 of'));
  const passage = await seen(() => document.querySelector('.ProseMirror h1')?.firstChild);
  if (!(passage instanceof Text)) throw new Error('the passage has no words');
  const type = async (letter: string) => {
    rendered.clear();
    await act(async () => passage.appendData(letter));
    await act(async () => replica.durable(0));
    await act(async () => replica.durable(1));
  };
  await type(',');
  expect(rendered.get('ToggleButton'), 'Undo can be pressed from now on').toBe(1);
  for (const letter of ' dicen') {
    await type(letter);
    expect(Object.fromEntries(rendered), `after “${passage.data}”`).toEqual({});
  }
  expect(readEdition(replica.server).content.content?.[0]).toMatchObject({ content: [{ text: 'Huelga, dicen' }] });
});
