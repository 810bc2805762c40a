import { importCommand } from './command.ts';

process.exitCode = await importCommand(process.argv.slice(2), {
  env: process.env,
  out: (line) => console.log(line),
  err: (line) => console.error(line),
});
