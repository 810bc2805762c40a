import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OutboxRow } from '../context.ts';
import { Ninjs } from './ninjs.ts';
import { publish } from './publish.ts';
import { ARTICLE_ID, contentForTests } from './testing/content.ts';

async function setup() {
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-publication-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const place = join(folder, ARTICLE_ID, 'es');
  return {
    folder,
    place,
    files: async () => (await readdir(place)).toSorted(),
    item: async (name: string) => Ninjs.parse(JSON.parse(await readFile(join(place, name), 'utf8'))),
    text: (name: string) => readFile(join(place, name), 'utf8'),
  };
}
function row(id: number, act: OutboxRow['act'], version: number): OutboxRow {
  return { id, act, at: '2026-11-22T11:00:00.000Z', text: contentForTests({ version }) };
}

describe('publish', () => {
  it('writes the version and makes it the current one', async () => {
    const { folder, files, item, text } = await setup();
    await publish(row(1, 'publish', 1), folder);
    await publish(row(2, 'publish', 2), folder);
    expect(await files()).toEqual(['current.html', 'current.json', 'v1.html', 'v1.json', 'v2.html', 'v2.json']);
    expect(await item('v1.json')).toMatchObject({ version: '1', pubStatus: 'usable' });
    expect(await item('current.json')).toEqual(await item('v2.json'));
    expect(await text('current.html')).toContain('Titular');
  });

  it('changes nothing when an act is done again', async () => {
    const { folder, files, text } = await setup();
    await publish(row(1, 'publish', 1), folder);
    const before = [await files(), await text('v1.json'), await text('v1.html')];
    await publish(row(1, 'publish', 1), folder);
    expect([await files(), await text('v1.json'), await text('v1.html')]).toEqual(before);
  });

  it.each([
    ['kill', 'canceled'],
    ['withhold', 'withheld'],
  ] as const)('leaves no text behind after %s', async (act, pubStatus) => {
    const { folder, files, item, text } = await setup();
    await publish(row(1, 'publish', 1), folder);
    await publish(row(2, 'publish', 2), folder);
    await publish(row(3, act, 2), folder);
    expect(await files()).toEqual(['current.json', 'v2.json']);
    expect(await item('current.json')).toMatchObject({ version: '2.3', pubStatus, bodies: [] });
    expect(await item('v2.json')).toEqual(await item('current.json'));
    expect(await text('current.json')).not.toContain('párrafo');
  });

  it('puts a withheld version up again', async () => {
    const { folder, files, item } = await setup();
    await publish(row(1, 'publish', 1), folder);
    await publish(row(2, 'withhold', 1), folder);
    await publish(row(3, 'restore', 1), folder);
    expect(await files()).toEqual(['current.html', 'current.json', 'v1.html', 'v1.json']);
    expect(await item('current.json')).toMatchObject({ version: '1.3', pubStatus: 'usable' });
  });

  it('leaves the version before it whole when it cannot write, and nothing half-written', async () => {
    const { folder, place, files, text } = await setup();
    await publish(row(1, 'publish', 1), folder);
    const before = await text('current.json');
    // Where the next file should go there is a folder with something in it, which no rename replaces.
    await mkdir(join(place, 'v2.json'));
    await writeFile(join(place, 'v2.json', 'x'), '');
    await expect(publish(row(2, 'publish', 2), folder)).rejects.toMatchObject({ code: expect.any(String) });
    expect(await text('current.json')).toBe(before);
    expect(await files()).toEqual(['current.html', 'current.json', 'v1.html', 'v1.json', 'v2.json']);
  });

  it('clears away what a crash left half-written', async () => {
    const { folder, place, files } = await setup();
    await publish(row(1, 'publish', 1), folder);
    await writeFile(join(place, '.v1.html.0d2c'), 'half a page');
    await publish(row(2, 'kill', 1), folder);
    expect(await files()).toEqual(['current.json', 'v1.json']);
  });

  it('never leaves its folder', async () => {
    const { folder } = await setup();
    const text = contentForTests({ language: '../../x' });
    await expect(publish({ ...row(1, 'publish', 1), text }, folder)).rejects.toThrow(TypeError);
    expect(await readdir(folder)).toEqual([]);
  });
});
