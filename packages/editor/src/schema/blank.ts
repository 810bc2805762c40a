/**
 * How a blank edition starts: one constant update, the same bytes everywhere, so that two windows or computers that
 * each seed the same new article give it one headline, not two.
 */
import { fromBase64 } from 'lib0/buffer';

/** The client id of the seed; reserved, so that no person's edits ever carry it. */
export const SEED_CLIENT_ID = 1;

/** Empty headline `headline`, standfirst `standfirst` and paragraph `first`; a test makes the same bytes anew. */
export const BLANK_EDITION: Uint8Array = fromBase64(
  'AQkBAAcBB2NvbnRlbnQDCGhlYWRsaW5lBwABAAYoAAEAAmlkAXcIaGVhZGxpbmWHAQADCnN0YW5kZmlyc3QHAAEDBigAAQMCaWQBdwpzdGFuZGZp' +
    'cnN0hwEDAwlwYXJhZ3JhcGgHAAEGBigAAQYCaWQBdwVmaXJzdAA=',
);
