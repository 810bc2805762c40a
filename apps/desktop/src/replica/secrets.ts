/** Where a signed-in person's tokens lie between starts. */
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keeps one secret string per profile. `load` resolves to null if there is none or it cannot be read any more. */
export interface SecretStore {
  load(profile: string): Promise<string | null>;
  save(profile: string, secret: string): Promise<void>;
  remove(profile: string): Promise<void>;
}

/** Under browser-host: a file in the replica's folder that only its owner may read. */
export function fileSecrets(dataFolder: string): SecretStore {
  const fileOf = (profile: string) => join(dataFolder, profile, 'session');
  return {
    async load(profile) {
      return readFile(fileOf(profile), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
    },
    async save(profile, secret) {
      await mkdir(join(dataFolder, profile), { recursive: true, mode: 0o700 });
      const file = fileOf(profile);
      // Renamed into place, so that a crash leaves the old session or the new one, never half of one.
      const fresh = `${file}.new`;
      await writeFile(fresh, secret, { mode: 0o600 });
      await chmod(fresh, 0o600);
      await rename(fresh, file);
    },
    remove: (profile) => rm(fileOf(profile), { force: true }),
  };
}
