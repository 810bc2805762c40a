/** Tokens in the system's safe storage: an encrypted file per profile, with the name of what encrypted it. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import * as z from 'zod';
import type { SecretStore } from '../replica/secrets.ts';

const Blob = z.object({ backend: z.string(), blob: z.base64() });

/** Linux's stand-in without a key ring: encrypts with a password that is the same everywhere. */
const NO_KEYRING = 'basic_text';

export interface SafeSecretsOptions {
  readonly dataFolder: string;
  /** Says once a start that this system has no key ring, so the session is only as safe as the person's files. */
  readonly onUnprotected: () => void;
  readonly onUnreadable: (facts: Record<string, string>) => void;
}

export function safeSecrets({ dataFolder, onUnprotected, onUnreadable }: SafeSecretsOptions): SecretStore {
  const fileOf = (profile: string) => join(dataFolder, profile, 'session.json');
  /** Profiles whose file could not be read with the key ring of today. */
  const unreadable = new Set<string>();
  let told = false;

  /** What encrypts here; only Linux has more than one. */
  function backend(): string {
    return process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform;
  }

  async function encrypt(profile: string, secret: string): Promise<void> {
    const kept = { backend: backend(), blob: (await safeStorage.encryptStringAsync(secret)).toString('base64') };
    if (kept.backend === NO_KEYRING && !told) {
      told = true;
      onUnprotected();
    }
    await mkdir(join(dataFolder, profile), { recursive: true, mode: 0o700 });
    const fresh = `${fileOf(profile)}.new`;
    await writeFile(fresh, JSON.stringify(kept), { mode: 0o600 });
    // What another key ring encrypted is put aside, not written over.
    if (unreadable.delete(profile)) await rename(fileOf(profile), `${fileOf(profile)}.unreadable`);
    await rename(fresh, fileOf(profile));
  }

  return {
    async load(profile) {
      const text = await readFile(fileOf(profile), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (text === null) return null;
      let was = 'unknown';
      try {
        const kept = Blob.parse(JSON.parse(text));
        was = kept.backend;
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(kept.blob, 'base64'));
        if (shouldReEncrypt) await encrypt(profile, result);
        return result;
      } catch (error) {
        // The key ring may be another one today and come back tomorrow: the file stays as it is.
        unreadable.add(profile);
        onUnreadable({ profile, was, now: backend(), error: String(error) });
        return null;
      }
    },
    save: encrypt,
    async remove(profile) {
      if (!unreadable.has(profile)) await rm(fileOf(profile), { force: true });
    },
  };
}
