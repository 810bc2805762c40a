import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { Pace, windowFor } from './pace.ts';
import { HubFixture, NAME, types } from './testing/hub-fixture.ts';

const OPTIONS = { busyWindowMs: 20, fullWindowMs: 100, quietRoomMs: 1_000 };

describe('H30 the pace', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const room = () => ({ takeWaiting: vi.fn() });

  it('lets nothing wait while there is little to do', () => {
    const pace = new Pace({ ...OPTIONS, busyness: () => 0.03 });
    expect(pace.holds(room(), performance.now())).toBe(false);
  });

  it('wakes a room one window after it came, and with it those whose time is near', () => {
    const pace = new Pace({ ...OPTIONS, busyness: () => 0.5 });
    const [one, near, late] = [room(), room(), room()];
    expect(pace.holds(one, performance.now())).toBe(true);
    vi.advanceTimersByTime(2);
    expect(pace.holds(near, performance.now())).toBe(true);
    vi.advanceTimersByTime(13);
    expect(pace.holds(late, performance.now())).toBe(true);
    vi.advanceTimersByTime(4);
    expect(one.takeWaiting).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(one.takeWaiting).toHaveBeenCalledTimes(1);
    expect(near.takeWaiting).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(12);
    expect(late.takeWaiting).not.toHaveBeenCalled();
    vi.advanceTimersByTime(3);
    expect(late.takeWaiting).toHaveBeenCalledTimes(1);
  });

  it('wakes more rooms together the longer they wait', () => {
    const wokenTogether = (busyness: number, windowMs: number) => {
      const pace = new Pace({ ...OPTIONS, busyness: () => busyness });
      // The busyness of now counts fully only after some seconds.
      for (let i = 0; i < 100; i++) {
        pace.holds(room(), performance.now());
        vi.advanceTimersByTime(200);
      }
      const rooms = Array.from({ length: windowMs }, () => room());
      for (const one of rooms) {
        pace.holds(one, performance.now());
        vi.advanceTimersByTime(1);
      }
      while (rooms[0]?.takeWaiting.mock.calls.length === 0) vi.advanceTimersByTime(1);
      return rooms.filter((one) => one.takeWaiting.mock.calls.length > 0).length;
    };
    expect(wokenTogether(0.5, OPTIONS.busyWindowMs)).toBe(3);
    expect(wokenTogether(1, OPTIONS.fullWindowMs)).toBe(6);
  });

  it('takes many that are due at once in parts, one right after the other', () => {
    const pace = new Pace({ ...OPTIONS, busyness: () => 0.5 });
    const rooms = Array.from({ length: 40 }, () => room());
    for (const one of rooms) pace.holds(one, performance.now());
    const taken = () => rooms.filter((one) => one.takeWaiting.mock.calls.length > 0).length;
    vi.advanceTimersByTime(20);
    expect(taken()).toBe(14);
    vi.advanceTimersToNextTimer();
    expect(taken()).toBeGreaterThan(14);
    expect(taken()).toBeLessThan(40);
    vi.advanceTimersByTime(10);
    expect(taken()).toBe(40);
    for (const one of rooms) expect(one.takeWaiting).toHaveBeenCalledTimes(1);
  });

  it('gives a room that comes again while others wait a window of its own', () => {
    const pace = new Pace({ ...OPTIONS, busyness: () => 0.5 });
    const [one, two] = [room(), room()];
    one.takeWaiting.mockImplementationOnce(() => pace.holds(one, performance.now()));
    pace.holds(one, performance.now());
    vi.advanceTimersByTime(10);
    pace.holds(two, performance.now());
    vi.advanceTimersByTime(30);
    expect(two.takeWaiting).toHaveBeenCalledTimes(1);
    expect(one.takeWaiting).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(100);
    expect(one.takeWaiting).toHaveBeenCalledTimes(2);
  });

  it('does not keep the first letter after a quiet time, however busy', () => {
    const pace = new Pace({ ...OPTIONS, busyness: () => 1 });
    expect(pace.holds(room(), performance.now() - 1_001)).toBe(false);
    expect(pace.holds(room(), -Infinity)).toBe(false);
  });

  it('forgets a room that was released', () => {
    const pace = new Pace({ ...OPTIONS, busyness: () => 0.5 });
    const gone = room();
    pace.holds(gone, performance.now());
    pace.release(gone);
    vi.advanceTimersByTime(100);
    expect(gone.takeWaiting).not.toHaveBeenCalled();
  });

  it('grows its window with the load, and never beyond the largest', () => {
    const windows = [0, 0.1, 0.3, 0.6, 0.8, 0.9, 1].map((busyness) => windowFor(busyness, OPTIONS));
    expect(windows).toEqual(windows.toSorted((a, b) => a - b));
    expect(windows[0]).toBe(0);
    expect(windows[2]).toBe(20);
    expect(windows.at(-1)).toBe(100);
  });
});

describe('H30 a busy hub', () => {
  const fixture = new HubFixture({ busyness: () => 0.5 });

  it('gathers what several people type into one commit and one frame, and acknowledges with it', async () => {
    vi.useFakeTimers();
    const [ana, ben, eva] = [await fixture.joined('ana'), await fixture.joined('ben'), await fixture.joined('eva')];
    const append = vi.spyOn(fixture.store, 'append');
    const [had, hadByAna] = [eva.frames.length, ana.frames.length];
    ana.type('a');
    ben.type('b');
    ana.type('c');
    await vi.advanceTimersByTimeAsync(17);
    expect(append).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(append).toHaveBeenCalledTimes(1);
    expect(types(eva.frames.slice(had))).toEqual(['update']);
    expect(types(ana.frames.slice(hadByAna))).toEqual(['update', 'durable']);
    expect(ana.durable[0]).toBe(ana.sent);
    expect(eva.text()).toBe(ana.text());
    expect([...eva.text()].toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('keeps nobody waiting who asks for something: what was gathered is taken before', async () => {
    const [ana, ben] = [await fixture.joined('ana'), await fixture.joined('ben')];
    ana.type('x');
    expect(await fixture.hub.exclusive(NAME, async (turn) => turn.doc.getText('content').toString())).toBe('x');
    expect(ben.text()).toBe('x');
  });

  it('commits what was gathered when it drains', async () => {
    const ana = await fixture.joined('ana');
    ana.type('x');
    await fixture.hub.drain();
    const doc = new Y.Doc();
    for (const update of (await fixture.store.load(NAME))?.updates ?? []) Y.applyUpdate(doc, update);
    expect(doc.getText('content').toString()).toBe('x');
    expect(ana.durable[0]).toBe(ana.sent);
  });

  it('drops what was gathered from a session that is closed', async () => {
    const ana = await fixture.joined('ana');
    ana.type('x');
    fixture.hub.closeSession(ana.identity.sessionId, { code: 4401, reason: 'signed out' });
    await fixture.settled();
    expect(await fixture.hub.exclusive(NAME, async (turn) => turn.doc.getText('content').toString())).toBe('');
  });
});
