/** `@hocuspocus/server` with its defaults; given a file, with its SQLite extension on that file. */
import { Server } from '@hocuspocus/server';

const file = process.argv[2];
const extensions = [];
if (file !== undefined) {
  const { SQLite } = await import('@hocuspocus/extension-sqlite');
  extensions.push(new SQLite({ database: file }));
}
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  extensions,
  websocketOptions: { perMessageDeflate: false },
});
await server.listen();
console.log(JSON.stringify({ event: 'listening', url: `http://127.0.0.1:${server.address.port}` }));
