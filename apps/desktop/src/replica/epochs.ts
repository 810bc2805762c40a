/**
 * A document rebuilt from its base is, for the windows, another history than the one they hold, but not for the
 * server: here it is called `{server's name}+{n}`, there only by the server's name.
 */

/** The name the server knows the history by. */
export function serverEpoch(localEpoch: string): string {
  return localEpoch.split('+', 1)[0] ?? localEpoch;
}

/** The name of the same history after its document was rebuilt here. */
export function nextLocalEpoch(localEpoch: string): string {
  const [server, times] = localEpoch.split('+', 2);
  return `${server}+${Number(times ?? 0) + 1}`;
}
