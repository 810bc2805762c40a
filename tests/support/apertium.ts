import { spawnSync } from 'node:child_process';

const listed = spawnSync('apertium', ['-l'], { encoding: 'utf8' });

/** Why the real Apertium can't be used on this machine, or null. */
export const noApertium =
  listed.status === 0 && listed.stdout.includes('eng-spa')
    ? null
    : 'no Apertium English-Spanish on this machine (apt-get install apertium apertium-eng-spa)';
