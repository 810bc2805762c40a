import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { clientAddress, networkOf } from './addresses.ts';
import { createCrowd } from './crowd.ts';

const LIMITS = { connections: 100, connectionsPerAddress: 2, upgradesPerAddress: 2_000, connectionsPerUser: 2 };
const PROXIES: ReadonlySet<string> = new Set(['127.0.0.1', '10.0.0.1']);

test('a request comes from the last hop that is no proxy of ours, whatever it claims of others', () => {
  expect(clientAddress('203.0.113.9', '198.51.100.1', PROXIES)).toBe('203.0.113.9');
  expect(clientAddress('127.0.0.1', 'made up, 203.0.113.9', PROXIES)).toBe('203.0.113.9');
  expect(clientAddress('::ffff:127.0.0.1', '203.0.113.9, 10.0.0.1', PROXIES)).toBe('203.0.113.9');
  expect(clientAddress('127.0.0.1', undefined, PROXIES)).toBe('127.0.0.1');
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:0:1:aaaa::1', '2001:db8:0:1'],
  ['2001:db8:0:1::2', '2001:db8:0:1'],
  ['2001:0db8::1:2:3:4', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network));

test('[F6] a person has so many connections and no more, and one that ends makes room', () => {
  const why: string[] = [];
  const crowd = createCrowd(LIMITS, PROXIES, (reason) => why.push(reason));
  const [first, second] = [crowd.enter('ana'), crowd.enter('ana')];
  expect(second).not.toBeNull();
  expect(crowd.enter('ana')).toBeNull();
  expect(crowd.enter('ben')).not.toBeNull();
  first?.();
  first?.();
  expect(crowd.enter('ana')).not.toBeNull();
  expect(crowd.enter('ana')).toBeNull();
  expect(why).toEqual(['person', 'person']);
});

test('[F6] an address asks for so many upgrades at once and no more; a proxy for any number', async () => {
  const crowd = createCrowd(LIMITS, PROXIES, () => {});
  const ask = (remote: string) =>
    Promise.all(Array.from({ length: 2_500 }, () => crowd.mayUpgrade({ remote, forwardedFor: undefined })));
  expect((await ask('203.0.113.9')).filter((may) => may)).toHaveLength(2_000);
  expect((await ask('127.0.0.1')).filter((may) => may)).toHaveLength(2_500);
});

test('[F6] an address has so many connections and no more, before a byte is read', async () => {
  const http = createServer();
  createCrowd(LIMITS, new Set(), () => {}).guard(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  const open = async () => {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  const first = await open();
  await open();
  await once(await open(), 'close');
  first.destroy();
  const gone = Promise.withResolvers<void>();
  const look = () => {
    http.getConnections((_, count) => (count === 1 ? gone.resolve() : setImmediate(look)));
  };
  look();
  await gone.promise;
  const next = await open();
  next.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  http.once('request', (_, response) => response.end('here'));
  expect(String(await once(next, 'data'))).toContain('here');
});
