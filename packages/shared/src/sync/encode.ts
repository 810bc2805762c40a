import * as encoding from 'lib0/encoding';

const encoder = encoding.createEncoder();

/**
 * lib0's `encode`, with one encoder for all: a hub answers each letter with a few bytes, and making an encoder costs
 * more than they do. `write` must not encode anything else meanwhile.
 */
export function encode(write: (to: encoding.Encoder) => void): Uint8Array {
  encoder.cpos = 0;
  encoder.bufs = [];
  write(encoder);
  return encoding.toUint8Array(encoder);
}
