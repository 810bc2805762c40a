import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import type { Clock } from '../context.ts';

/** Short, because a stolen one works until then even where nobody looks at the session. */
export const ACCESS_SECONDS = 600;
/** A computer that was off for a month signs in again. */
const REFRESH_DAYS = 30;

const ISSUER = 'copydesk';
const Claims = z.object({ sub: z.string(), sid: z.string() });

/** The server's signing secret: made once, readable by its owner alone. */
export async function loadSecret(dataFolder: string): Promise<Uint8Array> {
  const file = join(dataFolder, 'secret');
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, randomBytes(32), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = await readFile(file);
  if (secret.length !== 32)
    throw new Error(`${file} is damaged: it has ${secret.length} bytes. Delete it; everyone then signs in again.`);
  return secret;
}

export interface AccessTokens {
  issue(userId: string, sessionId: string): Promise<string>;
  /** Whose token it is, or null if it is over or not ours. Whether the session still lives is another question. */
  verify(token: string): Promise<{ userId: string; sessionId: string } | null>;
}

export function createAccessTokens(secret: Uint8Array, clock: Clock): AccessTokens {
  return {
    issue(userId, sessionId) {
      const now = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setAudience(ISSUER)
        .setSubject(userId)
        .setJti(randomBytes(9).toString('base64url'))
        .setIssuedAt(now)
        .setExpirationTime(now + ACCESS_SECONDS)
        .sign(secret);
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, secret, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: ISSUER,
          currentDate: clock.now(),
        });
        const claims = Claims.safeParse(payload);
        return claims.success ? { userId: claims.data.sub, sessionId: claims.data.sid } : null;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}

/** A fresh refresh token of 256 random bits, and its hash for the store. */
export function newRefreshToken(clock: Clock): { token: string; hash: string; expiresAt: string } {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(clock.now().getTime() + REFRESH_DAYS * 86_400_000).toISOString();
  return { token, hash: refreshHash(token), expiresAt };
}

export function refreshHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
