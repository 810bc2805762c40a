/** Approval and freezing raced by people who type: what is approved is what the chief saw, and nothing changes after. */

import { documentName } from '@copydesk/shared/sync';
import { createTestPeer, type TestPeer } from '@copydesk/shared/sync/testing';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../apps/sync-server/src/context.ts';
import { HttpProblem } from '../../apps/sync-server/src/problem.ts';
import { type Staff, startNewsroom } from '../../apps/sync-server/src/testing/newsroom.ts';
import { leftOut, rounds, runSeed, seeded } from '../support/soak.ts';

/** So many turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left--) await new Promise<void>((resolve) => setImmediate(resolve));
}

interface Write {
  readonly word: string;
  readonly kind: 'added' | 'removed';
  /** Number of the write frame that carried it. */
  readonly frame: number;
}

describe.skipIf(leftOut('A1'))('approval and freezing, raced by typing', () => {
  it('[A1] [A2] [A5] what is in the seal is what was there before; what comes after is refused', async () => {
    const seed = runSeed();
    console.info(`[A1] seed ${seed}`);
    const random = seeded(seed);
    const below = (count: number) => Math.floor(random() * count);
    const newsroom = await startNewsroom();
    const { hub, workflow, editions, registry } = newsroom.server.context;
    const [editor, chief] = [await newsroom.as('editor'), await newsroom.as('chief')];
    const story = await editor.write('Harbour bridge closes', 'The city closed the bridge.');
    const document = documentName(story.articleId, 'en');
    const { epoch } = await chief.edition(story);

    const callerOf = ({ user }: Staff): Caller => ({
      user,
      sessionId: registry.sessionsOf(user.id)[0]?.id ?? '',
      device: 'test',
    });
    /** Without HTTP, so that the race is decided in the document's queue and not on the way there. */
    const act = async (by: Staff, action: 'submit' | 'approve' | 'withdraw' | 'return', more: { seal?: string } = {}) =>
      workflow.transition(callerOf(by), story, { action, note: 'again', ...more });
    const fieldsNow = async () => (await editions.text(story)).fields;

    async function open({ user }: Staff): Promise<TestPeer> {
      const peer = createTestPeer(document, user.id, { epoch });
      registry.putSession({ id: peer.identity.sessionId, userId: user.id, device: 'test' });
      peer.connect(hub);
      await hub.exclusive(document, async () => {});
      await hub.exclusive(document, async () => {});
      return peer;
    }

    let words = 0;
    /** Types a few words and takes some back, each after some turns of the event loop. */
    async function typeInto(peer: TestPeer, most: number): Promise<Write[]> {
      const writes: Write[] = [];
      const fields = peer.doc.getMap<string>('fields');
      for (let left = below(most + 1); left > 0; left--) {
        await turns(below(40));
        const known = [...fields.keys()].filter((key) => key.startsWith('word'));
        const victim = random() < 0.5 ? known[below(known.length)] : undefined;
        const word = victim ?? `word ${words++}`;
        if (victim === undefined) fields.set(word, word);
        else fields.delete(word);
        writes.push({ word, kind: victim === undefined ? 'added' : 'removed', frame: peer.sent });
      }
      return writes;
    }

    const wordsOf = (fields: object) => Object.keys(fields).filter((key) => key.startsWith('word'));

    /** The text is what it was and what was acknowledged; all the rest was refused. */
    function expectJudged(peer: TestPeer, writes: readonly Write[], before: object, after: object): void {
      const from = peer.refused?.count ?? Infinity;
      const expected = new Set(wordsOf(before));
      for (const { word, kind, frame } of writes.filter((write) => write.frame < from)) {
        expect(peer.durable[0], word).toBeGreaterThanOrEqual(frame);
        if (kind === 'added') expected.add(word);
        else expected.delete(word);
      }
      expect(new Set(wordsOf(after)), `seed ${seed}`).toEqual(expected);
    }

    const tally = { approved: 0, changed: 0, frozen: 0, before: 0 };
    for (const _ of rounds('A1', 'races')) {
      const where = `seed ${seed}`;
      const writer = await open(editor);
      const drafting = await fieldsNow();
      const [drafted] = await Promise.all([typeInto(writer, 4), turns(below(100)).then(() => act(editor, 'submit'))]);
      await hub.exclusive(document, async () => {});
      const submitted = await fieldsNow();
      expectJudged(writer, drafted, drafting, submitted);
      if (writer.refused !== null) tally.frozen += 1;
      else if (drafted.length > 0) tally.before += 1;
      writer.destroy();

      const second = await open(chief);
      const { seal } = await editions.get(chief.user, story);
      const before = await editions.text(story);
      const [written, approval] = await Promise.all([
        typeInto(second, 2),
        turns(below(60))
          .then(() => act(chief, 'approve', { seal }))
          .catch((error: unknown) => error),
      ]);
      await hub.exclusive(document, async () => {});
      const after = await fieldsNow();
      expectJudged(second, written, before.fields, after);
      if (approval instanceof HttpProblem) {
        expect(approval.problem, where).toMatchObject({ status: 409, title: 'The text has changed' });
        expect(approval.problem.changed?.length, where).toBeGreaterThan(0);
        tally.changed += 1;
      } else {
        expect(approval, where).toMatchObject({ state: 'approved', seal });
        // Not one of the writes is in it, and the bytes that were sealed are those that were seen.
        const sealed = await editions.checkpoint(chief.user, story, seal);
        expect([sealed.content, sealed.fields], where).toEqual([before.content, before.fields]);
        expect(after, where).toEqual(before.fields);
        expect((await editions.content(chief.user, story)).seal, where).toBe(seal);
        await act(chief, 'withdraw');
        tally.approved += 1;
      }
      second.destroy();
      await act(chief, 'return');
    }
    console.info(`[A1] ${JSON.stringify(tally)}`);
    // Both ways each race can end were seen.
    for (const [outcome, count] of Object.entries(tally)) expect(count, outcome).toBeGreaterThan(0);
  });
});
