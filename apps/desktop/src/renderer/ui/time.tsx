import { useEffect, useState } from 'react';
import { agoText, fullText, momentText } from './times.ts';

/** Now, renewed each minute, so that "2 minutes ago" stays true. */
export function useNow(everyMs = 30_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A moment; `ago` as "2 minutes ago", else as a clock time. The full date is in its title. */
export function Time({ at, ago = false, now }: { at: string; ago?: boolean; now?: Date }) {
  const text = ago ? agoText(at, now) : momentText(at, now);
  return (
    <time dateTime={at} title={fullText(at)}>
      <bdi>{text}</bdi>
    </time>
  );
}
